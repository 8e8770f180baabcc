import { fieldIs, renderFilterPattern } from "../event-patterns";
import { periodOf, type Control } from "./control";

/**
 * What is counted in the log group of the function that validates log files, one line a finding: no event of CloudTrail, and so
 * beside the catalogue.
 */
export const LOG_VALIDATION_CONTROL: Control = {
  id: "log-files-not-proven",
  title: "Log files are not as CloudTrail delivered them",
  severity: "critical",
  about: "finding",
  happened:
    "The hourly validation found a log file or a digest that was changed, deleted or forged, or a time that nothing proves.",
  firstStep:
    "npx orgtrail logs validate, from the day before: it names each file, who changed it, and the command that restores it.",
  patterns: [renderFilterPattern(fieldIs("finding", "*"))],
  threshold: 1,
  periodMinutes: periodOf({ severity: "critical", threshold: 1 }),
};

/** An alarm on what is missing, which no event sets off: beside the catalogue too. */
export const LOG_VALIDATION_SILENCE: Pick<Control, "id" | "title" | "severity" | "happened" | "firstStep"> = {
  id: "log-validation-silent",
  title: "The hourly validation of log files is silent",
  severity: "critical",
  happened:
    "For two hours fewer runs of the hourly validation have ended than there should: nobody looks whether log files are there.",
  firstStep:
    "See whether the function and its rule are there and enabled, and who changed them; a run that was cut off asks for more shards.",
};

/** What the settings of the hourly validation may be. */
export const LOG_VALIDATION_BOUNDS = {
  /** Within three hours most digests have come; a week is validated in a run of its own. */
  lastHours: [3, 168],
  shards: [1, 50],
} as const satisfies Readonly<Record<string, readonly [number, number]>>;
