import {
  countValues,
  EVENT_PRICES,
  expandPreset,
  isPresetRequest,
  MAX_VALUES,
  PRESET_NAMES,
  PRESET_OPTIONS,
  PRESETS,
  RENAMED_CALLS,
  SELECTOR_CONSTRAINTS,
  type PresetName,
  type PresetOption,
} from "../../modules/event-selectors";
import { markdownTable } from "./markdown-table";

/** What `record` can name, in the order of the table of presets. */
export function presetsTable(): string {
  const rows = PRESET_NAMES.map((name) => {
    const { records, options, required, cost, needsProvider } = PRESETS[name];
    const provider = needsProvider === undefined ? "" : ` Needs AWS provider ${needsProvider}.`;
    return [
      `\`${name}\``,
      `${records}${provider}`,
      options.map((option) => optionText(option, required)).join(", "),
      cost,
      String(valuesOf(name)),
    ];
  });
  return markdownTable(["Preset", "Records", "Options", "Cost", `Values of ${MAX_VALUES}`], rows);
}

function optionText(option: PresetOption, required: readonly PresetOption[] = []): string {
  return `\`${option}\`${required.includes(option) ? " (must be given)" : ""}`;
}

/** How many values the preset has, with one value for each option that must be given. */
function valuesOf(preset: PresetName): number {
  const { required = [] } = PRESETS[preset];
  const request = { preset, ...Object.fromEntries(required.map((option) => [option, ["s3.amazonaws.com"]])) };
  if (!isPresetRequest(request)) throw new Error(`orgtrail: preset ${preset} does not take its own options`);
  return countValues(expandPreset(request, "aws"));
}

/** What presets can be narrowed by. */
export function presetOptionsTable(): string {
  const rows = Object.entries(PRESET_OPTIONS).map(([option, { value, what }]) => [
    `\`${option}\``,
    value,
    what,
  ]);
  return markdownTable(["Option", "Takes", "What it names"], rows);
}

/** The presets that blind a trail, and which controls fail for them. */
export function blindingPresetsTable(): string {
  const rows = PRESET_NAMES.flatMap((name) => {
    const { warning } = PRESETS[name];
    return warning === undefined ? [] : [[`\`${name}\``, warning]];
  });
  return markdownTable(["Preset", "What the trail does not see"], rows);
}

/** What is checked of selectors. */
export function selectorConstraintsTable(): string {
  return markdownTable(
    ["", "Constraint"],
    SELECTOR_CONSTRAINTS.map(({ says }, index) => [String(index + 1), says]),
  );
}

/** CloudTrail's list prices. */
export function eventPricesTable(): string {
  const rows = Object.values(EVENT_PRICES).map(({ counts, per100k, verified }) => [
    `${counts.charAt(0).toUpperCase()}${counts.slice(1)}`,
    `${per100k === 0 ? "free" : `$${per100k.toFixed(2)}`}${verified ? "" : " (not verified)"}`,
  ]);
  return markdownTable(["Events", "For 100,000, in US dollars"], rows);
}

/** What CloudTrail calls otherwise than the API does. */
export function renamedCallsTable(): string {
  const code = (names: readonly string[]): string => names.map((name) => `\`${name}\``).join(", ");
  return markdownTable(
    ["In the API", "In CloudTrail"],
    RENAMED_CALLS.map(({ call, recordedAs }) => [code([call]), code(recordedAs)]),
  );
}
