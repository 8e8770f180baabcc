import { sorted } from "../kernel";
import type { BucketName, Partition } from "../organization";
import { isEveryResource } from "./basic";
import { conditionSets, satisfies } from "./conditions";
import { advancedSelectors } from "./data-events";
import { countValues } from "./fields";
import { compileSelectors, type EventMatcher } from "./match";
import {
  type AdvancedEventSelector,
  type BasicEventSelector,
  type DataSelector,
  type FieldConditions,
  MAX_VALUES,
  type TrailSelectors,
} from "./selectors";
import { packSelectors } from "./pack";
import { S3_DESTRUCTIVE_CALLS } from "./presets/objects";

/** The buckets that no selector may record: recording a log bucket writes logs about writing logs, each billed. */
export interface LogBuckets {
  readonly partition: Partition;
  /** Every log and access-log bucket of the organization: the organization's, and those of all team trails. */
  readonly buckets: readonly BucketName[];
  /**
   * Starts of bucket names, such as `acme-cloudtrail-222222222222-`. They stand in for the buckets whose names start so
   * when the exact names exceed CloudTrail's 500 values; when the families are too many in their turn, as with logs in hundreds of
   * accounts, what all of them start with does. Then other buckets whose names start so are not recorded either.
   * @default - none: the names of the buckets are always exact
   */
  readonly families?: readonly string[];
}

const S3_OBJECT = "AWS::S3::Object";

/** The call with which CloudTrail, S3's access logging and AWS Config deliver: who records it in a log bucket makes a loop. */
const DELIVERY_CALL = "PutObject";

/**
 * What is done to log files after they were delivered: they are deleted, overwritten by a copy, re-encrypted, locked otherwise or
 * opened. Nobody delivers so, and hardly anybody does it: a trail that records these of log buckets makes no loop.
 */
export const LOG_FILE_CALLS: readonly string[] = sorted([...S3_DESTRUCTIVE_CALLS, "CopyObject"]);

/**
 * What is asked for without the log buckets, and with one selector more for what is done to log files.
 * @param logs the buckets that are left out, or `"recorded"`
 * @param files the buckets that hold log files. All names are exact, as long as they fit.
 */
export function withLogFileChanges(
  asked: readonly AdvancedEventSelector[],
  logs: LogBuckets | "recorded",
  files: LogBuckets,
): readonly AdvancedEventSelector[] {
  const out = logs === "recorded" ? [[]] : prefixLists(logs);
  let selectors = asked;
  // The names of log files' buckets are shortened first, and further: it records no less for it.
  for (const prefixes of out) {
    for (const startsWith of prefixLists(files)) {
      selectors = [...excludePrefixes(asked, prefixes), logFileSelector(startsWith)];
      if (fits(selectors)) return selectors;
    }
  }
  return selectors;
}

/** A name that some file in a log bucket has: selectors go by the bucket, and leave out parts of it by name. */
const SOME_FILE = "AWSLogs/file.json.gz";

/** By any other property a selector records some callers, or some outcomes, alone. */
const OF_ANYBODY: readonly string[] = [
  "category",
  "name",
  "resourceType",
  "readOnly",
  "eventName",
  "resourceArn",
] satisfies (keyof DataSelector)[];

/** A selector that records calls of anybody. */
interface Recorder {
  readonly matches: EventMatcher;
  /** The ARNs, or starts of ARNs, that it leaves out. */
  readonly leftOut: readonly string[];
}

/** Those of each trail: whoever asks for one log bucket asks for all. */
const recorders = new WeakMap<TrailSelectors, readonly Recorder[]>();

function recordersOf(trail: TrailSelectors): readonly Recorder[] {
  const found =
    recorders.get(trail) ??
    advancedSelectors(trail).flatMap((selector) => {
      if (selector.category !== "Data" || selector.resourceType !== S3_OBJECT) return [];
      const { notEquals = [], notStartsWith = [], notEndsWith = [] } = selector.resourceArn ?? {};
      const narrowed = Object.keys(selector).some((property) => !OF_ANYBODY.includes(property));
      if (narrowed || notEndsWith.length > 0) return [];
      const matches = compileSelectors({ kind: "advanced", selectors: [selector] });
      return [{ matches, leftOut: [...notEquals, ...notStartsWith] }];
    });
  recorders.set(trail, found);
  return found;
}

/**
 * Those of `LOG_FILE_CALLS` that a trail records on each file of a log bucket, by whomever.
 * @param bucket its name
 */
export function recordedLogFileCalls(
  trail: TrailSelectors,
  bucket: string,
  partition: Partition = "aws",
): readonly string[] {
  const start = objectArnStart(partition, `${bucket}/`);
  const resources = [{ type: S3_OBJECT, ARN: `${start}${SOME_FILE}` }];
  const whole = recordersOf(trail).filter(({ leftOut }) => !leftOut.some((arn) => arn.startsWith(start)));
  return LOG_FILE_CALLS.filter((eventName) =>
    whole.some(
      ({ matches }) =>
        matches({ eventCategory: "Data", eventName, readOnly: false, resources }) !== undefined,
    ),
  );
}

/** Whether a trail records all of `LOG_FILE_CALLS` on each file of a log bucket, by whomever. */
export function recordsLogFileChanges(
  trail: TrailSelectors,
  bucket: string,
  partition: Partition = "aws",
): boolean {
  return recordedLogFileCalls(trail, bucket, partition).length === LOG_FILE_CALLS.length;
}

/** How the objects in the buckets start: by exact names, and where there are families by these, and by what these start with. */
function* prefixLists(logs: LogBuckets): Iterable<readonly string[]> {
  yield exactPrefixes(logs);
  if (logs.families === undefined) return;
  yield familyPrefixes(logs);
  yield sharedPrefixes(logs);
}

/** What is computed once of a list of log buckets, which all trails of an organization share: thousands of them, over thousands of names. */
function oncePerList(compute: (logs: LogBuckets) => readonly string[]): typeof compute {
  const known = new WeakMap<LogBuckets, readonly string[]>();
  return (logs) => {
    const found = known.get(logs) ?? compute(logs);
    known.set(logs, found);
    return found;
  };
}

function logFileSelector(startsWith: readonly string[]): AdvancedEventSelector {
  return {
    category: "Data",
    name: "log-files: deleted, overwritten, re-encrypted, locked or opened",
    resourceType: S3_OBJECT,
    eventName: { equals: LOG_FILE_CALLS },
    resourceArn: { startsWith },
  };
}

/**
 * The selectors, none of which records a log bucket. An advanced selector of S3 objects that could match a log
 * bucket gets `resources.ARN NotStartsWith arn:PARTITION:s3:::BUCKET/`; all others stay as they are. From basic
 * selectors the log buckets' own ARNs are dropped; a basic value that covers other buckets too cannot express the
 * exclusion and stays: `selectorProblems` refuses it when given the same log buckets.
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/filtering-data-events.html
 */
export function excludeLogBuckets(trail: TrailSelectors, logs: LogBuckets): TrailSelectors {
  if (trail.kind === "basic")
    return { kind: "basic", selectors: trail.selectors.map((s) => dropFromBasic(s, logs)) };
  let { selectors } = trail;
  for (const prefixes of prefixLists(logs)) {
    selectors = excludePrefixes(trail.selectors, prefixes);
    if (fits(selectors)) break;
  }
  return { kind: "advanced", selectors };
}

function fits(selectors: readonly AdvancedEventSelector[]): boolean {
  return countValues(selectors) <= MAX_VALUES || countValues(packSelectors(selectors)) <= MAX_VALUES;
}

/** How the ARN of an object starts whose bucket's name, or name and key, start so. */
export function objectArnStart(partition: Partition, text: string): string {
  return `arn:${partition}:s3:::${text}`;
}

/** The start of the ARN of every object in each log bucket. */
export const exactPrefixes = oncePerList(({ partition, buckets }) =>
  sorted(buckets).map((bucket) => objectArnStart(partition, `${bucket}/`)),
);

/** By families alone, and the names of buckets that are of none. */
const familyPrefixes = oncePerList((logs) => prefixesOf(logs, familiesIn(logs)));

/** By what all families start with, up to a hyphen: a family an account is too many where hundreds of accounts have logs. */
const sharedPrefixes = oncePerList((logs) => {
  const families = familiesIn(logs);
  const start = commonStart({ startsWith: families });
  const shared = start.slice(0, start.lastIndexOf("-") + 1);
  return prefixesOf(logs, shared === "" ? families : [shared]);
});

/** The families that some bucket is of. */
function familiesIn({ buckets, families = [] }: LogBuckets): readonly string[] {
  return families.filter((family) => buckets.some((bucket) => bucket.startsWith(family)));
}

function prefixesOf({ partition, buckets }: LogBuckets, used: readonly string[]): readonly string[] {
  const lonely = buckets.filter((bucket) => !used.some((family) => bucket.startsWith(family)));
  const starts = [...used, ...lonely.map((bucket) => `${bucket}/`)];
  return sorted(starts).map((start) => objectArnStart(partition, start));
}

function excludePrefixes(
  selectors: readonly AdvancedEventSelector[],
  prefixes: readonly string[],
): readonly AdvancedEventSelector[] {
  return selectors.map((selector) => {
    if (selector.category !== "Data" || selector.resourceType !== S3_OBJECT) return selector;
    const arn = selector.resourceArn ?? {};
    const start = commonStart(arn);
    const added = overlapping(prefixes, start).filter((prefix) => canStartWith(arn, prefix));
    if (added.length === 0) return selector;
    return { ...selector, resourceArn: { ...arn, notStartsWith: [...(arn.notStartsWith ?? []), ...added] } };
  });
}

/** Prefixes as they are looked up: sorted, each with its place in the list, and the lengths that they have. */
interface PrefixIndex {
  readonly sorted: readonly string[];
  readonly places: ReadonlyMap<string, number>;
  readonly lengths: readonly number[];
}

/** Those of each list, in which thousands of trails look for a few of thousands. */
const indexes = new WeakMap<readonly string[], PrefixIndex>();

function indexOf(prefixes: readonly string[]): PrefixIndex {
  const index = indexes.get(prefixes) ?? {
    sorted: sorted(prefixes),
    places: new Map(prefixes.map((prefix, place) => [prefix, place])),
    lengths: [...new Set(prefixes.map(({ length }) => length))],
  };
  indexes.set(prefixes, index);
  return index;
}

/** The prefixes with which, or with part of which, a text can start that starts so; in their order. */
function overlapping(prefixes: readonly string[], start: string): readonly string[] {
  const { sorted: all, places, lengths } = indexOf(prefixes);
  const within = lengths
    .filter((length) => length < start.length)
    .map((length) => start.slice(0, length))
    .filter((prefix) => places.has(prefix));
  let [low, high] = [0, all.length];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if ((all[middle] ?? "") < start) low = middle + 1;
    else high = middle;
  }
  let end = low;
  while (all[end]?.startsWith(start) === true) end += 1;
  if (end - low === prefixes.length) return prefixes;
  const place = (prefix: string): number => places.get(prefix) ?? 0;
  return [...within, ...all.slice(low, end)].sort((one, other) => place(one) - place(other));
}

/** Whether a text can start with both. */
function overlap(one: string, other: string): boolean {
  return one.startsWith(other) || other.startsWith(one);
}

/** How every text starts that the conditions match: rules out most of a thousand log buckets at once. */
function commonStart({ equals = [], startsWith = [], endsWith = [] }: FieldConditions): string {
  const [first = "", ...others] = endsWith.length > 0 ? [] : [...equals, ...startsWith];
  return others.reduce((start, value) => {
    let length = 0;
    while (length < start.length && start[length] === value[length]) length += 1;
    return start.slice(0, length);
  }, first);
}

/** Whether the conditions can match a text that starts with the prefix. */
export function canStartWith(conditions: FieldConditions, prefix: string): boolean {
  const { equals = [], startsWith = [], endsWith = [], notStartsWith = [] } = conditions;
  if (notStartsWith.some((excluded) => prefix.startsWith(excluded))) return false;
  if (equals.length + startsWith.length + endsWith.length === 0 || endsWith.length > 0) return true;
  return (
    equals.some((value) => value.startsWith(prefix)) || startsWith.some((start) => overlap(start, prefix))
  );
}

function dropFromBasic(selector: BasicEventSelector, logs: LogBuckets): BasicEventSelector {
  if (selector.dataResources === undefined) return selector;
  const prefixes = exactPrefixes(logs);
  const dataResources = selector.dataResources
    .map(({ type, values }) =>
      type === S3_OBJECT
        ? { type, values: values.filter((value) => !prefixes.some((p) => value.startsWith(p))) }
        : { type, values },
    )
    .filter(({ values }) => values.length > 0);
  return { ...selector, dataResources };
}

/** Whether the selector records how log files are delivered, if it records their bucket at all. */
function recordsDeliveries({ readOnly, eventName = {} }: DataSelector): boolean {
  return readOnly !== true && satisfies(conditionSets(eventName), DELIVERY_CALL);
}

/** Where selectors record deliveries below one of the prefixes: the first prefix for each place. */
export function unexcluded(
  trail: TrailSelectors,
  prefixes: readonly string[],
): readonly { readonly path: readonly (string | number)[]; readonly prefix: string }[] {
  if (trail.kind === "advanced") {
    return trail.selectors.flatMap((selector, index) => {
      if (selector.category !== "Data" || selector.resourceType !== S3_OBJECT) return [];
      if (!recordsDeliveries(selector)) return [];
      const prefix = prefixes.find((each) => canStartWith(selector.resourceArn ?? {}, each));
      return prefix === undefined ? [] : [{ path: [index], prefix }];
    });
  }
  return trail.selectors.flatMap(({ dataResources = [] }, index) =>
    dataResources.flatMap(({ type, values }, at) =>
      type !== S3_OBJECT
        ? []
        : values.flatMap((value, place) => {
            const prefix = prefixes.find(
              (each) => each.startsWith(value) || value.startsWith(each) || isEveryResource(value),
            );
            return prefix === undefined
              ? []
              : [{ path: [index, "dataResources", at, "values", place], prefix }];
          }),
    ),
  );
}
