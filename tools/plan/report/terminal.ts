import { linesOf, styled, table, type Line, type Style } from "../../terminal";
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
import { countsOf, hasSomethingToTell } from "./report-of";
import {
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

const VERDICT_STYLES: Readonly<Record<ReportVerdict, Style>> = {
  fine: "green",
  review: "yellow",
  blocked: "red",
  error: "red",
};

const SIGN_STYLES: Readonly<Record<ChangeLine["sign"], readonly Style[]>> = {
  "+": ["green"],
  "-": ["red"],
  "~": ["yellow"],
  " ": [],
};

/** The report for a terminal. */
export function terminalReport(report: PlanReport): readonly Line[] {
  const { verdict, stacks, unusedAcceptances } = report;
  return [
    ...stacks.filter(hasSomethingToTell).flatMap((stack) => [...stackLines(stack), ""]),
    ...verdictTable(report),
    ...listLine("Removed", report.removed, REMOVED),
    ...listLine("Without a report", report.unplanned, UNPLANNED),
    ...overrideText(report),
    ...(unusedAcceptances.length === 0 ? [] : ["", ...unusedAcceptances.map(unusedText)]),
    "",
    [styled(verdictTitle(verdict), "bold", VERDICT_STYLES[verdict]), `: ${verdictSentence(report)}`],
  ];
}

function stackLines(stack: StackReport): readonly Line[] {
  const { account, region, verdict } = stack;
  const title = [
    styled(stack.stack, "bold"),
    `  ${account.name} ${account.id}, ${region}: `,
    styled(verdictTitle(verdict).toLowerCase(), VERDICT_STYLES[verdict]),
  ];
  if (stack.outcome === "failed") {
    return [title, `  terraform ${stack.step} failed:`, ...indented(stack.message, 4)];
  }
  return [
    [...title, `, ${countsText(stack)}, fingerprint ${shortFingerprint(stack.fingerprint)}`],
    ...(stack.refused === undefined ? [] : indented(`Terraform refuses: ${stack.refused}`, 2)),
    ...findingGroups(stack.findings).flatMap(groupLines),
    ...plannedLines(stack),
  ];
}

function groupLines({ rule, verdict, why, findings }: FindingGroup): readonly Line[] {
  const title = styled(verdictTitle(verdict).toLowerCase(), "bold", VERDICT_STYLES[verdict]);
  const addresses = [...new Set(findings.map(({ address }) => address))];
  return [
    ["  ", title, `, by rule ${rule}: ${why}`],
    ...addresses.flatMap((address) => [
      ["    ", styled(address, "dim")],
      ...findings.filter((finding) => finding.address === address).flatMap(findingLines),
    ]),
  ];
}

function findingLines(finding: ReportedFinding): readonly Line[] {
  return [`      ${sentence(finding.what)}`, ...remarksOf(finding).map((remark) => `        ${remark}`)];
}

function plannedLines(stack: PlannedStack): readonly Line[] {
  const shown = (lines: readonly ChangeLine[]): readonly Line[] =>
    lines.map(({ sign, depth, text }) =>
      styled(`  ${"  ".repeat(depth)}${sign} ${text}`, ...SIGN_STYLES[sign]),
    );
  return [
    ...shown(stateLines(stack)),
    ...stack.changes.flatMap((resource) => shown(changeLines(resource))),
    ...shown(outputLines(stack)),
    ...(stack.drift.length === 0 ? [] : ["  Changed in AWS since the last apply:"]),
    ...stack.drift.flatMap((resource) => shown(driftLines(resource))),
  ];
}

function indented(text: string, depth: number): readonly Line[] {
  return linesOf(text).map((line) => `${" ".repeat(depth)}${line}`);
}

/** A line a stack, in 80 characters: where a stack is stands above what is told of it. */
function verdictTable({ stacks, drift }: PlanReport): readonly Line[] {
  if (stacks.length === 0) return [];
  const rows = stacks.map((stack) => {
    const { create, update, replace, destroy, drift: drifted } = countsOf(stack);
    const counts = [create, update, replace, destroy, ...(drift ? [drifted] : [])];
    return [
      stack.stack,
      verdictTitle(stack.verdict),
      ...(stack.outcome === "failed" ? counts.map(() => "–") : counts),
    ];
  });
  const head = ["Stack", "Verdict", "Create", "Change", "Replace", "Destroy"];
  return table([...head, ...(drift ? ["Drift"] : [])], rows, { right: [2, 3, 4, 5, 6], noun: "stack" });
}

function listLine(title: string, stacks: readonly StackPlace[], remark: string): readonly Line[] {
  return stacks.length === 0
    ? []
    : ["", `${title}: ${stacks.map(({ stack }) => stack).join(", ")}. ${remark}`];
}

/** The entries that a person looks at; JSON has all. */
const OVERRIDES_SHOWN = 20;

function overrideText(report: PlanReport): readonly Line[] {
  const overrides = allOverrides(report);
  if (overrides.length === 0) return [];
  const more = overrides.length - OVERRIDES_SHOWN;
  return [
    ...["", OVERRIDE_REMEDY, ""],
    ...overrideLines(overrides.slice(0, OVERRIDES_SHOWN)),
    ...(more > 0 ? [`… and ${more} more (--json lists all)`] : []),
  ];
}

function unusedText({ rule, stack, until }: PlanReport["unusedAcceptances"][number]): Line {
  return `acceptedChanges: ${rule} in ${stack} (until ${until}) accepts nothing in this plan; remove it once it is applied.`;
}
