import { excludeLogBuckets, withLogFileChanges, type LogBuckets } from "./log-buckets";
import { fitSelectors } from "./pack";
import type { AdvancedEventSelector, BasicEventSelector, TrailSelectors } from "./selectors";

/** What a trail records, in props: advanced selectors or basic ones, since one trail has one kind. */
export type TrailRecording = (AdvancedRecording | BasicRecording) & LogBucketRecording;

/**
 * What the organization trail records, in props: the same, or no word of it.
 * @default - all management events, as configuration has it, and what is done to log files
 */
export type OrganizationRecording = (Partial<AdvancedRecording> | BasicRecording) &
  LogBucketRecording &
  LogFileRecording;

interface LogFileRecording {
  /**
   * The buckets of which is recorded what is done to log files after their delivery: that they are deleted, overwritten by a
   * copy, re-encrypted, locked otherwise or opened. It makes no loop, and costs next to nothing. Basic selectors cannot say it.
   * @default - those that are left out of what else is recorded, or the bucket that the trail delivers to
   */
  readonly logFileChanges?: LogBuckets | "not-recorded";
}

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

/** What a trail is asked to record, without the log buckets that are left out of it. */
export type AskedRecording = Pick<OrganizationRecording, "selectors" | "basicSelectors">;

/** That, and what is done to log files where it is recorded too. */
export type FullRecording = AskedRecording & Pick<OrganizationRecording, "logFileChanges">;

/** What a trail is asked to record, as its selectors. */
export function askedSelectors({ selectors = [], basicSelectors }: AskedRecording): TrailSelectors {
  return basicSelectors === undefined
    ? { kind: "advanced", selectors }
    : { kind: "basic", selectors: basicSelectors };
}

/**
 * What a trail records of what it is asked to: all but the log buckets, and what is done to log files, within CloudTrail's quota
 * where possible.
 * @param logBuckets the buckets with logs in them, or `"recorded"` where they are recorded all the same
 */
export function recordedSelectors(
  recording: FullRecording,
  logBuckets: LogBuckets | "recorded",
): TrailSelectors {
  const { logFileChanges: files = "not-recorded" } = recording;
  const asked = askedSelectors(recording);
  // Without a name there is nothing to ask for: a fault elsewhere keeps it from being known.
  if (asked.kind === "advanced" && files !== "not-recorded" && files.buckets.length > 0) {
    const selectors = withLogFileChanges(asked.selectors, logBuckets, files);
    return { kind: "advanced", selectors: fitSelectors(selectors) };
  }
  const trail = logBuckets === "recorded" ? asked : excludeLogBuckets(asked, logBuckets);
  return trail.kind === "basic" ? trail : { kind: "advanced", selectors: fitSelectors(trail.selectors) };
}
