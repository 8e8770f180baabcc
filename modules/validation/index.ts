export { assertProps } from "./props";
export type { ValueShape, PropShapes } from "./shape";
export {
  assertNoProblems,
  traceFromCaller,
  describeProblem,
  describeValue,
  ofProperty,
  printable,
  repeatedProblems,
  type Problem,
  type PropertyProblem,
  unprintableIn,
  ValidationError,
} from "./problem";
