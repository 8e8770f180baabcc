export { COMMENT_LIMIT, COMMENT_MARKER, markdownReport, type MarkdownOptions } from "./markdown";
export {
  parseReport,
  ReportFormatError,
  type FailedStack,
  type PlannedStack,
  type PlanReport,
  type ReportVerdict,
  type StackPlace,
  type StackReport,
} from "./plan-report";
export { overridesOf } from "./overrides";
export { mergedReport, reportedResource, planReportOf, type Expected } from "./report-of";
export { terminalReport } from "./terminal";
