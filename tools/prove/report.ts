import { styleText } from "node:util";
import type { Answer, ProofResult } from "./prove";

/** How many failures a person reads about; the rest is counted. `--json` has all. */
const SHOWN = 40;

/** A request that did not get the verdict expected. */
export interface Failure {
  /** The name of the row. */
  readonly request: string;
  /** Why the verdict must be as expected. */
  readonly why: string;
  readonly principal: string;
  /** What people do that was asked for, where a row says so, and not for an action. */
  readonly can?: string;
  /** The request that decided. */
  readonly action: string;
  readonly resource: string;
  /** The resource whose policy was asked, by name. */
  readonly of: string;
  readonly expected: string;
  readonly got: string;
  /** The statement that decided, where one did. */
  readonly statement?: string;
  /** The policy in which it stands. */
  readonly policy?: string;
  readonly reason: string;
}

/** What was proven, for machines. */
export interface ProofReport {
  readonly rows: number;
  readonly requests: number;
  readonly failed: number;
  readonly failures: readonly Failure[];
  /** Rows that are about nothing in this configuration, such as about a prefix where there is none. */
  readonly notApplicable: readonly string[];
}

/** The result as a report. */
export function reportOf({ requests, failures, idle }: ProofResult, rows: number): ProofReport {
  return { rows, requests, failed: failures.length, failures: failures.map(failureOf), notApplicable: idle };
}

function failureOf({ proof, decisive, authorization }: Answer): Failure {
  const { row, actor } = proof;
  const { request, subject } = decisive;
  const { verdict, decidedBy, reason } = authorization;
  return {
    request: row.name,
    why: row.why,
    principal: actor.title,
    ...(row.can !== undefined && { can: row.can }),
    action: request.action,
    resource: request.resource,
    of: subject?.name ?? "trail",
    expected: row.expect,
    got: verdict,
    ...(decidedBy !== undefined && { statement: decidedBy.statement.Sid, policy: decidedBy.document }),
    reason,
  };
}

/** The report as text: each failed request with what was expected, what came and which statement decided. */
export function reportText(report: ProofReport, colour: boolean): string {
  const shown = report.failures.slice(0, SHOWN);
  const names = [...new Set(shown.map(({ request }) => request))];
  const blocks = names.map((name) =>
    failureText(
      shown.filter(({ request }) => request === name),
      colour,
    ),
  );
  const more = report.failed - shown.length;
  return [
    ...blocks,
    ...(more > 0 ? [`… and ${more} more (--json lists all)`] : []),
    summaryText(report, colour),
  ].join("\n\n");
}

/** The failures of one row. */
function failureText(failures: readonly Failure[], colour: boolean): string {
  const [first] = failures;
  const lines = failures.flatMap(({ principal, action, resource, of, got, reason, statement, policy }) => [
    `  ${principal}`,
    `      asked      ${action} on ${resource}`,
    `      got        ${got}`,
    `      statement  ${statement === undefined ? "none" : `${statement} of the ${policyText(policy, of)}`}`,
    `      reason     ${reason}`,
  ]);
  return [
    `${painted("red", "FAILED", colour)} ${first?.request ?? ""}`,
    `  expected: ${first?.expected ?? ""}. ${first?.why ?? ""}`,
    ...lines,
  ].join("\n");
}

/** The resource's own policy by the resource's name. */
function policyText(policy = "policy", of: string): string {
  return policy === "resource policy" ? `policy of the ${of}` : policy;
}

function summaryText({ rows, requests, failed, notApplicable }: ProofReport, colour: boolean): string {
  const asked = `${requests} requests of ${rows - notApplicable.length} rows`;
  const idle =
    notApplicable.length === 0 ? "" : `; ${notApplicable.length} rows are about nothing that is configured`;
  const verdict =
    failed === 0
      ? painted("green", "all got the verdict expected", colour)
      : painted("red", `${failed} failed`, colour);
  return `${asked}: ${verdict}${idle}`;
}

function painted(style: "red" | "green", text: string, colour: boolean): string {
  return colour ? styleText(style, text) : text;
}
