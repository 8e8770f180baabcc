/** How urgent a control is, from the most urgent. Each has a topic of its own, so that one may wake people and another not. */
export const SEVERITIES = ["critical", "high", "medium", "low"] as const;

/**
 * `critical`: somebody tampers with the log, or root acts. `high`: somebody gains or widens access. `medium`: a change that
 * is rare and worth a look. `low`: a change that is common, or a sign that counts only in numbers.
 */
export type Severity = (typeof SEVERITIES)[number];
