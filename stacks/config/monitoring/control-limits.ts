import { amount } from "../../../modules/kernel";
import {
  alarmExcesses,
  excessText,
  filterCount,
  MAX_FILTERS,
  ruleExcesses,
  type Excess,
} from "../../../modules/controls";
import type { Configuration } from "../configuration";
import type { ConfigPath, Fault } from "../fault";
import type { YamlFile } from "../yaml-file";
import type { WatchSettings } from "./settings";
import type { OutcomeCheck } from "../configuration";
import type { Draft } from "../draft";

/**
 * The controls of the catalogue are ones that AWS takes. They name each log bucket and log group whose name does not begin as
 * orgtrail's do: many make them too long, and too many. One fault tells of all that comes of one kind of names.
 */
export const controlLimits: OutcomeCheck = (configuration, draft) => {
  const { monitoring, teams } = configuration;
  const named = namesOf(configuration, draft);
  const organization = [monitoring?.management, monitoring?.logArchive, monitoring?.security?.watch];
  return [
    ...faults(
      draft.organization.file,
      ["monitoring"],
      organization.flatMap((watch) => tooMuch(watch)),
      named,
    ),
    ...teams.flatMap(({ name, watch }) => {
      const file = draft.teams.find(({ value }) => value.team === name)?.file;
      // A team's alarms are not of the catalogue, and have a check of their own.
      return file === undefined ? [] : faults(file, ["rules"], tooMuch(watch, []), named);
    }),
  ];
};

/** A name that stands in controls, and where it comes from. */
interface Named {
  readonly kind: "log bucket" | "log group";
  readonly name: string;
  /** The key that gives it, and in which file. */
  readonly key: string;
  readonly file: string;
}

/** What is too much, what of the controls tells so, and how it is said. */
interface TooMuch {
  readonly control: string;
  readonly text: string;
  readonly what: string;
}

function namesOf({ monitoring, teams }: Configuration, draft: Draft): readonly Named[] {
  const group = (name: string | undefined, key: string, file: string): readonly Named[] =>
    name === undefined ? [] : [{ kind: "log group", name, key, file }];
  return [
    ...group(monitoring?.management.logGroup?.name, "monitoring.logGroupName", draft.organization.file.file),
    ...teams.flatMap(({ name, destination, watch }): readonly Named[] => {
      const file = draft.teams.find(({ value }) => value.team === name)?.file.file ?? "";
      return [
        ...(destination.kind === "own"
          ? [{ kind: "log bucket", name: destination.bucketName, key: "bucketName", file } as const]
          : []),
        ...group(watch?.logGroup?.name, "logGroup.name", file),
      ];
    }),
  ];
}

function tooMuch(
  watch: WatchSettings | undefined,
  alarms = watch?.logGroup?.controls ?? [],
): readonly TooMuch[] {
  if (watch === undefined) return [];
  const { place, detection } = watch;
  const excesses = [
    ...alarms.flatMap((control) => alarmExcesses(place.namePrefix, control)),
    ...[...(detection?.controls ?? []), ...(detection?.defaultBusControls ?? [])].flatMap((control) =>
      ruleExcesses(place.namePrefix, control),
    ),
  ];
  const filters = filterCount(alarms);
  const most = alarms.reduce(
    (one, other) => (other.patterns.length > one.patterns.length ? other : one),
    EMPTY,
  );
  return [
    ...excesses.map(described),
    ...(filters <= MAX_FILTERS
      ? []
      : [
          {
            control: most.id,
            text: most.patterns.join(),
            what: `all controls make ${filters} metric filters (at most ${MAX_FILTERS} in one log group)`,
          },
        ]),
  ];
}

const EMPTY = { id: "", patterns: [] as readonly string[] };

function described({ control: { id }, part, text, maximum }: Excess): TooMuch {
  return { control: id, text, what: `${id} ${excessText(part, text)} (at most ${maximum})` };
}

function faults(
  file: YamlFile,
  path: ConfigPath,
  excesses: readonly TooMuch[],
  named: readonly Named[],
): readonly Fault[] {
  return (["log bucket", "log group", undefined] as const).flatMap((kind) => {
    const caused = excesses.filter((excess) => causeOf(excess, named) === kind);
    if (caused.length === 0) return [];
    const what = [...new Set(caused.map((each) => each.what))].join(", ");
    const ids = [...new Set(caused.map(({ control }) => control))].join(", ");
    const off = `switch off ${ids} in monitoring.controls`;
    const names = named.filter(
      (each) => each.kind === kind && caused.some(({ text }) => text.includes(each.name)),
    );
    const [first] = names;
    if (first === undefined)
      return [file.fault(path, { what: `asks too much of AWS: ${what}`, remedy: off })];
    const count = amount(names.length, first.kind);
    return [
      file.fault(path, {
        what: `watches over ${count} by names that do not begin as orgtrail's do, which is too much for AWS: ${what}`,
        remedy: `leave out ${first.key}, in ${first.file}${names.length === 1 ? "" : " and others"}, or ${off}`,
      }),
    ];
  });
}

/** The kind of names of which most stand in what is too much. */
function causeOf({ text }: TooMuch, named: readonly Named[]): Named["kind"] | undefined {
  const count = (kind: Named["kind"]): number =>
    named.filter((each) => each.kind === kind && text.includes(each.name)).length;
  const [buckets, groups] = [count("log bucket"), count("log group")];
  if (buckets + groups === 0) return undefined;
  return buckets >= groups ? "log bucket" : "log group";
}
