import type { JsonObject, JsonValue, ResourceChange } from "../../change";
import { isSame, shown, shownChange, sidesOf, textAt } from "../attributes";
import type { JudgementContext } from "../verdict";
import { liftedDenials, type LiftedDenials } from "./lifted-denials";
import { readPolicy } from "./policy-text";

const NOTHING: LiftedDenials = { lifted: [], notJudged: [] };

/** How a policy of each type reads; those of other types are settings, and no evaluator knows them. */
const FORMS: Readonly<Record<string, "identity" | "resource">> = {
  SERVICE_CONTROL_POLICY: "identity",
  RESOURCE_CONTROL_POLICY: "resource",
};

/** What the change of an organization's policy, or of what it is attached to, no longer denies. */
export function guardrailChange(change: ResourceChange, context: JudgementContext): LiftedDenials {
  switch (change.type) {
    case "aws_organizations_policy":
      return changedPolicy(change, context);
    case "aws_organizations_policy_attachment":
      return detached(change);
    default:
      return NOTHING;
  }
}

function detached({ action, before, after }: ResourceChange): LiftedDenials {
  const target = shown(before?.["target_id"]);
  if (action === "destroy") return { ...NOTHING, lifted: [`all that the policy denied in ${target}`] };
  const elsewhere = textAt(after, "target_id");
  const moved = action === "replace" && elsewhere !== undefined && elsewhere !== textAt(before, "target_id");
  return moved ? { ...NOTHING, lifted: [`all that the policy denied in ${target}`] } : NOTHING;
}

function changedPolicy(change: ResourceChange, { configuration }: JudgementContext): LiftedDenials {
  const name = textAt(change.before, "name") ?? "the policy";
  if (change.action === "destroy") return { ...NOTHING, lifted: [`all that ${name} denied`] };
  const sides = sidesOf(change);
  if (sides === undefined || isSame(contentOf(sides.before), contentOf(sides.after))) return NOTHING;
  const [before, after] = [sides.before, sides.after].map((side) => readPolicy(side["content"]));
  const form = formOf(sides.before);
  if (form === undefined) {
    return {
      ...NOTHING,
      notJudged: [`a policy of type ${shown(sides.before["type"])} is read by no evaluator`],
    };
  }
  const unreadable = [after, before].find((reading) => reading?.kind === "unreadable");
  if (unreadable?.kind === "unreadable") return { ...NOTHING, notJudged: [unreadable.why] };
  const documents = {
    before: before?.kind === "document" ? before.document : undefined,
    after: after?.kind === "document" ? after.document : undefined,
  };
  const type = shownChange(sides.before["type"], sides.after["type"]);
  if (formOf(sides.after) !== form)
    return { ...NOTHING, lifted: [`all that ${name} denied (type: ${type})`] };
  return liftedDenials(documents, form, configuration);
}

/** All that decides what the policy denies. */
function contentOf({ content = null, type = null }: JsonObject): JsonValue {
  return [content, type];
}

function formOf(side: JsonObject): "identity" | "resource" | undefined {
  const type = textAt(side, "type") ?? "SERVICE_CONTROL_POLICY";
  return Object.hasOwn(FORMS, type) ? FORMS[type] : undefined;
}
