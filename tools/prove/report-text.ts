import { styleText } from "node:util";
import type { Failure, Idle, ProofReport } from "./report";

/** How many failures a person reads about; the rest is counted. `--json` has all. */
const SHOWN = 40;

/** The report as text: each failed request with what was expected, what came and which statement decided. */
export function reportText(report: ProofReport, colour: boolean): string {
  const shown = report.failures.slice(0, SHOWN);
  const rows = [...new Set(shown.map(placeText))];
  const blocks = rows.map((row) =>
    failureText(
      shown.filter((failure) => placeText(failure) === row),
      colour,
    ),
  );
  const more = report.failed - shown.length;
  return [
    ...blocks,
    ...(more > 0 ? [`… and ${more} more (--json lists all)`] : []),
    ...report.idle.map((idle) => idleText(idle, colour)),
    summaryText(report, colour),
  ].join("\n\n");
}

function placeText({ file, line }: Failure | Idle): string {
  return `${file}:${line}`;
}

/** The failures of one row. */
function failureText(failures: readonly Failure[], colour: boolean): string {
  const [first] = failures;
  if (first === undefined) return "";
  const lines = failures.flatMap((failure) => {
    const { principal, action, resource, context, of, got, reason, statement, policy } = failure;
    return [
      `  ${principal}`,
      `      asked      ${action} on ${resource}`,
      ...(context.length === 0 ? [] : [`      carrying   ${context.join(", ")}`]),
      `      got        ${got}`,
      `      statement  ${statement === undefined ? "none" : `${statement} of the ${policyText(policy, of)}`}`,
      `      reason     ${reason}`,
    ];
  });
  return [
    `${painted("red", "FAILED", colour)} ${first.request}`,
    `  ${placeText(first)}`,
    `  expected: ${first.expected}. ${first.why}`,
    ...lines,
  ].join("\n");
}

/** The resource's own policy by the resource's name. */
function policyText(policy = "policy", of: string): string {
  return policy === "resource policy" ? `policy of the ${of}` : policy;
}

function idleText(idle: Idle, colour: boolean): string {
  return [
    `${painted("red", "PROVES NOTHING", colour)} ${idle.request}`,
    `  ${placeText(idle)}`,
    `  ${idle.reason}`,
    "  Correct the row, or say by when of which configurations it is.",
  ].join("\n");
}

function summaryText({ rows, requests, failed, idle, notApplicable }: ProofReport, colour: boolean): string {
  const asked = `${requests} requests of ${rows - notApplicable.length - idle.length} rows`;
  const verdict =
    failed === 0
      ? painted("green", "all got the verdict expected", colour)
      : painted("red", `${failed} failed`, colour);
  const nothing =
    idle.length === 0 ? [] : [painted("red", counted(idle, "proves nothing", "prove nothing"), colour)];
  const others =
    notApplicable.length === 0
      ? []
      : [`${counted(notApplicable, "is", "are")} about nothing that is configured`];
  return `${asked}: ${[verdict, ...nothing, ...others].join("; ")}`;
}

function counted(rows: readonly unknown[], one: string, several: string): string {
  return rows.length === 1 ? `1 row ${one}` : `${rows.length} rows ${several}`;
}

function painted(style: "red" | "green", text: string, colour: boolean): string {
  return colour ? styleText(style, text) : text;
}
