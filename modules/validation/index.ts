export { assertProps, type RequiredProps } from "./props";
export {
  assertNoProblems,
  traceFromCaller,
  describeProblem,
  describeValue,
  ofProperty,
  printable,
  type Problem,
  type PropertyProblem,
  unprintableIn,
  ValidationError,
} from "./problem";
