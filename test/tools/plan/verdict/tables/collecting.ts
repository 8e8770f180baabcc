import type { JsonObject } from "../../../../../tools/plan/change";
import { created, destroyed, updated } from "../plans";
import type { Row } from "./row";

const TYPE = (part: string): string => `aws_opensearchserverless_${part}`;
const named = { name: "acme-search" };
const COLLECTION: JsonObject = { ...named, type: "TIMESERIES", standby_replicas: "ENABLED" };
const rules = [
  { ResourceType: "collection", Resource: ["collection/acme-search"] },
  { ResourceType: "dashboard", Resource: ["collection/acme-search"] },
];
const network = (AllowFromPublic: boolean, ...SourceVPCEs: readonly string[]): JsonObject => ({
  ...{ ...named, type: "network" },
  policy: JSON.stringify([{ Rules: rules, AllowFromPublic, SourceVPCEs }]),
});
const encryption = (KmsARN: string): JsonObject => ({
  ...{ ...named, type: "encryption" },
  policy: JSON.stringify({ Rules: rules.slice(0, 1), AWSOwnedKey: false, KmsARN }),
});
const letsDo = (Permission: readonly string[], ...Principal: readonly string[]): JsonObject => ({
  ...{ ...named, type: "data" },
  policy: JSON.stringify([
    { Rules: [{ ResourceType: "index", Resource: ["index/acme-search/*"], Permission }], Principal },
  ]),
});
const access = (...principals: readonly string[]): JsonObject => letsDo(["aoss:ReadDocument"], ...principals);
const lifecycle = (kept: JsonObject, resource = "index/acme-search/acme-cloudtrail*"): JsonObject => ({
  ...{ ...named, type: "retention" },
  policy: JSON.stringify({ Rules: [{ ResourceType: "index", Resource: [resource], ...kept }] }),
});
const SAML: JsonObject = {
  ...{ ...named, type: "saml" },
  saml_options: [{ metadata: "<a/>", group_attribute: "groups", session_timeout: 60 }],
};
const ENDPOINT: JsonObject = {
  ...{ ...named, vpc_id: "vpc-0a1b2c3d", subnet_ids: ["subnet-0a1b2c3d"] },
  security_group_ids: ["sg-0a1b2c3d"],
};
const READER = "arn:aws:iam::222222222222:role/SearchReader";

function row(when: string, change: Row["change"], ...says: readonly string[]): Row {
  return { rule: "search-weakened", when, change, says };
}

const turns = (
  when: string,
  part: string,
  [before, after]: readonly [JsonObject, JsonObject],
  ...says: readonly string[]
): Row => row(`a collection of OpenSearch ${when}`, updated(TYPE(part), before, after), ...says);

const goesAndComes = (part: string, values: JsonObject, noun: string): readonly Row[] => [
  row(`a ${part} of OpenSearch Serverless goes`, destroyed(TYPE(part), values), noun),
  row(`a ${part} of OpenSearch Serverless is new`, created(TYPE(part), values)),
];

const DAYS = { MinIndexRetention: "400d" };
const SOONER = "are deleted sooner";

/** What shows a collection of OpenSearch to others, or loses it. */
export const COLLECTING_ROWS: readonly Row[] = [
  ...goesAndComes("collection", COLLECTION, "collection of OpenSearch"),
  ...goesAndComes("security_policy", network(false, "vpce-1"), "policy of a collection"),
  ...goesAndComes("access_policy", access(READER), "access policy"),
  ...goesAndComes("lifecycle_policy", lifecycle(DAYS), "lifecycle of a collection"),
  ...goesAndComes("security_config", SAML, "sign-in to OpenSearch"),
  ...goesAndComes("vpc_endpoint", ENDPOINT, "endpoint of a collection"),
  turns("is public", "security_policy", [network(false, "vpce-1"), network(true)], "from the internet"),
  turns(
    "is reached through another endpoint, too",
    "security_policy",
    [network(false, "vpce-1"), network(false, "vpce-1", "vpce-2")],
    "is reached, or used, otherwise",
  ),
  turns("has another key", "security_policy", [encryption("a"), encryption("b")], "otherwise"),
  turns(
    "has one reader more",
    "access_policy",
    [access(READER), access(READER, "arn:aws:iam::222222222222:role/Everybody")],
    "is reached, or used, otherwise",
  ),
  turns("has one reader less", "access_policy", [access(READER, `${READER}2`), access(READER)], "otherwise"),
  turns(
    "keeps events shorter",
    "lifecycle_policy",
    [lifecycle(DAYS), lifecycle({ MinIndexRetention: "399d" })],
    SOONER,
  ),
  turns(
    "keeps events for hours",
    "lifecycle_policy",
    [lifecycle(DAYS), lifecycle({ MinIndexRetention: "500h" })],
    SOONER,
  ),
  turns(
    "keeps other events",
    "lifecycle_policy",
    [lifecycle(DAYS), lifecycle(DAYS, "index/other/*")],
    SOONER,
  ),
  turns("keeps events longer", "lifecycle_policy", [
    lifecycle(DAYS),
    lifecycle({ MinIndexRetention: "401d" }),
  ]),
  turns("keeps all events", "lifecycle_policy", [lifecycle(DAYS), lifecycle({ NoMinIndexRetention: true })]),
  turns(
    "no longer keeps all",
    "lifecycle_policy",
    [lifecycle({ NoMinIndexRetention: true }), lifecycle(DAYS)],
    SOONER,
  ),
  turns(
    "has no standby",
    "collection",
    [COLLECTION, { ...COLLECTION, standby_replicas: "DISABLED" }],
    "standby",
  ),
  turns("has other tags", "collection", [COLLECTION, { ...COLLECTION, tags: { a: "b" } }]),
  turns(
    "lets others reach its endpoint",
    "vpc_endpoint",
    [ENDPOINT, { ...ENDPOINT, security_group_ids: ["sg-0a1b2c3d", "sg-1"] }],
    "security_group_ids",
  ),
  ...[
    turns("opens to the internet", "security_policy", [network(false, "vpce-1"), network(true)], "internet"),
    turns("stays public", "security_policy", [network(true), network(true, "vpce-1")]),
    turns("closes to the internet", "security_policy", [network(true), network(false, "vpce-1")]),
    turns(
      "lets one more read",
      "access_policy",
      [access(READER), access(READER, "saml/222222222222/acme-search/group/all")],
      "saml/222222222222/acme-search/group/all does more in OpenSearch",
    ),
    turns(
      "lets its reader write",
      "access_policy",
      [access(READER), letsDo(["aoss:ReadDocument", "aoss:WriteDocument"], READER)],
      `${READER} does more in OpenSearch`,
    ),
    turns("lets one less read", "access_policy", [access(READER, `${READER}2`), access(READER)]),
    turns(
      "asks another provider who signs in",
      "security_config",
      [SAML, { ...SAML, saml_options: [{ metadata: "<b/>", group_attribute: "groups" }] }],
      "say who does",
    ),
  ].map((each): Row => ({ ...each, rule: "search-opened" })),
  {
    rule: "weak-from-the-start",
    when: "a collection of OpenSearch is public from the start",
    change: created(TYPE("security_policy"), network(true)),
    says: ["policy is"],
  },
];
