import { at, isKnown, numberAt, shownChange, sidesOf } from "../attributes";
import type { VerdictRule } from "../verdict";

/** What AWS waits unless it is told otherwise. */
const DEFAULT_DAYS = 30;

/** A key that is scheduled for deletion can be saved for fewer days. */
export const keyDeletionSooner: VerdictRule = {
  id: "key-deletion-sooner",
  verdict: "review",
  title: "A key can be deleted sooner",
  why: "The waiting period is the time in which a deletion can be noticed and taken back.",
  judge: (change) => {
    const sides = change.type === "aws_kms_key" ? sidesOf(change) : undefined;
    if (sides === undefined || !isKnown(at(sides.after, "deletion_window_in_days"))) return [];
    const [before, after] = [sides.before, sides.after].map(
      (side) => numberAt(side, "deletion_window_in_days") ?? DEFAULT_DAYS,
    );
    return (after ?? 0) < (before ?? 0)
      ? [{ what: `the key can be deleted sooner (deletion_window_in_days: ${shownChange(before, after)})` }]
      : [];
  },
};
