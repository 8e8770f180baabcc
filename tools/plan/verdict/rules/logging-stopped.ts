import { switchedOff } from "../switched-off";
import type { VerdictRule } from "../verdict";

/** A trail stops logging. */
export const loggingStopped: VerdictRule = {
  id: "logging-stopped",
  verdict: "blocked",
  title: "A trail stops logging",
  why: "Nothing is recorded until somebody starts it again, and what happens meanwhile can never be found out.",
  judge: (change) => switchedOff(change, "aws_cloudtrail", "enable_logging", "logging is switched off"),
};
