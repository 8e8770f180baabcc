import { at, isKnown, saysSame, shown, shownChange, sidesOf } from "../attributes";
import type { VerdictRule } from "../verdict";

/** A key's alias means another key, or none. */
export const keyAliasChanged: VerdictRule = {
  id: "key-alias-changed",
  verdict: "blocked",
  title: "A key's alias means another key, or goes",
  why: "Guardrails know the keys that encrypt logs by their aliases: without one, nothing denies anybody to disable or delete the key.",
  judge: (change) => {
    if (change.type !== "aws_kms_alias") return [];
    const name = shown(at(change.before, "name"));
    if (change.action === "destroy") return [{ what: `alias ${name} is removed` }];
    const sides = sidesOf(change);
    if (sides === undefined) return [];
    return ["name", "target_key_id"]
      .filter((each) => isKnown(sides.after[each]) && !saysSame(sides.before[each], sides.after[each]))
      .map((each) => ({
        what: `alias ${name} changes (${each}: ${shownChange(sides.before[each], sides.after[each])})`,
      }));
  },
};
