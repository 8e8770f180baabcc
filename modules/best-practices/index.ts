export { BestPractices } from "./best-practices";
export { BestPracticesError } from "./best-practices-error";
export { bestPracticeFindings, type BestPracticeFinding, type BestPracticeOptions } from "./report";
export type { BestPracticeRule, Judged, Judgement, Verdict } from "./rules/rule";
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
export { BEST_PRACTICE_RULES, BEST_PRACTICES } from "./rules/table";
export { MIN_REASON_LENGTH, suppressBestPractice } from "./suppression";
