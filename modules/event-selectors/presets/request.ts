import { suggestion } from "../../kernel";
import { DATA_RESOURCE_TYPES } from "../resource-types";
import { located, type PlacedProblem, type SelectorProblem } from "../problems";
import { PRESET_OPTIONS, type PresetOption } from "./preset";
import { PRESET_NAMES, type PresetName, type PresetRequest, PRESETS } from "./table";

/** A preset with options, as it comes from a file: not yet known to fit together. */
export type PresetOptions = { readonly preset: string } & {
  readonly [Option in PresetOption]?:
    ((typeof PRESET_OPTIONS)[Option]["value"] extends "list" ? readonly string[] : string) | undefined;
};

/** Whether the options are those that the preset takes, complete and consistent. */
export function isPresetRequest(options: PresetOptions): options is PresetRequest {
  return presetProblems(options).length === 0;
}

/**
 * All that is wrong with a preset's name and options.
 * @param property what holds the options, for the problems' texts @default "record"
 */
export function presetProblems(options: PresetOptions, property = "record"): readonly SelectorProblem[] {
  const { preset } = options;
  const findings = isPresetName(preset) ? optionFindings(preset, options) : [unknownPreset(preset)];
  return findings.map((finding) => located(finding, property));
}

function isPresetName(name: string): name is PresetName {
  return (PRESET_NAMES as readonly string[]).includes(name);
}

function unknownPreset(received: string): PlacedProblem {
  const meant = suggestion(received, PRESET_NAMES);
  return {
    path: ["preset"],
    problem: {
      what: "is not a preset",
      received,
      allowed: PRESET_NAMES.join(", "),
      remedy: meant === undefined ? "choose one of these, or write selectors" : `write ${meant}`,
    },
  };
}

function optionFindings(preset: PresetName, options: PresetOptions): readonly PlacedProblem[] {
  const { options: taken, required = [] } = PRESETS[preset];
  const given = (Object.keys(PRESET_OPTIONS) as PresetOption[]).filter(
    (option) => options[option] !== undefined,
  );
  return [
    ...given.flatMap((option) =>
      taken.includes(option) ? [] : [notTaken(preset, option, options[option], taken)],
    ),
    ...required.flatMap((option) => (options[option] === undefined ? [missing(preset, option)] : [])),
    ...given.flatMap((option) => (options[option]?.length === 0 ? [empty(option)] : [])),
    ...bucketFindings(options),
    ...(options.except ?? []).flatMap((type, index) =>
      DATA_RESOURCE_TYPES.includes(type) ? [] : [unknownType(type, index)],
    ),
  ];
}

function notTaken(
  preset: PresetName,
  option: PresetOption,
  received: unknown,
  taken: readonly PresetOption[],
): PlacedProblem {
  const allowed = taken.length === 0 ? "no options" : taken.join(", ");
  return {
    path: [option],
    problem: { what: `is no option of ${preset}`, received, allowed, remedy: "remove it" },
  };
}

function missing(preset: PresetName, option: PresetOption): PlacedProblem {
  const { what } = PRESET_OPTIONS[option];
  return {
    path: [option],
    problem: { what: `is missing from ${preset}`, allowed: what, remedy: "give at least one" },
  };
}

function empty(option: PresetOption): PlacedProblem {
  const remedy = "give a value; to record all, leave the option out; to record nothing, leave the preset out";
  return { path: [option], problem: { what: "is empty", allowed: PRESET_OPTIONS[option].what, remedy } };
}

/** Names of buckets as they were allowed before 2018, too: with capital letters and underscores. */
const BUCKET = /^[A-Za-z0-9._-]{3,255}$/;
const BUCKET_START = /^[A-Za-z0-9._-]{1,255}$/;

function bucketFindings({ buckets, prefix, bucketPrefix }: PresetOptions): readonly PlacedProblem[] {
  const findings: PlacedProblem[] = (buckets ?? []).flatMap((received, index) =>
    BUCKET.test(received) ? [] : [notABucket(["buckets", index], received, "is not the name of a bucket")],
  );
  if (bucketPrefix !== undefined && bucketPrefix !== "" && !BUCKET_START.test(bucketPrefix)) {
    findings.push(notABucket(["bucketPrefix"], bucketPrefix, "is not the start of a bucket's name"));
  }
  if (prefix !== undefined && buckets === undefined) {
    const what = "is a start of object keys, but no buckets are named";
    findings.push({
      path: ["prefix"],
      problem: {
        what,
        received: prefix,
        remedy: "name the buckets; for a start of bucket names use bucketPrefix",
      },
    });
  }
  if (bucketPrefix !== undefined && buckets !== undefined) {
    const what = "stands beside buckets";
    findings.push({
      path: ["bucketPrefix"],
      problem: { what, received: bucketPrefix, remedy: "use one of the two, or two presets" },
    });
  }
  return findings;
}

function notABucket(path: PlacedProblem["path"], received: string, what: string): PlacedProblem {
  return {
    path,
    problem: {
      what,
      received,
      allowed: "letters, digits and . _ -",
      remedy: "give the name alone, without ARN, slash or wildcard",
    },
  };
}

function unknownType(received: string, index: number): PlacedProblem {
  const meant = suggestion(received, DATA_RESOURCE_TYPES);
  return {
    path: ["except", index],
    problem: {
      what: "is not among the types that all-data-events records, so leaving it out changes nothing",
      received,
      remedy: meant === undefined ? "remove it" : `write ${meant}`,
    },
  };
}
