import { printable } from "./printable";

/**
 * What is wrong with one value that a user gave: the same words serve the configuration (which adds file,
 * line and column) and the constructs (which add the construct path).
 */
export interface Problem {
  /** What is wrong, as a clause that follows the value's name: "is longer than 63 characters". */
  readonly what: string;
  /** The value received. @default - not shown */
  readonly received?: unknown;
  /** The values allowed. @default - not shown */
  readonly allowed?: string;
  /** What to do. */
  readonly remedy: string;
}

const LONGEST_RECEIVED = 120;

/** A received value as one line of text; long ones are cut. */
export function describeValue(value: unknown): string {
  const text = value === undefined ? "nothing" : JSON.stringify(value);
  return text.length > LONGEST_RECEIVED
    ? `${text.slice(0, LONGEST_RECEIVED)}… (${text.length} characters)`
    : text;
}

/** The problem in one printable sentence: what is wrong; value received; values allowed; what to do. */
export function describeProblem(problem: Problem): string {
  const parts = [problem.what];
  if ("received" in problem) parts.push(`received ${describeValue(problem.received)}`);
  if (problem.allowed !== undefined) parts.push(`allowed: ${problem.allowed}`);
  parts.push(problem.remedy);
  return printable(parts.join("; "));
}
