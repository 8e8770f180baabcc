import type { Problem } from "../validation";
import { guardrailBulk, type GuardrailNames } from "./guardrail-names";
import { ATTACHED_POLICIES } from "./limits";

/** The ids of an organization's root and of its units. @see https://docs.aws.amazon.com/organizations/latest/APIReference/API_AttachPolicy.html */
export const GUARDRAIL_TARGET = /^(r-[0-9a-z]{4,32}|ou-[0-9a-z]{4,32}-[0-9a-z]{8,32})$/;

/** Why guardrails cannot be attached to what has this id. */
export function guardrailTargetProblem(id: string): Problem | undefined {
  if (GUARDRAIL_TARGET.test(id)) return undefined;
  return {
    what: "is the id of neither a root nor an organizational unit",
    received: id,
    allowed: '"r-" and 4 to 32 lower-case letters or digits, or "ou-", the root\'s, "-" and 8 to 32 more',
    remedy: "copy it from `aws organizations list-roots`, or from `list-organizational-units-for-parent`",
  };
}

/** Why the target at a place of the list is not attached to: one before it is the same. @param targets with `undefined` for what is no text */
export function repeatedTargetProblem(
  targets: readonly (string | undefined)[],
  index: number,
): Problem | undefined {
  const target = targets[index];
  if (target === undefined || targets.indexOf(target) === index) return undefined;
  return { what: "is listed twice", received: target, allowed: "each target once", remedy: "remove one" };
}

/** Why AWS may not attach so many policies of a type: what makes them, and what to do. */
export function attachedPoliciesProblem(
  type: keyof typeof ATTACHED_POLICIES,
  count: number,
  names: GuardrailNames,
): string | undefined {
  const most = ATTACHED_POLICIES[type];
  if (count < most) return undefined;
  return (
    `makes ${count} policies of type ${type}, of ${guardrailBulk(names)}; AWS attaches ${most} to a root or unit, its own ` +
    "that allows everything among them: leave names to orgtrail, which are one pattern, and name roles by patterns"
  );
}
