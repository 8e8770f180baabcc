import { parseConfiguration } from "../../../stacks/config";
import {
  OPTION_SOURCES,
  configurationOf,
  EVERYTHING_CENTRAL_TEAM,
  EVERYTHING_ORGANIZATION,
  EVERYTHING_OWN_TEAM,
} from "../../support/configurations";
import { synthesized, type TerraformJson } from "../../support/synthesized";
import { firstOver } from "./edge";
import { edited, faults } from "./faults-of";

/** A text of at most so many characters, of these. */
const of = (characters: string, most: number, least = 1): RegExp =>
  new RegExp(`^${characters}{${least},${most}}$`, "u");
const PRINTABLE = String.raw`[\x20-\x7e]`;
const WORD = "[A-Za-z0-9_-]";
const DOTTED = "[A-Za-z0-9._-]";
const IAM = String.raw`[\w+=,.@-]`;
const GROUP = String.raw`[a-zA-Z0-9 ._:/()#,@\[\]+=&;{}!$*-]`;
const METRIC = "[^:*$]";
const COLLECTION = /^[a-z][a-z0-9-]{2,31}$/;
const BUCKET = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;

/**
 * What AWS takes for each text of a resource that is a name, describes something, or has a name of the configuration in it: the pages of
 * its API. Policies, patterns and queries have limits of their own, and an ARN is as long as the names in it.
 */
const TAKEN: Readonly<Record<string, RegExp>> = {
  "aws_athena_named_query.description": of(PRINTABLE, 1024),
  "aws_athena_named_query.name": of(PRINTABLE, 128),
  "aws_athena_workgroup.description": of(PRINTABLE, 1024, 0),
  "aws_athena_workgroup.name": of(DOTTED, 128),
  "aws_cloudtrail.advanced_event_selector.name": of(PRINTABLE, 1000, 0),
  "aws_cloudtrail.name": of(DOTTED, 128, 3),
  "aws_cloudtrail.s3_key_prefix": of(PRINTABLE, 200),
  "aws_cloudwatch_dashboard.dashboard_name": of(WORD, 255),
  "aws_cloudwatch_event_bus.name": of("[A-Za-z0-9._/-]", 256),
  "aws_cloudwatch_event_rule.description": of(PRINTABLE, 512, 0),
  "aws_cloudwatch_event_rule.name": of(DOTTED, 64),
  "aws_cloudwatch_log_group.name": of("[A-Za-z0-9._/#-]", 512),
  "aws_cloudwatch_log_metric_filter.metric_transformation.name": of(METRIC, 255),
  "aws_cloudwatch_log_metric_filter.metric_transformation.namespace": of(METRIC, 255),
  "aws_cloudwatch_log_metric_filter.name": of("[^:*]", 512),
  "aws_cloudwatch_metric_alarm.alarm_description": /^[\s\S]{0,1024}$/,
  "aws_cloudwatch_metric_alarm.alarm_name": of(PRINTABLE, 255),
  "aws_cloudwatch_metric_alarm.dimensions.DestinationBucket": of(PRINTABLE, 255),
  "aws_cloudwatch_log_destination.name": /^[^:*]{1,512}$/,
  "aws_cloudwatch_log_subscription_filter.name": /^[^:*]{1,512}$/,
  "aws_cloudwatch_log_resource_policy.policy_name": of(PRINTABLE, 255),
  "aws_cloudwatch_metric_alarm.dimensions.DomainName": of(PRINTABLE, 255),
  "aws_opensearch_domain.domain_name": /^[a-z][a-z0-9-]{2,27}$/,
  "aws_cloudwatch_metric_alarm.dimensions.CollectionName": COLLECTION,
  "aws_opensearchserverless_access_policy.description": of(PRINTABLE, 1000, 0),
  "aws_opensearchserverless_access_policy.name": COLLECTION,
  "aws_opensearchserverless_collection.description": of(PRINTABLE, 1000, 0),
  "aws_opensearchserverless_collection.name": COLLECTION,
  "aws_opensearchserverless_lifecycle_policy.description": of(PRINTABLE, 1000, 0),
  "aws_opensearchserverless_lifecycle_policy.name": COLLECTION,
  "aws_opensearchserverless_security_config.description": of(PRINTABLE, 1000),
  "aws_opensearchserverless_security_config.name": COLLECTION,
  "aws_opensearchserverless_security_policy.description": of(PRINTABLE, 1000, 0),
  "aws_opensearchserverless_security_policy.name": COLLECTION,
  "aws_opensearchserverless_vpc_endpoint.name": COLLECTION,
  "aws_security_group.description": of(GROUP, 255),
  "aws_security_group.ingress.description": of(GROUP, 255),
  "aws_security_group.name": of(GROUP, 255),
  "aws_vpc_security_group_egress_rule.description": of(GROUP, 255),
  "aws_cloudwatch_metric_alarm.dimensions.DeliveryStreamName": of(PRINTABLE, 255),
  "aws_cloudwatch_metric_alarm.dimensions.FunctionName": of(PRINTABLE, 255),
  "aws_cloudwatch_metric_alarm.dimensions.QueueName": of(PRINTABLE, 255),
  "aws_cloudwatch_metric_alarm.dimensions.TopicName": of(PRINTABLE, 255),
  "aws_cloudwatch_metric_alarm.metric_name": of(METRIC, 255),
  "aws_cloudwatch_metric_alarm.namespace": of(METRIC, 255),
  "aws_cloudwatch_query_definition.name": of(PRINTABLE, 255),
  "aws_config_config_rule.description": of(PRINTABLE, 256, 0),
  "aws_config_config_rule.name": of(PRINTABLE, 128),
  "aws_config_config_rule.source.source_identifier": of(PRINTABLE, 256),
  "aws_config_configuration_aggregator.name": of(WORD, 256),
  "aws_config_configuration_recorder.name": of(PRINTABLE, 256),
  "aws_config_delivery_channel.name": of(PRINTABLE, 256),
  "aws_config_delivery_channel.s3_bucket_name": BUCKET,
  "aws_config_organization_conformance_pack.input_parameter.parameter_name": of(PRINTABLE, 255),
  "aws_config_organization_conformance_pack.name": /^[a-zA-Z][-a-zA-Z0-9]{0,127}$/,
  "aws_config_remediation_configuration.parameter.name": of(PRINTABLE, 256),
  // Athena takes no hyphen in the names of Glue.
  "aws_glue_catalog_database.description": of(PRINTABLE, 2048, 0),
  "aws_glue_catalog_database.name": of("[a-z0-9_]", 255),
  "aws_glue_catalog_table.description": of(PRINTABLE, 2048, 0),
  "aws_glue_catalog_table.name": of("[a-z0-9_]", 255),
  "aws_glue_catalog_table.partition_keys.name": of("[a-z0-9_]", 1024),
  "aws_glue_catalog_table.storage_descriptor.columns.name": of("[a-z0-9_]", 1024),
  "aws_glue_catalog_table.storage_descriptor.ser_de_info.name": of(PRINTABLE, 255),
  "aws_iam_role.description": of(PRINTABLE, 1000, 0),
  "aws_iam_role.name": of(IAM, 64),
  "aws_iam_role_policy.name": of(IAM, 128),
  "aws_kinesis_firehose_delivery_stream.name": /^[a-zA-Z0-9_.-]{1,64}$/,
  "aws_kinesis_firehose_delivery_stream.opensearch_configuration.cloudwatch_logging_options.log_stream_name":
    /^[^:*]{1,512}$/,
  "aws_kinesis_firehose_delivery_stream.opensearch_configuration.index_name": of(PRINTABLE, 80),
  "aws_kinesis_firehose_delivery_stream.opensearch_configuration.processing_configuration.processors.parameters.parameter_name":
    of(WORD, 64),
  "aws_kinesis_firehose_delivery_stream.opensearch_configuration.s3_configuration.cloudwatch_logging_options.log_stream_name":
    /^[^:*]{1,512}$/,
  "aws_kinesis_firehose_delivery_stream.opensearchserverless_configuration.cloudwatch_logging_options.log_stream_name":
    /^[^:*]{1,512}$/,
  "aws_kinesis_firehose_delivery_stream.opensearchserverless_configuration.index_name": of(PRINTABLE, 80),
  "aws_kinesis_firehose_delivery_stream.opensearchserverless_configuration.processing_configuration.processors.parameters.parameter_name":
    of(WORD, 64),
  "aws_kinesis_firehose_delivery_stream.opensearchserverless_configuration.s3_configuration.cloudwatch_logging_options.log_stream_name":
    /^[^:*]{1,512}$/,
  "aws_kms_alias.name": /^alias\/[a-zA-Z0-9/_-]{1,250}$/,
  "aws_kms_key.description": of(PRINTABLE, 8192, 0),
  "aws_lambda_function.description": of(PRINTABLE, 256, 0),
  "aws_lambda_function.function_name": of(WORD, 64),
  "aws_lambda_permission.statement_id": of(WORD, 100),
  "aws_organizations_policy.description": of(PRINTABLE, 512, 0),
  "aws_organizations_policy.name": of(PRINTABLE, 128),
  "aws_s3_bucket.bucket": BUCKET,
  "aws_s3_bucket_lifecycle_configuration.rule.filter.prefix": of(PRINTABLE, 1024, 0),
  "aws_s3_bucket_logging.target_prefix": of(PRINTABLE, 900, 0),
  "aws_s3_bucket_notification.queue.filter_prefix": of(PRINTABLE, 1024),
  "aws_s3_bucket_notification.topic.filter_prefix": of(PRINTABLE, 1024),
  "aws_s3_bucket_replication_configuration.rule.filter.prefix": of(PRINTABLE, 1024, 0),
  "aws_sns_topic.name": of(WORD, 256),
  "aws_sqs_queue.name": of(WORD, 80),
};

/** Attributes that are names or tell of something, whatever their value. */
const NAMED = /(^|[._])(name|namespace|description|bucket|prefix|alias|identifier|statement_id|sid)$/;

/** References of Terraform, JSON, ARNs, and what has a language of its own. */
const OTHER = /\$\{|^[[{]|^arn:|\n/;

const NAME = "o".repeat(20);
const CENTRAL = "c".repeat(30);

/** The longest text of one letter that a configuration may have there. */
function longest(letter: string, most: number, faultsWith: (name: string) => readonly string[]): string {
  const over = firstOver(1, most + 1, (length) => faultsWith(letter.repeat(length)).length > 0);
  return letter.repeat(over - 1);
}

const named = (name: string): string =>
  edited("  name: acme\n", `  name: ${name}\n`, EVERYTHING_ORGANIZATION);
const centralTeam = (team: string, alarm = "policy-changed"): string =>
  edited(
    "name: policy-changed",
    `name: ${alarm}`,
    edited("team: payments", `team: ${team}`, EVERYTHING_CENTRAL_TEAM),
  );
const ownTeam = (team: string): string => edited("team: data", `team: ${team}`, EVERYTHING_OWN_TEAM);

/** The texts of all resources, by type and attribute. */
function textsOf(stacks: Readonly<Record<string, TerraformJson>>): ReadonlyMap<string, ReadonlySet<string>> {
  const texts = new Map<string, Set<string>>();
  const look = (value: unknown, key: string): void => {
    if (typeof value === "string") texts.set(key, (texts.get(key) ?? new Set()).add(value));
    else if (Array.isArray(value)) for (const each of value) look(each, key);
    else if (typeof value === "object" && value !== null) {
      for (const [inner, each] of Object.entries(value))
        if (inner !== "//" && inner !== "depends_on") look(each, `${key}.${inner}`);
    }
  };
  for (const { resource } of Object.values(stacks)) {
    for (const [type, blocks] of Object.entries(resource ?? {})) look(Object.values(blocks), type);
  }
  return texts;
}

/** The same stacks, which are not taken for others of their names. */
function prefixed<T>(prefix: string, stacks: Readonly<Record<string, T>>): Readonly<Record<string, T>> {
  return Object.fromEntries(Object.entries(stacks).map(([name, stack]) => [`${prefix} ${name}`, stack]));
}

describe("names at their longest", () => {
  const own = longest("d", 30, (team) => faults(named(NAME), centralTeam(CENTRAL), ownTeam(team)));
  const alarm = longest("a", 300, (name) => faults(named(NAME), centralTeam(CENTRAL, name), ownTeam(own)));
  const options = Object.entries(OPTION_SOURCES).map(([title, { organization, ...beside }]) => {
    const text = edited("name: acme", `name: ${NAME}`, organization.text);
    return prefixed(
      title,
      synthesized(parseConfiguration({ ...beside, organization: { ...organization, text } })),
    );
  });
  const stacks = {
    ...Object.fromEntries(options.flatMap((each) => Object.entries(each))),
    ...synthesized(configurationOf(named(NAME), centralTeam(CENTRAL, alarm), ownTeam(own))),
  };
  const told = [...textsOf(stacks)].flatMap(([key, values]) => {
    const texts = [...values].filter((value) => !OTHER.test(value));
    const isNamed =
      NAMED.test(key) ||
      texts.some((text) => [NAME, CENTRAL, own, alarm].some((name) => text.includes(name)));
    return texts.length > 0 && isNamed ? [{ key, texts }] : [];
  });

  it.each(told)("$key is what AWS takes", ({ key, texts }) => {
    const taken = TAKEN[key];
    if (taken === undefined) throw new Error(`say in TAKEN what AWS takes for ${key}: ${texts[0] ?? ""}`);
    expect(texts.filter((text) => !taken.test(text))).toEqual([]);
  });

  it("has no row of what is not made", () => {
    expect(Object.keys(TAKEN).filter((key) => !told.some((each) => each.key === key))).toEqual([]);
  });
});
