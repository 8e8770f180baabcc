import { block, code, html, linesOf, prose } from "../../terminal";
import { changeLines, driftLines, outputLines, stateLines, type ChangeLine } from "./change-lines";
import type { FailedStack, PlannedStack, StackReport } from "./plan-report";
import { countsText, findingGroups, remarksOf, sentence, verdictTitle, type FindingGroup } from "./words";

/** How much is said of a stack. */
export type Detail = "attributes" | "findings";

/** What is said of one stack, folded. */
export function stackMarkdown(stack: StackReport, detail: Detail): string {
  const { verdict, account, region } = stack;
  const title = `<b>${html(stack.stack)}</b>: ${verdictTitle(verdict).toLowerCase()}, ${html(countsText(stack))} (${html(account.name)} ${html(account.id)}, ${html(region)})`;
  // What blocks is read without being opened.
  const open = verdict === "blocked" || verdict === "error" ? " open" : "";
  const parts = stack.outcome === "failed" ? [failureMarkdown(stack)] : plannedMarkdown(stack, detail);
  return [`<details${open}><summary>${title}</summary>`, ...parts, "</details>"].join("\n\n");
}

function failureMarkdown({ step, message }: FailedStack): string {
  return `${code(`terraform ${step}`)} failed:\n\n${block(linesOf(message), "text")}`;
}

function plannedMarkdown(stack: PlannedStack, detail: Detail): readonly string[] {
  const { refused, findings, changes, drift } = stack;
  const diff = (lines: readonly ChangeLine[]): readonly string[] =>
    lines.length === 0 ? [] : [block(lines.map(diffLine), "diff")];
  const changed = [...stateLines(stack), ...changes.flatMap(changeLines), ...outputLines(stack)];
  return [
    ...(refused === undefined ? [] : [`Terraform refuses this plan:\n\n${block(linesOf(refused), "text")}`]),
    ...findingGroups(findings).map(groupMarkdown),
    ...(detail === "attributes" ? diff(changed) : []),
    ...(detail === "attributes" && drift.length > 0
      ? ["Changed in AWS since the last apply:", ...diff(drift.flatMap(driftLines))]
      : []),
    fingerprintMarkdown(stack),
  ];
}

/** A line by itself, whole: what deploys looks for it, to say whether the plan was reviewed. */
function fingerprintMarkdown({ stack, fingerprint }: PlannedStack): string {
  return `Fingerprint of ${code(stack)}: ${code(fingerprint)}`;
}

function groupMarkdown({ rule, verdict, why, findings }: FindingGroup): string {
  return [
    `**${verdictTitle(verdict)}**, by rule ${code(rule)}: ${prose(why)}\n`,
    ...findings.map((finding) => {
      const remarks = remarksOf(finding).map((remark) => ` ${prose(remark)}`);
      return `- **${prose(sentence(finding.what))}**${remarks.join("")} ${code(finding.address)}`;
    }),
  ].join("\n");
}

/** A line that GitHub colours: what comes is green, what goes is red. */
function diffLine({ sign, depth, text }: ChangeLine): string {
  return `${sign === "~" ? "!" : sign} ${"  ".repeat(depth)}${text}`;
}
