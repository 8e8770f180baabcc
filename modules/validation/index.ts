export { printable, unprintableIn } from "./printable";
export { describeProblem, describeValue, type Problem } from "./problem";
export { assertNoProblems, ofProperty, ValidationError, type PropertyProblem } from "./validation-error";
