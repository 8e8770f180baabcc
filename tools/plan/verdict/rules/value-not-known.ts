import type { ResourceChange } from "../../change";
import { at, holdsHidden, holdsUnknown, isSame, shown, sidesOf } from "../attributes";
import { bucketGoes, bucketIsThere } from "../bucket-parts";
import { judgedAttributes } from "../judged-attributes";
import { unplacedKeys } from "../placed";
import type { JudgementContext, Observation, VerdictRule } from "../verdict";

/** What the rules look at is known only when it is applied, or hidden. */
export const valueNotKnown: VerdictRule = {
  id: "value-not-known",
  verdict: "review",
  title: "A value that matters is hidden, or known only after the plan is applied",
  why: "No rule can tell whether the new value weakens anything: look at it after the apply, or make it known before.",
  judge: (change, context) =>
    change.action === "create" ? madeUnseen(change, context) : changedUnseen(change, context),
};

/** What AWS gives to something new is harmless; what takes the place of something else, or is hidden, may not be. */
function madeUnseen(change: ResourceChange, { plan }: JudgementContext): readonly Observation[] {
  const { decisive = [] } = judgedAttributes(change.type);
  const unplaced = unplacedKeys(change, plan);
  const hidden = decisive.filter((name) => holdsHidden(at(change.after, name)) && !unplaced.includes(name));
  const expires =
    change.type === "aws_s3_bucket_lifecycle_configuration" &&
    holdsUnknown(at(change.after, "rule")) &&
    !hidden.includes("rule") &&
    bucketIsThere(change, plan);
  return [
    ...unplaced.map((name) => ({
      what: `${name} cannot be told before the apply: it may be that of something that is there already`,
    })),
    ...hidden.map((name) => ({ what: `${name} is marked sensitive` })),
    ...(expires ? [{ what: "rule is known only after apply, and the bucket is there already" }] : []),
  ];
}

function changedUnseen(change: ResourceChange, { plan }: JudgementContext): readonly Observation[] {
  const { decisive = [], reviewed = [] } = judgedAttributes(change.type);
  const sides = sidesOf(change);
  if (sides === undefined) return [];
  const hidden = change.hiddenChanges ?? [];
  // Of what decides, `value-hidden` tells.
  return [...decisive.filter((name) => !hidden.includes(name)), ...reviewed].flatMap((name) => {
    const [before, after] = [at(sides.before, name), at(sides.after, name)];
    if (holdsUnknown(after) && !isSame(before, after)) {
      // With a bucket that goes, the name of the next one is often not known: what is lost, another rule says.
      if (name === "bucket" && typeof before === "string" && bucketGoes(before, plan)) return [];
      const how = holdsHidden(after) ? "is marked sensitive" : "is known only after apply";
      return [{ what: `${name} was ${shown(before)}, and ${how}` }];
    }
    return reviewed.includes(name) && hidden.includes(name)
      ? [{ what: `${name} changes, and is marked sensitive` }]
      : [];
  });
}
