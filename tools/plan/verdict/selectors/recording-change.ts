import { isDeepStrictEqual } from "node:util";
import {
  advancedSelectors,
  compileSelectors,
  recordedLogFileCalls,
  type AdvancedEventSelector,
  type CloudTrailEvent,
  type LogBuckets,
  type TrailSelectors,
} from "../../../../modules/event-selectors";
import { sorted } from "../../../../modules/kernel";
import type { Configuration } from "../../../../stacks/config";
import {
  dataKinds,
  networkKind,
  type DataEventSelector,
  type NetworkSelector,
  type SelectorKind,
} from "./selector-fields";
import { isUncovered } from "./uncovered";

/** What a trail records more and less than before, of data and network activity events. */
export interface RecordingChange {
  /** Each kind in words, such as "reads of AWS::S3::Object". */
  readonly more: readonly RecordedKind[];
  readonly fewer: readonly RecordedKind[];
  /** The kinds whose selectors have too many combinations to be compared. */
  readonly notJudged: readonly RecordedKind[];
}

/** A kind of event. */
export interface RecordedKind {
  readonly category: "Data" | "NetworkActivity";
  readonly title: string;
}

/** Compares what two trails record. @param before @default - there was no trail */
export function recordingChange(
  before: TrailSelectors | undefined,
  after: TrailSelectors,
  configuration: Configuration,
): RecordingChange {
  const [was, is] = [before === undefined ? [] : advancedSelectors(before), advancedSelectors(after)];
  const kinds = [...dataComparisons(was, is, configuration), ...networkComparisons(was, is)].sort(
    (one, other) => one.title.localeCompare(other.title, "en"),
  );
  const recorded = ({ category, title }: Comparison): RecordedKind => ({ category, title });
  return {
    more: kinds.filter(({ more }) => more === true).map(recorded),
    fewer: kinds.filter(({ fewer }) => fewer === true).map(recorded),
    notJudged: kinds.filter(({ more, fewer }) => more === undefined || fewer === undefined).map(recorded),
  };
}

/** Whether a trail records more, and fewer, events of a kind than it did; undefined where that cannot be told. */
interface Comparison extends RecordedKind {
  readonly more: boolean | undefined;
  readonly fewer: boolean | undefined;
}

function dataComparisons(
  was: readonly AdvancedEventSelector[],
  is: readonly AdvancedEventSelector[],
  configuration: Configuration,
): readonly Comparison[] {
  const ofType = (selectors: readonly AdvancedEventSelector[], type: string): readonly DataEventSelector[] =>
    selectors.flatMap((each) => (each.category === "Data" && each.resourceType === type ? [each] : []));
  const types = new Set(
    [...was, ...is].flatMap((each) => (each.category === "Data" ? [each.resourceType] : [])),
  );
  return [...types].flatMap((type) => {
    const [before, after] = [ofType(was, type), ofType(is, type)];
    if (isDeepStrictEqual(before, after)) return [];
    return dataKinds(type, [...before, ...after], (arn) => isOfLogBucket(arn, configuration)).map((kind) =>
      compared(kind, before, after),
    );
  });
}

function networkComparisons(
  was: readonly AdvancedEventSelector[],
  is: readonly AdvancedEventSelector[],
): readonly Comparison[] {
  const ofSource = (
    selectors: readonly AdvancedEventSelector[],
    source: string,
  ): readonly NetworkSelector[] =>
    selectors.flatMap((each) =>
      each.category === "NetworkActivity" && each.eventSource === source ? [each] : [],
    );
  const sources = new Set(
    [...was, ...is].flatMap((each) => (each.category === "NetworkActivity" ? [each.eventSource] : [])),
  );
  return [...sources].flatMap((source) => {
    const [before, after] = [ofSource(was, source), ofSource(is, source)];
    if (isDeepStrictEqual(before, after)) return [];
    return [compared(networkKind(source, [...before, ...after]), before, after)];
  });
}

/**
 * The calls on log files that a trail no longer records, of any log bucket that there is: of these buckets they are all that it
 * records, and all that can be lost.
 */
export function lostLogFileCalls(
  before: TrailSelectors,
  after: TrailSelectors,
  configuration: Configuration,
): readonly string[] {
  const { buckets, partition } = leftOut(configuration);
  const lost = buckets.flatMap((bucket) => {
    const is = recordedLogFileCalls(after, bucket, partition);
    return recordedLogFileCalls(before, bucket, partition).filter((call) => !is.includes(call));
  });
  return sorted(lost);
}

/** The log buckets of which a trail newly records what is delivered to them: each delivery is recorded, and so delivered again. */
export function recordedDeliveries(
  before: TrailSelectors,
  after: TrailSelectors,
  configuration: Configuration,
): readonly string[] {
  const { buckets, partition } = leftOut(configuration);
  const [was, is] = [before, after].map(compileSelectors);
  return buckets.filter((bucket) => {
    const resources = [
      { type: "AWS::S3::Object", ARN: `arn:${partition}:s3:::${bucket}/AWSLogs/file.json.gz` },
    ];
    const event: CloudTrailEvent = {
      eventCategory: "Data",
      eventName: "PutObject",
      readOnly: false,
      resources,
    };
    return is?.(event) !== undefined && was?.(event) === undefined;
  });
}

/** The log buckets of which data events are not recorded; none where all are. */
function leftOut({ partition, trail }: Configuration): LogBuckets {
  const { logBuckets } = trail.recording;
  return logBuckets === "recorded" ? { partition, buckets: [] } : logBuckets;
}

/**
 * Log buckets are left out of what is recorded, each new one too: nothing is lost by that. What is done to log files after they
 * were delivered is compared for itself.
 */
function isOfLogBucket(arn: string, configuration: Configuration): boolean {
  const { buckets, families = [], partition } = leftOut(configuration);
  const start = `arn:${partition}:s3:::`;
  return (
    buckets.some((bucket) => arn.startsWith(`${start}${bucket}/`)) ||
    families.some((family) => arn.startsWith(`${start}${family}`))
  );
}

function compared<Selector extends AdvancedEventSelector>(
  kind: SelectorKind<Selector>,
  before: readonly Selector[],
  after: readonly Selector[],
): Comparison {
  const { category, title } = kind;
  const [was, is] = [before, after].map((selectors) => selectors.map((each) => suitedBy(kind, each)));
  return { category, title, more: recordBeyond(kind, is, was), fewer: recordBeyond(kind, was, is) };
}

/** Which of each field's events a selector suits, as far as that field goes. */
type Suited = readonly (readonly boolean[])[];

function suitedBy<Selector extends AdvancedEventSelector>(
  { bare, event, fields }: SelectorKind<Selector>,
  selector: Selector,
): Suited {
  return fields.map(({ property, events }) => {
    const value: unknown = selector[property as keyof Selector];
    const alone: Selector = { ...bare, ...(value !== undefined && { [property]: value }) };
    const match = compileSelectors({ kind: "advanced", selectors: [alone] });
    return events.map((part) => match({ ...event, ...part }) !== undefined);
  });
}

/** Whether some of these selectors record an event that none of the others does. */
function recordBeyond(
  { fields }: Pick<SelectorKind<AdvancedEventSelector>, "fields">,
  these: readonly Suited[] = [],
  others: readonly Suited[] = [],
): boolean | undefined {
  const byOthers = fields.map(({ events }, field) =>
    events.map((_, at) =>
      others.reduce(
        (bits, other, index) => (other[field]?.[at] === true ? bits | (1n << BigInt(index)) : bits),
        0n,
      ),
    ),
  );
  const answers = these.map((own) =>
    isUncovered(
      byOthers.map((bits, field) => bits.filter((_, at) => own[field]?.[at] === true)),
      others.length,
    ),
  );
  if (answers.includes(true)) return true;
  return answers.includes(undefined) ? undefined : false;
}
