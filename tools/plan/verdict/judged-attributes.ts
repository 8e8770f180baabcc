import { DETECTION } from "./detection";

/** What rules look at in a resource. */
export interface JudgedAttributes {
  /** What a change of these does may be blocked. */
  readonly decisive?: readonly string[];
  /** What a change of these does is at most to be reviewed. */
  readonly reviewed?: readonly string[];
  /** What rules about policies look at: these say themselves what cannot be read. */
  readonly policies?: readonly string[];
}

const BLOCKS = ["block_public_acls", "block_public_policy", "ignore_public_acls", "restrict_public_buckets"];

/** Guardrails know these by their tag. */
const TAGGED = { decisive: ["tags_all"] };

/** Whether something is noticed, and told to somebody. */
const WATCHING = {
  aws_cloudwatch_metric_alarm: {
    decisive: ["actions_enabled", "alarm_actions"],
    reviewed: [
      "alarm_name",
      "comparison_operator",
      "datapoints_to_alarm",
      "dimensions",
      "evaluate_low_sample_count_percentiles",
      "evaluation_periods",
      "extended_statistic",
      "insufficient_data_actions",
      "metric_name",
      "metric_query",
      "namespace",
      "period",
      "statistic",
      "threshold",
      "threshold_metric_id",
      "treat_missing_data",
      "unit",
    ],
  },
  aws_cloudwatch_composite_alarm: {
    decisive: ["actions_enabled", "alarm_actions"],
    reviewed: ["actions_suppressor", "alarm_name", "alarm_rule", "insufficient_data_actions"],
  },
  aws_cloudwatch_log_metric_filter: {
    decisive: ["log_group_name"],
    reviewed: ["apply_on_transformed_logs", "metric_transformation", "pattern"],
  },
  aws_cloudwatch_event_rule: {
    decisive: ["is_enabled", "state"],
    reviewed: ["event_bus_name", "event_pattern", "name", "role_arn", "schedule_expression"],
  },
  aws_cloudwatch_event_target: {
    decisive: ["arn", "event_bus_name", "role_arn", "rule"],
    reviewed: ["dead_letter_config", "input", "input_path", "input_transformer", "retry_policy"],
  },
  aws_sns_topic_subscription: {
    decisive: ["endpoint", "filter_policy", "filter_policy_scope", "protocol", "topic_arn"],
    reviewed: ["delivery_policy", "raw_message_delivery", "redrive_policy"],
  },
  aws_sns_topic: { decisive: ["kms_master_key_id"], reviewed: ["delivery_policy"] },
  aws_sqs_queue: {
    decisive: ["kms_master_key_id", "sqs_managed_sse_enabled"],
    reviewed: ["max_message_size", "message_retention_seconds"],
  },
} as const satisfies Readonly<Record<string, JudgedAttributes>>;

/** By type, the attributes that decide what is noticed and how news of it travel: every change of these is told. */
export const WATCHING_ATTRIBUTES: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries(WATCHING).map(([type, { reviewed }]) => [type, reviewed]),
);

/**
 * What rules look at, by type of resource. Where such a value is known only after the change is applied, or hidden since it is
 * marked sensitive, no rule can judge it, and `value-not-known` or `value-hidden` says so.
 */
export const JUDGED_ATTRIBUTES: Readonly<Record<string, JudgedAttributes>> = {
  aws_cloudtrail: {
    decisive: [
      "advanced_event_selector",
      "cloud_watch_logs_group_arn",
      "cloud_watch_logs_role_arn",
      "enable_log_file_validation",
      "enable_logging",
      "event_selector",
      "include_global_service_events",
      "is_multi_region_trail",
      "is_organization_trail",
      "kms_key_id",
      "s3_bucket_name",
    ],
    reviewed: ["insight_selector", "s3_key_prefix", "sns_topic_name"],
  },
  aws_s3_bucket: { decisive: ["force_destroy"] },
  aws_s3_bucket_acl: { decisive: ["access_control_policy", "acl", "bucket"] },
  aws_s3_bucket_lifecycle_configuration: { decisive: ["bucket", "rule"] },
  aws_s3_bucket_logging: { decisive: ["bucket", "target_bucket"] },
  aws_s3_bucket_object_lock_configuration: { decisive: ["bucket", "object_lock_enabled", "rule"] },
  aws_s3_bucket_ownership_controls: { decisive: ["bucket", "rule"] },
  aws_s3_bucket_policy: { decisive: ["bucket"], policies: ["policy"] },
  aws_s3_bucket_public_access_block: { decisive: ["bucket", ...BLOCKS] },
  aws_s3_bucket_server_side_encryption_configuration: { decisive: ["bucket", "rule"] },
  aws_s3_bucket_versioning: { decisive: ["bucket", "versioning_configuration"] },
  aws_s3_account_public_access_block: { decisive: ["account_id", ...BLOCKS] },
  aws_kms_key: {
    decisive: ["enable_key_rotation", "is_enabled"],
    reviewed: ["deletion_window_in_days", "rotation_period_in_days"],
    policies: ["policy"],
  },
  aws_kms_key_policy: { policies: ["key_id", "policy"] },
  aws_kms_alias: { decisive: ["name", "target_key_id"] },
  aws_cloudwatch_log_group: { decisive: ["kms_key_id", "retention_in_days"] },
  aws_cloudwatch_event_bus: { decisive: ["kms_key_identifier"] },
  aws_cloudwatch_event_bus_policy: { policies: ["event_bus_name", "policy"] },
  aws_lambda_permission: {
    decisive: [
      "action",
      "event_source_token",
      "function_name",
      "principal",
      "principal_org_id",
      "qualifier",
      "source_account",
      "source_arn",
    ],
  },
  aws_iam_policy: { policies: ["policy"] },
  aws_iam_role: {
    policies: ["assume_role_policy", "inline_policy", "managed_policy_arns", "permissions_boundary"],
  },
  aws_iam_role_policy: { policies: ["policy", "role"] },
  aws_iam_role_policy_attachment: { policies: ["policy_arn", "role"] },
  aws_organizations_policy: { ...TAGGED, policies: ["content", "type"] },
  aws_organizations_policy_attachment: { policies: ["policy_id", "target_id"] },
  aws_sns_topic_policy: { policies: ["arn", "policy"] },
  aws_sqs_queue_policy: { policies: ["policy", "queue_url"] },
  ...WATCHING,
  ...Object.fromEntries(
    Object.entries(DETECTION).map(([type, narrowings]) => [
      type,
      { ...(type === "aws_config_config_rule" && TAGGED), reviewed: Object.keys(narrowings) },
    ]),
  ),
};

/** What rules look at in resources of the type. */
export function judgedAttributes(type: string): JudgedAttributes {
  return Object.hasOwn(JUDGED_ATTRIBUTES, type) ? (JUDGED_ATTRIBUTES[type] ?? {}) : {};
}
