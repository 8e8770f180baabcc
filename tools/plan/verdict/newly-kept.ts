import { DEFAULT_RETENTION_DAYS } from "../../../modules/controls";
import { at, holdsUnknown, isKnown, isNothing, numberAt, textAt } from "../../../modules/facts";
import type { Immutability } from "../../../modules/immutability";
import { blueprintOf } from "../../../stacks/blueprint";
import type { Configuration } from "../../../stacks/config";
import type { ResourceChange, StackPlan } from "../change";
import { bucketIsThere, lockedDays, RETENTION, soonerExpiries } from "./buckets";
import type { Judges } from "./verdict";

/**
 * What is new, and keeps logs for a shorter time than the configuration asks for. Nothing was there before with which it could be
 * compared, so that only the configuration tells.
 */
export const NEWLY_KEPT: Judges = {
  "weak-from-the-start": (change, { configuration, plan }) => {
    if (change.action !== "create" || change.after === undefined) return [];
    switch (change.type) {
      case "aws_s3_bucket_object_lock_configuration":
        return weakerLock(change, immutabilityOf(bucketOf(change, plan), configuration));
      case "aws_s3_bucket_lifecycle_configuration":
        // Of a bucket that is there already, `logs-expire-sooner` tells.
        return bucketIsThere(change, plan)
          ? []
          : soonerGone(change, immutabilityOf(bucketOf(change, plan), configuration));
      case "aws_cloudwatch_log_group":
        return shorterRetention(change, configuration);
      default:
        return [];
    }
  },
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

function weakerLock({ after = {} }: ResourceChange, asked: Immutability | undefined): readonly string[] {
  if (asked?.kind !== "object-lock" || holdsUnknown(after["rule"])) return [];
  const [days, mode] = [lockedDays(after), textAt(after, ...RETENTION, "mode")];
  return [
    ...(days < asked.days
      ? [`new logs are locked for ${days} days; the configuration asks for ${asked.days}`]
      : []),
    ...(asked.mode === "compliance" && mode !== "COMPLIANCE"
      ? ["the lock can be lifted by who has leave to; the configuration asks for compliance"]
      : []),
  ];
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

function shorterRetention({ after }: ResourceChange, configuration: Configuration): readonly string[] {
  const { eventBus, logArchive, management, security, teams } = blueprintOf(configuration);
  const groups = [
    ...[eventBus, logArchive, management, security, ...teams].map((each) => each?.watch?.eventLog),
    logArchive.validation,
  ];
  const asked = groups
    .filter((group) => group !== undefined && group.logGroupName === textAt(after, "name"))
    .map((group) => {
      const days = group !== undefined && "retentionDays" in group ? group.retentionDays : undefined;
      return days === "forever" ? Infinity : (days ?? DEFAULT_RETENTION_DAYS);
    });
  const least = Math.min(...asked);
  const days = at(after, "retention_in_days");
  const kept = isNothing(days) || days === 0 ? Infinity : (numberAt(days) ?? Infinity);
  const text = least === Infinity ? "for ever" : `for ${least} days`;
  return asked.length > 0 && kept < least
    ? [`the log group keeps events for ${kept} days; the configuration asks to keep them ${text}`]
    : [];
}
