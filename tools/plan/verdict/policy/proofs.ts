import type { PolicyDocument } from "../../../../modules/policy";
import { ValidationError } from "../../../../modules/validation";
import type { Configuration } from "../../../../stacks/config";
import {
  answerTo,
  attachmentOf,
  builtInTables,
  type Proof,
  requestsOf,
  type RequestTable,
  type Subject,
} from "../../../prove";
import { actorText } from "./actor-text";
import { subjectsOf } from "./guarded-resource";
import type { Policies } from "./widened-access";

/** What `orgtrail prove` asks of a policy, and what it answers no longer as it did. */
export interface LostProofs {
  /** What AWS services could do: a delivery of logs. */
  readonly refused: readonly string[];
  /** What administrators and readers could do. */
  readonly lost: readonly string[];
  /** What was denied, and is allowed. */
  readonly opened: readonly string[];
}

let tables: readonly RequestTable[] | undefined;

/** The tables that hold in every configuration. */
function provenTables(): readonly RequestTable[] {
  tables ??= builtInTables();
  return tables;
}

const proofsBySubject = new WeakMap<Subject, readonly Proof[]>();

/** The requests of the tables that the policy of the resource has a say in. */
function proofsOf(subject: Subject, configuration: Configuration): readonly Proof[] {
  const known = proofsBySubject.get(subject);
  if (known !== undefined) return known;
  // What is asked of several, such as reading a log, is asked of a bucket and its key: never of a guardrail, and these are many.
  const peers = subjectsOf(configuration).filter(
    (other) => other.team === subject.team && attachmentOf(other) === attachmentOf(subject),
  );
  const proofs = provenTables()
    .flatMap(({ rows }) => rows)
    .flatMap(({ row }) => requestsOf(row, configuration, peers))
    .filter(({ asked }) => asked.some((each) => each.subject === subject));
  proofsBySubject.set(subject, proofs);
  return proofs;
}

/** Puts the requests of the tables to both policies of the resource. Those that do not hold before either are passed over. */
export function lostProofs(subject: Subject, policies: Policies, configuration: Configuration): LostProofs {
  const refused = new Map<string, string>();
  const lost = new Map<string, string>();
  const opened = new Map<string, string>();
  for (const proof of proofsOf(subject, configuration)) {
    const { row } = proof;
    const [before, after] = [policies.before, policies.after].map((document) =>
      isAllowed(proof, subject, document),
    );
    if (before === undefined || after === undefined || before === after) continue;
    const expected = row.expect === "allowed";
    if (before !== expected) continue;
    const byService = proof.actor.principal.kind === "service";
    const list = !expected ? opened : byService ? refused : lost;
    // One request of a row shows enough: its name says the rest.
    if (!list.has(row.name))
      list.set(row.name, `${row.name} (${proof.title} for ${actorText(proof.actor, configuration)})`);
  }
  return { refused: [...refused.values()], lost: [...lost.values()], opened: [...opened.values()] };
}

/** Whether the request is allowed with this policy of the resource; undefined where the evaluator cannot say. */
function isAllowed(
  proof: Proof,
  subject: Subject,
  document: PolicyDocument | undefined,
): boolean | undefined {
  try {
    const { authorization } = answerTo(proof, (asked) =>
      asked.subject === subject ? document : asked.subject?.document,
    );
    return authorization.verdict === "allowed";
  } catch (error) {
    if (!(error instanceof ValidationError)) throw error;
    return undefined;
  }
}
