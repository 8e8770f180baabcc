import {
  PRACTICE_TITLES,
  BestPractices,
  suppressBestPractice,
  type BestPracticeFinding,
} from "../modules/best-practices";
import type { OrgtrailApp } from "./app";

export { BestPracticesError, type BestPracticeFinding } from "../modules/best-practices";

/**
 * Adds the best-practice gate to the stacks. What the configuration leaves out by choice is no fault of what the stacks make,
 * and stands in the findings with its reason. What somebody else made beside it has to have reasons of its own.
 */
export function addBestPractices({ app, stacks }: OrgtrailApp, wholeOrganization: boolean): BestPractices {
  for (const stack of stacks) {
    for (const { construct, leftOut } of stack.leftOut) {
      for (const { rule, reason } of leftOut) suppressBestPractice(construct, rule, reason);
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

/** The heads of the columns of the findings. */
export const FINDINGS_HEAD = ["", "Best practice", "Compliant", "Suppressed", "N/A"];

/** The findings as rows: one a practice. */
export function findingsRows(
  findings: readonly BestPracticeFinding[],
): readonly (readonly (string | number)[])[] {
  return Object.entries(PRACTICE_TITLES).map(([number, title]) => {
    const { compliant, suppressed, notApplicable } = bestPracticeCounts(
      findings.filter(({ practice }) => practice === Number(number)),
    );
    return [number, title, compliant, suppressed, notApplicable];
  });
}
