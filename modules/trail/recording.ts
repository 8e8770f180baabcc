import {
  askedSelectors,
  recordedSelectors,
  type AdvancedEventSelector,
  type FullRecording,
  type LogBuckets,
  type OrganizationRecording,
  type TrailSelectors,
} from "../event-selectors";
import type { LogDestination } from "../log-archive";
import type { BucketName, Partition } from "../organization";

/** What the trail records once the log buckets are left out, and which these are. */
export interface Recorded {
  /** What was asked for, log buckets and all. */
  readonly asked: TrailSelectors;
  readonly trail: TrailSelectors;
  /** @default - log buckets are recorded */
  readonly logBuckets?: LogBuckets;
}

/**
 * What a trail with these props records.
 * @param organization of the organization trail alone: what it records where they do not say it
 */
export function recordedBy(
  props: OrganizationRecording,
  destination: LogDestination,
  partition: Partition,
  organization?: { readonly otherwise: readonly AdvancedEventSelector[] },
): Recorded {
  // The name may be an expression that Terraform knows later: it stands in a selector as well as a word.
  const own: LogBuckets = { partition, buckets: [destination.bucketName as BucketName] };
  const { logBuckets = own } = props;
  const { selectors = organization?.otherwise ?? [], basicSelectors } = props;
  const files = logBuckets === "recorded" ? own : logBuckets;
  const recording: FullRecording = {
    ...(basicSelectors === undefined ? { selectors } : { basicSelectors }),
    ...(organization && { logFileChanges: props.logFileChanges ?? files }),
  };
  const recorded = { asked: askedSelectors(recording), trail: recordedSelectors(recording, logBuckets) };
  return logBuckets === "recorded" ? recorded : { ...recorded, logBuckets };
}
