import { BUCKET_TAG_KEY } from "../organization";
import { destroyed, encrypted, removed, TAGGED, type JudgedResource } from "./judged-resource";
import type { JudgementId } from "./judgements";
import {
  added,
  always,
  each,
  fewer,
  isUnwatchedClass,
  judged,
  lost,
  more,
  named,
  policy,
  strong,
  switchedOff,
  told,
} from "./weaker";

/** What protects a bucket, and is a resource of its own. */
const ofBucket = (
  judgement: JudgementId,
  attributes: JudgedResource["attributes"],
  says?: string,
): JudgedResource => ({
  ...(says !== undefined && { gone: { judgement, noun: says, name: "bucket", how: "left" } }),
  place: ["bucket"],
  attributes: { bucket: judged(judgement), ...attributes },
});

/** The four kinds of public access that S3 can block. */
export const PUBLIC_ACCESS_BLOCKS = [
  "block_public_acls",
  "block_public_policy",
  "ignore_public_acls",
  "restrict_public_buckets",
] as const;

const OPENED = "the public-access block is weakened";
const UNBLOCKED = "the public-access block is removed";

const UNCHECKED = {
  bypass_policy_lockout_safety_check: strong(
    "access-lost",
    "AWS no longer checks that who writes the key's policy can write it again",
    { value: false },
  ),
};

/** Trails, buckets, keys and log groups, and who may touch them. */
export const ARCHIVE: Readonly<Record<string, JudgedResource>> = {
  aws_cloudtrail: {
    harmless: ["name"],
    ...destroyed("trail-destroyed", "trail"),
    attributes: {
      ...each(judged("management-events-lost"), "advanced_event_selector", "event_selector"),
      cloud_watch_logs_group_arn: named(
        "trail-destination",
        "the trail delivers to another log group",
        "the trail delivers to no log group any more",
      ),
      cloud_watch_logs_role_arn: named(
        "trail-destination",
        "the trail delivers to its log group with another role, which may not be allowed to",
        "the trail has no role any more to deliver to its log group with",
      ),
      enable_log_file_validation: strong("validation-off", "log file validation is switched off", {
        always: true,
        otherwise: false,
      }),
      enable_logging: strong("logging-stopped", "logging is switched off", { always: true, otherwise: true }),
      include_global_service_events: strong(
        "global-services-off",
        "the events of global services are left out",
        { otherwise: true },
      ),
      insight_selector: judged("insights-changed"),
      is_multi_region_trail: strong("multi-region-off", "the trail records its home Region alone"),
      is_organization_trail: strong("organization-off", "the trail records its own account alone"),
      kms_key_id: encrypted,
      s3_bucket_name: named(
        "trail-destination",
        "the trail delivers to another bucket",
        "the trail delivers to no bucket any more",
      ),
      s3_key_prefix: told("log-prefix-changed", undefined, "log files go to another folder"),
      sns_topic_name: judged("delivery-notification-removed"),
    },
  },
  aws_cloudtrail_organization_delegated_admin_account: {
    // The account is asked as soon as there is one more.
    harmless: ["account_id"],
    attributes: {},
  },

  aws_s3_bucket: {
    harmless: ["bucket", "object_lock_enabled"],
    ...destroyed("bucket-destroyed", "bucket", "bucket"),
    setElsewhere: [
      "acl",
      "grant",
      "lifecycle_rule",
      "logging",
      "object_lock_configuration",
      "policy",
      "replication_configuration",
      "server_side_encryption_configuration",
      "versioning",
      "website",
    ],
    attributes: {
      force_destroy: strong("bucket-destroyable", "the bucket may be deleted with its logs", {
        value: false,
        always: true,
      }),
      cors_rule: told(
        "access-widened",
        added,
        "pages of other origins may read with the credentials of who opens them",
      ),
      request_payer: told(
        "access-lost",
        (_, after) => after === "Requester",
        "readers must say that they pay",
      ),
      [`tags_all.${BUCKET_TAG_KEY}`]: told(
        "detection-removed",
        lost,
        "AWS Config's rules know log buckets by this tag: the bucket is not among those of its kind any more",
      ),
    },
  },
  aws_s3_bucket_acl: ofBucket(
    "public-access-opened",
    each(judged("public-access-opened"), "access_control_policy", "acl"),
  ),
  aws_s3_bucket_lifecycle_configuration: ofBucket("logs-expire-sooner", {
    rule: judged("logs-expire-sooner"),
  }),
  aws_s3_bucket_logging: {
    // In which folder access logs are.
    harmless: ["target_prefix"],
    ...ofBucket(
      "access-logging-off",
      {
        target_bucket: named(
          "access-logging-off",
          "access is logged to another bucket",
          "access is logged to no bucket any more",
        ),
        target_grant: told("access-widened", undefined, "others may read who accessed the bucket"),
      },
      "access to the bucket is no longer logged",
    ),
  },
  aws_s3_bucket_notification: ofBucket(
    "delivery-notification-removed",
    {
      bucket: told("delivery-notification-removed"),
      eventbridge: told("delivery-notification-removed", switchedOff),
      ...each(told("delivery-notification-removed", lost), "lambda_function", "queue", "topic"),
    },
    "nobody is told of new log files any more",
  ),
  aws_s3_bucket_object_lock_configuration: ofBucket(
    "object-lock-weakened",
    each(judged("object-lock-weakened"), "object_lock_enabled", "rule"),
    "new logs are no longer locked",
  ),
  aws_s3_bucket_ownership_controls: ofBucket(
    "public-access-opened",
    {
      "rule.object_ownership": strong("public-access-opened", "access control lists count again", {
        value: "BucketOwnerEnforced",
        always: true,
      }),
    },
    "the bucket takes access control lists again",
  ),
  aws_s3_bucket_policy: { place: ["bucket"], attributes: { bucket: judged("destructive-access"), policy } },
  aws_s3_bucket_public_access_block: ofBucket(
    "public-access-opened",
    each(strong("public-access-opened", OPENED, { always: true, otherwise: false }), ...PUBLIC_ACCESS_BLOCKS),
    UNBLOCKED,
  ),
  aws_s3_bucket_replication_configuration: ofBucket(
    "replication-weakened",
    { ...each(told("replication-weakened"), "bucket", "role"), rule: judged("replication-weakened") },
    "log files are no longer copied elsewhere",
  ),
  aws_s3_bucket_server_side_encryption_configuration: ofBucket("bucket-encryption-weakened", {
    rule: judged("bucket-encryption-weakened"),
  }),
  aws_s3_bucket_versioning: ofBucket(
    "bucket-versioning-weakened",
    {
      "versioning_configuration.status": strong("bucket-versioning-weakened", "versioning is switched off", {
        value: "Enabled",
        always: true,
      }),
      "versioning_configuration.mfa_delete": {
        ...strong("bucket-versioning-weakened", "MFA delete is switched off", { value: "Enabled" }),
        // MFA delete is set by root, outside of Terraform: where no file asks for it, nothing is taken back.
        isWeaker: (before, after) =>
          before === "Enabled" && after !== "Enabled" && after !== undefined && after !== null,
      },
    },
    "the bucket's versioning is suspended",
  ),
  aws_s3_account_public_access_block: {
    gone: { judgement: "public-access-opened", noun: UNBLOCKED, name: "account_id", how: "left" },
    attributes: {
      account_id: judged("public-access-opened"),
      ...each(
        strong("public-access-opened", OPENED, { always: true, otherwise: false }),
        ...PUBLIC_ACCESS_BLOCKS,
      ),
    },
  },

  aws_kms_key: {
    ...destroyed("key-destroyed", "key", "arn"),
    attributes: {
      ...UNCHECKED,
      deletion_window_in_days: {
        ...fewer("key-deletion-sooner", "the key can be deleted sooner", 30),
        ...always(30, 30),
      },
      enable_key_rotation: strong("key-rotation-off", "the key is no longer rotated", {
        always: true,
        otherwise: false,
      }),
      is_enabled: strong("key-disabled", "the key is disabled", { always: true, otherwise: true }),
      multi_region: {
        ...strong("access-widened", "replicas of the key may be made in other Regions", { value: false }),
        // Not written by orgtrail: of a new key the provider knows it only after apply.
        isWeak: (value) => value === true,
      },
      rotation_period_in_days: more("key-rotated-less", "the key is rotated less often", 365),
      policy,
    },
  },
  aws_kms_key_policy: { place: ["key_id"], attributes: { ...UNCHECKED, key_id: policy, policy } },
  aws_kms_alias: {
    ...removed("key-alias-changed", "alias"),
    attributes: each(judged("key-alias-changed"), "name", "target_key_id"),
  },

  aws_cloudwatch_log_group: {
    harmless: ["name"],
    ...destroyed("log-group-retention-shortened", "log group"),
    attributes: {
      kms_key_id: encrypted,
      log_group_class: {
        ...told(
          "alarm-removed",
          (before, after) => isUnwatchedClass(after) && !isUnwatchedClass(before),
          "metric filters look into the log group no more",
        ),
        isWeak: isUnwatchedClass,
      },
      retention_in_days: fewer(
        "log-group-retention-shortened",
        "the log group keeps events for fewer days",
        Infinity,
      ),
    },
  },
  aws_iam_policy: { attributes: { policy } },
  aws_iam_role: {
    harmless: ["name"],
    attributes: {
      ...each(
        policy,
        ...["assume_role_policy", "inline_policy", "managed_policy_arns", "permissions_boundary"],
      ),
      max_session_duration: more("access-widened", "whoever has taken the role keeps it for longer", 3600),
    },
  },
  aws_iam_role_policy: { place: ["name", "role"], attributes: { policy, role: policy } },
  aws_iam_role_policy_attachment: { attributes: { policy_arn: policy, role: policy } },
  aws_organizations_policy: { harmless: ["name"], attributes: { ...TAGGED, content: policy, type: policy } },
  aws_organizations_policy_attachment: { attributes: { policy_id: policy, target_id: policy } },
};
