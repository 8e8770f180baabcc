import type { ResourceChange } from "../../change";
import { bucketIsThere, goesElsewhere } from "../bucket-parts";
import { deletedAsSoon, expiriesOf, soFar, whenText, type Expiry } from "../expiry";
import type { JudgementContext, VerdictRule } from "../verdict";

/** S3 deletes logs sooner than it did. */
export const logsExpireSooner: VerdictRule = {
  id: "logs-expire-sooner",
  verdict: "blocked",
  title: "Logs are deleted sooner",
  why: "A lifecycle deletes for good, those logs too that are there already; intruders are often found after months.",
  judge: (change, context) => {
    if (!setsExpiry(change, context)) return [];
    // Another bucket has not had this lifecycle so far.
    const before = expiriesOf(isFirst(change) ? undefined : change.before);
    return expiriesOf(change.after)
      .filter((expiry) => !deletedAsSoon(expiry, before))
      .map((expiry) => ({ what: sentence(expiry, before) }));
  },
};

/** Whether the bucket has this lifecycle from then on. */
function isFirst(change: ResourceChange): boolean {
  return change.action === "create" || goesElsewhere(change);
}

/** Whether objects that exist may get another expiry; those of a new bucket have never had one. */
function setsExpiry(change: ResourceChange, { plan }: JudgementContext): boolean {
  const { type, action } = change;
  if (type !== "aws_s3_bucket_lifecycle_configuration") return false;
  if (!isFirst(change)) return action === "update" || action === "replace";
  // Where its name is not known, `value-not-known` asks whether the plan makes it.
  return bucketIsThere(change, plan);
}

function sentence(expiry: Expiry, before: readonly Expiry[]): string {
  const { of, prefix, filter, keeps } = expiry;
  const objects = `${of === "current" ? "" : "replaced versions of "}logs${prefix === "" ? "" : ` below ${prefix}`}`;
  const some = filter === undefined ? "" : ` that match ${filter}`;
  const but = keeps === 0 ? "" : `, but the newest ${keeps}`;
  return `${objects}${some} are deleted ${whenText(expiry)}${but}, so far ${soFar(expiry, before)}`;
}
