import { at, isJsonList, isPublicNetwork, textsAt, withJsonRead } from "../../../modules/facts";
import type { JsonObject } from "../change";

/** What lets others into a collection of OpenSearch Serverless: whom an access policy lets do more, and whether a network policy is public. */
export function collectionOpened(type: string, before: JsonObject, after: JsonObject): readonly string[] {
  if (type === "aws_opensearchserverless_security_policy")
    return isPublicNetwork(after["policy"]) && !isPublicNetwork(before["policy"])
      ? ["OpenSearch is reached from the internet"]
      : [];
  if (type !== "aws_opensearchserverless_access_policy") return [];
  const had = grantsOf(before);
  const added = [...grantsOf(after)].filter(([grant]) => !had.has(grant)).map(([, principal]) => principal);
  return [...new Set(added)].map((principal) => `${principal} does more in OpenSearch`);
}

/** Each that is let do something with something, and who that is. */
function grantsOf({ policy = null }: JsonObject): ReadonlyMap<string, string> {
  const read = withJsonRead(policy);
  const grants = (isJsonList(read) ? read : []).flatMap((part) => {
    const rules = at(part, "Rules");
    const done = (isJsonList(rules) ? rules : []).flatMap((rule) =>
      textsAt(rule, "Resource").flatMap((resource) =>
        textsAt(rule, "Permission").map((permission) => `${permission} ${resource}`),
      ),
    );
    return textsAt(part, "Principal").flatMap((principal) =>
      done.map((what): readonly [string, string] => [`${principal} ${what}`, principal]),
    );
  });
  return new Map(grants);
}
