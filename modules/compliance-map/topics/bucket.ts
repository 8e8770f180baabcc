import type { ComplianceTopic, MetBy } from "../topic";

/** An argument of a resource of the log bucket. */
function ofBucket(part: string, argument: string, is?: MetBy["is"]): MetBy {
  return {
    module: "log-archive",
    construct: "LogArchive",
    resource: `aws_s3_bucket_${part}`,
    argument,
    ...(is !== undefined && { is }),
  };
}

const PRIVATE: readonly MetBy[] = [
  ofBucket("public_access_block", "block_public_acls", true),
  ofBucket("public_access_block", "block_public_policy", true),
  ofBucket("public_access_block", "ignore_public_acls", true),
  ofBucket("public_access_block", "restrict_public_buckets", true),
];

const DEFAULT_ENCRYPTION = "rule.apply_server_side_encryption_by_default";

const EXCLUSIVE =
  "S3 refuses a lifecycle on a bucket with MFA delete. A log bucket has one or the other, and Security Hub's controls of the other are switched off with that reason.";

/** What is asked of the buckets of logs. */
export const BUCKET_TOPICS: readonly ComplianceTopic[] = [
  {
    id: "bucket-not-public",
    title: "The log bucket is not public",
    securityHub: ["CloudTrail.6", "S3.2", "S3.3", "S3.8"],
    configRules: [
      "trail-bucket-not-public",
      "bucket-public-access",
      "bucket-public-read",
      "bucket-public-write",
    ],
    controls: [],
    metBy: PRIVATE,
  },
  {
    id: "account-public-access",
    title: "The account blocks public access to S3",
    securityHub: ["S3.1"],
    configRules: [],
    controls: [],
    metBy: [],
    leftToYou:
      "Block it for each account: it is one setting of the account, for all its buckets. orgtrail blocks its own buckets.",
  },
  {
    id: "bucket-access-logging",
    title: "The log bucket has server access logging",
    securityHub: ["CloudTrail.7", "S3.9"],
    configRules: ["trail-bucket-access-logging", "bucket-access-logging"],
    controls: [],
    metBy: [ofBucket("logging", "target_bucket")],
    conflict:
      "S3.9 fails for the access-log bucket: one that logs its own access writes logs about writing logs. It is a second bucket because S3 delivers access logs to no bucket with a default lock.",
  },
  {
    id: "bucket-encryption",
    title: "The log bucket encrypts what it gets, with a KMS key",
    securityHub: ["S3.17"],
    configRules: ["bucket-kms", "bucket-encryption"],
    controls: [],
    metBy: [
      ofBucket("server_side_encryption_configuration", `${DEFAULT_ENCRYPTION}.sse_algorithm`, "aws:kms"),
      ofBucket("server_side_encryption_configuration", `${DEFAULT_ENCRYPTION}.kms_master_key_id`),
    ],
    conflict:
      "S3.17 fails for the access-log bucket: S3 delivers access logs to no bucket that encrypts with KMS. It encrypts with S3's own keys, which CIS accepts.",
  },
  {
    id: "bucket-tls",
    title: "The log bucket refuses plain HTTP",
    securityHub: ["S3.5"],
    configRules: ["bucket-tls"],
    controls: [],
    metBy: [ofBucket("policy", "policy", "aws:SecureTransport")],
  },
  {
    id: "mfa-delete",
    title: "The log bucket has MFA delete",
    securityHub: ["S3.20"],
    configRules: ["bucket-mfa-delete"],
    controls: [],
    metBy: [
      ofBucket("versioning", "versioning_configuration.status", "Enabled"),
      ofBucket("policy", "policy", "aws:MultiFactorAuthAge"),
    ],
    leftToYou:
      "As root of the log-archive account, enable MFA delete once: docs/mfa-delete.md has the command.",
    conflict: EXCLUSIVE,
  },
  {
    id: "bucket-lifecycle",
    title: "The log bucket has a lifecycle",
    securityHub: ["S3.10", "S3.13"],
    configRules: [],
    controls: [],
    metBy: [ofBucket("lifecycle_configuration", "rule.status", "Enabled")],
    leftToYou: "Choose immutability object-lock: a lifecycle comes with it.",
    conflict: EXCLUSIVE,
  },
  {
    id: "object-lock",
    title: "The log bucket has Object Lock",
    securityHub: ["S3.15"],
    configRules: ["bucket-default-lock"],
    controls: [],
    metBy: [ofBucket("object_lock_configuration", "rule.default_retention.mode")],
    leftToYou: "Choose immutability object-lock.",
    conflict:
      "A lifecycle comes with it, which excludes MFA delete. S3.15 fails for the access-log bucket: S3 delivers access logs to no bucket with a default lock.",
  },
  {
    id: "bucket-versioning",
    title: "The log bucket keeps versions",
    securityHub: ["S3.14"],
    configRules: ["bucket-versioning"],
    controls: [],
    metBy: [ofBucket("versioning", "versioning_configuration.status", "Enabled")],
  },
  {
    id: "bucket-policy",
    title: "No other account may change the log bucket",
    securityHub: ["S3.6"],
    configRules: [],
    controls: ["log-bucket-changed"],
    metBy: [ofBucket("policy", "policy", "DenyReconfigureWithoutMfa")],
  },
  {
    id: "bucket-acls",
    title: "No ACL grants access to the log bucket",
    securityHub: ["S3.12"],
    configRules: [],
    controls: [],
    metBy: [ofBucket("ownership_controls", "rule.object_ownership", "BucketOwnerEnforced")],
  },
  {
    id: "bucket-replication",
    title: "The log bucket replicates to another Region",
    securityHub: ["S3.7"],
    configRules: [],
    controls: [],
    metBy: [],
    leftToYou:
      "Decide whether a second copy is worth its price, and set archive.replica with another Region; or switch the control off.",
  },
  {
    id: "bucket-notifications",
    title: "The log bucket has event notifications",
    securityHub: ["S3.11"],
    configRules: [],
    controls: [],
    metBy: [],
    leftToYou:
      "Switch the control off: deliveryNotifications tells of each log file through CloudTrail itself.",
  },
];
