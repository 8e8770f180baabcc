import { switchedOff } from "../switched-off";
import type { VerdictRule } from "../verdict";

/** Log file validation is switched off. */
export const validationOff: VerdictRule = {
  id: "validation-off",
  verdict: "blocked",
  title: "Log file validation is switched off",
  why: "The chain of digest files ends: nobody can prove any more that a log file was not changed or deleted.",
  judge: (change) =>
    switchedOff(
      change,
      "aws_cloudtrail",
      "enable_log_file_validation",
      "log file validation is switched off",
    ),
};
