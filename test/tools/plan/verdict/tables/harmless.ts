import type { JsonObject } from "../../../../../tools/plan/change";
import { created } from "../plans";
import { ALARM, BUCKET, EVENT_RULE, KEY, LIFECYCLE, LOG_GROUP, SUBSCRIPTION, TARGET } from "../resources";
import {
  archived,
  RECORDER,
  mode,
  MANAGED,
  QUEUE,
  HUB,
  MEMBERS,
  ROLE,
  ACCOUNT,
  TYPES,
  BELOW,
  rows,
} from "./edits";
import type { Row } from "./row";

const OWN_QUEUE = "arn:aws:sqs:us-east-1:222222222222:undelivered";

/** What looks like one of these and weakens nothing. */
export const HARMLESS_EDITS = rows(
  ["alarm-changed", "aws_cloudwatch_metric_alarm", { ...ALARM, threshold: 50 }, { threshold: 10 }],
  ["alarm-changed", "aws_cloudwatch_metric_alarm", BELOW, { threshold: 10 }],
  ["alarm-changed", "aws_cloudwatch_event_target", TARGET, { dead_letter_config: [{ arn: OWN_QUEUE }] }],
  [
    "alarm-changed",
    "aws_sns_topic_subscription",
    SUBSCRIPTION,
    { redrive_policy: `{"deadLetterTargetArn":"${OWN_QUEUE}"}` },
  ],
  [
    "alarm-changed",
    "aws_sqs_queue",
    { ...QUEUE, message_retention_seconds: 60 },
    { message_retention_seconds: 1_209_600 },
  ],
  [
    "alarm-removed",
    "aws_cloudwatch_event_rule",
    { ...EVENT_RULE, state: "DISABLED", is_enabled: false },
    { state: "ENABLED" },
  ],
  ["alarm-removed", "aws_cloudwatch_log_group", LOG_GROUP, { log_group_class: "STANDARD" }],
  [
    "detection-removed",
    "aws_config_organization_managed_rule",
    { ...MANAGED, resource_types_scope: TYPES },
    { resource_types_scope: [] },
  ],
  [
    "detection-removed",
    "aws_config_organization_managed_rule",
    { ...MANAGED, resource_types_scope: ["AWS::S3::Bucket"] },
    { resource_types_scope: TYPES },
  ],
  [
    "detection-removed",
    "aws_config_organization_managed_rule",
    { ...MANAGED, tag_key_scope: "only" },
    { tag_key_scope: null },
  ],
  [
    "detection-removed",
    "aws_config_configuration_recorder",
    { ...RECORDER, ...mode("DAILY") },
    mode("CONTINUOUS"),
  ],
  [
    "detection-removed",
    "aws_config_configuration_recorder",
    { ...RECORDER, ...mode("DAILY") },
    { recording_mode: [] },
  ],
  [
    "detection-removed",
    "aws_securityhub_account",
    { ...HUB, control_finding_generator: "STANDARD_CONTROL" },
    { control_finding_generator: "SECURITY_CONTROL" },
  ],
  ["detection-removed", "aws_securityhub_account", HUB, { enable_default_standards: true }],
  [
    "detection-removed",
    "aws_securityhub_organization_configuration",
    { ...MEMBERS, auto_enable_standards: "NONE" },
    { auto_enable_standards: "DEFAULT" },
  ],
  [
    "detection-removed",
    "aws_securityhub_finding_aggregator",
    { linking_mode: "SPECIFIED_REGIONS", specified_regions: ["us-east-1"] },
    { linking_mode: "ALL_REGIONS" },
  ],
  [
    "access-widened",
    "aws_iam_role",
    { ...ROLE, max_session_duration: 43200 },
    { max_session_duration: 3600 },
  ],
  ["access-widened", "aws_iam_role", ROLE, { max_session_duration: null }],
  ["access-widened", "aws_kms_key", KEY, { multi_region: false }],
  [
    "access-widened",
    "aws_s3_bucket",
    { ...BUCKET, cors_rule: [{ allowed_origins: ["*"] }] },
    { cors_rule: [] },
  ],
  [
    "access-lost",
    "aws_s3_bucket",
    { ...BUCKET, request_payer: "Requester" },
    { request_payer: "BucketOwner" },
  ],
  [
    "access-lost",
    "aws_s3_bucket_lifecycle_configuration",
    { ...LIFECYCLE, ...archived(30, "GLACIER") },
    archived(90, "GLACIER"),
  ],
  ["access-lost", "aws_s3_bucket_lifecycle_configuration", LIFECYCLE, archived(1, "GLACIER_IR")],
  [
    "public-access-opened",
    "aws_s3_account_public_access_block",
    { ...ACCOUNT, block_public_acls: false },
    { block_public_acls: true },
  ],
);

/** What is weak from the start, and not among what orgtrail always sets. */
const NEW: readonly (readonly [type: string, after: JsonObject, says?: string])[] = [
  ["aws_cloudwatch_event_rule", { ...EVENT_RULE, state: "DISABLED" }, 'state is "DISABLED"'],
  ["aws_cloudwatch_event_rule", { ...EVENT_RULE, is_enabled: false }, "is_enabled is false"],
  ["aws_cloudwatch_log_group", { ...LOG_GROUP, log_group_class: "INFREQUENT_ACCESS" }, "log_group_class"],
  [
    "aws_s3_account_public_access_block",
    { ...ACCOUNT, block_public_acls: false },
    "block_public_acls is false",
  ],
  ["aws_kms_key", { ...KEY, multi_region: true }, "multi_region is true; orgtrail sets false"],
  ["aws_kms_key", { ...KEY, deletion_window_in_days: 7 }, "deletion_window_in_days is 7; orgtrail sets 30"],
  ["aws_kms_key", { ...KEY, deletion_window_in_days: 30 }],
  ["aws_kms_key", { ...KEY, rotation_period_in_days: 2560 }, "rotation_period_in_days is 2560"],
  ["aws_kms_key", { ...KEY, rotation_period_in_days: 90 }],
  ["aws_iam_role", { name: "r", max_session_duration: 43_200 }, "max_session_duration is 43200"],
  ["aws_iam_role", { name: "r", max_session_duration: 3600 }],
  ["aws_kms_key", { ...KEY, enable_key_rotation: null }, "enable_key_rotation is false; orgtrail sets true"],
  ["aws_sqs_queue", { name: "q", sqs_managed_sse_enabled: true, message_retention_seconds: 60 }, "is 60;"],
  ["aws_sqs_queue", { name: "q", sqs_managed_sse_enabled: true }, "message_retention_seconds is 345600;"],
  [
    "aws_cloudwatch_log_metric_filter",
    { name: "f", metric_transformation: [{ name: "m", namespace: "n", value: "0" }] },
    'metric_transformation.value is "0"',
  ],
  ["aws_cloudwatch_event_rule", EVENT_RULE],
  ["aws_config_configuration_recorder_status", { name: "default", is_enabled: false }, "is_enabled is false"],
  ["aws_config_configuration_recorder_status", { name: "default", is_enabled: true }],
  ["aws_securityhub_organization_configuration", { auto_enable: false }, "auto_enable is false"],
  ["aws_securityhub_organization_configuration", { auto_enable: true, auto_enable_standards: "NONE" }],
  ["aws_cloudwatch_log_group", { ...LOG_GROUP, log_group_class: "STANDARD" }],
];

export const HARMLESS_ROWS: readonly Row[] = [
  ...HARMLESS_EDITS,
  ...NEW.map(([type, after, says]): Row => ({
    rule: "weak-from-the-start",
    when: `${type} is new: ${says ?? "all is well"}`,
    change: created(type, after),
    says: says === undefined ? [] : [says],
  })),
];
