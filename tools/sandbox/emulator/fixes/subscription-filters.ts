import { membersOf, textMember, withMembers, type Fix, type Members } from "../exchange";
import { placeOf } from "./security-hub";

const OPERATIONS = ["PutSubscriptionFilter", "DescribeSubscriptionFilters"];

/**
 * AWS: a subscription filter sends the events of a log group to a destination, which may be another account's.
 *
 * Moto 5.2.1 takes a destination for a log group. So it is told the log group itself, and what is told is what was asked for.
 * @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutSubscriptionFilter.html
 */
export function subscriptionFilters(): Fix {
  const destinations = new Map<string, string>();
  return {
    concerns: ({ service, name }) => service === "Logs_20140328" && OPERATIONS.includes(name),
    answer: async (request, { name }, next) => {
      const members = membersOf(request);
      const [account = "", region = ""] = (await placeOf(request, next)).split(" ");
      const group = textMember(members, "logGroupName");
      const keyOf = (filter: Members): string =>
        [account, region, group, textMember(filter, "filterName")].join(" ");
      if (name === "PutSubscriptionFilter") {
        const asked = textMember(members, "destinationArn");
        if (!asked.includes(":destination:")) return next(request);
        const itself = asked.replace(/:logs:.*/, `:logs:${region}:${account}:log-group:${group}`);
        const answer = await next(withMembers(request, { ...members, destinationArn: itself }));
        if (answer.status === 200) destinations.set(keyOf(members), asked);
        return answer;
      }
      const answer = await next(request);
      if (answer.status !== 200) return answer;
      const told = membersOf(answer);
      const filters = (told["subscriptionFilters"] as readonly Members[]).map((filter) => {
        const destinationArn = destinations.get(keyOf(filter));
        return { ...filter, ...(destinationArn !== undefined && { destinationArn }) };
      });
      return { ...answer, body: Buffer.from(JSON.stringify({ ...told, subscriptionFilters: filters })) };
    },
  };
}
