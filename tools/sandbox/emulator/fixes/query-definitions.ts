import { randomUUID } from "node:crypto";
import { jsonAnswer, jsonError, membersOf, textMember, type Fix, type Members } from "../exchange";
import { placeOf } from "./security-hub";

const OPERATIONS = ["PutQueryDefinition", "DescribeQueryDefinitions", "DeleteQueryDefinition"];

/**
 * AWS: CloudWatch Logs keeps saved queries, by an id that it gives, in each account and Region. Putting one with an
 * id replaces it; describing lists those whose names have a prefix; deleting answers ResourceNotFoundException where
 * there is none.
 *
 * Moto 5.2.1 has none of the operations. So the queries are kept here, and all are answered on one page.
 * @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutQueryDefinition.html
 */
export function queryDefinitions(): Fix {
  const places = new Map<string, Map<string, Members>>();
  return {
    concerns: ({ service, name }) => service === "Logs_20140328" && OPERATIONS.includes(name),
    answer: async (request, { name }, next) => {
      const members = membersOf(request);
      const place = await placeOf(request, next);
      const kept = places.get(place) ?? new Map<string, Members>();
      places.set(place, kept);
      const asked = textMember(members, "queryDefinitionId");
      if (name === "DescribeQueryDefinitions") {
        const prefix = textMember(members, "queryDefinitionNamePrefix");
        const found = [...kept.values()].filter((query) => textMember(query, "name").startsWith(prefix));
        return jsonAnswer({ queryDefinitions: found });
      }
      if (asked !== "" && !kept.has(asked)) {
        return jsonError("ResourceNotFoundException", `There is no query definition ${asked}`);
      }
      if (name === "DeleteQueryDefinition") return jsonAnswer({ success: kept.delete(asked) });
      const queryDefinitionId = asked === "" ? randomUUID() : asked;
      const { name: title, queryString, logGroupNames } = members;
      kept.set(queryDefinitionId, {
        queryDefinitionId,
        name: title,
        queryString,
        logGroupNames,
        lastModified: Date.now(),
      });
      return jsonAnswer({ queryDefinitionId });
    },
  };
}
