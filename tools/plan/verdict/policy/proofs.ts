import type { PolicyDocument } from "../../../../modules/policy";
import type { AccessRequest } from "../../../../modules/policy-evaluation";
import { ValidationError } from "../../../../modules/validation";
import type { Configuration } from "../../../../stacks/config";
import { type Subject } from "../../../../stacks/blueprint";
import {
  answerTo,
  attachmentOf,
  builtInTables,
  type Proof,
  requestsOf,
  type RequestTable,
} from "../../../prove";
import { actorText } from "./actor-text";
import { alwaysSent } from "./always-sent";
import { subjectsOf } from "./guarded-resource";
import type { Policies } from "./policies";
import { withKeys } from "./request-keys";
import { statementChange, type Keys } from "./witness";

/** What `orgtrail prove` asks of a policy, and what it answers no longer as it did. */
export interface LostProofs {
  /** What AWS services could do: a delivery of logs. */
  readonly refused: readonly string[];
  /** What administrators and readers could do. */
  readonly lost: readonly string[];
  /** What was denied, and is allowed. */
  readonly opened: readonly string[];
  /** The requests of those. */
  readonly asked: readonly AccessRequest[];
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
  const requests: AccessRequest[] = [];
  const circumstances = alwaysSent(statementChange(policies), subject.region);
  for (const proof of proofsOf(subject, configuration)) {
    const { row, actor, title } = proof;
    const expected = row.expect === "allowed";
    const holdsNoMore = (keys: Keys): boolean => {
      const asked = { ...proof, asked: proof.asked.map((each) => withMore(each, keys)) };
      const before = isAllowed(asked, subject, policies.before);
      const after = isAllowed(asked, subject, policies.after);
      return before === expected && after === !expected;
    };
    if (!(expected ? circumstances : [{}]).some(holdsNoMore)) continue;
    if (!expected) requests.push(...proof.asked.map(({ request }) => request));
    const list = !expected ? opened : actor.principal.kind === "service" ? refused : lost;
    // One request of a row shows enough: its name says the rest.
    if (!list.has(row.name))
      list.set(row.name, `${row.name} (${title} for ${actorText(actor, configuration)})`);
  }
  return {
    refused: [...refused.values()],
    lost: [...lost.values()],
    opened: [...opened.values()],
    asked: requests,
  };
}

type Asked = Proof["asked"][number];

function withMore(asked: Asked, keys: Keys): Asked {
  if (Object.keys(keys).length === 0) return asked;
  const { request } = asked;
  return { ...asked, request: { ...request, context: withKeys(request.context ?? {}, keys) } };
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
