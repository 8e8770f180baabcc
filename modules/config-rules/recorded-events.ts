import { sorted } from "../kernel";
import { dataEventCoverage, isWhole, type ResourceCoverage, type TrailSelectors } from "../event-selectors";

/** Of which buckets a trail records S3 data events, all but its own log buckets: of all, of some, or of none. */
export type BucketCoverage = "every" | readonly string[];

/** Which S3 data events a trail records. */
export interface S3DataEvents {
  readonly reads: BucketCoverage;
  readonly writes: BucketCoverage;
}

const BUCKET_ARN = /^arn:[a-z-]+:s3:::([^/]+)\/$/;

/** The buckets whose objects are recorded, whole buckets alone. */
function bucketsOf(coverage: ResourceCoverage): BucketCoverage {
  if (isWhole(coverage)) return "every";
  return coverage.starts.flatMap((value) => BUCKET_ARN.exec(value)?.[1] ?? []);
}

/** The S3 data events that a trail records. What a selector leaves out, such as log buckets, is not counted. */
export function s3DataEvents(trail: TrailSelectors): S3DataEvents {
  const { reads, writes } = dataEventCoverage(trail, "AWS::S3::Object");
  return { reads: bucketsOf(reads), writes: bucketsOf(writes) };
}

/** The buckets of which both, or either, are recorded. */
export function eitherOf({ reads, writes }: S3DataEvents): BucketCoverage {
  if (reads === "every" || writes === "every") return "every";
  return sorted([...reads, ...writes]);
}
