import type { ContextValue } from "../../modules/policy-evaluation";
import { isThing } from "./kinds";
import PRESET_GROUPS from "./presets.json";
import type { Keys, Scene } from "./scene";
import { filled } from "./words";

type Groups = typeof PRESET_GROUPS;

/** What a table can say that a request carries, by name. */
export type RequestPreset = { [Group in keyof Groups]: keyof Groups[Group] }[keyof Groups];

const { transport, mfa } = PRESET_GROUPS;
const PRESETS = Object.assign({}, ...Object.values(PRESET_GROUPS)) as Readonly<Record<RequestPreset, Keys>>;

/** The names that a table can give to what a request carries. */
export const REQUEST_PRESETS = Object.keys(PRESETS) as readonly RequestPreset[];

/** Whether the preset says when the caller has shown an MFA device. */
export function isOfMfa(name: RequestPreset): boolean {
  return name in mfa;
}

/** A preset that says nothing of the subject, such as the log group of a bucket: no request could carry it. */
export function silentPreset(names: readonly RequestPreset[], scene: Scene): RequestPreset | undefined {
  return names.find((name) => contextsWith(PRESETS[name], scene).length === 0);
}

/** The contexts of a request: one, unless a preset stands for several. @param keys that it carries besides, and that say more */
export function contextsOf(names: readonly RequestPreset[], keys: Keys, scene: Scene): readonly Keys[] {
  const { subject } = scene;
  const all: readonly Keys[] = [
    // A request to a key that guardrails protect carries its aliases.
    subject.alias === undefined ? {} : PRESETS.itsAlias,
    isThing(subject, "bucket") && !names.some((name) => name in transport) ? PRESETS.currentTls : {},
    ...names.map((name) => PRESETS[name]),
    keys,
  ];
  return all.reduce<readonly Keys[]>(
    (contexts, preset) =>
      contexts.flatMap((context) => contextsWith(preset, scene).map((added) => ({ ...context, ...added }))),
    [{}],
  );
}

/** The keys with their words replaced: where one stands for several values, each by itself; a list is one value. */
function contextsWith(keys: Keys, scene: Scene): readonly Keys[] {
  return Object.entries(keys).reduce<readonly Keys[]>(
    (contexts, [key, value]) => {
      const values: readonly ContextValue[] =
        typeof value === "string"
          ? filled(value, scene)
          : [typeof value === "object" ? value.flatMap((text) => filled(text, scene)) : value];
      return contexts.flatMap((context) => values.map((each) => ({ ...context, [key]: each })));
    },
    [{}],
  );
}
