import {
  isPresetRequest,
  presetProblems,
  selectorProblems,
  type LogBuckets,
  type SelectorRuleOptions,
} from "../../../modules/event-selectors";
import type { ConfigPath, Fault } from "../fault";
import { expandEntries, logBucketsOf, selectorsOf, type TrailOwner } from "../recording";
import { recordEntry, type RecordEntry } from "../schema/record";
import type { YamlFile } from "../yaml-file";
import type { Rule } from "./rule";

/** What each trail records is what CloudTrail takes, and what the oldest AWS provider can say. */
export const selectors: Rule = ({ organization, teams }) => {
  const logs = logBucketsOf(
    organization.value,
    teams.map(({ value }) => value),
  );
  const { trail, terraform } = organization.value;
  const options: SelectorRuleOptions = {
    partition: logs.partition,
    ...(terraform?.awsProvider?.atLeast !== undefined && {
      minimumProviderVersion: terraform.awsProvider.atLeast,
    }),
  };
  const insights = (trail?.insights ?? []).filter((insight) => insight !== undefined);
  const organizationTrail: Recorded = {
    file: organization.file,
    path: ["trail", "record"],
    record: trail?.record ?? [],
    excludeLogBuckets: trail?.excludeLogBuckets ?? true,
    owner: "organization",
  };
  const teamTrails = teams.flatMap(({ file, value }): Recorded[] => {
    if (value.record === undefined) return [];
    const { record, excludeLogBuckets = true } = value;
    return [{ file, path: ["record"], record, excludeLogBuckets, owner: "team" }];
  });
  return [
    ...check(organizationTrail, logs, { ...options, managementEvents: "required", insights }),
    ...teamTrails.flatMap((team) => check(team, logs, options)),
  ];
};

/** What one trail records, and where that stands. */
interface Recorded {
  readonly file: YamlFile;
  readonly path: ConfigPath;
  readonly record: readonly unknown[];
  readonly excludeLogBuckets: boolean;
  readonly owner: TrailOwner;
}

/**
 * The faults of one trail. Each entry is checked alone, so that its faults have a place, and all of them together,
 * as they are deployed, for the quotas.
 */
function check(trail: Recorded, logs: LogBuckets, options: SelectorRuleOptions): readonly Fault[] {
  const { file, path, owner, excludeLogBuckets } = trail;
  const record: RecordEntry[] = [];
  for (const entry of trail.record) {
    const parsed = recordEntry.safeParse(entry);
    // An entry that the schema refuses has its faults reported already, and the quotas are not known without it.
    if (!parsed.success) return [];
    record.push(parsed.data);
  }
  const alone = record.flatMap((entry, index) =>
    entryProblems(entry, logs, options).map(({ path: inside, ...problem }) =>
      file.fault([...path, index, ...inside], problem),
    ),
  );
  if (alone.length > 0) return alone;
  const selectors = selectorsOf({ record, excludeLogBuckets }, logs, owner);
  return selectorProblems({ kind: "advanced", selectors }, options).map((problem) =>
    file.fault(path, problem),
  );
}

function entryProblems(
  entry: RecordEntry,
  logs: LogBuckets,
  options: SelectorRuleOptions,
): readonly ReturnType<typeof selectorProblems>[number][] {
  if ("preset" in entry && !isPresetRequest(entry)) return presetProblems(entry);
  const selectors = expandEntries([entry], logs.partition);
  const problems = selectorProblems(
    { kind: "advanced", selectors },
    { ...options, managementEvents: "optional", insights: [] },
  );
  // The first step is the selector's index; of a preset, none of its selectors' fields stands in the file.
  return problems.map((problem) => ({ ...problem, path: "preset" in entry ? [] : problem.path.slice(1) }));
}
