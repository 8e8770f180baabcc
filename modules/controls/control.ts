import type { EventBridgePattern } from "../event-patterns";
import type { Severity } from "./severity";

/** Where the CIS AWS Foundations Benchmark and Security Hub ask for a control. */
export interface Standards {
  /** The number in CIS v1.2. @default - not in it */
  readonly cis12?: string;
  /** The number in CIS v1.4, v3.0 and v5.0. @default - not in them */
  readonly cis14To50?: string;
  /** The number in CIS v6.0 and v7.0. @default - not in them */
  readonly cis60To70?: string;
  /** The Security Hub control, which passes on this very pattern alone. @default - there is none */
  readonly securityHub?: string;
}

/**
 * One thing that somebody wants to hear about: from it derive metric filters, an alarm, a saved query, an EventBridge
 * rule where it must be fast, a row of the docs, and the answer of `orgtrail explain`.
 */
export interface Control {
  /** Names filters, metric, alarm, query and rule. Lower-case words with hyphens. */
  readonly id: string;
  readonly title: string;
  readonly severity: Severity;
  /** What has happened when the alarm rings, as a sentence. */
  readonly happened: string;
  /** The first thing to do, as a sentence. */
  readonly firstStep: string;
  /** Metric-filter patterns that count into one metric: several where one would be too long. */
  readonly patterns: readonly string[];
  /** What an EventBridge rule matches. @default - there is no rule: minutes later is soon enough */
  readonly rule?: EventBridgePattern;
  /** Whether the rule hears calls that only read too, for which it needs a state of its own. @default false */
  readonly ruleHearsReads?: boolean;
  /** What its events are: Insights events say all they have to say in fields of their own, and so do findings of the hourly validation. @default "call" */
  readonly about?: "call" | "insight" | "finding";
  /** The alarm rings at this many events in a period. */
  readonly threshold: number;
  /** The length of a period, in minutes. */
  readonly periodMinutes: number;
  /** Why the threshold is above 1, the severity is low, or an event is often none to worry about. @default - every event counts */
  readonly noise?: string;
  /** @default - no standard asks for it */
  readonly standards?: Standards;
}

/** A period in which one event is heard of quickly and several in a row ring once, in minutes. */
export const DEFAULT_PERIOD_MINUTES = 5;

/**
 * The period of a control's alarm, in minutes. An alarm acts when its state changes, and while it rings the next event rings
 * nothing: one that is critical at the first event counts by the minute, the shortest period of such metrics, and so is silent
 * again soonest.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/AlarmThatSendsEmail.html
 */
export function periodOf({ severity, threshold }: Pick<Control, "severity" | "threshold">): number {
  return severity === "critical" && threshold === 1 ? 1 : DEFAULT_PERIOD_MINUTES;
}
