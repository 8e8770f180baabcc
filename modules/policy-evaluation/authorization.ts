import type { PolicyStatement } from "../policy";
import type { ConsultedPolicy } from "./consulted-policies";
import type { ApplicableStatement } from "./documents";
import { statementSid } from "./statements";

/** How a request ends: denied explicitly when some policy says so, implicitly when none allows. */
export type RequestVerdict = "allowed" | "explicitly denied" | "implicitly denied";

/** The statement that decides a request. */
export interface DecidingStatement {
  /** The document that it stands in: "resource policy", "identity policy 2". */
  readonly document: string;
  readonly statement: PolicyStatement;
}

/** The answer to a request. */
export interface Authorization {
  readonly verdict: RequestVerdict;
  /** @default - no statement decides: the request is denied implicitly, or made by a root user */
  readonly decidedBy?: DecidingStatement;
  /** Why, in one sentence. */
  readonly reason: string;
}

/** The request is allowed. @param how what allows it, unless that is just the statement */
export function allowedBy(decidedBy: DecidingStatement, how = ""): Authorization {
  return { verdict: "allowed", decidedBy, reason: `${titleOf(decidedBy)} allows it${how}` };
}

/** The request is denied by a statement. */
export function deniedBy(decidedBy: DecidingStatement): Authorization {
  return { verdict: "explicitly denied", decidedBy, reason: `${titleOf(decidedBy)} denies it` };
}

/** The request is denied, since something that it needs does not allow it. */
export function deniedSince(reason: string): Authorization {
  return { verdict: "implicitly denied", reason };
}

/** The statement, with the document that it stands in. */
export function decisionOf(policy: ConsultedPolicy, { statement }: ApplicableStatement): DecidingStatement {
  return { document: policy.name, statement };
}

/** The first statement of the documents that allows the request. */
export function firstAllow(policies: readonly ConsultedPolicy[]): DecidingStatement | undefined {
  return policies.flatMap((policy) => policy.allows.map((allow) => decisionOf(policy, allow)))[0];
}

/** The statement in words. */
export function titleOf({ document, statement }: DecidingStatement): string {
  return `${statementSid(statement) ?? "A statement"} of the ${document}`;
}
