export { BestPractices } from "./best-practices";
export {
  type BestPracticeFinding,
  bestPracticeFindings,
  type BestPracticeOptions,
  BestPracticesError,
  MIN_REASON_LENGTH,
  suppressBestPractice,
} from "./report";
export type { Compliance, Evaluated, Evaluation, Practice } from "./practices/practice";
export type {
  BucketFacts,
  CheckFacts,
  Elsewhere,
  Facts,
  KeyFacts,
  LogGroupFacts,
  DeliveryPlace,
  Policy,
  RecordedFacts,
  StatementFacts,
  TrailFacts,
} from "../facts";
export { PRACTICE_TITLES, PRACTICES } from "./practices/table";
