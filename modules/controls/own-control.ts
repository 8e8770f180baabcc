import { eventPattern, filterPatterns, watchedCalls, type Calls } from "./calls";
import { periodOf, type Control } from "./control";
import type { OWN_CONTROL_IDS } from "./control-ids";

/** A control that CIS misses, before patterns and rule are made of its calls. */
export interface OwnControl extends Pick<Control, "title" | "severity" | "happened" | "firstStep" | "noise"> {
  readonly id: (typeof OWN_CONTROL_IDS)[number];
  readonly calls: readonly Calls[];
  /** Whether it must be heard of at once. @default true */
  readonly fast?: boolean;
  /** Whether its calls may be recorded as ones that only read. @default false */
  readonly hearsReads?: boolean;
}

/** The control, or none where there is nothing to watch. */
export function ownControl({
  calls,
  fast = true,
  hearsReads = false,
  ...words
}: OwnControl): readonly Control[] {
  const watched = watchedCalls(calls);
  if (watched.length === 0) return [];
  return [
    {
      ...words,
      patterns: filterPatterns(watched),
      ...(fast && { rule: eventPattern(watched), ...(hearsReads && { ruleHearsReads: true }) }),
      threshold: 1,
      periodMinutes: periodOf({ severity: words.severity, threshold: 1 }),
    },
  ];
}

/** Whoever turns the alarm off comes before whoever steals. */
export const DEPLOYMENT = "Expected while orgtrail is deployed. Otherwise";
