import type { CloudTrailEvent } from "../../modules/event-selectors";
import { jsonIn } from "../terraform";

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
  /** What a service or a command has put around events. */
  | { readonly kind: "wrapped"; readonly events: readonly LogEvent[] }
  | { readonly kind: "other" };

/** What the value is, by the keys that CloudTrail's records and digest files have. */
export function logValue(value: unknown): LogValue {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return { kind: "other" };
  if (isEvent(value)) return { kind: "event", event: value };
  if ("digestStartTime" in value) return { kind: "digest" };
  const events = eventsIn(value, MOST_WRAPPERS);
  return events.length > 0 ? { kind: "wrapped", events } : { kind: "other" };
}

function isEvent(value: object): value is LogEvent {
  return "eventVersion" in value || "eventCategory" in value || "eventName" in value;
}

/**
 * Where others put events, as they are or as texts: `aws cloudtrail lookup-events` (Events, CloudTrailEvent), EventBridge (detail),
 * `aws logs filter-log-events` (events, message), subscriptions of CloudWatch Logs (logEvents, message), and results of CloudTrail
 * Lake (QueryResultRows, eventJson).
 */
const WRAPPERS = [
  ...[
    "Events",
    "CloudTrailEvent",
    "detail",
    "events",
    "message",
    "logEvents",
    "QueryResultRows",
    "eventJson",
  ],
];

/** How many stand around each other: of Lake's rows, a result, a list of rows, a row, a column and its text. */
const MOST_WRAPPERS = 6;

function eventsIn(value: unknown, most: number): readonly LogEvent[] {
  if (most === 0) return [];
  if (Array.isArray(value)) return value.flatMap((each: unknown) => eventsIn(each, most - 1));
  if (typeof value === "string") return value.startsWith("{") ? eventsIn(jsonIn(value), most - 1) : [];
  if (typeof value !== "object" || value === null) return [];
  if (isEvent(value)) return [value];
  const wrapper = value as Readonly<Record<string, unknown>>;
  return WRAPPERS.flatMap((name) => (Object.hasOwn(wrapper, name) ? eventsIn(wrapper[name], most - 1) : []));
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
