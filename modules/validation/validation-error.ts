import type { IConstruct } from "constructs";
import { printable } from "./printable";
import { describeProblem, type Problem } from "./problem";

/** A problem of a named value: a prop of a construct, or the argument of a function. */
export interface PropertyProblem extends Problem {
  /** The prop's name, with its path where it is nested: "trails[2].name". */
  readonly property: string;
}

/**
 * Thrown when a construct gets a value that AWS would refuse or that would lose logs. Its message names the
 * construct's path and every problem found; nothing has been synthesized yet.
 */
export class ValidationError extends Error {
  /** All problems found, in the order of the props. */
  readonly problems: readonly PropertyProblem[];

  /** @param scope the construct, or a word for what was validated where there is no construct */
  constructor(scope: IConstruct | string, problems: readonly PropertyProblem[]) {
    const place = typeof scope === "string" ? scope : scope.node.path;
    const lines = problems.map((problem) => `${place}: ${problem.property} ${describeProblem(problem)}`);
    super(lines.map(printable).join("\n"));
    this.name = "ValidationError";
    this.problems = problems;
  }
}

/** Throws a ValidationError when there is any problem. */
export function assertNoProblems(scope: IConstruct | string, problems: readonly PropertyProblem[]): void {
  if (problems.length > 0) throw new ValidationError(scope, problems);
}

/** The problems, each with the name of the prop that it is about. */
export function ofProperty(property: string, problem: Problem | undefined): readonly PropertyProblem[] {
  return problem === undefined ? [] : [{ ...problem, property }];
}
