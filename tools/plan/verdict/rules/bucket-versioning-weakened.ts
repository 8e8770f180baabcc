import { at, isKnown, shownChange, sidesOf } from "../attributes";
import { leavesItsBucket } from "../bucket-parts";
import type { VerdictRule } from "../verdict";

const ATTRIBUTES = ["status", "mfa_delete"] as const;

/** A bucket keeps old versions no longer, or lets them be deleted without MFA. */
export const bucketVersioningWeakened: VerdictRule = {
  id: "bucket-versioning-weakened",
  verdict: "blocked",
  title: "A bucket's versioning or MFA delete is weakened",
  why: "Without versions an overwritten or deleted log is gone; without MFA delete stolen credentials suffice to delete the versions.",
  judge: (change, { plan }) => {
    if (change.type !== "aws_s3_bucket_versioning") return [];
    if (leavesItsBucket(change, plan)) return [{ what: "the bucket's versioning is suspended" }];
    const sides = sidesOf(change);
    return ATTRIBUTES.flatMap((attribute) => {
      const [before, after] = [sides?.before, sides?.after].map((side) =>
        at(side, "versioning_configuration", attribute),
      );
      // MFA delete is set by root, outside of Terraform: where no file asks for it, nothing is taken back.
      const unset = attribute === "mfa_delete" && (after === undefined || after === null);
      return before !== "Enabled" || after === "Enabled" || unset || !isKnown(after)
        ? []
        : [
            {
              what: `${attribute === "status" ? "versioning" : "MFA delete"} is switched off (${attribute}: ${shownChange(before, after)})`,
            },
          ];
    });
  },
};
