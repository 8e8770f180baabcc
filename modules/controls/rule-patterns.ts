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

/** The ARNs of log groups by a name, which may end in `*`: EventBridge refuses `**`. */
export function logGroupArnPattern(name: string): string {
  return `*:log-group:${name.replace(/\*$/, "")}*`;
}
