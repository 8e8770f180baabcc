import type { PolicyStatement } from "../../../../modules/policy";
import type { JsonObject, StackPlan } from "../../change";
import { textAt } from "../attributes";
import { documentIn, readPolicy } from "./policy-text";

/**
 * What other policies of the organization deny wherever this one is attached, once the plan is applied: orgtrail divides its
 * statements among as many as AWS's limits ask for, and one that grows sends a statement to the next.
 */
export function denialsBeside(policy: JsonObject, { planned }: StackPlan): readonly PolicyStatement[] {
  const all = [...planned.values()];
  const id = textAt(policy, "id");
  const targetsOf = (policyId: string): ReadonlySet<string> =>
    new Set(
      all
        .filter(({ type, values }) => isAttachment(type) && textAt(values, "policy_id") === policyId)
        .flatMap(({ values }) => textAt(values, "target_id") ?? []),
    );
  const targets = id === undefined ? new Set<string>() : targetsOf(id);
  if (targets.size === 0) return [];
  return all
    .filter(({ type, values }) => type === "aws_organizations_policy" && values["type"] === policy["type"])
    .filter(({ values }) => {
      const other = textAt(values, "id");
      return (
        other !== undefined && other !== id && [...targets].every((target) => targetsOf(other).has(target))
      );
    })
    .flatMap(({ values }) => documentIn(readPolicy(values["content"]))?.Statement ?? [])
    .filter(({ Effect }) => Effect === "Deny");
}

function isAttachment(type: string): boolean {
  return type === "aws_organizations_policy_attachment";
}
