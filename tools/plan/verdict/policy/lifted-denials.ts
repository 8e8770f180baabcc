import { policyDocument, type PolicyDocument, type PolicyStatement } from "../../../../modules/policy";
import { evaluateDocument, type AccessRequest } from "../../../../modules/policy-evaluation";
import { ValidationError } from "../../../../modules/validation";
import type { Configuration } from "../../../../stacks/config";
import { outsidersOf } from "../../../../stacks/blueprint";
import { type Actor } from "../../../prove";
import { actorText } from "./actor-text";
import { subjectsOf } from "./guarded-resource";
import { askersOf } from "./named-principals";
import { actionsOf } from "./notable-actions";
import type { Policies } from "./policies";
import { faultsIn } from "./readable";
import { keysOfPrincipal, withKeys } from "./request-keys";
import { looseningOf } from "./statement-cover";
import { unshownSentence } from "./unshown";
import { openingStatements, resourcesIn, witnessesOf, type StatementChange } from "./witness";

/** What a policy of the organization denied, and denies no longer. */
export interface LiftedDenials {
  readonly lifted: readonly string[];
  /** Why some request has no answer. */
  readonly notJudged: readonly string[];
}

/** As what a policy of the organization reads. */
export type Form = "identity" | "resource";

/**
 * Puts to both policies what the old one's statements denied, and what the new one's except: for everybody, and for whoever they
 * name.
 */
export function liftedDenials(policies: Policies, form: Form, configuration: Configuration): LiftedDenials {
  const { before, after } = policies;
  const change = looseningOf(policies);
  const askers = boundBy(form, configuration, [before, after]);
  const lifted = new Set<string>();
  const notJudged = new Set<string>(faultsIn([before, after], form));
  const shown = new Set<PolicyStatement>();
  for (const statement of change.removed) {
    const document = policyDocument(statement);
    const exceptions = exceptionsTo(statement, change);
    const witnesses = [{}, ...witnessesOf({ added: exceptions, removed: [statement] })];
    const asked = askedOf(statement, exceptions, form);
    for (const actor of askers) {
      const { principal } = actor;
      const contexts = witnesses.map((keys) => withKeys({}, keysOfPrincipal(principal, keys, configuration)));
      for (const { pattern, action, resource } of asked) {
        const text = `${pattern} for ${actorText(actor, configuration)}`;
        if (lifted.has(text) && shown.has(statement)) continue;
        const isLifted = contexts.some((context) =>
          isNewlyPassed({ principal, action, resource, context }, document, policies, form, notJudged),
        );
        if (!isLifted) continue;
        lifted.add(text);
        shown.add(statement);
      }
    }
  }
  const unshown = openingStatements(change).filter((statement) => !shown.has(statement));
  return { lifted: [...lifted], notJudged: [...notJudged, ...unshown.map(unshownSentence)] };
}

/** What stands in the place of a denial: the one of its name, or else any that is new. */
function exceptionsTo({ Sid }: PolicyStatement, { added }: StatementChange): readonly PolicyStatement[] {
  const denials = added.filter(({ Effect }) => Effect === "Deny");
  const namesakes = denials.filter((each) => each.Sid === Sid);
  return namesakes.length === 0 ? denials : namesakes;
}

function isNewlyPassed(
  request: AccessRequest,
  statement: PolicyDocument,
  { before, after }: Policies,
  form: Form,
  notJudged: Set<string>,
): boolean {
  try {
    return denies(statement, request, form) && denies(before, request, form) && !denies(after, request, form);
  } catch (error) {
    if (!(error instanceof ValidationError)) throw error;
    notJudged.add(error.message);
    return false;
  }
}

/** A service control policy binds who belongs to an account; one over resources, services and strangers too. */
function boundBy(
  form: Form,
  configuration: Configuration,
  documents: readonly (PolicyDocument | undefined)[],
): readonly Actor[] {
  const [subject] = subjectsOf(configuration);
  if (subject === undefined) return [];
  const circumstances = { configuration, subject, outsiders: outsidersOf(configuration) };
  return askersOf(circumstances, documents).filter(
    ({ principal }) => form === "resource" || "account" in principal,
  );
}

/** What a statement denies, and an exception may let through. */
function askedOf(
  statement: PolicyStatement,
  exceptions: readonly PolicyStatement[],
  form: Form,
): readonly { readonly pattern: string; readonly action: string; readonly resource: string }[] {
  const found = resourcesIn([statement, ...exceptions]);
  // Each kind of resource is in an account of its own, which a policy of the organization does not ask for.
  const resources = [form === "identity" ? "*" : "arn:aws:s3:::example", ...found];
  return actionsOf(statement, exceptions).flatMap((named) =>
    resources.map((resource) => ({ ...named, resource })),
  );
}

function denies(document: PolicyDocument | undefined, request: AccessRequest, form: Form): boolean {
  return document !== undefined && evaluateDocument(document, request, form).effect === "Deny";
}
