import {
  ALARM,
  BUCKET,
  ENCRYPTION,
  EVENT_RULE,
  FILTER,
  KEY,
  LOG_GROUP,
  LOGGING,
  PUBLIC_ACCESS,
  TRAIL,
  VERSIONING,
} from "../resources";
import { rows } from "./edits";
import type { Row } from "./row";

/** Settings of one attribute that weaken what they are of, and some that do not. */
export const SETTING_ROWS: readonly Row[] = [
  ...rows(
    [
      "alarm-changed",
      "aws_cloudwatch_metric_alarm",
      ALARM,
      { ok_actions: ["arn:aws:sns:us-east-1:999999999999:x"] },
      "ok_actions: ",
    ],
    [
      "alarm-changed",
      "aws_cloudwatch_metric_alarm",
      ALARM,
      { dimensions: { Region: "nowhere" } },
      "dimensions: ",
    ],
    [
      "alarm-changed",
      "aws_cloudwatch_metric_alarm",
      ALARM,
      { datapoints_to_alarm: 24 },
      "datapoints_to_alarm: ",
    ],
    [
      "alarm-changed",
      "aws_cloudwatch_metric_alarm",
      ALARM,
      { metric_name: "root-used-too" },
      "metric_name: ",
    ],
    [
      "alarm-changed",
      "aws_cloudwatch_log_metric_filter",
      FILTER,
      { metric_transformation: [] },
      "metric_transformation: ",
    ],
    [
      "alarm-changed",
      "aws_cloudwatch_event_rule",
      EVENT_RULE,
      { event_bus_name: "empty" },
      "event_bus_name: ",
    ],
    [
      "alarm-changed",
      "aws_cloudwatch_event_rule",
      EVENT_RULE,
      { role_arn: "arn:aws:iam::111111111111:role/x" },
      "role_arn: ",
    ],
    [
      "log-group-retention-shortened",
      "aws_cloudwatch_log_group",
      LOG_GROUP,
      { retention_in_days: 1 },
      "fewer days",
    ],
    [
      "encryption-changed",
      "aws_cloudwatch_log_group",
      LOG_GROUP,
      { kms_key_id: null },
      "no longer encrypted",
    ],
    ["encryption-changed", "aws_cloudwatch_log_group", LOG_GROUP, { kms_key_id: "arn:key/9" }, "another key"],
    ["bucket-destroyable", "aws_s3_bucket", BUCKET, { force_destroy: true }, "deleted with its logs"],
    [
      "bucket-versioning-weakened",
      "aws_s3_bucket_versioning",
      VERSIONING,
      { versioning_configuration: [{ status: "Suspended", mfa_delete: "Enabled" }] },
      "versioning is switched off",
    ],
    [
      "bucket-versioning-weakened",
      "aws_s3_bucket_versioning",
      VERSIONING,
      { versioning_configuration: [{ status: "Enabled", mfa_delete: "Disabled" }] },
      "MFA delete is switched off",
    ],
    [
      "bucket-encryption-weakened",
      "aws_s3_bucket_server_side_encryption_configuration",
      ENCRYPTION,
      {
        rule: [
          {
            apply_server_side_encryption_by_default: [
              { sse_algorithm: "aws:kms", kms_master_key_id: "arn:aws:kms:us-east-1:999999999999:key/1" },
            ],
          },
        ],
      },
      "another key",
    ],
    [
      "public-access-opened",
      "aws_s3_bucket_public_access_block",
      PUBLIC_ACCESS,
      { restrict_public_buckets: false },
      "weakened",
    ],
    [
      "access-logging-off",
      "aws_s3_bucket_logging",
      LOGGING,
      { target_bucket: "elsewhere" },
      "another bucket",
    ],
    ["key-deletion-sooner", "aws_kms_key", KEY, { deletion_window_in_days: 7 }, "deleted sooner"],
    [
      "trail-destination",
      "aws_cloudtrail",
      TRAIL,
      { cloud_watch_logs_role_arn: "arn:aws:iam::111111111111:role/other" },
      "another role",
    ],
  ),
  // And what is none of it.
  ...rows(
    ["alarm-changed", "aws_cloudwatch_metric_alarm", { ...ALARM, ok_actions: [] }, { ok_actions: null }],
    ["alarm-changed", "aws_cloudwatch_metric_alarm", ALARM, { alarm_description: "Else.", tags: { a: "b" } }],
    ["log-group-retention-shortened", "aws_cloudwatch_log_group", LOG_GROUP, { retention_in_days: 3653 }],
    ["log-group-retention-shortened", "aws_cloudwatch_log_group", LOG_GROUP, { retention_in_days: 0 }],
    [
      "key-deletion-sooner",
      "aws_kms_key",
      { ...KEY, deletion_window_in_days: 7 },
      { deletion_window_in_days: 30 },
    ],
    [
      "public-access-opened",
      "aws_s3_bucket_public_access_block",
      { ...PUBLIC_ACCESS, block_public_acls: false },
      { block_public_acls: true },
    ],
    ["bucket-destroyable", "aws_s3_bucket", { ...BUCKET, force_destroy: true }, { force_destroy: false }],
    ["access-logging-off", "aws_s3_bucket_logging", LOGGING, { target_prefix: "else/" }],
    [
      "encryption-changed",
      "aws_cloudwatch_log_group",
      { ...LOG_GROUP, kms_key_id: null },
      { kms_key_id: "arn:key/2" },
    ],
    [
      "bucket-versioning-weakened",
      "aws_s3_bucket_versioning",
      { ...VERSIONING, versioning_configuration: [{ status: "Suspended", mfa_delete: "" }] },
      { versioning_configuration: [{ status: "Enabled", mfa_delete: "" }] },
    ],
  ),
];
