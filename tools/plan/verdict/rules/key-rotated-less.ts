import { at, isKnown, numberAt, shownChange, sidesOf } from "../attributes";
import type { VerdictRule } from "../verdict";

/** How often AWS rotates unless it is told otherwise. */
const DEFAULT_DAYS = 365;

/** A key is rotated less often. */
export const keyRotatedLess: VerdictRule = {
  id: "key-rotated-less",
  verdict: "review",
  title: "A key is rotated less often",
  why: "The longer one key encrypts, the more logs one leak of it opens.",
  judge: (change) => {
    const sides = change.type === "aws_kms_key" ? sidesOf(change) : undefined;
    if (sides === undefined || !isKnown(at(sides.after, "rotation_period_in_days"))) return [];
    const [before, after] = [sides.before, sides.after].map(
      (side) => numberAt(side, "rotation_period_in_days") ?? DEFAULT_DAYS,
    );
    return (after ?? 0) > (before ?? 0)
      ? [{ what: `the key is rotated less often (rotation_period_in_days: ${shownChange(before, after)})` }]
      : [];
  },
};
