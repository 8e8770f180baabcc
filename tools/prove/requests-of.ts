import type { Configuration } from "../../stacks/config";
import { outsidersOf, type Subject } from "../../stacks/blueprint";
import { actorsNamed, isNamed, type Actor } from "./cast";
import { silentPreset, type PresetName } from "./presets";
import { abilityProofs, actionProofs, type KeysByTeam, type Proof } from "./proofs";
import type { Row } from "./row";
import type { Scene } from "./scene";
import { hasSettings } from "./settings";
import { includes } from "./subject";

/** All that a row stands for: each subject, principal, action, resource and context by itself. */
export function requestsOf(
  row: Row,
  configuration: Configuration,
  subjects: readonly Subject[],
): readonly Proof[] {
  const keys: KeysByTeam = new Map(
    subjects.filter(({ kind }) => kind === "log key").map((subject) => [subject.team, subject]),
  );
  return scenesOf(row, configuration, subjects).flatMap((scene) =>
    actorsOf(row, scene).flatMap((actor) => {
      const asking = { ...scene, principal: actor.principal };
      return row.can === undefined
        ? actionProofs(row, asking, actor, subjects)
        : abilityProofs(row, asking, actor, keys);
    }),
  );
}

/** The scene of each subject that the row is about. */
function scenesOf(row: Row, configuration: Configuration, subjects: readonly Subject[]): readonly Scene[] {
  if (!hasSettings(configuration, row.when)) return [];
  const outsiders = outsidersOf(configuration);
  return subjects
    .filter((subject) => row.on.some((set) => includes(set, subject)))
    .filter((subject) => row.team === undefined || subject.team === row.team)
    .filter(({ mends }) => row.rule === undefined || (mends !== undefined && row.rule.includes(mends.rule)))
    .map((subject) => ({ configuration, subject, outsiders }));
}

function actorsOf({ principal, except = [] }: Row, scene: Scene): readonly Actor[] {
  const excepted = except.map((name) => isNamed(name, scene));
  return principal
    .flatMap((name) => actorsNamed(name, scene))
    .filter((actor) => !excepted.some((isOne) => isOne(actor)));
}

/** Why a row makes no request: by what it says, which the configuration does not have. */
export type IdleBecause = "when" | "on" | "principal" | "resource";

/** Why the row makes no request. */
export function whyIdle(row: Row, configuration: Configuration, subjects: readonly Subject[]): IdleBecause {
  if (!hasSettings(configuration, row.when)) return "when";
  const scenes = scenesOf(row, configuration, subjects);
  if (scenes.length === 0) return "on";
  return scenes.every((each) => actorsOf(row, each).length === 0) ? "principal" : "resource";
}

/** What a row says that its requests carry and that none of them could, and of which subject. */
export interface SilentContext {
  readonly preset: PresetName;
  readonly subject: Subject;
}

/** What no request of the row could carry. @returns undefined where each could carry all */
export function silentContext(
  row: Row,
  configuration: Configuration,
  subjects: readonly Subject[],
): SilentContext | undefined {
  return scenesOf(row, configuration, subjects).flatMap((scene) => {
    const preset = silentPreset(row.context, scene);
    return preset === undefined ? [] : [{ preset, subject: scene.subject }];
  })[0];
}
