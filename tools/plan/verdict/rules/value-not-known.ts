import { at, holdsUnknown, shown, sidesOf } from "../attributes";
import { JUDGED_ATTRIBUTES } from "../judged-attributes";
import type { VerdictRule } from "../verdict";

/** What the rules look at is known only when it is applied. */
export const valueNotKnown: VerdictRule = {
  id: "value-not-known",
  verdict: "review",
  title: "A value that matters is known only after the plan is applied",
  why: "No rule can tell whether the new value weakens anything: look at it after the apply, or make it known before.",
  judge: (change) => {
    const names = Object.hasOwn(JUDGED_ATTRIBUTES, change.type) ? JUDGED_ATTRIBUTES[change.type] : undefined;
    const sides = sidesOf(change);
    if (names === undefined || sides === undefined) return [];
    return names
      .filter((name) => holdsUnknown(at(sides.after, name)) && !holdsUnknown(at(sides.before, name)))
      .map((name) => ({
        what: `${name} was ${shown(at(sides.before, name))}, and is known only after apply`,
      }));
  },
};
