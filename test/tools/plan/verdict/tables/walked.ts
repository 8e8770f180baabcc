import { UNKNOWN } from "../../../../../tools/plan/change";
import { created, replaced, updated } from "../plans";
import {
  advanced,
  LOG_BUCKET,
  LOG_GROUP,
  MANAGEMENT,
  PUBLIC_ACCESS,
  SUBSCRIPTION,
  TRAIL,
  VERSIONING,
} from "../resources";
import type { Row } from "./row";

const ENCRYPTION_TYPE = "aws_s3_bucket_server_side_encryption_configuration";
const KEY = "arn:aws:kms:us-east-1:999999999999:key/1";
const encryption = (algorithm: string, key: string | null = null, bucket = LOG_BUCKET) => ({
  bucket,
  rule: [{ apply_server_side_encryption_by_default: [{ sse_algorithm: algorithm, kms_master_key_id: key }] }],
});
const writesBut = (...buckets: readonly string[]) =>
  advanced({
    eventCategory: "Data",
    "resources.type": "AWS::S3::Object",
    readOnly: "false",
    "resources.ARN": { not_starts_with: buckets.map((bucket) => `arn:aws:s3:::${bucket}/`) },
  });
const CHANNEL = { name: "c", s3_bucket_name: "acme-config", s3_kms_key_arn: null, sns_topic_arn: null };
const FUNCTION = { function_name: "acme-log-validation", filename: "a.zip", source_code_hash: "h" };

/** What a walk through every attribute of every resource found to be fine, and is not; and its neighbours. */
export const WALKED_ROWS: readonly Row[] = [
  ...(
    [
      ["aws_cloudwatch_event_bus", { name: "b" }, "kms_key_identifier"],
      ["aws_cloudwatch_log_group", { ...LOG_GROUP, kms_key_id: null }, "kms_key_id"],
      ["aws_config_delivery_channel", CHANNEL, "s3_kms_key_arn"],
      ["aws_sns_topic", { name: "t", kms_master_key_id: "" }, "kms_master_key_id"],
      ["aws_sqs_queue", { name: "q", sqs_managed_sse_enabled: true }, "kms_master_key_id"],
    ] as const
  ).map(([type, before, name]): Row => ({
    rule: "access-lost",
    when: `${type} gets a key and had none`,
    change: updated(type, before, { [name]: KEY }),
    says: [`it is newly encrypted with "${KEY}"`],
  })),
  {
    rule: "access-lost",
    when: "a bucket gets a key, and S3's access logs may come no more",
    change: updated(ENCRYPTION_TYPE, encryption("AES256"), encryption("aws:kms", KEY)),
    says: [`it is newly encrypted with "${KEY}"`],
  },
  {
    rule: "access-lost",
    when: "a bucket gets the key of AWS itself, which nobody else may use",
    change: updated(ENCRYPTION_TYPE, encryption("AES256"), encryption("aws:kms")),
    says: ['it is newly encrypted with "aws:kms"'],
  },
  {
    rule: "access-lost",
    when: "a bucket's encryption becomes stronger with the key that it has",
    change: updated(ENCRYPTION_TYPE, encryption("aws:kms", KEY), encryption("aws:kms:dsse", KEY)),
    says: [],
  },
  {
    rule: "bucket-encryption-weakened",
    when: "what says what S3 does anyway goes to a bucket that is there, and may have a key",
    change: replaced(ENCRYPTION_TYPE, encryption("AES256"), { bucket: "other" }),
    says: ["another bucket, which is there already, encrypts with no key"],
  },
  {
    rule: "bucket-encryption-weakened",
    when: "what says what S3 does anyway goes to a bucket that the plan makes",
    change: replaced(ENCRYPTION_TYPE, encryption("AES256"), { bucket: "other" }),
    beside: [created("aws_s3_bucket", { bucket: "other" })],
    says: [],
  },
  {
    rule: "alarm-changed",
    when: "a function gets the code of another file, and the hash stays",
    change: updated("aws_lambda_function", FUNCTION, { filename: "b.zip" }),
    says: ['filename: "a.zip" → "b.zip"'],
  },
  {
    rule: "access-logging-off",
    when: "access is logged nowhere",
    change: updated(
      "aws_s3_bucket_logging",
      { bucket: LOG_BUCKET, target_bucket: "x" },
      { target_bucket: "" },
    ),
    says: ["access is logged to no bucket any more"],
  },
  {
    rule: "access-widened",
    when: "AWS Config newly tells a topic",
    change: updated("aws_config_delivery_channel", CHANNEL, { sns_topic_arn: "arn:aws:sns:::evil" }),
    says: ["AWS Config newly tells"],
  },
  {
    rule: "access-widened",
    when: "AWS Config tells nobody any more",
    change: updated("aws_config_delivery_channel", { ...CHANNEL, sns_topic_arn: "a" }, { sns_topic_arn: "" }),
    says: [],
  },
  {
    rule: "protection-interrupted",
    when: "a subscription is made anew, which its subscriber has to confirm",
    change: replaced("aws_sns_topic_subscription", SUBSCRIPTION, {}),
    says: ["it is destroyed, and then made anew"],
  },
  {
    rule: "protection-interrupted",
    when: "versioning is suspended meanwhile",
    change: replaced("aws_s3_bucket_versioning", VERSIONING, { expected_bucket_owner: "222222222222" }),
    says: ["it is destroyed, and then made anew"],
  },
  {
    rule: "protection-interrupted",
    when: "it leaves for another bucket, which another rule tells",
    change: replaced("aws_s3_bucket_public_access_block", PUBLIC_ACCESS, { bucket: "other" }),
    says: [],
  },
  {
    rule: "protection-interrupted",
    when: "people look at it, and nothing depends on it",
    change: replaced("aws_cloudwatch_dashboard", { dashboard_name: "d" }, { dashboard_name: "e" }),
    says: [],
  },
  {
    rule: "protection-interrupted",
    when: "it is changed where it stands",
    change: updated("aws_sns_topic_subscription", SUBSCRIPTION, { tags: { a: "b" } }),
    says: [],
  },
  ...(["is_organization_trail", "is_multi_region_trail", "include_global_service_events"] as const).map(
    (name): Row => ({
      rule: "more-events",
      when: `${name} is switched on`,
      change: updated("aws_cloudtrail", { ...TRAIL, [name]: false }, { [name]: true }),
      says: ["the trail records "],
    }),
  ),
  {
    rule: "more-events",
    when: "a log bucket is left out no more, so that each delivery to it is delivered again",
    change: updated(
      "aws_cloudtrail",
      { ...TRAIL, advanced_event_selector: [MANAGEMENT, writesBut(LOG_BUCKET, "other")] },
      { advanced_event_selector: [MANAGEMENT, writesBut("other")] },
    ),
    says: [`the trail records each delivery to log bucket ${LOG_BUCKET}, which is delivered again`],
  },
  {
    rule: "more-events",
    when: "one more bucket is left out",
    change: updated(
      "aws_cloudtrail",
      { ...TRAIL, advanced_event_selector: [MANAGEMENT, writesBut("other")] },
      { advanced_event_selector: [MANAGEMENT, writesBut("other", LOG_BUCKET)] },
    ),
    says: [],
  },
  ...(
    [
      ["aws_s3_bucket_public_access_block", PUBLIC_ACCESS, "block_public_acls", "block_public_acls"],
      ["aws_s3_bucket_versioning", VERSIONING, "versioning_configuration", "versioning_configuration.status"],
    ] as const
  ).map(([type, values, name, path]): Row => ({
    rule: "value-not-known",
    when: `${name} of a new ${type}, which orgtrail always writes out, is known only after apply`,
    change: created(type, { ...values, [name]: UNKNOWN }),
    says: [`${path} is known only after apply; orgtrail sets`],
  })),
];
