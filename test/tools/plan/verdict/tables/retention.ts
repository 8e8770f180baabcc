import { SENSITIVE, UNKNOWN } from "../../../../../tools/plan/change";
import { created, destroyed, referring, replaced, updated } from "../plans";
import { BUCKET, expiry, LIFECYCLE, lock, LOG_GROUP, OBJECT_LOCK } from "../resources";
import type { Row } from "./row";

const LIFECYCLE_TYPE = "aws_s3_bucket_lifecycle_configuration";
const LOCK_TYPE = "aws_s3_bucket_object_lock_configuration";
const below = (prefix: string) => ({
  filter: [{ and: [], prefix, tag: [], object_size_greater_than: null, object_size_less_than: null }],
});

const from = (date: string) => expiry(0, { expiration: [{ date, days: 0 }] });
const keeping = (newest: number | string | null) =>
  expiry(0, {
    expiration: [],
    noncurrent_version_expiration: [{ noncurrent_days: 30, newer_noncurrent_versions: newest }],
  });

/** Every way to write a lock: of days and years the one that is not set is nothing, or read back as 0. */
const LOCKS = [null, 0].flatMap((unset) => [
  ...[30, 365, 730].map((days) => ({ days, rule: lock("COMPLIANCE", days, unset) })),
  ...[1, 2, 7].map((years) => ({ days: years * 365, rule: lock("COMPLIANCE", unset, years) })),
]);

const LOCK_ROWS = LOCKS.flatMap((was) =>
  LOCKS.map((is): Row => ({
    rule: "object-lock-weakened",
    when: `${JSON.stringify(was.rule)} becomes ${JSON.stringify(is.rule)}`,
    change: updated(LOCK_TYPE, { ...OBJECT_LOCK, rule: was.rule }, { rule: is.rule }),
    says: is.days < was.days ? [`new logs are locked for fewer days (${was.days} → ${is.days})`] : [],
  })),
);

/** How long logs are kept. */
export const RETENTION_ROWS: readonly Row[] = [
  ...LOCK_ROWS,
  {
    rule: "object-lock-weakened",
    when: "it is a day shorter",
    change: updated(LOCK_TYPE, OBJECT_LOCK, { rule: lock("COMPLIANCE", 364) }),
    says: ["new logs are locked for fewer days (365 → 364)"],
  },
  {
    rule: "object-lock-weakened",
    when: "a year is as long as 365 days",
    change: updated(LOCK_TYPE, OBJECT_LOCK, { rule: lock("COMPLIANCE", null, 1) }),
    says: [],
  },
  {
    rule: "object-lock-weakened",
    when: "it can be lifted",
    change: updated(LOCK_TYPE, OBJECT_LOCK, { rule: lock("GOVERNANCE", 365) }),
    says: ["the lock can be lifted by who has leave to"],
  },
  {
    rule: "object-lock-weakened",
    when: "the rule is gone",
    change: updated(LOCK_TYPE, OBJECT_LOCK, { rule: [] }),
    says: ["fewer days (365 → 0)", "can be lifted"],
  },
  {
    rule: "object-lock-weakened",
    when: "it is destroyed",
    change: destroyed(LOCK_TYPE, OBJECT_LOCK),
    says: ["new logs are no longer locked"],
  },
  {
    rule: "object-lock-weakened",
    when: "it is a day longer",
    change: updated(LOCK_TYPE, OBJECT_LOCK, { rule: lock("COMPLIANCE", 366) }),
    says: [],
  },
  {
    rule: "logs-expire-sooner",
    when: "it is a day sooner",
    change: updated(LIFECYCLE_TYPE, LIFECYCLE, { rule: [expiry(399)] }),
    says: ["logs are deleted after 399 days, so far after 400 days"],
  },
  {
    rule: "logs-expire-sooner",
    when: "it is as soon, or later",
    change: updated(LIFECYCLE_TYPE, LIFECYCLE, { rule: [expiry(400), expiry(401)] }),
    says: [],
  },
  {
    rule: "logs-expire-sooner",
    when: "one folder goes sooner",
    change: updated(LIFECYCLE_TYPE, LIFECYCLE, {
      rule: [expiry(400), expiry(30, below("AWSLogs/o-a1b2c3d4e5/"))],
    }),
    says: ["logs below AWSLogs/o-a1b2c3d4e5/ are deleted after 30 days, so far after 400 days"],
  },
  {
    rule: "logs-expire-sooner",
    when: "one folder keeps what it had",
    change: updated(
      LIFECYCLE_TYPE,
      { ...LIFECYCLE, rule: [expiry(30, below("a/"))] },
      { rule: [expiry(30, below("a/b/"))] },
    ),
    says: [],
  },
  {
    rule: "logs-expire-sooner",
    when: "a rule is switched on",
    change: updated(
      LIFECYCLE_TYPE,
      { ...LIFECYCLE, rule: [expiry(10, { status: "Disabled" })] },
      { rule: [expiry(10)] },
    ),
    says: ["logs are deleted after 10 days, so far never"],
  },
  {
    rule: "logs-expire-sooner",
    when: "replaced versions go sooner",
    change: updated(LIFECYCLE_TYPE, LIFECYCLE, {
      rule: [
        expiry(400, {
          noncurrent_version_expiration: [{ newer_noncurrent_versions: null, noncurrent_days: 1 }],
        }),
      ],
    }),
    says: ["replaced versions of logs are deleted after 1 day, so far never"],
  },
  {
    rule: "logs-expire-sooner",
    when: "a date deletes",
    change: updated(LIFECYCLE_TYPE, LIFECYCLE, {
      rule: [expiry(0, { expiration: [{ date: "2026-01-01T00:00:00Z", days: 0 }] })],
    }),
    says: ["logs are deleted from 2026-01-01 on, so far after 400 days"],
  },
  {
    rule: "logs-expire-sooner",
    when: "a date is a day sooner",
    change: updated(
      LIFECYCLE_TYPE,
      { ...LIFECYCLE, rule: [from("2040-01-02")] },
      { rule: [from("2040-01-01")] },
    ),
    says: ["logs are deleted from 2040-01-01 on, so far from 2040-01-02 on"],
  },
  {
    rule: "logs-expire-sooner",
    when: "a date is the same, written otherwise, or later",
    change: updated(
      LIFECYCLE_TYPE,
      { ...LIFECYCLE, rule: [from("2040-01-01")] },
      { rule: [from("2040-01-01T00:00:00.000Z"), from("2040-01-02")] },
    ),
    says: [],
  },
  {
    rule: "logs-expire-sooner",
    when: "days take the place of a date that is far away",
    change: updated(LIFECYCLE_TYPE, { ...LIFECYCLE, rule: [from("2040-01-01")] }, { rule: [expiry(30)] }),
    says: ["logs are deleted after 30 days, so far from 2040-01-01 on"],
  },
  {
    rule: "logs-expire-sooner",
    when: "fewer replaced versions are kept",
    change: updated(LIFECYCLE_TYPE, { ...LIFECYCLE, rule: [keeping(100)] }, { rule: [keeping(99)] }),
    says: ["are deleted after 30 days, but the newest 99, so far after 30 days"],
  },
  {
    rule: "logs-expire-sooner",
    when: "no replaced version is kept",
    change: updated(LIFECYCLE_TYPE, { ...LIFECYCLE, rule: [keeping(100)] }, { rule: [keeping(null)] }),
    says: ["replaced versions of logs are deleted after 30 days, so far after 30 days"],
  },
  {
    rule: "logs-expire-sooner",
    when: "as many replaced versions are kept, or more",
    change: updated(
      LIFECYCLE_TYPE,
      { ...LIFECYCLE, rule: [keeping(100)] },
      { rule: [keeping("100"), keeping(101)] },
    ),
    says: [],
  },
  {
    rule: "logs-expire-sooner",
    when: "it leaves for another bucket, which gets its first",
    change: replaced(LIFECYCLE_TYPE, LIFECYCLE, { bucket: "other" }),
    says: ["logs are deleted after 400 days, so far never"],
  },
  {
    rule: "logs-expire-sooner",
    when: "it leaves for a bucket that is new",
    change: replaced(LIFECYCLE_TYPE, LIFECYCLE, { bucket: "other" }),
    beside: [created("aws_s3_bucket", { ...BUCKET, bucket: "other" })],
    says: [],
  },
  {
    rule: "value-not-known",
    when: "nobody knows which bucket gets a lifecycle",
    change: created(LIFECYCLE_TYPE, { ...LIFECYCLE, bucket: UNKNOWN }),
    beside: [created("aws_s3_bucket", { ...BUCKET, bucket: UNKNOWN })],
    says: ["bucket cannot be told before the apply"],
  },
  {
    rule: "value-not-known",
    when: "the bucket that gets a lifecycle is made with it",
    change: referring(created(LIFECYCLE_TYPE, { ...LIFECYCLE, bucket: UNKNOWN }), {
      bucket: ["aws_s3_bucket.it.id", "aws_s3_bucket.it"],
    }),
    beside: [created("aws_s3_bucket", { ...BUCKET, bucket: UNKNOWN })],
    says: [],
  },
  {
    rule: "value-not-known",
    when: "the bucket that gets a lifecycle is told by something else too",
    change: referring(created(LIFECYCLE_TYPE, { ...LIFECYCLE, bucket: UNKNOWN }), {
      bucket: ["aws_s3_bucket.it.id", "aws_s3_bucket.it", "data.external.x.result"],
    }),
    beside: [created("aws_s3_bucket", { ...BUCKET, bucket: UNKNOWN })],
    says: ["bucket cannot be told before the apply"],
  },
  {
    rule: "value-not-known",
    when: "the bucket that gets a lifecycle only begins like one that is made",
    change: referring(created(LIFECYCLE_TYPE, { ...LIFECYCLE, bucket: UNKNOWN }), {
      bucket: ["aws_s3_bucket.item.id", "aws_s3_bucket.item"],
    }),
    beside: [created("aws_s3_bucket", { ...BUCKET, bucket: UNKNOWN })],
    says: ["bucket cannot be told before the apply"],
  },
  {
    rule: "value-not-known",
    when: "the lifecycle that a bucket gets is known only after apply",
    change: created(LIFECYCLE_TYPE, { ...LIFECYCLE, rule: UNKNOWN }),
    says: ["rule is known only after apply, and the bucket is there already"],
  },
  {
    rule: "value-not-known",
    when: "the lifecycle that a new bucket gets is known only after apply",
    change: created(LIFECYCLE_TYPE, { ...LIFECYCLE, rule: UNKNOWN }),
    beside: [created("aws_s3_bucket", BUCKET)],
    says: [],
  },
  {
    rule: "value-not-known",
    when: "the lifecycle that a bucket gets is hidden",
    change: created(LIFECYCLE_TYPE, { ...LIFECYCLE, rule: [{ expiration: [{ days: SENSITIVE }] }] }),
    says: ["rule is marked sensitive"],
  },
  {
    rule: "logs-expire-sooner",
    when: "a bucket gets its first lifecycle",
    change: created(LIFECYCLE_TYPE, LIFECYCLE),
    says: ["logs are deleted after 400 days, so far never"],
  },
  {
    rule: "logs-expire-sooner",
    when: "a new bucket gets one",
    change: created(LIFECYCLE_TYPE, LIFECYCLE),
    beside: [created("aws_s3_bucket", BUCKET)],
    says: [],
  },
  {
    rule: "log-group-retention-shortened",
    when: "it is shorter",
    change: updated("aws_cloudwatch_log_group", LOG_GROUP, { retention_in_days: 365 }),
    says: ["fewer days (retention_in_days: 400 → 365)"],
  },
  {
    rule: "log-group-retention-shortened",
    when: "for ever becomes a time",
    change: updated(
      "aws_cloudwatch_log_group",
      { ...LOG_GROUP, retention_in_days: 0 },
      { retention_in_days: 400 },
    ),
    says: ["fewer days"],
  },
  {
    rule: "log-group-retention-shortened",
    when: "it becomes for ever",
    change: updated("aws_cloudwatch_log_group", LOG_GROUP, { retention_in_days: 0 }),
    says: [],
  },
  {
    rule: "log-group-retention-shortened",
    when: "the log group is destroyed",
    change: destroyed("aws_cloudwatch_log_group", LOG_GROUP),
    says: ["log group acme-trail is destroyed"],
  },
];
