import type { ResourceChange } from "../../change";
import { textAt } from "../attributes";
import { bucketComes } from "../bucket-parts";
import { daysSoFar, expiriesOf, type Expiry } from "../expiry";
import type { JudgementContext, VerdictRule } from "../verdict";

/** S3 deletes logs sooner than it did. */
export const logsExpireSooner: VerdictRule = {
  id: "logs-expire-sooner",
  verdict: "blocked",
  title: "Logs are deleted sooner",
  why: "A lifecycle deletes for good, those logs too that are there already; intruders are often found after months.",
  judge: (change, context) => {
    if (!setsExpiry(change, context)) return [];
    const before = expiriesOf(change.action === "create" ? undefined : change.before);
    return expiriesOf(change.after)
      .filter((expiry) => expiry.days < daysSoFar(expiry, before))
      .map((expiry) => ({ what: sentence(expiry, daysSoFar(expiry, before)) }));
  },
};

/** Whether objects that exist may get another expiry; those of a new bucket have never had one. */
function setsExpiry({ type, action, after }: ResourceChange, { plan }: JudgementContext): boolean {
  if (type !== "aws_s3_bucket_lifecycle_configuration") return false;
  if (action !== "create") return action === "update" || action === "replace";
  const bucket = textAt(after, "bucket");
  // The name of a bucket that is made in the same plan may not be known yet.
  return bucket !== undefined && !bucketComes(bucket, plan);
}

function sentence({ of, prefix, filter, days }: Expiry, before: number): string {
  const objects = `${of === "current" ? "" : "replaced versions of "}logs${prefix === "" ? "" : ` below ${prefix}`}`;
  const some = filter === undefined ? "" : ` that match ${filter}`;
  const sofar = before === Infinity ? "so far never" : `so far after ${before} days`;
  const when = days === 0 ? "from a date on" : `after ${days} days`;
  return `${objects}${some} are deleted ${when}, ${sofar}`;
}
