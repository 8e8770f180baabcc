import type { PolicyDocument, PolicyStatement } from "../../../../modules/policy";
import { evaluateDocument, type AccessRequest } from "../../../../modules/policy-evaluation";
import { ValidationError } from "../../../../modules/validation";
import type { Configuration } from "../../../../stacks/config";
import { type Actor, outsidersOf } from "../../../prove";
import { actorText } from "./actor-text";
import { textsIn } from "./element-texts";
import { subjectsOf } from "./guarded-resource";
import { askersOf } from "./named-principals";
import type { Policies } from "./widened-access";
import { witnessOf } from "./witness";

/** What a policy of the organization denied, and denies no longer. */
export interface LiftedDenials {
  readonly lifted: readonly string[];
  /** Why some request has no answer. */
  readonly notJudged: readonly string[];
}

/** Of statements that deny all actions but some. */
const ANY_ACTIONS = [
  "cloudtrail:StopLogging",
  "iam:CreateUser",
  "kms:ScheduleKeyDeletion",
  "organizations:LeaveOrganization",
  "s3:DeleteBucket",
];

/** Puts to both policies what the statements of the old one deny: for everybody, and for whoever the new one excepts. */
export function liftedDenials(
  { before, after }: Policies,
  attachedTo: "identity" | "resource",
  configuration: Configuration,
): LiftedDenials {
  const lifted = new Set<string>();
  const notJudged = new Set<string>();
  const askers = membersAmong(configuration, [before, after]);
  for (const statement of before?.Statement ?? []) {
    for (const { pattern, actor, request } of requestsOf(statement, askers, attachedTo)) {
      try {
        if (!denies(before, request, attachedTo) || denies(after, request, attachedTo)) continue;
        lifted.add(`${pattern} for ${actorText(actor, configuration)}`);
      } catch (error) {
        if (!(error instanceof ValidationError)) throw error;
        notJudged.add(error.message);
      }
    }
  }
  return { lifted: [...lifted], notJudged: [...notJudged] };
}

/** Policies of the organization bind who belongs to an account; they are asked of resources too by whoever it is. */
function membersAmong(
  configuration: Configuration,
  documents: readonly (PolicyDocument | undefined)[],
): readonly Actor[] {
  const [subject] = subjectsOf(configuration);
  if (subject === undefined) return [];
  const circumstances = { configuration, subject, outsiders: outsidersOf(configuration) };
  return askersOf(circumstances, documents).filter(({ principal }) => "account" in principal);
}

/** A request that a statement is about, and the pattern of actions for which it stands. */
interface DeniedRequest {
  readonly pattern: string;
  readonly actor: Actor;
  readonly request: AccessRequest;
}

function requestsOf(
  statement: PolicyStatement,
  askers: readonly Actor[],
  attachedTo: "identity" | "resource",
): readonly DeniedRequest[] {
  if (statement.Effect !== "Deny") return [];
  const { keys, resources } = witnessOf(statement);
  const named = textsIn(statement.Action);
  const patterns = named.length === 0 ? ANY_ACTIONS : named;
  // Each kind of resource is in an account of its own, which a policy of the organization does not ask for.
  const asked =
    resources.length === 0 ? [attachedTo === "identity" ? "*" : "arn:aws:s3:::example"] : resources;
  return patterns.flatMap((pattern) =>
    actionsNamed(pattern).flatMap((action) =>
      asked.flatMap((resource) =>
        askers.map((actor) => {
          const { principal } = actor;
          return { pattern, actor, request: { principal, action, resource, context: keys } };
        }),
      ),
    ),
  );
}

/** Actions that the pattern names: the shortest, and a longer one. */
function actionsNamed(pattern: string): readonly string[] {
  if (pattern === "*") return ANY_ACTIONS;
  const each = ["", "Example"].map((text) => pattern.replaceAll("*", text).replaceAll("?", "x"));
  return [...new Set(each)].filter((action) => /^[a-z0-9-]+:[a-z0-9]+$/i.test(action));
}

function denies(
  document: PolicyDocument | undefined,
  request: AccessRequest,
  attachedTo: "identity" | "resource",
): boolean {
  return document !== undefined && evaluateDocument(document, request, attachedTo).effect === "Deny";
}
