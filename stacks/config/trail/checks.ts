import {
  askedSelectors,
  countValues,
  excludeLogBuckets as withoutLogBuckets,
  isPresetRequest,
  MAX_VALUES,
  presetProblems,
  selectorProblems,
  type LogBuckets,
  type SelectorProblem,
  type SelectorConstraintOptions,
  type TrailSelectors,
} from "../../../modules/event-selectors";
import type { Problem } from "../../../modules/validation";
import type { ConfigPath, Fault } from "../fault";
import { expandEntries, resolvedSelectors, recordingOf, type Recording, type TrailOwner } from "./resolve";
import { basicSelectors as basicSchema, recordEntry, type RecordEntry } from "./record";
import type { YamlFile } from "../yaml-file";
import type { Check, Draft } from "../draft";

/** What each trail records is what CloudTrail takes, and what the oldest AWS provider can say. */
export const selectors: Check = (draft) => {
  const { organization, names, teams } = draft;
  const { logBuckets: logs } = names;
  const { value, isRefused } = organization;
  const { trail, terraform } = value;
  // Nothing is said of a provider that is not known.
  const oldest = isRefused("terraform", "awsProvider", "atLeast") ? NEWEST : terraform?.awsProvider?.atLeast;
  const options: SelectorConstraintOptions = {
    partition: logs.partition,
    ...(oldest !== undefined && { minimumProviderVersion: oldest }),
  };
  const insights = (trail?.insights ?? []).filter((insight) => insight !== undefined);
  const crowded: Crowded[] = [];
  const faults = [
    ...(RECORDING.some((key) => isRefused("trail", key))
      ? []
      : check(
          {
            file: organization.file,
            path: ["trail"],
            owner: "organization",
            onCrowded: (by) => crowded.push(by),
            ...settings(trail),
          },
          logs,
          { ...options, managementEvents: "required", insights },
        )),
    ...teams.flatMap((team) => {
      if (RECORDING.some((key) => team.isRefused(key))) return [];
      const { file, value: recorded } = team;
      if (!("record" in recorded) && !("basicSelectors" in recorded))
        return [file.fault(["record"], NOTHING)];
      const { allRegions = team.isRefused("allRegions"), region } = recorded;
      return check(
        { file, path: [], owner: "team", onCrowded: (by) => crowded.push(by), ...settings(recorded) },
        logs,
        { ...options, ...(!allRegions && region !== undefined && { region }) },
      );
    }),
  ];
  return [...faults, ...crowded.slice(0, 1).flatMap((by) => crowdedFault(by, draft))];
};

/** A trail for which log buckets take too much of what selectors have room for, and how that is said. */
interface Crowded {
  readonly owner: TrailOwner;
  readonly values: number;
}

/** Other names fill the selectors of every trail: one fault tells of all. */
function crowdedFault({ owner, values }: Crowded, { organization, names, teams }: Draft): readonly Fault[] {
  const alikeNames = new Set<string>(alike(names.logBuckets).buckets);
  const given = [
    {
      bucket: names.bucket,
      fault: organization.file.fault.bind(organization.file),
      path: ["archive", "bucketName"],
    },
    ...teams.map(({ names: { bucket }, file }) => ({
      bucket,
      fault: file.fault.bind(file),
      path: ["bucketName"],
    })),
  ].filter(({ bucket }) => bucket !== undefined && !alikeNames.has(bucket.name));
  const [first] = given;
  if (first === undefined) return [];
  const whose = owner === "organization" ? "the organization trail" : "a team's trail";
  return [
    first.fault(first.path, {
      what:
        `is one of ${given.length} names of log buckets that do not begin as orgtrail's do, ` +
        `and ${whose}, which names each of them, has ${values} values over all conditions`,
      received: first.bucket?.name,
      allowed: `at most ${MAX_VALUES} for a trail`,
      remedy: "leave out bucketName, here and in other files, and the names begin alike",
    }),
  ];
}

/** The keys that say what a trail records. */
const RECORDING = ["record", "basicSelectors"] as const;

/** A version that no provider is newer than. */
const NEWEST = "999.0.0";

const NOTHING: Problem = {
  what: "is missing",
  allowed: "a list of presets and selectors",
  remedy: "say what the trail records, here or in basicSelectors",
};

function settings(value: { readonly [K in keyof Settings]?: Settings[K] | undefined } | undefined): Settings {
  const { record = [], basicSelectors, excludeLogBuckets = true, recordLogFileChanges = true } = value ?? {};
  return { record, basicSelectors, excludeLogBuckets, recordLogFileChanges };
}

interface Settings {
  readonly record: readonly unknown[];
  readonly basicSelectors: readonly unknown[] | undefined;
  readonly excludeLogBuckets: boolean;
  readonly recordLogFileChanges: boolean;
}

/** What one trail records, and where that stands. */
interface Recorded extends Settings {
  readonly file: YamlFile;
  /** Where the keys stand that say it. */
  readonly path: ConfigPath;
  readonly owner: TrailOwner;
  /** Hears when it would have room but for log buckets whose names do not begin as orgtrail's do. */
  readonly onCrowded: (by: Crowded) => void;
}

function check(trail: Recorded, logs: LogBuckets, options: SelectorConstraintOptions): readonly Fault[] {
  if (trail.basicSelectors !== undefined) return checkBasic(trail, trail.basicSelectors, logs, options);
  return checkRecord(trail, logs, options);
}

/** A trail has selectors of one kind: what stands in `record` would be lost. */
function checkBasic(
  { file, path, record, excludeLogBuckets, owner }: Recorded,
  basic: readonly unknown[],
  logs: LogBuckets,
  options: SelectorConstraintOptions,
): readonly Fault[] {
  const place = [...path, "basicSelectors"];
  if (record.length > 0) {
    const what = "stands beside record, and a trail has selectors of one kind";
    return [file.fault(place, { what, remedy: "keep record, or basicSelectors" })];
  }
  const parsed = basicSchema.safeParse(basic);
  if (!parsed.success) return [];
  const recording = recordingOf({ basicSelectors: parsed.data, excludeLogBuckets }, logs, owner);
  return selectorProblems(resolvedSelectors(recording), {
    ...options,
    asked: askedSelectors(recording),
    ...(excludeLogBuckets && { logBuckets: logs }),
  }).map(({ path: inside, ...problem }) => file.fault([...place, ...inside], problem));
}

/**
 * The faults of `record`. Each entry is checked alone, so that its faults have a place, and all of them together, as
 * they are deployed, for the quotas.
 */
function checkRecord(trail: Recorded, all: LogBuckets, options: SelectorConstraintOptions): readonly Fault[] {
  const { file, owner, excludeLogBuckets, recordLogFileChanges } = trail;
  const path = [...trail.path, "record"];
  const record: RecordEntry[] = [];
  for (const entry of trail.record) {
    const parsed = recordEntry.safeParse(entry);
    // An entry that the schema refuses has its faults reported already, and the quotas are not known without it.
    if (!parsed.success) return [];
    record.push(parsed.data);
  }
  const recordingWith = (buckets: LogBuckets): Recording =>
    recordingOf({ record, excludeLogBuckets, recordLogFileChanges }, buckets, owner);
  const valuesWith = (buckets: LogBuckets): number => valueCount(resolvedSelectors(recordingWith(buckets)));
  const values = valuesWith(all);
  const isCrowded = values > MAX_VALUES && valuesWith(alike(all)) <= MAX_VALUES;
  if (isCrowded) trail.onCrowded({ owner, values });
  // What else is wrong is looked for among the rest.
  const logs = isCrowded ? alike(all) : all;
  const alone = record.flatMap((entry, index) =>
    entryProblems(entry, logs, { ...options, ...(excludeLogBuckets && { logBuckets: logs }) }).map(
      ({ path: inside, ...problem }) => file.fault([...path, index, ...inside], problem),
    ),
  );
  if (alone.length > 0) return alone;
  const recording = recordingWith(logs);
  return selectorProblems(resolvedSelectors(recording), {
    ...options,
    asked: askedSelectors(recording),
    ...(excludeLogBuckets && { logBuckets: logs }),
  }).map((problem) => file.fault(path, problem));
}

function valueCount(trail: TrailSelectors): number {
  return trail.kind === "basic" ? 0 : countValues(trail.selectors);
}

/** The log buckets whose names begin as orgtrail's do, which a few values stand for however many they are. */
function alike({ families = [], ...logs }: LogBuckets): LogBuckets {
  const buckets = logs.buckets.filter((bucket) => families.some((family) => bucket.startsWith(family)));
  return { ...logs, buckets, families };
}

function entryProblems(
  entry: RecordEntry,
  { partition }: LogBuckets,
  options: SelectorConstraintOptions,
): readonly SelectorProblem[] {
  if ("preset" in entry && !isPresetRequest(entry)) return presetProblems(entry);
  const { logBuckets } = options;
  const asked = askedSelectors({ selectors: expandEntries([entry], partition) });
  const recorded = logBuckets === undefined ? asked : withoutLogBuckets(asked, logBuckets);
  const problems = selectorProblems(recorded, {
    ...options,
    asked,
    managementEvents: "optional",
    insights: [],
  });
  // The first step is the selector's index; of a preset, none of its selectors' fields stands in the file.
  return problems.map((problem) => ({
    ...problem,
    path: "preset" in entry ? [] : problem.path.slice(1),
  }));
}
