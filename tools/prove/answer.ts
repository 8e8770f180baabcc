import { policyDocument, type PolicyDocument } from "../../modules/policy";
import {
  authorize,
  FULL_AWS_ACCESS,
  type Authorization,
  type Policies,
} from "../../modules/policy-evaluation";
import { OPEN_TO_EVERYBODY } from "./any-policy";
import { attachmentOf } from "./kinds";
import type { Asked, Proof } from "./proofs";
import type { Row } from "./row";

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

/** What a principal's own policies allow in each case that a table can tell. */
const IDENTITY: Readonly<Record<Row["identityPolicy"], readonly PolicyDocument[]>> = {
  everything: [FULL_AWS_ACCESS],
  nothing: [],
};

/** The answer of the policies; of others in place of those that are deployed, where a test has such. */
export function answerTo(proof: Proof, documentOf = ({ subject }: Asked) => subject?.document): Answer {
  const { expect, identityPolicy } = proof.row;
  const answers = proof.asked.map((asked): StepAnswer => {
    const policies = policiesFor(asked, documentOf(asked), IDENTITY[identityPolicy]);
    return { decisive: asked, authorization: authorize(asked.request, policies) };
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
  { subject, resource, request }: Asked,
  document: PolicyDocument | undefined,
  identity: readonly PolicyDocument[],
): Policies {
  const asked = document === undefined ? [] : [document];
  switch (subject && attachmentOf(subject)) {
    case "the role that asks":
      return { identity: asked, resource: resource?.document ?? leftToAccountOf(request) };
    case "the asker's account":
      return { identity, resource: OPEN_TO_EVERYBODY, serviceControl: [[FULL_AWS_ACCESS, ...asked]] };
    case "the resource's account":
      return { identity, resource: OPEN_TO_EVERYBODY, resourceControl: asked };
    default:
      return { identity, ...(document !== undefined && { resource: document }) };
  }
}

/** The policy of a resource that leaves it to the account of whoever asks who uses it: then the role's own policies decide. */
function leftToAccountOf({ principal, action }: Asked["request"]): PolicyDocument {
  const account = "account" in principal ? principal.account : "nobody";
  const partition = "partition" in principal ? principal.partition : "aws";
  return policyDocument({
    Sid: "LeftToAccount",
    Effect: "Allow",
    Principal: { AWS: `arn:${partition}:iam::${account}:root` },
    Action: "*",
    // The trust of a role names none.
    ...(!action.startsWith("sts:") && { Resource: "*" }),
  });
}

function nothingAsked(): never {
  throw new Error("orgtrail: something takes no request at all");
}
