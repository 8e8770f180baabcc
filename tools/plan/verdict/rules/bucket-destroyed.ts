import { destroyed } from "../destroyed";
import type { VerdictRule } from "../verdict";

/** A log bucket is destroyed, or made anew. */
export const bucketDestroyed: VerdictRule = {
  id: "bucket-destroyed",
  verdict: "blocked",
  title: "A bucket is destroyed or replaced",
  why: "The logs in it are gone, and with them what happened; until there is another bucket, CloudTrail delivers nothing.",
  judge: (change) => destroyed(change, "aws_s3_bucket", "bucket", "bucket"),
};
