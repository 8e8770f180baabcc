import {
  askedSelectors,
  excludeLogBuckets as withoutLogBuckets,
  isPresetRequest,
  presetProblems,
  selectorProblems,
  type LogBuckets,
  type SelectorProblem,
  type SelectorConstraintOptions,
} from "../../../modules/event-selectors";
import type { Problem } from "../../../modules/validation";
import type { ConfigPath, Fault } from "../fault";
import { expandEntries, resolvedSelectors, recordingOf, type TrailOwner } from "./resolve";
import { basicSelectors as basicSchema, recordEntry, type RecordEntry } from "./record";
import type { YamlFile } from "../yaml-file";
import type { Check } from "../draft";

/** What each trail records is what CloudTrail takes, and what the oldest AWS provider can say. */
export const selectors: Check = ({ organization, names: { logBuckets: logs }, teams }) => {
  const { value, isRefused } = organization;
  const { trail, terraform } = value;
  // Nothing is said of a provider that is not known.
  const oldest = isRefused("terraform", "awsProvider", "atLeast") ? NEWEST : terraform?.awsProvider?.atLeast;
  const options: SelectorConstraintOptions = {
    partition: logs.partition,
    ...(oldest !== undefined && { minimumProviderVersion: oldest }),
  };
  const insights = (trail?.insights ?? []).filter((insight) => insight !== undefined);
  return [
    ...(RECORDING.some((key) => isRefused("trail", key))
      ? []
      : check({ file: organization.file, path: ["trail"], owner: "organization", ...settings(trail) }, logs, {
          ...options,
          managementEvents: "required",
          insights,
        })),
    ...teams.flatMap((team) => {
      if (RECORDING.some((key) => team.isRefused(key))) return [];
      const { file, value: recorded } = team;
      if (!("record" in recorded) && !("basicSelectors" in recorded))
        return [file.fault(["record"], NOTHING)];
      return check({ file, path: [], owner: "team", ...settings(recorded) }, logs, options);
    }),
  ];
};

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
function checkRecord(
  trail: Recorded,
  logs: LogBuckets,
  options: SelectorConstraintOptions,
): readonly Fault[] {
  const { file, owner, excludeLogBuckets, recordLogFileChanges } = trail;
  const path = [...trail.path, "record"];
  const record: RecordEntry[] = [];
  for (const entry of trail.record) {
    const parsed = recordEntry.safeParse(entry);
    // An entry that the schema refuses has its faults reported already, and the quotas are not known without it.
    if (!parsed.success) return [];
    record.push(parsed.data);
  }
  const alone = record.flatMap((entry, index) =>
    entryProblems(entry, logs, { ...options, ...(excludeLogBuckets && { logBuckets: logs }) }).map(
      ({ path: inside, ...problem }) => file.fault([...path, index, ...inside], problem),
    ),
  );
  if (alone.length > 0) return alone;
  const recording = recordingOf({ record, excludeLogBuckets, recordLogFileChanges }, logs, owner);
  return selectorProblems(resolvedSelectors(recording), {
    ...options,
    asked: askedSelectors(recording),
    ...(excludeLogBuckets && { logBuckets: logs }),
  }).map((problem) => file.fault(path, problem));
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
