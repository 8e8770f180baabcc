import type { JsonObject, JsonValue } from "../../../../tools/plan/change";

/** Resources as `terraform show -json` writes them with AWS provider 5.100, without what no rule looks at. */

export const LOG_BUCKET = "acme-cloudtrail-222222222222-organization";
const TOPIC = "arn:aws:sns:us-east-1:111111111111:acme-orgtrail-critical";

/** A `field_selector` block. */
function field(name: string, conditions: JsonObject): JsonObject {
  return {
    field: name,
    equals: [],
    not_equals: [],
    starts_with: [],
    not_starts_with: [],
    ends_with: [],
    not_ends_with: [],
    ...conditions,
  };
}

/** An `advanced_event_selector` block; text stands for `equals` of that text. */
export function advanced(conditions: Readonly<Record<string, string | JsonObject>>): JsonObject {
  return {
    name: null,
    field_selector: Object.entries(conditions).map(([name, value]) =>
      field(name, typeof value === "string" ? { equals: [value] } : value),
    ),
  };
}

export const MANAGEMENT = advanced({ eventCategory: "Management" });
export const S3_WRITES = advanced({
  eventCategory: "Data",
  "resources.type": "AWS::S3::Object",
  readOnly: "false",
});
export const S3_ALL = advanced({ eventCategory: "Data", "resources.type": "AWS::S3::Object" });

/** An `event_selector` block. */
export function basic(changes: JsonObject = {}): JsonObject {
  return {
    data_resource: [],
    exclude_management_event_sources: null,
    include_management_events: true,
    read_write_type: "All",
    ...changes,
  };
}

export const TRAIL: JsonObject = {
  name: "acme-organization-trail",
  arn: "arn:aws:cloudtrail:us-east-1:111111111111:trail/acme-organization-trail",
  s3_bucket_name: LOG_BUCKET,
  s3_key_prefix: null,
  sns_topic_name: "acme-organization-trail-delivery",
  cloud_watch_logs_group_arn: "arn:aws:logs:us-east-1:111111111111:log-group:acme:*",
  cloud_watch_logs_role_arn: "arn:aws:iam::111111111111:role/acme",
  kms_key_id: "arn:aws:kms:us-east-1:222222222222:key/1111",
  enable_logging: true,
  enable_log_file_validation: true,
  include_global_service_events: true,
  is_multi_region_trail: true,
  is_organization_trail: true,
  advanced_event_selector: [MANAGEMENT, S3_WRITES],
  event_selector: [],
  insight_selector: [{ insight_type: "ApiCallRateInsight" }],
};

export const TEAM_TRAIL: JsonObject = {
  ...TRAIL,
  name: "acme-team-payments",
  is_multi_region_trail: false,
  is_organization_trail: false,
  advanced_event_selector: [S3_WRITES],
  insight_selector: [],
};

export const BUCKET: JsonObject = { bucket: LOG_BUCKET, force_destroy: false };

export const VERSIONING: JsonObject = {
  bucket: LOG_BUCKET,
  mfa: null,
  versioning_configuration: [{ status: "Enabled", mfa_delete: "Enabled" }],
};

/** A `rule` block of a bucket's encryption. */
export function encryption(algorithm: string, key: string | null): JsonValue {
  return [
    {
      apply_server_side_encryption_by_default: [{ sse_algorithm: algorithm, kms_master_key_id: key }],
      bucket_key_enabled: true,
    },
  ];
}

export const ENCRYPTION: JsonObject = { bucket: LOG_BUCKET, rule: encryption("aws:kms", "arn:key/1") };

export const PUBLIC_ACCESS: JsonObject = {
  bucket: LOG_BUCKET,
  block_public_acls: true,
  block_public_policy: true,
  ignore_public_acls: true,
  restrict_public_buckets: true,
};

export const OWNERSHIP: JsonObject = {
  bucket: LOG_BUCKET,
  rule: [{ object_ownership: "BucketOwnerEnforced" }],
};

export const LOGGING: JsonObject = {
  bucket: LOG_BUCKET,
  target_bucket: "acme-cloudtrail-222222222222-access",
  target_prefix: "organization/",
};

/** A `rule` block of Object Lock. */
export function lock(mode: string, days: number | null, years: number | null = null): JsonValue {
  return [{ default_retention: [{ mode, days, years }] }];
}

export const OBJECT_LOCK: JsonObject = {
  bucket: LOG_BUCKET,
  object_lock_enabled: "Enabled",
  rule: lock("COMPLIANCE", 365),
};

/** A `rule` block of a lifecycle. */
export function expiry(days: number, changes: JsonObject = {}): JsonObject {
  return {
    id: "expire",
    status: "Enabled",
    prefix: "",
    filter: [{ and: [], object_size_greater_than: null, object_size_less_than: null, prefix: "", tag: [] }],
    expiration: [{ date: null, days, expired_object_delete_marker: false }],
    noncurrent_version_expiration: [],
    transition: [],
    ...changes,
  };
}

export const LIFECYCLE: JsonObject = { bucket: LOG_BUCKET, rule: [expiry(400)] };

export const KEY: JsonObject = {
  arn: "arn:aws:kms:us-east-1:222222222222:key/1111",
  deletion_window_in_days: null,
  enable_key_rotation: true,
  is_enabled: true,
  policy: "{}",
};

export const LOG_GROUP: JsonObject = { name: "acme-trail", retention_in_days: 400, kms_key_id: "arn:key/2" };

export const ALARM: JsonObject = {
  alarm_name: "acme-root-used",
  actions_enabled: true,
  alarm_actions: [TOPIC],
  comparison_operator: "GreaterThanOrEqualToThreshold",
  evaluation_periods: 1,
  metric_name: "root-used",
  namespace: "acme",
  period: 300,
  statistic: "Sum",
  threshold: 1,
  treat_missing_data: "notBreaching",
  alarm_description: "Somebody used root.",
};

export const FILTER: JsonObject = {
  name: "acme-root-used",
  log_group_name: "acme-trail",
  pattern: '{ $.userIdentity.type = "Root" }',
  metric_transformation: [{ name: "root-used", namespace: "acme", value: "1", unit: "None" }],
};

export const EVENT_RULE: JsonObject = {
  name: "acme-tampering",
  event_bus_name: "default",
  event_pattern: '{"source":["aws.cloudtrail"]}',
  is_enabled: null,
  state: "ENABLED",
};

export const TARGET: JsonObject = {
  rule: "acme-tampering",
  target_id: "topic",
  arn: TOPIC,
  event_bus_name: "default",
};

export const TOPIC_OF_ALARMS: JsonObject = { name: "acme-orgtrail-critical", kms_master_key_id: "arn:key/2" };

export const SUBSCRIPTION: JsonObject = {
  topic_arn: TOPIC,
  protocol: "email",
  endpoint: "security@acme.example",
  filter_policy: null,
};
