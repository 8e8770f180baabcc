import {
  selectorProblems,
  type AdvancedEventSelector,
  type SelectorProblem,
  type SelectorConstraintOptions,
} from "../../../modules/event-selectors";
import { describeProblem } from "../../../modules/validation";

export const S3 = { category: "Data", resourceType: "AWS::S3::Object" } as const;

/** Problems of advanced selectors as they might come from a file: of any shape. */
export function advanced(
  selectors: readonly object[],
  options: SelectorConstraintOptions = {},
): readonly SelectorProblem[] {
  return selectorProblems(
    { kind: "advanced", selectors: selectors as readonly AdvancedEventSelector[] },
    options,
  );
}

/** Problems of basic selectors as they might come from a file: of any shape. */
export function basic(
  selectors: readonly object[],
  options: SelectorConstraintOptions = {},
): readonly SelectorProblem[] {
  return selectorProblems({ kind: "basic", selectors: selectors }, options);
}

export function texts(problems: readonly SelectorProblem[]): readonly string[] {
  return problems.map((problem) => `${problem.property} ${describeProblem(problem)}`);
}
