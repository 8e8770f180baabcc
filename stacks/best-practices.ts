import Table from "cli-table3";
import {
  BEST_PRACTICES,
  BestPractices,
  suppressBestPractice,
  type BestPracticeFinding,
} from "../modules/best-practices";
import type { OrgtrailApp } from "./app";
import type { Configuration } from "./config";
import { leftOutByStack } from "./left-out";
import { NO_FRAME } from "./summary";

export { BestPracticesError, type BestPracticeFinding } from "../modules/best-practices";

/**
 * Adds the best-practice gate to the stacks. What the configuration leaves out by choice is no fault, and stands in the
 * findings with its reason.
 */
export function addBestPractices(
  { app, stacks }: OrgtrailApp,
  configuration: Configuration,
  wholeOrganization: boolean,
): BestPractices {
  const leftOut = leftOutByStack(configuration);
  for (const stack of stacks) {
    for (const { rule, reason } of leftOut.get(stack.stackName) ?? []) {
      suppressBestPractice(stack, rule, reason);
    }
  }
  return new BestPractices({ wholeOrganization }).addTo(app);
}

/** How many findings there are, by what is said of them. */
export interface BestPracticeCounts {
  readonly compliant: number;
  readonly suppressed: number;
  readonly notApplicable: number;
}

/** The counts of findings, none of which fails the synthesis. */
export function bestPracticeCounts(findings: readonly BestPracticeFinding[]): BestPracticeCounts {
  const count = (verdict: BestPracticeFinding["verdict"]): number =>
    findings.filter((finding) => finding.verdict === verdict).length;
  return {
    compliant: count("compliant"),
    suppressed: count("not compliant"),
    notApplicable: count("not applicable"),
  };
}

/** The findings as a table for a terminal: a row a practice. */
export function bestPracticesTable(findings: readonly BestPracticeFinding[]): string {
  const table = new Table({
    head: ["", "Best practice", "Compliant", "Suppressed", "Not applicable"],
    colAligns: ["right", "left", "right", "right", "right"],
    chars: NO_FRAME,
    style: { head: [], border: [], "padding-left": 0, "padding-right": 0, compact: true },
  });
  for (const [number, title] of Object.entries(BEST_PRACTICES)) {
    const { compliant, suppressed, notApplicable } = bestPracticeCounts(
      findings.filter(({ practice }) => practice === Number(number)),
    );
    table.push([number, title, compliant, suppressed, notApplicable]);
  }
  return table.toString();
}
