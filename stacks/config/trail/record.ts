import * as z from "zod";
import {
  BASIC_RESOURCE_TYPES,
  EXCLUDABLE_SOURCES,
  fieldsOf,
  MAX_SELECTOR_NAME_LENGTH,
  MAX_VALUE_LENGTH,
  PRESET_NAMES,
  PRESET_OPTIONS,
  PRESETS,
  READ_WRITE_TYPES,
  type AdvancedEventSelector,
  type CategoryField,
  type PresetName,
  type PresetOption,
  type PresetRequest,
  type SelectorCategory,
} from "../../../modules/event-selectors";

const values = z.array(z.string().min(1).max(MAX_VALUE_LENGTH)).min(1).readonly();

const conditions = z
  .strictObject({
    equals: values.exactOptional(),
    startsWith: values.exactOptional(),
    endsWith: values.exactOptional(),
    notEquals: values.exactOptional(),
    notStartsWith: values.exactOptional(),
    notEndsWith: values.exactOptional(),
  })
  .readonly()
  .meta({
    description:
      "One positive value must hold, where there is any; no negative one may. There are no wildcards.",
  });

const name = z
  .string()
  .min(1)
  .max(MAX_SELECTOR_NAME_LENGTH)
  .meta({ description: "Says what the selector is for." });
const readOnly = z.boolean().meta({ description: "true: reads only. false: writes only. Default: both." });

const leavesOut = "Leaves out noisy services, with the calls that matter among them.";

/** What a field takes, as a schema. */
function fieldSchema({ kind, one }: CategoryField): z.ZodType {
  switch (kind) {
    case "one text":
      return z.string().meta({ description: one?.description, examples: one && [one.example] });
    case "boolean":
      return readOnly.exactOptional();
    case "true or absent":
      return z.boolean().exactOptional();
    case "conditions":
      return conditions.exactOptional();
    case "error code":
      return z.literal("VpceAccessDenied").exactOptional();
    case "excluded sources":
      return z
        .strictObject({ notEquals: z.array(z.enum(EXCLUDABLE_SOURCES)).min(1).readonly() })
        .readonly()
        .exactOptional()
        .meta({ description: leavesOut });
  }
}

/** The schema of selectors of a category, made from the table of fields. */
function selectorSchema(category: SelectorCategory, description: string): z.ZodObject {
  const shape = (one: boolean): Record<string, z.ZodType> =>
    Object.fromEntries(
      fieldsOf(category)
        .filter(({ kind }) => (kind === "one text") === one)
        .map((field) => [field.property, fieldSchema(field)]),
    );
  return z.strictObject({
    category: z.literal(category).meta({ description }),
    ...shape(true),
    name: name.exactOptional(),
    ...shape(false),
  });
}

/** An advanced event selector, in the terms of modules/event-selectors. */
const selector = z.discriminatedUnion("category", [
  selectorSchema("Management", "What is done to resources."),
  selectorSchema("Data", "What is done with what resources hold. Always billed."),
  selectorSchema("NetworkActivity", "What passes through VPC endpoints. Always billed."),
]);

/** Basic event selectors, for trails that have them. */
export const basicSelectors = z
  .array(
    z
      .strictObject({
        readWriteType: z.enum(READ_WRITE_TYPES).exactOptional(),
        includeManagementEvents: z
          .boolean()
          .exactOptional()
          .meta({ description: "Whether management events are recorded. Default: true." }),
        excludeManagementEventSources: z
          .array(z.enum(EXCLUDABLE_SOURCES))
          .readonly()
          .exactOptional()
          .meta({ description: leavesOut }),
        dataResources: z
          .array(
            z
              .strictObject({
                type: z.enum(BASIC_RESOURCE_TYPES),
                values: values.meta({
                  description: "ARNs. arn:aws:s3 and the like stand for every resource.",
                }),
              })
              .readonly(),
          )
          .readonly()
          .exactOptional()
          .meta({ description: "The resources whose data events are recorded." }),
      })
      .readonly(),
  )
  .min(1)
  .readonly()
  .meta({ description: "Selectors of CloudTrail's older kind, in place of record. A trail has one kind." });

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
