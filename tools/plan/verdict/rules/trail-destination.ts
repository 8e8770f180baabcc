import type { ResourceChange } from "../../change";
import { at, isKnown, isNothing, shownChange, sidesOf, textAt } from "../attributes";
import type { Observation, VerdictRule } from "../verdict";

/** A trail delivers to another bucket or log group, or not to its log group any more. */
export const trailDestination: VerdictRule = {
  id: "trail-destination",
  verdict: "blocked",
  title: "A trail delivers elsewhere",
  why: "What protects the archive protects one bucket, and alarms look into one log group: what is delivered elsewhere is neither kept nor watched.",
  judge: (change) => {
    if (change.type !== "aws_cloudtrail") return [];
    return [
      ...changed(change, "s3_bucket_name", {
        another: "the trail delivers to another bucket",
        none: "the trail delivers to no bucket any more",
      }),
      ...changed(change, "cloud_watch_logs_group_arn", {
        another: "the trail delivers to another log group",
        none: "the trail delivers to no log group any more",
      }),
      ...changed(change, "cloud_watch_logs_role_arn", {
        another: "the trail delivers to its log group with another role, which may not be allowed to",
        none: "the trail has no role any more to deliver to its log group with",
      }),
    ];
  },
};

function changed(
  change: ResourceChange,
  attribute: string,
  says: { readonly another: string; readonly none: string },
): readonly Observation[] {
  const sides = sidesOf(change);
  const [before, after] = [textAt(sides?.before, attribute), at(sides?.after, attribute)];
  if (before === undefined || !isKnown(after) || named(before) === named(after)) return [];
  return [
    { what: `${isNothing(after) ? says.none : says.another} (${attribute}: ${shownChange(before, after)})` },
  ];
}

/** The ARN of a log group is written with `:*` at its end, and without. */
function named(value: unknown): unknown {
  return typeof value === "string" ? value.replace(/:\*$/, "") : value;
}
