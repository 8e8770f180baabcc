import { matchesWildcards } from "../../../../modules/kernel";
import { serviceRolePatterns } from "../../../../modules/organization";
import { policyDocument } from "../../../../modules/policy";
import type { Subject } from "../../../../stacks/blueprint";
import {
  SENSITIVE,
  UNKNOWN,
  type JsonObject,
  type JsonValue,
  type ResourceChange,
  type StackPlan,
} from "../../change";
import { blocksAt, isKnown, isSame, shown, textAt } from "../attributes";
import type { JudgementContext } from "../verdict";
import { permitted } from "./compared-statements";
import { consequences, type Consequence } from "./consequences";
import { subjectsOf } from "./guarded-resource";
import { asTwo, isMoved } from "./moved";
import { changedPolicies, documentIn, isSameDocument, readPolicy } from "./policy-text";

/** What the change lets a role do more and less: by its own policies, those attached to it, and its boundary. */
export function permissionChange(change: ResourceChange, context: JudgementContext): readonly Consequence[] {
  const { plan } = context;
  switch (change.type) {
    case "aws_iam_role_policy":
      return ownPolicy(change, context);
    case "aws_iam_policy":
      return managedPolicy(change, context);
    case "aws_iam_role_policy_attachment":
      return isMoved(change, ["role", "policy_arn"])
        ? asTwo(change).flatMap((each) => attachment(each, plan))
        : attachment(change, plan);
    case "aws_iam_role":
      return [...boundary(change, context), ...attachedPolicies(change), ...inlinePolicies(change, context)];
    default:
      return [];
  }
}

/** A policy of the role's own. */
function ownPolicy(change: ResourceChange, context: JudgementContext): readonly Consequence[] {
  const { plan } = context;
  const { action, before, after } = change;
  if (isMoved(change, ["role"]) && !isWithRole(before, "destroy", plan))
    return asTwo(change).flatMap((each) => ownPolicy(each, context));
  const document = documentIn(readPolicy(after?.["policy"]));
  const isOrgtrails = ownPermissions(context).some((own) => isSameDocument(document, own.document));
  // What is known only after apply comes with a role that nobody had so far, and that is judged itself.
  const isJudgedThere = !isKnown(after?.["policy"]) && isWithRole(after, "create", plan);
  if (action === "create" && (isOrgtrails || isJudgedThere)) return [];
  const texts = { before: before?.["policy"], after: after?.["policy"] };
  return ofRole(texts, { name: textAt(after, "role"), who: roleOf(before ?? after) }, context);
}

/** A policy of a role's own on both sides. */
interface PolicyTexts {
  readonly before?: JsonValue | undefined;
  readonly after?: JsonValue | undefined;
}

/** The role that has a policy, and how it is called in a sentence. */
interface Holder {
  readonly name: string | undefined;
  readonly who: string;
}

function ofRole(texts: PolicyTexts, holder: Holder, context: JudgementContext): readonly Consequence[] {
  const found = compared(texts.before, texts.after, holder.who, context);
  return found.some(({ is }) => is === "refused")
    ? found
    : [...found, ...keptFromOwn(texts, holder, context)];
}

/** What the policy newly denies of what orgtrail lets the role do: a denial counts beside whatever else the role has. */
function keptFromOwn(
  { before, after }: PolicyTexts,
  { name, who }: Holder,
  context: JudgementContext,
): readonly Consequence[] {
  const { configuration, plan } = context;
  const own = ownPermissions(context).find(({ arn }) => arn.endsWith(`:role/${name ?? ""}`));
  const ofFamily = serviceRolePatterns(configuration.name).some((pattern) =>
    matchesWildcards(pattern, name ?? ""),
  );
  const permits = own?.document ?? (ofFamily ? DELIVERIES : undefined);
  if (permits === undefined) return [];
  const [was, is] = [before, after].map((text) => documentIn(readPolicy(text)));
  const policies = { before: was, after: is };
  return permitted(policies, configuration, plan.account.id, who, permits.Statement).filter(
    ({ is: sort }) => sort === "refused",
  );
}

/** What roles of orgtrail deliver with, where the configuration does not have the role: its name says what it is for. */
const DELIVERIES = policyDocument({
  Sid: "Deliver",
  Effect: "Allow",
  Action: ["events:PutEvents", "logs:CreateLogStream", "logs:PutLogEvents"],
  Resource: "*",
});

/** Whoever has the policy is known elsewhere; and a new one, nobody has. */
function managedPolicy(
  { action, before, after }: ResourceChange,
  context: JudgementContext,
): readonly Consequence[] {
  if (action === "create" || action === "destroy") return [];
  const who = `whoever has the policy ${textAt(before, "name") ?? ""}`.trim();
  return compared(before?.["policy"], after?.["policy"], who, context).map((each) =>
    each.is === "refused" ? { ...each, is: "lost" } : each,
  );
}

function compared(
  was: JsonValue | undefined,
  is: JsonValue | undefined,
  who: string,
  { configuration, plan }: JudgementContext,
): readonly Consequence[] {
  const changed = changedPolicies(was, is);
  if (changed === undefined) return [];
  if ("why" in changed) return consequences("not judged", changed.why);
  return permitted(changed, configuration, plan.account.id, who);
}

/** AWS's own policy that denies everything. https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AWSDenyAll.html */
const DENY_ALL = /^arn:[^:]+:iam::aws:policy\/AWSDenyAll$/;

/** What a managed policy permits stands in AWS, not in the plan. */
function attachment({ action, before, after }: ResourceChange, plan: StackPlan): readonly Consequence[] {
  if (action === "create") return attached(after?.["policy_arn"], roleOf(after));
  if (action === "destroy" && !isWithRole(before, "destroy", plan))
    return detached(before?.["policy_arn"], roleOf(before));
  return [];
}

function attached(policy: JsonValue | undefined, role: string): readonly Consequence[] {
  if (typeof policy !== "string" || !isKnown(policy)) {
    return consequences("not judged", `which policy ${role} gets cannot be told before the apply`);
  }
  return DENY_ALL.test(policy)
    ? consequences("refused", `anything for ${role}, which gets ${policy}`)
    : consequences("permits", `all that ${policy} permits for ${role}`);
}

function detached(policy: JsonValue | undefined, role: string): readonly Consequence[] {
  const name = shown(policy).replace(/^"|"$/g, "");
  return DENY_ALL.test(name)
    ? consequences("permits", `all that ${name} kept from ${role}`)
    : consequences("lost", `all that ${name} permits for ${role}`);
}

/**
 * A boundary permits nothing: it keeps the role from all but what it names. That of the configuration, where there was none, leaves
 * orgtrail's roles what they do.
 */
function boundary({ before, after }: ResourceChange, context: JudgementContext): readonly Consequence[] {
  if (before === undefined || after === undefined) return [];
  const [was, is] = [before, after].map((side) => boundaryOf(side));
  if (was === is && is !== SENSITIVE) return [];
  if (was === undefined && is !== undefined && is === ownBoundary(context)) return [];
  const role = roleOf(before, "name");
  if (is === undefined)
    return consequences("permits", `all that the boundary ${String(was)} kept from ${role}`);
  return DENY_ALL.test(is)
    ? consequences("refused", `anything for ${role}, whose boundary is ${is}`)
    : consequences("not judged", `what the boundary ${is} leaves of what ${role} may do is not known here`);
}

/** The boundary of the configuration, which stands in each account by the same name. */
function ownBoundary({ configuration, plan }: JudgementContext): string | undefined {
  const { id, permissionsBoundaryArn } = configuration.accounts.management;
  return permissionsBoundaryArn?.replace(`::${id}:`, `::${plan.account.id}:`);
}

function boundaryOf({ permissions_boundary: arn }: JsonObject): string | undefined {
  return typeof arn === "string" && arn !== "" ? arn : undefined;
}

/** The policies that the role itself lists. What another resource attaches is that resource's. */
function attachedPolicies({ before, after }: ResourceChange): readonly Consequence[] {
  const [standing, is] = [before, after].map((side) => side?.["managed_policy_arns"]);
  const was = standing ?? [];
  if (!Array.isArray(was) || !Array.isArray(is) || isSame(was, is)) return [];
  const role = roleOf(before ?? after, "name");
  return [
    ...is.filter((arn) => !was.includes(arn)).flatMap((arn: JsonValue) => attached(arn, role)),
    ...was.filter((arn) => !is.includes(arn)).flatMap((arn: JsonValue) => detached(arn, role)),
  ];
}

function inlinePolicies(
  { before, after }: ResourceChange,
  context: JudgementContext,
): readonly Consequence[] {
  const [standing, is] = [before, after].map((side) => side?.["inline_policy"]);
  const was = standing ?? [];
  if (!Array.isArray(was) || !Array.isArray(is) || isSame(was, is)) return [];
  const [old, current] = [inlineTexts(before), inlineTexts(after)];
  const holder = { name: textAt(after, "name"), who: roleOf(before ?? after, "name") };
  return [...new Set([...old.keys(), ...current.keys()])].flatMap((name) =>
    ofRole({ before: old.get(name), after: current.get(name) }, holder, context),
  );
}

function inlineTexts(side: JsonObject | undefined): ReadonlyMap<string, JsonValue> {
  return new Map(
    blocksAt(side, "inline_policy").map((block) => [textAt(block, "name") ?? "", block["policy"] ?? null]),
  );
}

/** Which role it is, for a sentence. */
function roleOf(side: JsonObject | undefined, attribute = "role"): string {
  const name = textAt(side, attribute);
  return name === undefined ? "a role that is known only after apply" : `role ${name}`;
}

/** Whether the plan makes, or else destroys, the role itself: where its name is known only after apply, it is one that the plan makes. */
function isWithRole(
  side: JsonObject | undefined,
  how: "create" | "destroy",
  { changes }: StackPlan,
): boolean {
  const name = textAt(side, "role");
  return changes.some(({ type, action, before, after }) => {
    if (type !== "aws_iam_role" || (action !== how && action !== "replace")) return false;
    return name === undefined
      ? how === "create" && side?.["role"] === UNKNOWN
      : textAt(how === "create" ? after : before, "name") === name;
  });
}

/** What orgtrail lets roles of the plan's account do. */
function ownPermissions({ configuration, plan }: JudgementContext): readonly Subject[] {
  return subjectsOf(configuration).filter(
    ({ kind, ownerAccount }) => kind.endsWith(" role permissions") && ownerAccount === plan.account.id,
  );
}
