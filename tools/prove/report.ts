import { amount } from "../../modules/kernel";
import type { AccessRequest, Authorization } from "../../modules/policy-evaluation";
import { labelled, styled, type Line } from "../terminal";
import { arnOf } from "./cast";
import type { IdleRow, PlacedAnswer, ProofResult } from "./prove";
import type { StatementAnswer } from "./statements";

/** What is said of a statement that is not proven. */
export interface Unproven {
  readonly statement: string;
  readonly file: string;
  readonly line: number;
  readonly why: string;
  /** The resource whose policy it is about, by name. */
  readonly of: string;
  readonly answer: "refuted" | "not proven";
  /** Why it is not proven: what AWS leaves open, or a limit that was met. @default - it is refuted */
  readonly because?: readonly string[];
  /** A request that refutes it. @default - it is not refuted */
  readonly request?: RefutingRequest;
}

/** A request that refutes a statement. */
export interface RefutingRequest {
  readonly principal: string;
  readonly action: string;
  readonly resource: string;
  readonly context: AccessRequest["context"];
  readonly got: string;
  /** The statement of the policy that decided, where one did. */
  readonly decidedBy?: string;
  readonly reason: string;
}

/** The result as a report, for machines. @param rows how many were put to the configuration */
export function reportOf(
  { requests, failures, idle }: ProofResult,
  rows: number,
  answers: readonly StatementAnswer[],
): ProofReport {
  const unproven = answers.flatMap((each) => unprovenOf(each));
  const isOfOthers = ({ builtIn, because }: IdleRow): boolean => builtIn || because === "when";
  return {
    statements: { asked: answers.length, proven: answers.length - unproven.length },
    unproven,
    rows,
    requests,
    failed: failures.length,
    failures: failures.map(failureOf),
    idle: idle.filter((each) => !isOfOthers(each)).map(idleOf),
    notApplicable: idle.filter(isOfOthers).map(({ row }) => row.name),
  };
}

/** What was proven. */
export interface ProofReport {
  /** How many answers statements got, one for each policy that they are about, and how many of them are proofs. */
  readonly statements: { readonly asked: number; readonly proven: number };
  readonly unproven: readonly Unproven[];
  readonly rows: number;
  readonly requests: number;
  readonly failed: number;
  readonly failures: readonly Failure[];
  /** Rows of the user's that prove nothing. */
  readonly idle: readonly ReturnType<typeof idleOf>[];
  /** Rows that are about other configurations, such as about a prefix where there is none, by name. */
  readonly notApplicable: readonly string[];
}

/** What is said of the answer, where it is no proof. @param nameOf tells who refutes it @default - by the ARN */
export function unprovenOf(answer: StatementAnswer, nameOf = arnOf): readonly Unproven[] {
  if (answer.answer === "proven") return [];
  const { placed, of } = answer;
  const { says: statement, why } = placed.statement;
  const told = { statement, ...placed.place, why, of };
  if (answer.answer === "not proven") return [{ ...told, answer: answer.answer, because: answer.because }];
  const request = requestTold(answer.request, answer.authorization, nameOf);
  // That it is not allowed either way is no help where it must be denied whatever is allowed elsewhere.
  const reason = placed.statement.refused === undefined ? request.reason : NOT_REFUSED;
  return [{ ...told, answer: answer.answer, request: { ...request, reason } }];
}

const NOT_REFUSED = "No statement denies it, so that it is allowed wherever another policy allows it";

/** The request, and what the policies say to it. */
export function requestTold(
  { principal, action, resource, context }: AccessRequest,
  { verdict, decidedBy, reason }: Authorization,
  nameOf = arnOf,
): RefutingRequest {
  return {
    principal: nameOf(principal),
    action,
    resource,
    context,
    got: verdict,
    ...(decidedBy && { decidedBy: `${decidedBy.statement.Sid} of the ${decidedBy.document}` }),
    reason,
  };
}

/** A request that did not get the verdict expected: that which decided, of those that the row asks for. */
type Failure = ReturnType<typeof failureOf>;

function failureOf({ proof: { row, actor, context }, decisive, authorization, place }: PlacedAnswer) {
  const { action, resource } = decisive.request;
  const { verdict: got, decidedBy, reason } = authorization;
  return {
    request: row.name,
    ...place,
    why: row.why,
    principal: actor.title,
    ...(row.can !== undefined && { can: row.can }),
    ...{ action, resource, context },
    of: decisive.subject?.name ?? "trail",
    expected: row.expect,
    got,
    ...(decidedBy !== undefined && { statement: decidedBy.statement.Sid, policy: decidedBy.document }),
    reason,
  };
}

/** A row of the user's that made no request, and whose `when` does not say so. */
function idleOf({ row, place, because }: IdleRow) {
  const { name: request, on, team, rule, principal } = row;
  const of = [team ?? [], rule ?? []].flat().map((each) => ` of ${each}`);
  const nothing = `on names nothing that this configuration has: ${on.join(", ")}${of.join("")}`;
  const reasons: Readonly<Record<IdleRow["because"], string>> = {
    principal: `principal names nobody whom this configuration has, or except names them too: ${principal.join(", ")}`,
    resource: "resource names nothing that this configuration has",
    ...{ on: nothing, when: nothing },
  };
  return { request, ...place, reason: reasons[because] };
}

/** How many failures a person reads about; the rest is counted. `--json` has all. */
const SHOWN = 40;

/** The report for a terminal: each failed request with what was expected, what came and which statement decided. */
export function reportLines(report: ProofReport): readonly Line[] {
  const shown = report.failures.slice(0, SHOWN);
  const rows = [...new Set(shown.map(placeText))];
  const more = report.failed - shown.length;
  return [
    ...report.unproven.slice(0, SHOWN).flatMap((each) => [...unprovenLines(each), ""]),
    ...rows.flatMap((row) => [...failureLines(shown.filter((failure) => placeText(failure) === row)), ""]),
    ...(more > 0 ? [`… and ${more} more (--json lists all)`, ""] : []),
    ...report.idle.flatMap((idle) => [
      [styled("PROVES NOTHING", "red"), ` ${idle.request}`],
      `  ${placeText(idle)}`,
      `  ${idle.reason}`,
      "  Correct the row, or say by when of which configurations it is.",
      "",
    ]),
    ...(report.statements.asked === 0 ? [] : [statementsLine(report)]),
    summaryLine(report),
  ];
}

function placeText({ file, line }: PlacedAnswer["place"]): string {
  return `${file}:${line}`;
}

/** What refutes a statement, or keeps it from being proven. */
export function unprovenLines({
  statement,
  why,
  of,
  because = [],
  request,
  ...place
}: Unproven): readonly Line[] {
  return [
    [styled(request === undefined ? "NOT PROVEN" : "REFUTED", "red"), ` ${statement}`],
    `  ${placeText(place)}`,
    `  of the ${of}. ${why}`,
    ...told(...because.map((reason) => ["because", reason] as const)),
    ...(request === undefined ? [] : requestLines(request)),
  ];
}

/** What is told of a request, but for what there is nothing of. */
function told(...entries: Parameters<typeof labelled>[0]): readonly Line[] {
  return labelled(
    entries.filter(([, text]) => text !== ""),
    6,
  );
}

/** A request for a terminal: who asks for what, and what comes of it. */
export function requestLines(request: RefutingRequest): readonly Line[] {
  const carried = Object.entries(request.context ?? {}).map(([key, value]) => `${key} = ${String(value)}`);
  return told(
    ["who", request.principal],
    ["asks", `${request.action} on ${request.resource}`],
    ["carrying", carried.join(", ")],
    ["gets", request.got],
    ["statement", request.decidedBy ?? "none"],
    ["reason", request.reason],
  );
}

/** How many statements are proven. */
export function statementsLine({
  statements: { asked, proven },
  unproven,
}: Pick<ProofReport, "statements" | "unproven">): Line {
  return [
    `${asked} statements about policies: `,
    unproven.length === 0
      ? styled("all are proven for every request", "green")
      : styled(`${proven} are proven for every request, ${unproven.length} not`, "red"),
  ];
}

/** The failures of one row. */
function failureLines(failures: readonly Failure[]): readonly Line[] {
  const [first] = failures;
  if (first === undefined) return [];
  return [
    [styled("FAILED", "red"), ` ${first.request}`],
    `  ${placeText(first)}`,
    `  expected: ${first.expected}. ${first.why}`,
    ...failures.flatMap(
      ({ principal, action, resource, context, of, got, reason, statement, policy = "policy" }) => [
        `  ${principal}`,
        ...told(
          ["asked", `${action} on ${resource}`],
          ["carrying", context.join(", ")],
          ["got", got],
          // The resource's own policy is told by the resource's name.
          [
            "statement",
            statement === undefined
              ? "none"
              : `${statement} of the ${policy === "resource policy" ? `policy of the ${of}` : policy}`,
          ],
          ["reason", reason],
        ),
      ],
    ),
  ];
}

function summaryLine({ rows, requests, failed, idle, notApplicable }: ProofReport): Line {
  const counted = ({ length }: readonly unknown[], one: string, several: string): string =>
    `${amount(length, "row")} ${length === 1 ? one : several}`;
  return [
    `${requests} requests of ${rows - notApplicable.length - idle.length} rows: `,
    failed === 0 ? styled("all got the verdict expected", "green") : styled(`${failed} failed`, "red"),
    ...(idle.length === 0 ? [] : ["; ", styled(counted(idle, "proves nothing", "prove nothing"), "red")]),
    ...(notApplicable.length === 0
      ? []
      : [`; ${counted(notApplicable, "is", "are")} about nothing that is configured`]),
  ];
}
