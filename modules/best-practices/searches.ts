import {
  at,
  everyFlag,
  isJsonList,
  isPublicNetwork,
  not,
  someFlag,
  withJsonRead,
  type Flag,
  type JsonValue,
  type SearchFacts,
} from "../facts";
import { matchesWildcards } from "../kernel";
import { textsOf } from "./block";
import { ResourceFinder } from "./references";
import { Resource } from "./resource";
import type { Tree } from "./tree";

const STREAM = "aws_kinesis_firehose_delivery_stream";
const DOMAIN = "aws_opensearch_domain";
const COLLECTION = "aws_opensearchserverless_collection";
const SECURITY_POLICY = "aws_opensearchserverless_security_policy";

/** What sends events of log groups, by the attribute with whom it sends them to. */
const SENDERS = {
  aws_cloudwatch_log_destination: "target_arn",
  aws_cloudwatch_log_subscription_filter: "destination_arn",
} as const;

export const SEARCH_TYPES = [STREAM, DOMAIN, COLLECTION, SECURITY_POLICY, ...Object.keys(SENDERS)];

/** OpenSearch to which streams deliver what log groups send, as far as it is in the tree. */
export function searchesOf(tree: Tree): readonly SearchFacts[] {
  const streams = new ResourceFinder(tree, STREAM, "name");
  const sentTo = Object.entries(SENDERS).flatMap(([type, attribute]) =>
    tree
      .ofType(type)
      .map((sender) => streams.find(sender, sender.text(attribute) ?? "", lastPart))
      .filter((stream) => stream instanceof Resource),
  );
  const [domains, collections] = [
    new ResourceFinder(tree, DOMAIN, "domain_name"),
    new ResourceFinder(tree, COLLECTION, "name"),
  ];
  const found = [...new Set(sentTo)].flatMap((stream) => [
    ...stream
      .blocks("opensearch_configuration")
      .flatMap(({ domain_arn: arn }) => textsOf(arn))
      .map((arn) => domains.find(stream, arn, lastPart)),
    ...stream
      .blocks("opensearchserverless_configuration")
      .flatMap(({ collection_endpoint: endpoint }) => textsOf(endpoint))
      .map((endpoint) => collections.find(stream, endpoint)),
  ]);
  return [...new Set(found.filter((each) => each instanceof Resource))].map((each) =>
    each.type === DOMAIN ? domainFacts(each) : collectionFacts(tree, each),
  );
}

/** The name in an ARN. */
function lastPart(arn: string): string {
  return arn.split("/").at(-1) ?? arn;
}

function domainFacts(domain: Resource): SearchFacts {
  const has = (...names: readonly string[]): Flag => everyFlag(names.map((name) => domain.isStrong(name)));
  return {
    kind: "search",
    path: domain.path,
    keyOfAws: false,
    private: domain.isDynamic("vpc_options") ? "unknown" : domain.blocks("vpc_options").length > 0,
    encrypted: has("encrypt_at_rest.enabled", "node_to_node_encryption.enabled"),
    byHttpsAlone: has("domain_endpoint_options.enforce_https"),
    tellsApart: has("advanced_security_options.enabled"),
  };
}

/** AWS encrypts each collection, and asks everybody who they are: what is left to say is from where it is reached, and with which key. */
function collectionFacts(tree: Tree, collection: Resource): SearchFacts {
  const [network, encryption] = (["network", "encryption"] as const).map((type) =>
    policiesOf(tree, type, collection),
  );
  const lacking = [
    ...(network?.length === 0 ? ["its network policy"] : []),
    ...(encryption?.length === 0 ? ["its encryption policy"] : []),
  ];
  return {
    kind: "search",
    path: collection.path,
    private: not(someFlag((network ?? []).map((policy) => flagIn(policy, isPublicNetwork)))),
    keyOfAws: someFlag((encryption ?? []).map((policy) => flagIn(policy, hasKeyOfAws))),
    ...(lacking.length > 0 && { elsewhere: lacking.join(" and ") }),
    ...{ encrypted: true, byHttpsAlone: true, tellsApart: true },
  };
}

/** The policies of the type that are about the collection, whose stack has them or another. A text that is no JSON may be about any. */
function policiesOf(tree: Tree, type: "network" | "encryption", collection: Resource): readonly JsonValue[] {
  const name = `collection/${collection.text("name") ?? ""}`;
  return tree
    .ofType(SECURITY_POLICY)
    .filter((policy) => policy.text("type") === type)
    .map((policy) => withJsonRead(policy.text("policy") ?? ""))
    .filter(
      (policy) =>
        typeof policy === "string" || patternsIn(policy).some((each) => matchesWildcards(each, name, "*")),
    );
}

/** The names of collections of the rules of a policy, or of several. */
function patternsIn(policy: JsonValue): readonly string[] {
  const rules = (isJsonList(policy) ? policy : [policy]).flatMap((each) => listAt(each, "Rules"));
  return rules
    .filter((rule) => at(rule, "ResourceType") === "collection")
    .flatMap((rule) => listAt(rule, "Resource"))
    .filter((pattern) => typeof pattern === "string");
}

function listAt(value: JsonValue, key: string): readonly JsonValue[] {
  const found = at(value, key);
  return isJsonList(found) ? found : [];
}

/** What is read of a policy. A text that is no JSON is an expression, which Terraform knows. */
function flagIn(policy: JsonValue, read: (policy: JsonValue) => boolean): Flag {
  return typeof policy === "string" ? "unknown" : read(policy);
}

function hasKeyOfAws(policy: JsonValue): boolean {
  return at(policy, "AWSOwnedKey") === true;
}
