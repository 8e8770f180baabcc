export { BestPractices } from "./best-practices";
export { BestPracticesError } from "./report";
export { bestPracticeFindings, type BestPracticeFinding, type BestPracticeOptions } from "./report";
export type { BestPracticeRule, Judged, Judgement, Verdict } from "./practices/practice";
export type {
  BucketFacts,
  CheckFacts,
  Elsewhere,
  Facts,
  KeyFacts,
  LogGroupFacts,
  Place,
  Policy,
  RecordedFacts,
  Statement,
  TrailFacts,
} from "../facts";
export { BEST_PRACTICE_RULES, BEST_PRACTICES } from "./practices/table";
export { MIN_REASON_LENGTH, suppressBestPractice } from "./suppression";
