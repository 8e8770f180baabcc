import { code, prose } from "./markdown-text";
import { stackMarkdown, type Detail } from "./markdown-stack";
import type { PlanReport, StackReport } from "./plan-report";
import { countsOf, hasSomethingToTell } from "./report-of";
import { amount, countsText, REMOVED, verdictSentence, verdictTitle } from "./words";

/** What marks the one comment of a pull request that is written again with each plan. */
export const COMMENT_MARKER = "<!-- orgtrail plan -->";

/** The characters that a comment may have: to more GitHub's API answers "body is too long (maximum is 65536 characters)". */
export const COMMENT_LIMIT = 65_536;

/** Where the whole report is. */
export interface WholeReport {
  /** The address of the run that planned. @default - nobody has told it */
  readonly runUrl?: string;
}

/** How much is said: of which stacks, and of how many in the table. The last says least. */
interface Level {
  readonly detail: Detail;
  readonly shows: (stack: StackReport) => boolean;
  readonly rows: number;
  /** What is left out, as a clause. @default - nothing */
  readonly leftOut?: string;
}

const needsReading = ({ verdict }: StackReport): boolean => verdict !== "fine";
const stops = ({ verdict }: StackReport): boolean => verdict === "blocked" || verdict === "error";

const LEVELS: readonly Level[] = [
  { detail: "attributes", shows: hasSomethingToTell, rows: Infinity },
  {
    detail: "attributes",
    shows: needsReading,
    rows: Infinity,
    leftOut: "what changes in the stacks that are fine",
  },
  {
    detail: "findings",
    shows: needsReading,
    rows: 200,
    leftOut: "the attributes that change, and what changes in the stacks that are fine",
  },
  {
    detail: "findings",
    shows: stops,
    rows: 100,
    leftOut: "all but the stacks that are blocked or could not be planned",
  },
  { detail: "findings", shows: () => false, rows: 50, leftOut: "everything but the counts" },
  { detail: "findings", shows: () => false, rows: 0, leftOut: "everything but the verdict" },
];

/**
 * The report as a comment of a pull request: the verdict, a table of the stacks, and what each does, folded. Where it
 * would be longer than GitHub takes, less is said, and what is left out is told.
 * @param limit in characters
 */
export function markdownReport(
  report: PlanReport,
  { runUrl }: WholeReport = {},
  limit = COMMENT_LIMIT,
): string {
  for (const level of LEVELS) {
    const markdown = levelMarkdown(report, level, runUrl);
    if (markdown.length <= limit) return markdown;
  }
  throw new RangeError(`a report does not fit into ${limit} characters, however little it says`);
}

function levelMarkdown(report: PlanReport, level: Level, runUrl: string | undefined): string {
  const { verdict, stacks, removed } = report;
  const shown = stacks.filter((stack) => hasSomethingToTell(stack) && level.shows(stack));
  const parts = [
    `${COMMENT_MARKER}\n### ${verdictTitle(verdict)}: ${prose(verdictSentence(stacks, removed.length))}`,
    ...(level.leftOut === undefined ? [] : [leftOutText(level.leftOut, runUrl)]),
    ...tableMarkdown(report, level.rows),
    ...shown.map((stack) => stackMarkdown(stack, level.detail)),
    ...removedMarkdown(report, level.rows),
    ...unusedMarkdown(report, level.rows),
  ];
  return `${parts.join("\n\n")}\n`;
}

function leftOutText(leftOut: string, runUrl: string | undefined): string {
  const place = runUrl === undefined ? "the output of `orgtrail plan`" : `[the run](<${encodeURI(runUrl)}>)`;
  return `**A comment holds no more, so this one leaves out ${leftOut}.** See ${place} for the whole report, or plan the stack yourself: \`npx orgtrail plan <stack>\`.`;
}

function tableMarkdown({ stacks, drift }: PlanReport, rows: number): readonly string[] {
  if (stacks.length === 0 || rows === 0) return [];
  const head = ["Stack", "Account", "Region", "Verdict", "Changes", ...(drift ? ["Drift"] : [])];
  const lines = [...stacks]
    .sort(worstFirst)
    .slice(0, rows)
    .map((stack) => [
      code(stack.stack),
      prose(`${stack.account.name} ${stack.account.id}`),
      prose(stack.region),
      needsReading(stack) ? `**${verdictTitle(stack.verdict)}**` : verdictTitle(stack.verdict),
      prose(countsText(stack)),
      ...(drift ? [stack.outcome === "failed" ? "–" : String(countsOf(stack).drift)] : []),
    ]);
  const more = stacks.length - lines.length;
  const table = [head, head.map(() => "---"), ...lines].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
  return [table, ...(more > 0 ? [`… and ${amount(more, "more stack")}.`] : [])];
}

const ORDER = ["error", "blocked", "review", "fine"];

function worstFirst(one: StackReport, other: StackReport): number {
  return ORDER.indexOf(one.verdict) - ORDER.indexOf(other.verdict);
}

function removedMarkdown({ removed }: PlanReport, rows: number): readonly string[] {
  if (removed.length === 0 || rows === 0) return [];
  const named = removed
    .slice(0, rows)
    .map(({ stack, account }) => `${code(stack)} (${prose(`${account.name} ${account.id}`)})`);
  const more = removed.length - named.length;
  return [`**Removed:** ${named.join(", ")}${more > 0 ? ` and ${more} more` : ""}. ${REMOVED}`];
}

function unusedMarkdown({ unusedAcceptances }: PlanReport, rows: number): readonly string[] {
  const shown = unusedAcceptances.slice(0, rows);
  if (shown.length === 0) return [];
  const more = unusedAcceptances.length - shown.length;
  const entries = shown.map(
    ({ rule, stack, until }) => `${code(rule)} in ${code(stack)} (until ${prose(until)})`,
  );
  return [
    `Entries of \`acceptedChanges\` that accept nothing in this plan: ${entries.join(", ")}${more > 0 ? ` and ${more} more` : ""}.`,
  ];
}
