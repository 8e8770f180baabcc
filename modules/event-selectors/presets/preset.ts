import type { Partition } from "../../organization";
import type { AdvancedEventSelector } from "../selectors";

/** What a preset can be narrowed by. Which preset takes which option stands in PRESETS. */
export const PRESET_OPTIONS = {
  buckets: { value: "list", what: "names of S3 buckets" },
  prefix: { value: "text", what: "the start of object keys in `buckets`, such as `ledger/2026/`" },
  bucketPrefix: { value: "text", what: "the start of the names of S3 buckets, such as `acme-payments-`" },
  functions: { value: "list", what: "ARNs of Lambda functions" },
  tables: { value: "list", what: "ARNs of DynamoDB tables" },
  resources: { value: "list", what: "ARNs of resources" },
  eventSources: { value: "list", what: "services, such as `s3.amazonaws.com`" },
  vpcEndpoints: { value: "list", what: "ids of VPC endpoints" },
  except: { value: "list", what: "resource types to leave out" },
} as const satisfies Record<string, { readonly value: "list" | "text"; readonly what: string }>;

/** The name of an option of presets. */
export type PresetOption = keyof typeof PRESET_OPTIONS;

/** A named answer to "what shall the trail record?": what a selector would say, in words that a person uses. */
export interface Preset<Options> {
  /** What it records, as a sentence. */
  readonly records: string;
  readonly category: AdvancedEventSelector["category"];
  /** The options it takes. */
  readonly options: readonly PresetOption[];
  /** Which of the options must be given. @default - none */
  readonly required?: readonly PresetOption[];
  /** What drives its cost, as a sentence. */
  readonly cost: string;
  /** What it blinds the trail to, and which controls fail for that. @default - nothing */
  readonly warning?: string;
  /** The oldest AWS provider that can express it. @default - any that orgtrail supports */
  readonly needsProvider?: string;
  /** The selectors that it stands for. */
  readonly expand: (options: Options, partition: Partition) => readonly AdvancedEventSelector[];
}

/** Options of a preset that takes none. */
export type NoOptions = object;

const LISTED = 3;

/** The selector's name: the preset's, and what it was narrowed to, short enough for CloudTrail's 1,000 characters. */
export function selectorName(preset: string, narrowedTo: readonly string[] = []): string {
  if (narrowedTo.length === 0) return preset;
  const rest = narrowedTo.length - LISTED;
  const listed = narrowedTo.slice(0, LISTED).join(", ");
  const name = `${preset}: ${listed}${rest > 0 ? ` and ${rest} more` : ""}`;
  return name.length <= 1000 ? name : preset;
}
