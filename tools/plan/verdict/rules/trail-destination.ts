import { shownChange, sidesOf, textAt } from "../attributes";
import type { VerdictRule } from "../verdict";

/** A trail delivers to another bucket, or not to its log group any more. */
export const trailDestination: VerdictRule = {
  id: "trail-destination",
  verdict: "blocked",
  title: "A trail delivers elsewhere",
  why: "What protects the archive protects one bucket, and alarms look into one log group: what is delivered elsewhere is neither kept nor watched.",
  judge: (change) => {
    const sides = change.type === "aws_cloudtrail" ? sidesOf(change) : undefined;
    if (sides === undefined) return [];
    const { before, after } = sides;
    const [bucket, newBucket] = [textAt(before, "s3_bucket_name"), textAt(after, "s3_bucket_name")];
    const [group, newGroup] = [
      textAt(before, "cloud_watch_logs_group_arn"),
      after["cloud_watch_logs_group_arn"],
    ];
    return [
      ...(bucket !== undefined && newBucket !== undefined && newBucket !== bucket
        ? [
            {
              what: `the trail delivers to another bucket (s3_bucket_name: ${shownChange(bucket, newBucket)})`,
            },
          ]
        : []),
      ...(group !== undefined && (newGroup === undefined || newGroup === null || newGroup === "")
        ? [{ what: `the trail delivers to no log group any more (it was ${group})` }]
        : []),
    ];
  },
};
