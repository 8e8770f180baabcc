import type { PolicyStatement } from "../../../../modules/policy";
import type { JsonObject, ResourceChange, StackPlan } from "../../change";
import { isKnown, isSame, shown, shownChange, sidesOf, textAt } from "../attributes";
import type { JudgementContext } from "../verdict";
import { liftedDenials, type Form } from "./compared-statements";
import { consequences, type Consequence } from "./consequences";
import { isMoved } from "./moved";
import { changedPolicies, documentIn, readPolicy } from "./policy-text";

/** Whom a policy of each type limits; those of other types are settings, and no evaluator knows them. */
const FORMS: Readonly<Record<string, Form>> = {
  SERVICE_CONTROL_POLICY: "service control",
  RESOURCE_CONTROL_POLICY: "resource control",
};

/** What an attachment is: which policy, and to what. */
const ATTACHMENT = ["policy_id", "target_id"];

/** What the change of an organization's policy, or of what it is attached to, no longer denies. */
export function guardrailChange(change: ResourceChange, context: JudgementContext): readonly Consequence[] {
  switch (change.type) {
    case "aws_organizations_policy":
      return changedPolicy(change, context);
    case "aws_organizations_policy_attachment":
      return detached(change);
    default:
      return [];
  }
}

function detached(change: ResourceChange): readonly Consequence[] {
  const { action, before, after } = change;
  if (action !== "destroy" && !isMoved(change, ATTACHMENT)) return [];
  const hidden =
    action === "destroy"
      ? []
      : ATTACHMENT.filter((name) => !isKnown(before?.[name]) || !isKnown(after?.[name]));
  return hidden.length > 0
    ? consequences("not judged", `${hidden.join(" and ")} of the attachment cannot be told before the apply`)
    : consequences(
        "lifted",
        `all that the policy denied in ${shown(before?.["target_id"])} (policy ${shown(before?.["policy_id"])})`,
      );
}

function changedPolicy(
  change: ResourceChange,
  { configuration, plan, drift }: JudgementContext,
): readonly Consequence[] {
  const name = textAt(change.before, "name") ?? "the policy";
  if (change.action === "destroy") return consequences("lifted", `all that ${name} denied`);
  const sides = sidesOf(change);
  if (sides === undefined) return [];
  const { content = null, type: was = null } = sides.before;
  const changed = changedPolicies(content, sides.after["content"]);
  if (changed === undefined && isSame(was, sides.after["type"] ?? null)) return [];
  const form = formOf(sides.before);
  if (form === undefined) {
    return consequences(
      "not judged",
      `a policy of type ${shown(sides.before["type"])} is read by no evaluator`,
    );
  }
  if (formOf(sides.after) !== form) {
    const type = shownChange(sides.before["type"], sides.after["type"]);
    return consequences("lifted", `all that ${name} denied (type: ${type})`);
  }
  if (changed === undefined) return [];
  if ("why" in changed) return consequences("not judged", changed.why);
  // What drifted has not been applied: nothing else of the plan makes up for it.
  const beside = drift ? [] : denialsBeside(sides.after, plan);
  const { before, after } = changed;
  const together = after && { ...after, Statement: [...after.Statement, ...beside] };
  return liftedDenials({ before, after: together }, form, configuration);
}

/** AWS takes a policy without a type for one that is said to be. */
function formOf(side: JsonObject): Form | undefined {
  const { type = null } = side;
  const name = type === null || type === "" ? "SERVICE_CONTROL_POLICY" : textAt(side, "type");
  return name !== undefined && Object.hasOwn(FORMS, name) ? FORMS[name] : undefined;
}

/**
 * What other policies of the organization deny wherever this one is attached, once the plan is applied: orgtrail divides its
 * statements among as many as AWS's limits ask for, and one that grows sends a statement to the next.
 */
function denialsBeside(policy: JsonObject, { planned }: StackPlan): readonly PolicyStatement[] {
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
