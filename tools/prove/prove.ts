import {
  authorize,
  FULL_AWS_ACCESS,
  type Authorization,
  type Policies,
} from "../../modules/policy-evaluation";
import { policyDocument, type PolicyDocument } from "../../modules/policy";
import { ValidationError } from "../../modules/validation";
import type { Configuration, Fault } from "../../stacks/config";
import { policiesOf } from "./policies-of";
import type { RequestTable } from "./request-file";
import { requestsOf, type Asked, type Proof } from "./requests-of";
import { attachmentOf } from "./subject";

/** The answer to a request of a table. */
export interface Answer {
  readonly proof: Proof;
  /** The one of its requests that decides. */
  readonly decisive: Asked;
  readonly authorization: Authorization;
  /** Whether the answer is the one expected. */
  readonly holds: boolean;
}

/** What the tables say of a configuration. */
export interface ProofResult {
  /** How many requests were evaluated. */
  readonly requests: number;
  /** The answers that are not those expected. */
  readonly failures: readonly Answer[];
  /** The rows that are about nothing in this configuration, by name. */
  readonly idle: readonly string[];
  /** The rows that make requests which AWS could not get, or that no policy can answer. */
  readonly faults: readonly Fault[];
}

/** What a principal's own policies allow in each case that a table can tell. */
const IDENTITY: Readonly<Record<Proof["row"]["identityPolicy"], readonly PolicyDocument[]>> = {
  everything: [FULL_AWS_ACCESS],
  nothing: [],
};

/** The answer of the policies; of others in place of those that are deployed, where a test has such. */
export function answerTo(proof: Proof, documentOf = ({ subject }: Asked) => subject?.document): Answer {
  const { expect, identityPolicy } = proof.row;
  const answers = proof.asked.map((asked) => {
    const policies = policiesFor(asked, documentOf(asked), IDENTITY[identityPolicy]);
    return { decisive: asked, authorization: authorize(asked.request, policies) };
  });
  // What takes all of its requests fails with the first that is denied; what takes any succeeds with the first allowed.
  const found = answers.find(
    ({ authorization }) => (authorization.verdict === "allowed") === (proof.takes === "any"),
  );
  const [{ decisive, authorization } = nothingAsked()] = found === undefined ? answers : [found];
  const { verdict } = authorization;
  const holds = expect === "denied" ? verdict !== "allowed" : verdict === expect;
  return { proof, decisive, authorization, holds };
}

/** What is asked of guardrails is asked as if nothing else stood in the way: a resource that is open to everybody. */
const OPEN_TO_EVERYBODY = policyDocument({
  Sid: "OpenToEverybody",
  Effect: "Allow",
  Principal: "*",
  Action: "*",
  Resource: "*",
});

/** All policies that answer, the one that is asked about among them. */
function policiesFor(
  { subject, resource }: Asked,
  document: PolicyDocument | undefined,
  identity: readonly PolicyDocument[],
): Policies {
  const asked = document === undefined ? [] : [document];
  switch (subject && attachmentOf(subject)) {
    case "the role that asks":
      return { identity: asked, ...(resource !== undefined && { resource: resource.document }) };
    case "the asker's account":
      return { identity, resource: OPEN_TO_EVERYBODY, serviceControl: [[FULL_AWS_ACCESS, ...asked]] };
    case "the resource's account":
      return { identity, resource: OPEN_TO_EVERYBODY, resourceControl: asked };
    default:
      return { identity, ...(document !== undefined && { resource: document }) };
  }
}

function nothingAsked(): never {
  throw new Error("orgtrail: something takes no request at all");
}

/** Puts every row of the tables to the policies of the configuration. */
export function prove(configuration: Configuration, tables: readonly RequestTable[]): ProofResult {
  const subjects = policiesOf(configuration);
  let requests = 0;
  const failures: Answer[] = [];
  const idle: string[] = [];
  const faults: Fault[] = [];
  for (const { row, fault } of tables.flatMap(({ rows }) => rows)) {
    try {
      const proofs = requestsOf(row, configuration, subjects);
      if (proofs.length === 0) idle.push(row.name);
      for (const proof of proofs) {
        requests += proof.asked.length;
        const answer = answerTo(proof);
        if (!answer.holds) failures.push(answer);
      }
    } catch (error) {
      // Such as a context key whose value is no number where a policy compares numbers.
      if (!(error instanceof ValidationError)) throw error;
      faults.push(
        fault(["name"], { what: `cannot be asked: ${error.message}`, remedy: "correct the request" }),
      );
    }
  }
  return { requests, failures, idle, faults };
}

/** What no table may say of this configuration: the names of teams that it does not have. */
export function tableFaults(configuration: Configuration, tables: readonly RequestTable[]): readonly Fault[] {
  const teams: readonly string[] = configuration.teams.map(({ name }) => name);
  return tables.flatMap(({ rows, faults }) => [
    ...faults,
    ...rows.flatMap(({ row, fault }) =>
      row.team === undefined || teams.includes(row.team)
        ? []
        : [
            fault(["team"], {
              what: "is no team of the configuration",
              received: row.team,
              allowed: teams.join(", "),
              remedy: "correct the name",
            }),
          ],
    ),
  ]);
}
