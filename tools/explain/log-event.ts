import type { CloudTrailEvent } from "../../modules/event-selectors";

/** What `explain` looks at in a record, beyond what selectors do. All is `unknown`, since records come from files. */
export interface LogEvent extends CloudTrailEvent {
  readonly eventID?: unknown;
  readonly eventTime?: unknown;
  readonly awsRegion?: unknown;
  readonly recipientAccountId?: unknown;
}

/** The categories of events that selectors choose from. Insights and aggregations come by other settings. */
export const SELECTED_CATEGORIES = ["Management", "Data", "NetworkActivity"] as const;

/** A category that selectors choose from. */
export type SelectedCategory = (typeof SELECTED_CATEGORIES)[number];

/** Whether selectors choose from the category. */
export function isSelected(category: string): category is SelectedCategory {
  return (SELECTED_CATEGORIES as readonly string[]).includes(category);
}

/** What a JSON value from a log file is. */
export type LogValue =
  | { readonly kind: "event"; readonly event: LogEvent }
  /** Lists log files, with their hashes. Stands beside them, and holds no events. */
  | { readonly kind: "digest" }
  | { readonly kind: "other" };

/** What the value is, by the keys that CloudTrail's records and digest files have. */
export function logValue(value: unknown): LogValue {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return { kind: "other" };
  if ("eventVersion" in value || "eventCategory" in value || "eventName" in value)
    return { kind: "event", event: value as LogEvent };
  return { kind: "digestStartTime" in value ? "digest" : "other" };
}

/** The account whose trails record the event: the one that CloudTrail names as recipient, or who made the call. */
export function recipientAccountOf({ recipientAccountId, userIdentity }: LogEvent): string | undefined {
  if (typeof recipientAccountId === "string") return recipientAccountId;
  const accountId: unknown =
    typeof userIdentity === "object" && userIdentity !== null && "accountId" in userIdentity
      ? userIdentity.accountId
      : undefined;
  return typeof accountId === "string" ? accountId : undefined;
}

/** The call, with its service: `s3.amazonaws.com:DeleteObject`. */
export function callOf({ eventSource, eventName }: LogEvent): string {
  return `${typeof eventSource === "string" ? eventSource : "?"}:${typeof eventName === "string" ? eventName : "?"}`;
}
