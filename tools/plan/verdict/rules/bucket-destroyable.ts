import { at, shownChange, sidesOf } from "../attributes";
import type { VerdictRule } from "../verdict";

/** Terraform may delete a bucket together with the logs in it. */
export const bucketDestroyable: VerdictRule = {
  id: "bucket-destroyable",
  verdict: "blocked",
  title: "A bucket may be deleted with its logs",
  why: "S3 refuses to delete a bucket that holds objects; force_destroy has Terraform delete every version of every log first.",
  judge: (change) => {
    const sides = change.type === "aws_s3_bucket" ? sidesOf(change) : undefined;
    const [before, after] = [at(sides?.before, "force_destroy"), at(sides?.after, "force_destroy")];
    return after === true && before !== true
      ? [{ what: `the bucket may be deleted with its logs (force_destroy: ${shownChange(before, after)})` }]
      : [];
  },
};
