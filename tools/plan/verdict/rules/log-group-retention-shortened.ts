import { destroyed } from "../destroyed";
import { at, isKnown, numberAt, shownChange, sidesOf } from "../attributes";
import type { VerdictRule } from "../verdict";

/** CloudWatch Logs deletes events sooner, or the log group goes. */
export const logGroupRetentionShortened: VerdictRule = {
  id: "log-group-retention-shortened",
  verdict: "blocked",
  title: "A log group keeps events for fewer days, or is destroyed",
  why: "Alarms and saved queries look into the log group: what it no longer has, an investigation in CloudWatch does not find.",
  judge: (change) => {
    if (change.type !== "aws_cloudwatch_log_group") return [];
    const gone = destroyed(change, "aws_cloudwatch_log_group", "log group", "name");
    const sides = sidesOf(change);
    if (gone.length > 0 || sides === undefined || !isKnown(at(sides.after, "retention_in_days"))) return gone;
    const [before, after] = [sides.before, sides.after].map((side) => numberAt(side, "retention_in_days"));
    return lasting(after) < lasting(before)
      ? [
          {
            what: `the log group keeps events for fewer days (retention_in_days: ${shownChange(before, after)})`,
          },
        ]
      : [];
  },
};

/** Nothing and 0 stand for ever. */
function lasting(days: number | undefined): number {
  return days === undefined || days === 0 ? Infinity : days;
}
