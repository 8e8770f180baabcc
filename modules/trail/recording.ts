import {
  recordedSelectors,
  type AdvancedEventSelector,
  type BasicEventSelector,
  type LogBuckets,
  type TrailSelectors,
} from "../event-selectors";
import type { LogDestination } from "../log-archive";
import type { BucketName, Partition } from "../organization";

/** What a trail records, in props: advanced selectors or basic ones, since one trail has one kind. */
export type TrailRecording = (AdvancedRecording | BasicRecording) & LogBucketRecording;

/**
 * What the organization trail records, in props: the same, or no word of it.
 * @default - all management events, as configuration has it, and nothing else
 */
export type OrganizationRecording = (Partial<AdvancedRecording> | BasicRecording) & LogBucketRecording;

interface LogBucketRecording {
  /**
   * The buckets with logs in them, which are left out of what is recorded: recording them writes logs about writing
   * logs, each billed. `"recorded"` records them all the same.
   * @default - the bucket that the trail delivers to
   */
  readonly logBuckets?: LogBuckets | "recorded";
}

interface AdvancedRecording {
  /** What the trail records: at least one selector. */
  readonly selectors: readonly AdvancedEventSelector[];
  readonly basicSelectors?: undefined;
}

interface BasicRecording {
  /** What the trail records, in selectors of the older kind: one to five. They know S3, Lambda and DynamoDB alone. */
  readonly basicSelectors: readonly BasicEventSelector[];
  readonly selectors?: undefined;
}

/** What the trail records once the log buckets are left out, and which these are. */
export interface Recorded {
  readonly trail: TrailSelectors;
  /** @default - log buckets are recorded */
  readonly logBuckets?: LogBuckets;
}

/** What a trail with these props records. @param otherwise where they do not say it */
export function recordedBy(
  props: OrganizationRecording,
  destination: LogDestination,
  partition: Partition,
  otherwise: readonly AdvancedEventSelector[] = [],
): Recorded {
  const { selectors = otherwise, basicSelectors } = props;
  const asked: TrailSelectors =
    basicSelectors === undefined
      ? { kind: "advanced", selectors }
      : { kind: "basic", selectors: basicSelectors };
  // The name may be an expression that Terraform knows later: it stands in a selector as well as a word.
  const { logBuckets = { partition, buckets: [destination.bucketName as BucketName] } } = props;
  const trail = recordedSelectors(asked, logBuckets);
  return logBuckets === "recorded" ? { trail } : { trail, logBuckets };
}
