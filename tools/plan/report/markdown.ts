import { amount } from "../../../modules/kernel";
import { code, markdownRows, prose } from "../../terminal";
import { listsMarkdown, overridesMarkdown } from "./markdown-lists";
import { stackMarkdown, type Detail } from "./markdown-stack";
import type { PlanReport, StackReport } from "./plan-report";
import { countsOf, hasSomethingToTell, WORST_FIRST } from "./report-of";
import { countsText, verdictSentence, verdictTitle } from "./words";

/** What marks the one comment of a pull request that is written again with each plan. */
export const COMMENT_MARKER = "orgtrail plan";

/** The characters that a comment may have: to more GitHub's API answers "body is too long (maximum is 65536 characters)". */
export const COMMENT_LIMIT = 65_536;

/** How a report is told as Markdown. */
export interface MarkdownOptions {
  /** What the text begins with, as a comment in HTML, and is found by. @default COMMENT_MARKER */
  readonly marker?: string;
  /** The address of the run that planned, where the whole report is. @default - nobody has told it */
  readonly runUrl?: string;
  /** In characters. @default COMMENT_LIMIT */
  readonly limit?: number;
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
 */
export function markdownReport(report: PlanReport, options: MarkdownOptions = {}): string {
  const { limit = COMMENT_LIMIT } = options;
  for (const level of LEVELS) {
    const markdown = levelMarkdown(report, level, options);
    if (markdown.length <= limit) return markdown;
  }
  throw new RangeError(`a report does not fit into ${limit} characters, however little it says`);
}

function levelMarkdown(
  report: PlanReport,
  { detail, shows, rows, leftOut }: Level,
  { marker = COMMENT_MARKER, runUrl }: MarkdownOptions,
): string {
  const shown = report.stacks.filter((stack) => hasSomethingToTell(stack) && shows(stack));
  const parts = [
    `<!-- ${marker} -->\n### ${verdictTitle(report.verdict)}: ${prose(verdictSentence(report))}`,
    ...(leftOut === undefined ? [] : [leftOutText(leftOut, runUrl)]),
    ...tableMarkdown(report, rows),
    ...shown.map((stack) => stackMarkdown(stack, detail)),
    ...overridesMarkdown(report, rows),
    ...listsMarkdown(report, rows),
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
  return [markdownRows(head, lines), ...(more > 0 ? [`… and ${amount(more, "more stack")}.`] : [])];
}

function worstFirst(one: StackReport, other: StackReport): number {
  return WORST_FIRST.indexOf(one.verdict) - WORST_FIRST.indexOf(other.verdict);
}
