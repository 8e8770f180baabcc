import type { PolicyDocument } from "../../modules/policy";
import type { Authorization } from "../../modules/policy-evaluation";
import { decisionOn, type PoliciesInQuestion } from "../../modules/policy-proofs";
import type { Asked, Proof } from "./proofs";
import { policiesOn } from "./statements";

/** The answer to a request of a table. */
export interface Answer {
  readonly proof: Proof;
  /** The one of its requests that decides. */
  readonly decisive: Asked;
  readonly authorization: Authorization;
  /** Whether the answer is the one expected. */
  readonly holds: boolean;
}

type StepAnswer = Pick<Answer, "decisive" | "authorization">;

/** The answer of the policies; of others in place of those that are deployed, where a test has such. */
export function answerTo(proof: Proof, documentOf = ({ subject }: Asked) => subject?.document): Answer {
  const { expect, identityPolicy } = proof.row;
  const answers = proof.asked.map((asked): StepAnswer => {
    const policies = policiesFor(
      asked,
      documentOf(asked),
      identityPolicy === "nothing" ? [] : identityPolicy,
    );
    return { decisive: asked, authorization: decisionOn(asked.request, policies) };
  });
  // What takes all of its requests is done when all are allowed, and fails with one; what takes any is the other way round.
  const takesEach = (proof.takes === "all") === (expect === "allowed");
  const meets = ({ authorization: { verdict } }: StepAnswer): boolean =>
    expect === "denied" ? verdict !== "allowed" : verdict === expect;
  const holds = takesEach ? answers.every(meets) : answers.some(meets);
  const decisive =
    contradiction(answers, proof) ?? answers.find((answer) => meets(answer) !== takesEach) ?? answers[0];
  return { proof, ...(decisive ?? nothingAsked()), holds };
}

/** The request for which the whole is allowed that must be denied, or denied that must be allowed. */
function contradiction(answers: readonly StepAnswer[], { takes, row }: Proof): StepAnswer | undefined {
  const isAllowed = ({ authorization }: StepAnswer): boolean => authorization.verdict === "allowed";
  const allowed = takes === "all" ? answers.every(isAllowed) : answers.some(isAllowed);
  if (allowed === (row.expect === "allowed")) return undefined;
  return answers.find((answer) => isAllowed(answer) === allowed);
}

/** All policies that answer, the one that is asked about among them. */
function policiesFor(
  { subject, resource }: Asked,
  document: PolicyDocument | undefined,
  identity: PoliciesInQuestion["identity"],
): PoliciesInQuestion {
  if (subject === undefined || document === undefined) return { ...(identity !== undefined && { identity }) };
  const policies = policiesOn({ ...subject, document }, identity);
  // The resource that a role asks for has a say too, where it has a policy.
  return resource === undefined
    ? policies
    : { ...policies, resource: resource.document, trust: resource.document };
}

function nothingAsked(): never {
  throw new Error("orgtrail: something takes no request at all");
}
