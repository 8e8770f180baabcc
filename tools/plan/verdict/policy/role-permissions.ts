import type { PolicyDocument, PolicyStatement } from "../../../../modules/policy";
import { evaluateDocument, roleSession, type AccessRequest } from "../../../../modules/policy-evaluation";
import { ValidationError } from "../../../../modules/validation";
import type { ResourceChange } from "../../change";
import { isSame, textAt } from "../attributes";
import type { JudgementContext } from "../verdict";
import { textsIn } from "./element-texts";
import { isSameDocument, readPolicy } from "./policy-text";
import { witnessOf } from "./witness";

/** What the change of a role's policy lets the role do more and less: with roles, services deliver and forward. */
export interface PermissionChange {
  readonly more: readonly string[];
  readonly fewer: readonly string[];
  readonly notJudged: readonly string[];
}

const NOTHING: PermissionChange = { more: [], fewer: [], notJudged: [] };

/** What the statements of both policies allow the role, put to the other policy. A new role's policy is its own affair. */
export function permissionChange(change: ResourceChange, { plan }: JudgementContext): PermissionChange {
  const { type, action, before, after } = change;
  if (type !== "aws_iam_role_policy" || action === "create" || action === "forget") return NOTHING;
  const [was, is] = [before, after].map((side) => readPolicy(side?.["policy"]));
  const unreadable = was?.kind === "unreadable" ? was : is?.kind === "unreadable" ? is : undefined;
  if (unreadable !== undefined) {
    return isSame(before?.["policy"], after?.["policy"])
      ? NOTHING
      : { ...NOTHING, notJudged: [unreadable.why] };
  }
  const [old, current] = [was, is].map((reading) =>
    reading?.kind === "document" ? reading.document : undefined,
  );
  if (isSameDocument(old, current)) return NOTHING;
  const role = textAt(before, "role") ?? "the role";
  const requests = (document: PolicyDocument | undefined): readonly AccessRequest[] =>
    (document?.Statement ?? []).flatMap((statement) => requestsOf(statement, plan.account.id));
  const notJudged = new Set<string>();
  const lost = (from: PolicyDocument | undefined, to: PolicyDocument | undefined): readonly string[] =>
    requests(from)
      .filter((request) => allows(from, request, notJudged) && !allows(to, request, notJudged))
      .map((request) => `${request.action} on ${request.resource} for role ${role}`);
  return { fewer: lost(old, current), more: lost(current, old), notJudged: [...notJudged] };
}

function requestsOf(statement: PolicyStatement, account: string): readonly AccessRequest[] {
  if (statement.Effect !== "Allow" || !/^\d{12}$/.test(account)) return [];
  const { keys, resources } = witnessOf(statement);
  const principal = roleSession({ account, role: "TheRole" });
  // A pattern of actions stands for one that it names.
  const actions = textsIn(statement.Action)
    .map((action) => action.replaceAll("*", "Example").replaceAll("?", "x"))
    .filter((action) => /^[a-z0-9-]+:[a-z0-9]+$/i.test(action));
  const asked = resources.length === 0 ? ["*"] : resources;
  return actions.flatMap((action) =>
    asked.map((resource) => ({ principal, action, resource, context: keys })),
  );
}

/** Where the evaluator cannot say, nothing is found but that. */
function allows(
  document: PolicyDocument | undefined,
  request: AccessRequest,
  notJudged: Set<string>,
): boolean {
  if (document === undefined) return false;
  try {
    return evaluateDocument(document, request, "identity").effect === "Allow";
  } catch (error) {
    if (!(error instanceof ValidationError)) throw error;
    notJudged.add(error.message);
    return false;
  }
}
