import { shownChange, sidesOf, textAt } from "../attributes";
import { leavesItsBucket } from "../bucket-parts";
import type { VerdictRule } from "../verdict";

/** Nobody writes down any more who reads the logs. */
export const accessLoggingOff: VerdictRule = {
  id: "access-logging-off",
  verdict: "blocked",
  title: "A log bucket's access is no longer logged",
  why: "Server access logs are the only record of who read or deleted log files; CIS 3.4 and Security Hub CloudTrail.7 ask for them.",
  judge: (change, { plan }) => {
    if (change.type !== "aws_s3_bucket_logging") return [];
    if (leavesItsBucket(change, plan)) return [{ what: "access to the bucket is no longer logged" }];
    const sides = sidesOf(change);
    const [before, after] = [textAt(sides?.before, "target_bucket"), textAt(sides?.after, "target_bucket")];
    return before !== undefined && after !== undefined && before !== after
      ? [{ what: `access is logged to another bucket (target_bucket: ${shownChange(before, after)})` }]
      : [];
  },
};
