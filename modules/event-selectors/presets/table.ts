import type { Partition } from "../../organization";
import type { AdvancedEventSelector } from "../selectors";
import { MANAGEMENT_PRESETS } from "./management";
import { NETWORK_PRESETS } from "./network";
import type { NoOptions, Preset } from "./preset";
import { RESOURCE_PRESETS } from "./resources";
import { S3_PRESETS, type S3Scope } from "./objects";

/** Which options each preset takes. */
type OptionsByPreset = Readonly<Record<keyof typeof MANAGEMENT_PRESETS, NoOptions>> &
  Readonly<Record<keyof typeof S3_PRESETS, S3Scope>> &
  OptionsOf<typeof RESOURCE_PRESETS> &
  OptionsOf<typeof NETWORK_PRESETS>;

type OptionsOf<Presets> = {
  readonly [Name in keyof Presets]: Presets[Name] extends Preset<infer Options> ? Options : never;
};

/** The name of a preset. */
export type PresetName = keyof OptionsByPreset;

/** A preset by name, with its options: `{ preset: "s3-write", buckets: ["acme-ledger"] }`. */
export type PresetRequest<Name extends PresetName = PresetName> = {
  [Each in Name]: { readonly preset: Each } & OptionsByPreset[Each];
}[Name];

/** Every preset, in the order in which the documentation lists them. */
export const PRESETS: { readonly [Name in PresetName]: Preset<OptionsByPreset[Name]> } = {
  ...MANAGEMENT_PRESETS,
  ...S3_PRESETS,
  ...RESOURCE_PRESETS,
  ...NETWORK_PRESETS,
};

/** The names of all presets. */
export const PRESET_NAMES: readonly PresetName[] = Object.keys(PRESETS) as PresetName[];

/** The selectors that a preset stands for, in a partition. */
export function expandPreset<Name extends PresetName>(
  request: PresetRequest<Name>,
  partition: Partition,
): readonly AdvancedEventSelector[] {
  const preset: Preset<OptionsByPreset[Name]> = PRESETS[request.preset];
  return preset.expand(request, partition);
}
