import type { EventBridgePattern, PatternValue } from "../event-patterns";

/** Sources that begin so are kept for AWS: nobody's own `PutEvents` sets off a rule that asks for it. */
export const FROM_AWS: readonly PatternValue[] = [{ prefix: "aws." }];

/**
 * Calls of one service. The service is told by the record and not by the event's source, whose spelling differs from
 * service to service.
 * @param more what else holds for the record
 */
export function apiCalls(
  eventSource: string,
  eventNames: readonly string[],
  more: EventBridgePattern = {},
): EventBridgePattern {
  return {
    source: FROM_AWS,
    "detail-type": ["AWS API Call via CloudTrail"],
    detail: { eventSource: [eventSource], eventName: [...eventNames], ...more },
  };
}

/** Names of which some end in `*`, as EventBridge takes them. */
export function namesOrPrefixes(names: readonly string[]): readonly PatternValue[] {
  return names.map((name) => (name.endsWith("*") ? { prefix: name.slice(0, -1) } : name));
}

/** ARNs of log groups by their names, of which some end in `*`, as a wildcard takes them: EventBridge refuses `**`. */
export function logGroupArnPattern(name: string): string {
  return `*:log-group:${name.replace(/\*$/, "")}*`;
}
