import { styleText } from "node:util";
import { changeLines, driftLines, outputLines, stateLines, type ChangeLine } from "./change-lines";
import { allOverrides, OVERRIDE_REMEDY, overrideLines } from "./overrides";
import type {
  PlannedStack,
  PlanReport,
  ReportedFinding,
  ReportVerdict,
  StackPlace,
  StackReport,
} from "./plan-report";
import { printable } from "./printable";
import { countsOf, hasSomethingToTell } from "./report-of";
import {
  amount,
  countsText,
  findingGroups,
  remarksOf,
  REMOVED,
  sentence,
  shortFingerprint,
  UNPLANNED,
  verdictSentence,
  verdictTitle,
  type FindingGroup,
} from "./words";

type Style = Parameters<typeof styleText>[0];

const VERDICT_STYLES: Readonly<Record<ReportVerdict, "green" | "yellow" | "red">> = {
  fine: "green",
  review: "yellow",
  blocked: "red",
  error: "red",
};

const SIGN_STYLES: Readonly<Record<ChangeLine["sign"], "green" | "red" | "yellow" | undefined>> = {
  "+": "green",
  "-": "red",
  "~": "yellow",
  " ": undefined,
};

/** The report for a terminal. @param colours whether the terminal shows colours, and its reader wants them */
export function terminalReport(report: PlanReport, colours: boolean): string {
  // Values lose what commands a terminal before our own colours come in.
  const style = (format: Style | undefined, text: string): string =>
    colours && format !== undefined
      ? styleText(format, printable(text), { validateStream: false })
      : printable(text);
  const { verdict, stacks, unusedAcceptances } = report;
  return [
    ...stacks.filter(hasSomethingToTell).flatMap((stack) => [...stackLines(stack, style), ""]),
    ...table(report, style),
    ...listLine("Removed", report.removed, REMOVED),
    ...listLine("Without a report", report.unplanned, UNPLANNED),
    ...overrideText(report),
    ...(unusedAcceptances.length === 0 ? [] : ["", ...unusedAcceptances.map(unusedText)]),
    "",
    `${style(["bold", VERDICT_STYLES[verdict]], verdictTitle(verdict))}: ${verdictSentence(report)}`,
  ]
    .map((line) => line.trimEnd())
    .join("\n");
}

type Styled = (format: Style | undefined, text: string) => string;

function stackLines(stack: StackReport, style: Styled): readonly string[] {
  const { account, region, verdict } = stack;
  const title = `${style("bold", stack.stack)}  ${account.name} ${account.id}, ${region}: ${style(VERDICT_STYLES[verdict], verdictTitle(verdict).toLowerCase())}`;
  if (stack.outcome === "failed") {
    const said = stack.message.split("\n").map((line) => `    ${printable(line)}`);
    return [title, `  terraform ${stack.step} failed:`, ...said];
  }
  return [
    `${title}, ${countsText(stack)}, fingerprint ${shortFingerprint(stack.fingerprint)}`,
    ...(stack.refused === undefined ? [] : indented(`Terraform refuses: ${stack.refused}`, 2)),
    ...findingGroups(stack.findings).flatMap((group) => groupLines(group, style)),
    ...plannedLines(stack, style),
  ];
}

function groupLines({ rule, verdict, why, findings }: FindingGroup, style: Styled): readonly string[] {
  const title = style(["bold", VERDICT_STYLES[verdict]], verdictTitle(verdict).toLowerCase());
  const addresses = [...new Set(findings.map(({ address }) => address))];
  return [
    `  ${title}, by rule ${rule}: ${printable(why)}`,
    ...addresses.flatMap((address) => [
      `    ${style("dim", address)}`,
      ...findings.filter((finding) => finding.address === address).flatMap(findingLines),
    ]),
  ];
}

function findingLines(finding: ReportedFinding): readonly string[] {
  return [
    `      ${printable(sentence(finding.what))}`,
    ...remarksOf(finding).map((remark) => `        ${printable(remark)}`),
  ];
}

function plannedLines(stack: PlannedStack, style: Styled): readonly string[] {
  const shown = (lines: readonly ChangeLine[]): readonly string[] =>
    lines.map(({ sign, depth, text }) => style(SIGN_STYLES[sign], `  ${"  ".repeat(depth)}${sign} ${text}`));
  return [
    ...shown(stateLines(stack)),
    ...stack.changes.flatMap((resource) => shown(changeLines(resource))),
    ...shown(outputLines(stack)),
    ...(stack.drift.length === 0 ? [] : ["  Changed in AWS since the last apply:"]),
    ...stack.drift.flatMap((resource) => shown(driftLines(resource))),
  ];
}

function indented(text: string, depth: number): readonly string[] {
  return text.split("\n").map((line) => `${" ".repeat(depth)}${printable(line)}`);
}

/** The longest table that a person reads; the rest is counted. */
const ROWS_SHOWN = 50;

function table({ stacks, drift }: PlanReport, style: Styled): readonly string[] {
  if (stacks.length === 0) return [];
  const head = ["Stack", "Account", "Region", "Verdict", "Create", "Change", "Replace", "Destroy"];
  const rows = stacks.slice(0, ROWS_SHOWN).map((stack) => {
    const { create, update, replace, destroy, drift: drifted } = countsOf(stack);
    const counts = [create, update, replace, destroy, ...(drift ? [drifted] : [])];
    return [
      ...[
        stack.stack,
        `${stack.account.name} ${stack.account.id}`,
        stack.region,
        verdictTitle(stack.verdict),
      ],
      ...(stack.outcome === "failed" ? counts.map(() => "–") : counts.map(String)),
    ].map(printable);
  });
  const all = [[...head, ...(drift ? ["Drift"] : [])], ...rows];
  const widths = (all[0] ?? []).map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0)));
  const lines = all.map((row) =>
    row
      .map((cell, column) =>
        column < 4 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join("  "),
  );
  const more = stacks.length - ROWS_SHOWN;
  const [header = "", ...body] = lines;
  return [
    style("bold", header),
    ...body,
    ...(more > 0 ? [`… and ${amount(more, "more stack")} (--json lists all)`] : []),
  ];
}

function listLine(title: string, stacks: readonly StackPlace[], remark: string): readonly string[] {
  return stacks.length === 0
    ? []
    : ["", printable(`${title}: ${stacks.map(({ stack }) => stack).join(", ")}. ${remark}`)];
}

/** The entries that a person looks at; JSON has all. */
const OVERRIDES_SHOWN = 20;

function overrideText(report: PlanReport): readonly string[] {
  const overrides = allOverrides(report);
  if (overrides.length === 0) return [];
  const more = overrides.length - OVERRIDES_SHOWN;
  return [
    ...["", OVERRIDE_REMEDY, ""],
    ...overrideLines(overrides.slice(0, OVERRIDES_SHOWN)).map(printable),
    ...(more > 0 ? [`… and ${more} more (--json lists all)`] : []),
  ];
}

function unusedText({ rule, stack, until }: PlanReport["unusedAcceptances"][number]): string {
  return printable(
    `acceptedChanges: ${rule} in ${stack} (until ${until}) accepts nothing in this plan; remove it once it is applied.`,
  );
}
