export {
  DEFAULT_LAST_HOURS,
  validationJobs,
  type LogSource,
  type ValidationJob,
  type ValidationRange,
} from "./job";
export { LogValidation, type FunctionCode, type LogValidationProps } from "./log-validation";
