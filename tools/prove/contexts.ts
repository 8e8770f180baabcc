import { isBucket } from "./kinds";
import type { Circumstances, Keys } from "./circumstances";
import { MFA, PRESETS, TRANSPORT, type PresetName } from "./presets";

/** Whether the preset says when the caller has shown an MFA device. */
export function isOfMfa(name: PresetName): boolean {
  return name in MFA;
}

/** A preset that says nothing of the subject, such as the log group of a bucket: no request could carry it. */
export function silentPreset(
  names: readonly PresetName[],
  circumstances: Circumstances,
): PresetName | undefined {
  return names.find((name) => PRESETS[name](circumstances).length === 0);
}

/** The contexts of a request: one, unless a preset stands for several. */
export function contextsOf(names: readonly PresetName[], circumstances: Circumstances): readonly Keys[] {
  const travels = names.some((name) => name in TRANSPORT);
  const all: readonly PresetName[] = [
    "itsAlias",
    ...(isBucket(circumstances.subject) && !travels ? (["currentTls"] as const) : []),
    ...names,
  ];
  return all.reduce<readonly Keys[]>(
    (contexts, name) =>
      contexts.flatMap((context) => PRESETS[name](circumstances).map((keys) => ({ ...context, ...keys }))),
    [{}],
  );
}
