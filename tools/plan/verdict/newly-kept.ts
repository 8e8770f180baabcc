import { isKnown, textAt } from "../../../modules/facts";
import type { Immutability } from "../../../modules/immutability";
import type { Configuration } from "../../../stacks/config";
import type { ResourceChange, StackPlan } from "../change";
import { bucketIsThere } from "./buckets";
import { soonerExpiries } from "./lifecycle";
import type { Judges } from "./verdict";

/**
 * A lifecycle of a new bucket that deletes logs sooner than the configuration asks for: also where the configuration makes none there.
 */
export const NEWLY_KEPT: Judges = {
  "weak-from-the-start": (change, { configuration, plan }) =>
    change.action !== "create" ||
    change.type !== "aws_s3_bucket_lifecycle_configuration" ||
    // Of a bucket that is there already, `logs-expire-sooner` tells.
    bucketIsThere(change, plan)
      ? []
      : soonerGone(change, immutabilityOf(bucketOf(change, plan), configuration)),
};

/** The bucket that a resource is about, where the plan makes it too. */
function bucketOf({ after, references = {} }: ResourceChange, { planned }: StackPlan): string | undefined {
  const name = textAt(after, "bucket");
  if (name !== undefined && isKnown(name)) return name;
  const made = (references["bucket"] ?? []).flatMap((reference) => {
    const [type = "", label = ""] = reference.split(".");
    return textAt(planned.get(`${type}.${label}`)?.values, "bucket") ?? [];
  });
  return made[0];
}

/** How the configuration keeps the logs of a bucket. @returns undefined where it has no such bucket of logs */
function immutabilityOf(
  bucket: string | undefined,
  { archive, teams }: Configuration,
): Immutability | undefined {
  return [archive, ...teams.map(({ destination }) => destination)].find(
    ({ bucketName }) => bucketName === bucket,
  )?.immutability;
}

function soonerGone({ after }: ResourceChange, asked: Immutability | undefined): readonly string[] {
  if (asked === undefined) return [];
  const days = asked.kind === "object-lock" ? asked.lifecycle?.expireAfterDays : undefined;
  const wanted = {
    expiration: [{ days: days ?? null }],
    noncurrent_version_expiration: [{ noncurrent_days: 1 }],
  };
  const rule = days === undefined ? [] : [{ status: "Enabled", ...wanted }];
  return soonerExpiries({ rule }, after).map((what) => `${what}, which the configuration does not ask for`);
}
