import type { JsonObject, JsonValue } from "../../change";
import { at, holdsUnknown, numberAt, shownChange, sidesOf, textAt } from "../attributes";
import { leavesItsBucket } from "../bucket-parts";
import type { VerdictRule } from "../verdict";

const RETENTION = ["rule", "default_retention"] as const;
const DAYS_PER_YEAR = 365;

/** The days for which S3 locks what is written. */
function lockedDays(side: JsonObject): number {
  return numberAt(side, ...RETENTION, "days") ?? (numberAt(side, ...RETENTION, "years") ?? 0) * DAYS_PER_YEAR;
}

function mode(side: JsonObject): string | undefined {
  return textAt(side, ...RETENTION, "mode");
}

function locks(side: JsonValue | undefined): boolean {
  return at(side, "object_lock_enabled") !== "Disabled";
}

/** New logs are locked for fewer days, less strictly, or not at all. */
export const objectLockWeakened: VerdictRule = {
  id: "object-lock-weakened",
  verdict: "blocked",
  title: "A bucket's Object Lock is weakened",
  why: "The lock is what keeps even administrators from deleting logs before their time.",
  judge: (change, { plan }) => {
    if (change.type !== "aws_s3_bucket_object_lock_configuration") return [];
    if (leavesItsBucket(change, plan)) return [{ what: "new logs are no longer locked" }];
    const sides = sidesOf(change);
    if (sides === undefined || holdsUnknown(sides.after["rule"])) return [];
    const { before, after } = sides;
    if (locks(before) && !locks(after)) return [{ what: "new logs are no longer locked" }];
    const [days, newDays] = [lockedDays(before), lockedDays(after)];
    return [
      ...(newDays < days
        ? [{ what: `new logs are locked for fewer days (${shownChange(days, newDays)})` }]
        : []),
      ...(mode(before) === "COMPLIANCE" && mode(after) !== "COMPLIANCE"
        ? [
            {
              what: `the lock can be lifted by who has leave to (mode: ${shownChange(mode(before), mode(after))})`,
            },
          ]
        : []),
    ];
  },
};
