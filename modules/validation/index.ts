export { printable, unprintableIn } from "./printable";
export {
  assertNoProblems,
  describeProblem,
  describeValue,
  ofProperty,
  type Problem,
  type PropertyProblem,
  ValidationError,
} from "./problem";
