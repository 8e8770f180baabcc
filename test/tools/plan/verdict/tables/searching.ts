import type { JsonObject } from "../../../../../tools/plan/change";
import { created, destroyed, updated } from "../plans";
import type { Row } from "./row";

const FILTER_TYPE = "aws_cloudwatch_log_subscription_filter";
const DESTINATION_TYPE = "aws_cloudwatch_log_destination";
const STREAM_TYPE = "aws_kinesis_firehose_delivery_stream";
const FILTER: JsonObject = {
  name: "search",
  log_group_name: "/orgtrail/acme/organization",
  filter_pattern: "",
  destination_arn: "arn:aws:logs:us-east-1:222222222222:destination:acme-orgtrail-search",
  role_arn: null,
};
const DESTINATION: JsonObject = {
  name: "acme-orgtrail-search",
  role_arn: "arn:aws:iam::222222222222:role/acme-orgtrail-search-destination",
  target_arn: "arn:aws:firehose:us-east-1:222222222222:deliverystream/acme-orgtrail-search",
};
const OPEN_SEARCH: JsonObject = {
  domain_arn: "arn:aws:es:us-east-1:333333333333:domain/audit",
  index_name: "acme-cloudtrail",
  s3_backup_mode: "FailedDocumentsOnly",
  s3_configuration: [{ bucket_arn: "arn:aws:s3:::acme-orgtrail-222222222222-search-failed" }],
};
const STREAM: JsonObject = {
  name: "acme-orgtrail-search",
  destination: "opensearch",
  opensearch_configuration: [OPEN_SEARCH],
  server_side_encryption: [{ enabled: true, key_type: "AWS_OWNED_CMK", key_arn: null }],
};

function row(when: string, change: Row["change"], ...says: readonly string[]): Row {
  return { rule: "search-weakened", when, change, says };
}

function filter(when: string, changed: JsonObject, ...says: readonly string[]): Row {
  return row(
    `the subscription filter ${when}`,
    updated(FILTER_TYPE, FILTER, { ...FILTER, ...changed }),
    ...says,
  );
}

function stream(when: string, changed: JsonObject, ...says: readonly string[]): Row {
  return row(
    `the stream to OpenSearch ${when}`,
    updated(STREAM_TYPE, STREAM, { ...STREAM, ...changed }),
    ...says,
  );
}

const DOMAIN_TYPE = "aws_opensearch_domain";
const SAML_TYPE = "aws_opensearch_domain_saml_options";
const GROUP_TYPE = "aws_security_group";
const RULE_TYPE = "aws_vpc_security_group_egress_rule";
const LOG_POLICY_TYPE = "aws_cloudwatch_log_resource_policy";
const SECURITY: JsonObject = {
  ...{ enabled: true, internal_user_database_enabled: false, anonymous_auth_enabled: false },
  master_user_options: [{ master_user_arn: "arn:aws:iam::222222222222:role/SearchMaster" }],
};
const ENDPOINT: JsonObject = {
  ...{ enforce_https: true, tls_security_policy: "Policy-Min-TLS-1-2-PFS-2023-10" },
  custom_endpoint_enabled: false,
};
const AT_REST: JsonObject = { enabled: true, kms_key_id: "arn:aws:kms:us-east-1:222222222222:key/1" };
const DOMAIN: JsonObject = {
  domain_name: "acme-search",
  engine_version: "OpenSearch_2.19",
  advanced_security_options: [SECURITY],
  domain_endpoint_options: [ENDPOINT],
  encrypt_at_rest: [AT_REST],
  node_to_node_encryption: [{ enabled: true }],
  vpc_options: [{ subnet_ids: ["subnet-0a1b2c3d"], security_group_ids: ["sg-0a1b2c3d"] }],
  log_publishing_options: [
    { log_type: "AUDIT_LOGS", enabled: true, cloudwatch_log_group_arn: "arn:aws:logs:x" },
  ],
};
const SAML: JsonObject = {
  domain_name: "acme-search",
  saml_options: [
    { enabled: true, master_backend_role: "admins", idp: [{ entity_id: "https://idp.example" }] },
  ],
};
const GROUP: JsonObject = {
  name: "acme-orgtrail-search-domain",
  vpc_id: "vpc-0a1b2c3d",
  ingress: [{ from_port: 443, to_port: 443, protocol: "tcp", cidr_blocks: ["10.0.0.0/16"] }],
  egress: [],
};
const RULE: JsonObject = {
  ...{ description: "OpenSearch", security_group_id: "sg-1", referenced_security_group_id: "sg-2" },
  ...{ from_port: 443, to_port: 443, ip_protocol: "tcp" },
};
const LOG_POLICY: JsonObject = { policy_name: "acme-orgtrail-search-domain", policy_document: "{}" };

function domain(when: string, changed: JsonObject, ...says: readonly string[]): Row {
  return row(
    `the domain of OpenSearch ${when}`,
    updated(DOMAIN_TYPE, DOMAIN, { ...DOMAIN, ...changed }),
    ...says,
  );
}

const otherwise = (type: string, what: string, before: JsonObject, changed: JsonObject): Row =>
  row(
    `${what} is otherwise`,
    updated(type, before, { ...before, ...changed }),
    Object.keys(changed)[0] ?? "",
  );

/** A security group that lets in these addresses. */
const letsIn = (...blocks: readonly string[]): JsonObject => ({
  ...GROUP,
  ingress: [
    {
      ...{ from_port: 443, to_port: 443, protocol: "tcp" },
      cidr_blocks: blocks.filter((block) => !block.includes(":")),
      ipv6_cidr_blocks: blocks.filter((block) => block.includes(":")),
    },
  ],
});

/** The same change is worse than another, or as it was. */
const opened = (when: string, change: Row["change"], ...says: readonly string[]): Row => ({
  rule: "search-opened",
  ...{ when, change, says },
});
const group = (when: string, after: JsonObject, ...says: readonly string[]): Row =>
  opened(
    `the security group of OpenSearch ${when}`,
    updated(GROUP_TYPE, letsIn("10.20.0.0/16", "fd00:1::/32"), after),
    ...says,
  );
const security = (when: string, is: JsonObject, ...says: readonly string[]): Row =>
  opened(
    `the domain of OpenSearch ${when}`,
    updated(DOMAIN_TYPE, DOMAIN, { ...DOMAIN, advanced_security_options: [{ ...SECURITY, ...is }] }),
    ...says,
  );

/** What lets in anybody, or many more, and what lets in others, or fewer. */
const OPENING_ROWS: readonly Row[] = [
  group("lets in all addresses", letsIn("10.20.0.0/16", "0.0.0.0/0"), "whatever address there is"),
  group("lets in all addresses of version 6", letsIn("::/0"), "whatever address there is"),
  group(
    "lets in more around",
    letsIn("10.0.0.0/8"),
    "10.0.0.0/8 reaches OpenSearch, and not 10.20.0.0/16 alone",
  ),
  group("lets in more around of version 6", letsIn("fd00::/16"), "not fd00:1::/32 alone"),
  group("lets in others besides", letsIn("10.20.0.0/16", "fd00:1::/32", "10.30.0.0/16")),
  group("lets in fewer", letsIn("10.20.1.0/24")),
  opened("a security group of OpenSearch is new", created(GROUP_TYPE, letsIn("10.20.0.0/16"))),
  security("tells nobody from another", { enabled: false }, "nobody is told"),
  security("lets in the anonymous", { anonymous_auth_enabled: true }, "asks nobody"),
  security("has users of its own", { internal_user_database_enabled: true }, "other people"),
  security(
    "has another master",
    { master_user_options: [{ master_user_arn: "arn:aws:iam::9:role/x" }] },
    "other people",
  ),
  security("is as it was", {}),
  opened(
    "the domain of OpenSearch is public",
    updated(DOMAIN_TYPE, DOMAIN, { ...DOMAIN, vpc_options: [] }),
    "leaves its VPC",
  ),
  opened(
    "the domain of OpenSearch moves into a VPC",
    updated(DOMAIN_TYPE, { ...DOMAIN, vpc_options: [] }, DOMAIN),
  ),
];

/** What shows a domain of OpenSearch to others, or loses it. */
const DOMAIN_ROWS: readonly Row[] = [
  domain(
    "takes plain HTTP",
    { domain_endpoint_options: [{ ...ENDPOINT, enforce_https: false }] },
    "without HTTPS",
  ),
  domain("is stored unencrypted", { encrypt_at_rest: [{ ...AT_REST, enabled: false }] }, "unencrypted"),
  domain("goes unencrypted within", { node_to_node_encryption: [{ enabled: false }] }, "from node to node"),
  domain("is public", { vpc_options: [] }, "is reached"),
  domain("logs nothing of who uses it", { log_publishing_options: [] }, "log_publishing_options"),
  domain("is of another version", { engine_version: "OpenSearch_2.17" }, "engine_version"),
  domain("has other tags", { tags: { a: "b" } }),
  row("the domain of OpenSearch goes", destroyed(DOMAIN_TYPE, DOMAIN), "domain of OpenSearch"),
  row("the domain of OpenSearch is new", created(DOMAIN_TYPE, DOMAIN)),
  otherwise(SAML_TYPE, "who signs in to OpenSearch", SAML, {
    saml_options: [{ enabled: true, master_backend_role: "everybody", idp: [] }],
  }),
  row("nobody signs in to OpenSearch any more", destroyed(SAML_TYPE, SAML), "sign-in to OpenSearch"),
  row("people begin to sign in to OpenSearch", created(SAML_TYPE, SAML)),
  otherwise(GROUP_TYPE, "who reaches OpenSearch", GROUP, {
    ingress: [{ from_port: 443, to_port: 443, protocol: "tcp", cidr_blocks: ["0.0.0.0/0"] }],
  }),
  row("a security group goes", destroyed(GROUP_TYPE, GROUP), "security group"),
  row("a security group is new", created(GROUP_TYPE, GROUP)),
  otherwise(RULE_TYPE, "what the stream reaches", RULE, { referenced_security_group_id: "sg-9" }),
  row("the stream reaches nothing any more", destroyed(RULE_TYPE, RULE), "rule of a security group"),
  row("the stream reaches OpenSearch", created(RULE_TYPE, RULE)),
  otherwise(LOG_POLICY_TYPE, "who writes logs of OpenSearch", LOG_POLICY, { policy_document: '{"a":1}' }),
  row("OpenSearch logs nothing any more", destroyed(LOG_POLICY_TYPE, LOG_POLICY), "lets OpenSearch log"),
  row("OpenSearch logs", created(LOG_POLICY_TYPE, LOG_POLICY)),
];

/** What hides events from those who search, or shows them to others. */
export const SEARCHING_ROWS: readonly Row[] = [
  ...DOMAIN_ROWS,
  ...OPENING_ROWS,
  filter(
    "sends elsewhere",
    { destination_arn: "arn:aws:logs:us-east-1:999999999999:destination:x" },
    "go elsewhere",
  ),
  filter("sends fewer events", { filter_pattern: '{ $.errorCode = "*" }' }, "fewer events are sent"),
  filter("is of another log group", { log_group_name: "/other" }, "log_group_name"),
  row("the log group sends nothing any more", destroyed(FILTER_TYPE, FILTER), "is removed"),
  row("the log group begins to send its events", created(FILTER_TYPE, FILTER)),
  row(
    "the destination leads elsewhere",
    updated(DESTINATION_TYPE, DESTINATION, {
      ...DESTINATION,
      target_arn: "arn:aws:kinesis:us-east-1:1:stream/x",
    }),
    "target_arn",
  ),
  row("the destination goes", destroyed(DESTINATION_TYPE, DESTINATION), "is removed"),
  row("the destination is new", created(DESTINATION_TYPE, DESTINATION)),
  stream(
    "delivers elsewhere",
    {
      opensearch_configuration: [
        { ...OPEN_SEARCH, domain_arn: "arn:aws:es:us-east-1:999999999999:domain/x" },
      ],
    },
    "events go elsewhere",
  ),
  stream(
    "keeps what fails in another bucket",
    { opensearch_configuration: [{ ...OPEN_SEARCH, s3_configuration: [{ bucket_arn: "arn:aws:s3:::x" }] }] },
    "what fails is not kept",
  ),
  stream(
    "makes no documents",
    { opensearch_configuration: [{ ...OPEN_SEARCH, processing_configuration: [] }] },
    "otherwise",
  ),
  stream(
    "keeps records unencrypted",
    { server_side_encryption: [{ enabled: false, key_type: "AWS_OWNED_CMK", key_arn: null }] },
    "unencrypted",
  ),
  stream("has other tags", { tags: { a: "b" } }),
  row("the stream to OpenSearch goes", destroyed(STREAM_TYPE, STREAM), "is removed"),
  row("the stream to OpenSearch is new", created(STREAM_TYPE, STREAM)),
];
