import { policyDocument, type PolicyDocument, type PolicyStatement } from "../../../../modules/policy";
import {
  authorize,
  evaluateDocument,
  FULL_AWS_ACCESS,
  type AccessRequest,
} from "../../../../modules/policy-evaluation";
import { ValidationError } from "../../../../modules/validation";
import type { Subject } from "../../../../stacks/blueprint";
import type { Actor } from "../../../prove";
import type { Policies } from "./policies";
import type { KeyedRequest } from "./requests";

/** Two policies, and what has come of asking them. */
export interface Search {
  readonly policies: Policies;
  readonly subject: Subject;
  /** The statements by which something may be newly allowed, each as a document of its own: to ask it alone is quick. */
  readonly openings: readonly (readonly [PolicyStatement, PolicyDocument])[];
  readonly shown: Set<PolicyStatement>;
  readonly errors: Set<string>;
}

export function searchOf(policies: Policies, openings: readonly PolicyStatement[], subject: Subject): Search {
  return {
    policies,
    subject,
    openings: openings.map((statement) => [statement, policyDocument(statement)]),
    shown: new Set(),
    errors: new Set(),
  };
}

/** The first of the requests that was denied and is allowed. */
export function newlyAllowed(
  actor: Actor,
  requests: readonly KeyedRequest[],
  search: Search,
): KeyedRequest | undefined {
  const { policies, subject, openings, shown, errors } = search;
  let first: KeyedRequest | undefined;
  for (const [statement, document] of openings) {
    if (first !== undefined && shown.has(statement)) continue;
    const found = requests.find(({ request }) => {
      const answer = answered(
        () =>
          applies(document, request) &&
          isAllowed(request, policies.after) &&
          !isAllowed(request, policies.before),
        errors,
      );
      return answer === true && !isOwnDelivery(actor, request, subject);
    });
    if (found !== undefined) shown.add(statement);
    first ??= found;
  }
  return first;
}

/** The answer; undefined where the evaluator has none, and says why. */
function answered(ask: () => boolean, errors: Set<string>): boolean | undefined {
  try {
    return ask();
  } catch (error) {
    if (!(error instanceof ValidationError)) throw error;
    errors.add(error.message);
    return undefined;
  }
}

/** Whether a statement of the document is about the request. */
function applies(document: PolicyDocument, request: AccessRequest): boolean {
  return evaluateDocument(document, request).effect !== "None";
}

/** Whether a service does what orgtrail's own policy is there for: whoever repairs a policy lets it deliver again. */
function isOwnDelivery({ principal }: Actor, request: AccessRequest, { document }: Subject): boolean {
  return principal.kind === "service" && isAllowed(request, document);
}

/** Whether the policy lets the request through, when IAM lets everybody do everything. */
function isAllowed(request: AccessRequest, resource: PolicyDocument | undefined): boolean {
  const identity = [FULL_AWS_ACCESS];
  return authorize(request, { identity, ...(resource !== undefined && { resource }) }).verdict === "allowed";
}
