export {
  DEFAULT_LAST_HOURS,
  validationJobs,
  type LogSource,
  type ValidationJob,
  type ValidationRange,
} from "./job";
export { LogValidation, type LogValidationProps } from "./log-validation";
export { codeProblems, packagedCode, packagedPath, type FunctionCode } from "./packaged-code";
