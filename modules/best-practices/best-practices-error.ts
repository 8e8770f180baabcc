import type { BestPracticeFinding } from "./report";

/** Thrown at synthesis when constructs are not compliant with a best practice, and nobody has said why they may be. */
export class BestPracticesError extends Error {
  /** What is not compliant. */
  readonly findings: readonly BestPracticeFinding[];

  constructor(findings: readonly BestPracticeFinding[]) {
    super(findings.map(findingText).join("\n"));
    this.name = "BestPracticesError";
    this.findings = findings;
  }
}

/** A finding in one line: where, by which rule, why, and what to do. */
function findingText({ path, rule, practice, because, remedy = "" }: BestPracticeFinding): string {
  // The path of an app is empty.
  return `${path === "" ? "app" : path}: ${because} (${rule}, practice ${practice}); ${remedy}`;
}
