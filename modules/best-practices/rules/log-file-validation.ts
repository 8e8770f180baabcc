import { each, ofFlag, type BestPracticeRule } from "./rule";

/** @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-log-file-validation-intro.html */
export const logFileValidation: BestPracticeRule = {
  id: "log-file-validation",
  practice: 6,
  title: "Log files can be proven unchanged",
  remedy: "set enable_log_file_validation",
  check: ({ trails }) =>
    each(trails, ({ validation }) =>
      ofFlag(validation, "writes digests of its log files", "writes no digests of its log files"),
    ),
};
