import { z } from "zod";
import {
  PRESET_NAMES,
  PRESET_OPTIONS,
  PRESETS,
  type AdvancedEventSelector,
  type PresetName,
  type PresetOption,
  type PresetRequest,
} from "../../../modules/event-selectors";
import { selector } from "./selector";

/** One thing that a trail records: a preset by name, or a selector in CloudTrail's own terms. */
export type RecordEntry = PresetRequest | AdvancedEventSelector;

/** The schema of one preset, made from its row in the table of presets. */
function presetSchema(name: PresetName): z.ZodObject {
  const { records, cost, options, required = [] } = PRESETS[name];
  const shape = options.map((option) => [option, optionSchema(option, required.includes(option))]);
  return z.strictObject({
    preset: z.literal(name).meta({ description: `${records} ${cost}` }),
    ...(Object.fromEntries(shape) as Record<PresetOption, z.ZodType>),
  });
}

function optionSchema(option: PresetOption, required: boolean): z.ZodType {
  const { value, what } = PRESET_OPTIONS[option];
  const word = z.string().min(1);
  const schema = (value === "list" ? z.array(word).min(1).readonly() : word).meta({ description: what });
  return required ? schema : schema.exactOptional();
}

const [first, ...others] = PRESET_NAMES.map(presetSchema);
if (first === undefined) throw new Error("orgtrail: there are no presets");

/**
 * One thing that a trail records. The table of presets types their requests; here it checks them too, which is
 * more than the compiler can see.
 */
export const recordEntry = z.union([
  z.discriminatedUnion("preset", [first, ...others]),
  selector,
]) as unknown as z.ZodUnion<[z.ZodDiscriminatedUnion, z.ZodDiscriminatedUnion]> &
  z.ZodType<RecordEntry, RecordEntry>;

/** What a trail records. */
export const record = z
  .array(recordEntry)
  .readonly()
  .meta({ description: "What the trail records: presets, each narrowed by its options, and selectors." });
