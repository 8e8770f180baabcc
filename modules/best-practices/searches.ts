import {
  everyFlag,
  isPublicNetwork,
  not,
  someFlag,
  withJsonRead,
  type Flag,
  type SearchFacts,
} from "../facts";
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
    private: domain.isDynamic("vpc_options") ? "unknown" : domain.blocks("vpc_options").length > 0,
    encrypted: has("encrypt_at_rest.enabled", "node_to_node_encryption.enabled"),
    byHttpsAlone: has("domain_endpoint_options.enforce_https"),
    tellsApart: has("advanced_security_options.enabled"),
  };
}

/** AWS encrypts each collection, and asks everybody who they are: what is left to say is from where it is reached. */
function collectionFacts(tree: Tree, collection: Resource): SearchFacts {
  const policies = tree
    .ofType(SECURITY_POLICY)
    .filter((policy) => policy.stack === collection.stack && policy.text("type") === "network");
  const isPublic = policies.map((policy): Flag => {
    const read = withJsonRead(policy.text("policy") ?? "");
    // A text that is no JSON is an expression, which Terraform knows.
    return typeof read === "string" ? "unknown" : isPublicNetwork(read);
  });
  return {
    kind: "search",
    path: collection.path,
    private: policies.length === 0 ? "unknown" : not(someFlag(isPublic)),
    encrypted: true,
    byHttpsAlone: true,
    tellsApart: true,
  };
}
