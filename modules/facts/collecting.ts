import { destroyed, removed, type JudgedResource } from "./judged-resource";
import { at, isJsonList, textAt, withJsonRead, type JsonValue } from "./value";
import { each, told, type JudgedAttribute } from "./weaker";

const admitted = told("search-opened", undefined, "other people use OpenSearch, or say who does");
const opened = told("search-weakened", undefined, "OpenSearch is reached, or used, otherwise");
const changed = told("search-weakened");

/** What a policy of OpenSearch Serverless becomes: which, its `type` says, and a network policy says who reaches collections at all. */
const securityPolicy: JudgedAttribute = {
  ...opened,
  isWeak: isPublicNetwork,
  says: (after: JsonValue | undefined): string =>
    isPublicNetwork(after)
      ? "OpenSearch is reached from the internet"
      : "OpenSearch is reached, or used, otherwise",
};

/** Whether a network policy of OpenSearch Serverless lets in the internet. */
export function isPublicNetwork(policy: JsonValue | undefined): boolean {
  const read = withJsonRead(policy ?? null);
  return (isJsonList(read) ? read : [read]).some((each) => at(each, "AllowFromPublic") === true);
}

/** Documents go sooner, or those of other indexes do. Of longer times nothing is told. */
const lifecyclePolicy = told(
  "search-weakened",
  (before, after) => {
    const [was, is] = [rulesOf(before), rulesOf(after)];
    return was.some((rule) => {
      const now = is.find(({ resources }) => resources === rule.resources);
      return now === undefined || now.hours < rule.hours;
    });
  },
  "events in OpenSearch are deleted sooner, or others are",
);

/** How long each rule keeps what it is about, in hours. A policy that is not read keeps nothing. */
function rulesOf(
  policy: JsonValue | undefined,
): readonly { readonly resources: string; readonly hours: number }[] {
  const rules = at(withJsonRead(policy ?? null), "Rules");
  return (isJsonList(rules) ? rules : []).map((rule) => {
    const [, count = "", unit] = /^(\d+)([dh])$/.exec(textAt(at(rule, "MinIndexRetention")) ?? "") ?? [];
    const hours =
      at(rule, "NoMinIndexRetention") === true ? Infinity : Number(count) * (unit === "d" ? 24 : 1);
    return { resources: JSON.stringify(at(rule, "Resource") ?? null), hours };
  });
}

/** A collection of OpenSearch Serverless, its policies, and from where it is reached. */
export const COLLECTING: Readonly<Record<string, JudgedResource>> = {
  aws_opensearchserverless_collection: {
    ...destroyed("search-weakened", "collection of OpenSearch"),
    attributes: each(changed, "name", "standby_replicas", "type"),
  },
  aws_opensearchserverless_security_policy: {
    ...removed("search-weakened", "policy of a collection"),
    attributes: { policy: securityPolicy, ...each(opened, "name", "type") },
  },
  aws_opensearchserverless_access_policy: {
    ...removed("search-weakened", "access policy of a collection"),
    attributes: each(opened, "name", "policy", "type"),
  },
  aws_opensearchserverless_lifecycle_policy: {
    ...removed("search-weakened", "lifecycle of a collection"),
    attributes: { policy: lifecyclePolicy, ...each(changed, "name", "type") },
  },
  aws_opensearchserverless_security_config: {
    ...removed("search-weakened", "sign-in to OpenSearch"),
    attributes: { saml_options: admitted, ...each(opened, "name", "type") },
  },
  aws_opensearchserverless_vpc_endpoint: {
    ...removed("search-weakened", "endpoint of a collection"),
    attributes: each(opened, "name", "security_group_ids", "subnet_ids", "vpc_id"),
  },
};
