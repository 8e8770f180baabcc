import {
  advancedForm,
  type AdvancedEventSelector,
  type DataSelector,
  type ManagementSelector,
  type TrailSelectors,
} from "../event-selectors";

/** Of which buckets a trail records S3 data events, all but its own log buckets: of all, of some, or of none. */
export type BucketCoverage = "every" | readonly string[];

/** Which S3 data events a trail records. */
export interface S3DataEvents {
  readonly reads: BucketCoverage;
  readonly writes: BucketCoverage;
}

const BUCKET_ARN = /^arn:[a-z-]+:s3:::([^/]+)\/$/;

/** Whether the selector records all that is done with an object, or leaves some calls or callers out. */
function recordsAllCalls(selector: DataSelector): boolean {
  const { eventName, eventSource, eventType, sessionCredentialFromConsole, userIdentityArn } = selector;
  return [eventName, eventSource, eventType, sessionCredentialFromConsole, userIdentityArn].every(
    (condition) => condition === undefined,
  );
}

/** The buckets whose objects a selector records, whole buckets alone. */
function bucketsOf({ resourceArn }: DataSelector): BucketCoverage {
  const { equals = [], startsWith = [], endsWith = [] } = resourceArn ?? {};
  if (equals.length + startsWith.length + endsWith.length === 0) return "every";
  return startsWith.flatMap((value) => BUCKET_ARN.exec(value)?.[1] ?? []);
}

function coverage(selectors: readonly DataSelector[]): BucketCoverage {
  const buckets = selectors.map(bucketsOf);
  return buckets.includes("every") ? "every" : [...new Set(buckets.flat())].sort();
}

function advanced(trail: TrailSelectors): readonly AdvancedEventSelector[] {
  return trail.kind === "advanced" ? trail.selectors : trail.selectors.flatMap(advancedForm);
}

/** Whether a trail records every management event, of every service. */
export function recordsAllManagementEvents(trail: TrailSelectors): boolean {
  const whole = advanced(trail)
    .filter((selector): selector is ManagementSelector => selector.category === "Management")
    .filter(({ eventSource }) => eventSource === undefined || eventSource.notEquals.length === 0);
  return [true, false].every((readOnly) =>
    whole.some((selector) => selector.readOnly === undefined || selector.readOnly === readOnly),
  );
}

/** The S3 data events that a trail records. What a selector leaves out, such as log buckets, is not counted. */
export function s3DataEvents(trail: TrailSelectors): S3DataEvents {
  const objects = advanced(trail)
    .filter((selector): selector is DataSelector => selector.category === "Data")
    .filter((selector) => selector.resourceType === "AWS::S3::Object" && recordsAllCalls(selector));
  return {
    reads: coverage(objects.filter(({ readOnly }) => readOnly !== false)),
    writes: coverage(objects.filter(({ readOnly }) => readOnly !== true)),
  };
}

/** The buckets of which both, or either, are recorded. */
export function eitherOf({ reads, writes }: S3DataEvents): BucketCoverage {
  if (reads === "every" || writes === "every") return "every";
  return [...new Set([...reads, ...writes])].sort();
}
