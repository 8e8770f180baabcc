export { COMMENT_LIMIT, COMMENT_MARKER, markdownReport } from "./markdown";
export {
  parseReport,
  ReportFormatError,
  type FailedStack,
  type PlannedStack,
  type PlanReport,
  type ReportVerdict,
  type StackReport,
} from "./plan-report";
export { mergedReport, reportedResource, reportOf } from "./report-of";
export { terminalReport } from "./terminal";
