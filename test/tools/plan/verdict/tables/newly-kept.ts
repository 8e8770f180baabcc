import { UNKNOWN, type JsonObject } from "../../../../../tools/plan/change";
import { called, created, referring } from "../plans";
import type { Row } from "./row";

const LIFECYCLE = "aws_s3_bucket_lifecycle_configuration";

/** Locked by governance for 365 days and deleted after 730, as its team asks for. */
const LOCKED = "acme-cloudtrail-555555555555-team-data";
/** Never deleted: root enables MFA delete. */
const NOT_LOCKED = "acme-cloudtrail-222222222222-organization";

const kept = (when: string, type: string, after: JsonObject, ...says: readonly string[]): Row => ({
  ...{ rule: "weak-from-the-start", when, says },
  change: created(type, after),
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
];
