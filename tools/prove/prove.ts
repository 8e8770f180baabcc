import type { PolicyDocument } from "../../modules/policy";
import type { Authorization } from "../../modules/policy-evaluation";
import { decisionOn, type PoliciesInQuestion } from "../../modules/policy-proofs";
import { ValidationError, type PropertyProblem } from "../../modules/validation";
import { policiesOf } from "../../stacks/blueprint";
import type { Configuration, ConfigPath, Fault } from "../../stacks/config";
import type { PlacedRow, RequestTable } from "./request-file";
import { requestsOf, silentContext, whyIdle, type Asked, type IdleBecause, type Proof } from "./requests-of";
import type { Row } from "./row";
import { policiesOn } from "./statement-question";

/** The answer to a request, and where the file says so. */
export interface PlacedAnswer extends Answer {
  readonly place: PlacedRow["place"];
}

/** A row that makes no request in this configuration. */
export interface IdleRow {
  readonly row: Row;
  readonly place: PlacedRow["place"];
  readonly because: IdleBecause;
  /** Whether it is one of orgtrail's: these hold in every configuration, and are about nothing in some. */
  readonly builtIn: boolean;
}

/** What the tables say of a configuration. */
export interface ProofResult {
  /** How many requests were evaluated. */
  readonly requests: number;
  /** The answers that are not those expected. */
  readonly failures: readonly PlacedAnswer[];
  /** The rows that are about nothing in this configuration. */
  readonly idle: readonly IdleRow[];
  /** The rows that make requests which AWS could not get, or that no policy can answer. */
  readonly faults: readonly Fault[];
}

/** Puts every row of the tables to the policies of the configuration. */
export function prove(configuration: Configuration, tables: readonly RequestTable[]): ProofResult {
  const subjects = policiesOf(configuration);
  let requests = 0;
  const failures: PlacedAnswer[] = [];
  const idle: IdleRow[] = [];
  const faults: Fault[] = [];
  for (const { rows, builtIn } of tables) {
    for (const { row, place, fault } of rows) {
      const silent = silentContext(row, configuration, subjects);
      if (silent !== undefined) {
        const what = `says nothing of the ${silent.subject.name}, so that nothing would be asked of it`;
        faults.push(fault(["context"], { what, received: silent.preset, remedy: "correct it, or on" }));
        continue;
      }
      try {
        const proofs = requestsOf(row, configuration, subjects);
        if (proofs.length === 0) {
          idle.push({ row, place, builtIn, because: whyIdle(row, configuration, subjects) });
        }
        for (const proof of proofs) {
          requests += proof.asked.length;
          const answer = answerTo(proof);
          if (!answer.holds) failures.push({ ...answer, place });
        }
      } catch (error) {
        // Such as a context key whose value is no number where a policy compares numbers.
        if (!(error instanceof ValidationError)) throw error;
        faults.push(...error.problems.map((problem) => fault(pathIn(row, problem), problem)));
      }
    }
  }
  return { requests, failures, idle, faults };
}

/** Which part of the row the evaluator cannot do with: the context key that a policy reads, else what is asked. */
function pathIn(row: Row, { property }: PropertyProblem): ConfigPath {
  const named = property.toLowerCase();
  const key = Object.keys(row.keys).find((each) => named.includes(each.toLowerCase()));
  if (key !== undefined) return ["keys", key];
  const own = (["action", "resource"] as const).find((each) => named.startsWith(each));
  if (own !== undefined && row[own] !== undefined) return [own];
  return row.context.length > 0 ? ["context"] : ["on"];
}

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
