import { UNKNOWN, type JsonObject } from "../../../../../tools/plan/change";
import { called, created, referring } from "../plans";
import type { Row } from "./row";

const LOCK = "aws_s3_bucket_object_lock_configuration";
const LIFECYCLE = "aws_s3_bucket_lifecycle_configuration";
const GROUP = "aws_cloudwatch_log_group";

/** Locked by governance for 365 days and deleted after 730, as its team asks for. */
const LOCKED = "acme-cloudtrail-555555555555-team-data";
/** Never deleted: root enables MFA delete. */
const NOT_LOCKED = "acme-cloudtrail-222222222222-organization";
const EVENT_LOG = "/orgtrail/acme/organization";

const kept = (when: string, type: string, after: JsonObject, ...says: readonly string[]): Row => ({
  ...{ rule: "weak-from-the-start", when, says },
  change: created(type, after),
});
const lock = (bucket: string, days: number, mode = "GOVERNANCE"): JsonObject => ({
  bucket,
  rule: [{ default_retention: [{ mode, days }] }],
});
const expiry = (bucket: string, days: number): JsonObject => ({
  bucket,
  rule: [{ status: "Enabled", filter: [{ prefix: "" }], expiration: [{ days }] }],
});
const BUCKET = called(created("aws_s3_bucket", { bucket: LOCKED }), "logs");
const ofNewBucket = (type: string, after: JsonObject): Row["change"] =>
  referring(created(type, { ...after, bucket: UNKNOWN }), { bucket: ["aws_s3_bucket.logs.id"] });

/** What is new, and keeps logs for a shorter time than the configuration asks for. */
export const NEWLY_KEPT_ROWS: readonly Row[] = [
  kept("a lock is as asked for", LOCK, lock(LOCKED, 365)),
  kept("a lock is longer, and nobody lifts it", LOCK, lock(LOCKED, 400, "COMPLIANCE")),
  kept("a lock is shorter", LOCK, lock(LOCKED, 364), "locked for 364 days; the configuration asks for 365"),
  kept("a lock has no rule", LOCK, { bucket: LOCKED, rule: [] }, "locked for 0 days"),
  kept("a lock is of a bucket that the configuration has not", LOCK, lock("somebody-elses", 1)),
  kept("a lock is of a bucket without one so far", LOCK, lock(NOT_LOCKED, 1)),
  {
    ...kept("a lock of a bucket that is new, too, is shorter", LOCK, {}, "locked for 1 days"),
    change: ofNewBucket(LOCK, lock(LOCKED, 1)),
    beside: [BUCKET],
  },
  {
    ...kept("logs of a new bucket are deleted sooner", LIFECYCLE, {}, "logs are deleted after 10 days"),
    change: ofNewBucket(LIFECYCLE, expiry(LOCKED, 10)),
    beside: [BUCKET],
  },
  {
    ...kept("logs of a new bucket are deleted as asked for", LIFECYCLE, {}),
    change: ofNewBucket(LIFECYCLE, expiry(LOCKED, 730)),
    beside: [BUCKET],
  },
  {
    ...kept(
      "logs of a new bucket are deleted that nobody asked to delete",
      LIFECYCLE,
      {},
      "does not ask for",
    ),
    change: created(LIFECYCLE, expiry(NOT_LOCKED, 4000)),
    beside: [created("aws_s3_bucket", { bucket: NOT_LOCKED })],
  },
  kept(
    "a log group keeps events for a day",
    GROUP,
    { name: EVENT_LOG, retention_in_days: 1 },
    "for 1 days; the configuration asks to keep them for 400 days",
  ),
  kept("a log group keeps events as asked for", GROUP, { name: EVENT_LOG, retention_in_days: 400 }),
  kept("a log group keeps events for ever", GROUP, { name: EVENT_LOG, retention_in_days: 0 }),
  kept("a log group of somebody else's keeps events for a day", GROUP, { name: "x", retention_in_days: 1 }),
];
