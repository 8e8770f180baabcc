import { policyDocument, valuesOf, type PolicyStatement } from "../../../modules/policy";
import { evaluateDocument, type AccessRequest } from "../../../modules/policy-evaluation";
import { ValidationError } from "../../../modules/validation";
import { attachmentOf } from "../../../tools/prove/kinds";
import type { Asked } from "../../../tools/prove/proofs";
import type { Subject } from "../../../stacks/blueprint";
import { wildcardTest } from "../../../modules/kernel";
import type { Mutant } from "./mutations";

/** Whether a request can notice a fault at all: evaluating whole policies for all others would take minutes. */
export type Notices = (asked: Asked) => boolean;

/** What notices the mutant at most: requests to which the changed statement says something else than before. */
export function noticesOf(subject: Subject, { before, after }: Mutant): Notices {
  const isNamed = actionTest([before, ...(after === undefined ? [] : [after])]);
  // How a statement names a principal matters besides whether it does.
  const isNamingChanged = after !== undefined && after.Principal !== before.Principal;
  const said = (statement: PolicyStatement | undefined, request: AccessRequest): string =>
    statement === undefined ? "None" : effectOf(subject, statement, request);
  return ({ request }) =>
    isNamed(request.action) && (isNamingChanged || said(before, request) !== said(after, request));
}

/** What a statement says to each request: that of the statement as it is serves all its mutants. */
const SAID = new WeakMap<PolicyStatement, WeakMap<AccessRequest, string>>();

function effectOf(subject: Subject, statement: PolicyStatement, request: AccessRequest): string {
  const said = SAID.get(statement) ?? new WeakMap<AccessRequest, string>();
  SAID.set(statement, said);
  const effect = said.get(request) ?? evaluatedEffect(subject, statement, request);
  said.set(request, effect);
  return effect;
}

function evaluatedEffect(subject: Subject, statement: PolicyStatement, request: AccessRequest): string {
  const attachment = attachmentOf(subject);
  const form =
    attachment === "the role that asks" || attachment === "the asker's account" ? "identity" : "resource";
  return answered(() => evaluateDocument(policyDocument(statement), request, form).effect) ?? "no answer";
}

/** What is answered, or nothing where a fault makes a policy read what a request does not tell: prove reports that. */
export function answered<T>(answer: () => T): T | undefined {
  try {
    return answer();
  } catch (error) {
    if (error instanceof ValidationError) return undefined;
    throw error;
  }
}

/** A test for the actions that a statement names. */
function actionTest(statements: readonly PolicyStatement[]): (action: string) => boolean {
  const patterns = statements
    .flatMap(({ Action }) => valuesOf(Action))
    .map((pattern) => wildcardTest(pattern.toLowerCase()));
  const known = new Map<string, boolean>();
  return (action) => {
    const found = known.get(action) ?? patterns.some((matches) => matches(action.toLowerCase()));
    known.set(action, found);
    return found;
  };
}
