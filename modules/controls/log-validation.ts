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

/** What the settings of the hourly validation may be. */
export const LOG_VALIDATION_BOUNDS = {
  /** Within three hours most digests have come; a week is validated in a run of its own. */
  lastHours: [3, 168],
  shards: [1, 50],
} as const satisfies Readonly<Record<string, readonly [number, number]>>;
