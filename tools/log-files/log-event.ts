import type { CloudTrailEvent } from "../../modules/event-selectors";
import { at, type JsonObject, type JsonValue } from "../../modules/facts";
import { WHO } from "../../modules/questions";
import { jsonIn } from "../terraform";

/** What `explain` looks at in a record, beyond what selectors do. All is `unknown`, since records come from files. */
export interface LogEvent extends CloudTrailEvent {
  readonly eventID?: unknown;
  readonly eventTime?: unknown;
  readonly awsRegion?: unknown;
  readonly recipientAccountId?: unknown;
  readonly sourceIPAddress?: unknown;
  readonly requestParameters?: unknown;
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
  /** What is no event, and what is to be done to have those that belong to it, where that is known. */
  | { readonly kind: "other"; readonly remedy?: string };

/** What the value is, by the keys that CloudTrail's records and digest files have. */
export function logValue(value: unknown): LogValue {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return { kind: "other" };
  if (isEvent(value)) return { kind: "event", event: value };
  if ("digestStartTime" in value) return { kind: "digest" };
  const parts = inParts(value, MOST_WRAPPERS);
  const events = parts.filter(isEvent);
  if (events.length > 0 || parts.every(isOfNoEvent)) return { kind: "wrapped", events };
  const remedy = [...parts, value].map(remedyOf).find((each) => each !== undefined);
  return { kind: "other", ...(remedy !== undefined && { remedy }) };
}

/** Events that services of AWS hand to functions look like CloudTrail's, but for their source, which is no service's name. */
function isEvent(value: object): value is LogEvent {
  if ("eventSource" in value && typeof value.eventSource === "string" && value.eventSource.startsWith("aws:"))
    return false;
  return "eventVersion" in value || "eventCategory" in value || "eventName" in value;
}

/** What services send to find out whether anybody is there. */
function isOfNoEvent(value: object): boolean {
  return "messageType" in value && value.messageType === "CONTROL_MESSAGE";
}

const UNPACKED = 'while read -r data; do echo "$data" | base64 -d | gunzip; done | npx orgtrail explain -';

const FILE_OF_S3 = "it is S3's notification of a file; give that file";
const ofKinesis = (data: string): string =>
  `it is a record of Kinesis; unpack it: jq -r '.Records[].${data}' FILE | ${UNPACKED}`;

/** What is to be done with what holds events in a form that a person has to open, by the source or one of the keys that tell. */
const REMEDIES: readonly (readonly [tells: string, remedy: string])[] = [
  ["aws:s3", FILE_OF_S3],
  ["aws.s3", FILE_OF_S3],
  ["s3:TestEvent", "S3 sent it to find out whether anybody is there: it holds nothing; leave it out"],
  ["s3ObjectKey", "it is CloudTrail's notification of log files; give those files"],
  ["aws:kinesis", ofKinesis("kinesis.data")],
  ["SequenceNumber", ofKinesis("Data")],
  [
    "awslogs",
    `it is what CloudWatch Logs gives a function; unpack it: jq -r .awslogs.data FILE | ${UNPACKED}`,
  ],
  ["detail-type", "it is EventBridge's word of something else than a call, and holds nothing; leave it out"],
  [
    "class_uid",
    "it is an event in Security Lake's form; give the log files: npx orgtrail logs fetch brings them",
  ],
  ["ResultSet", "it is a table of Athena; give the log files: npx orgtrail logs fetch brings them"],
];

function remedyOf(value: object): string | undefined {
  const { eventSource, source, Event: event } = value as Readonly<Record<string, unknown>>;
  const tells = [eventSource, source, event, ...Object.keys(value)];
  return REMEDIES.find(([tell]) => tells.includes(tell))?.[1];
}

/** Whether a text is a time as CloudTrail writes it: `2026-11-29T05:40:00Z`. */
export function isEventTime(text: unknown): text is string {
  return typeof text === "string" && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?Z$/.test(text);
}

/**
 * Where others put events, as they are or as texts: `aws cloudtrail lookup-events` (Events, CloudTrailEvent), EventBridge (detail),
 * `aws logs filter-log-events` (events, message), subscriptions of CloudWatch Logs (logEvents, message), Logs Insights (results, value),
 * results of CloudTrail Lake (QueryResultRows, eventJson), what its channels carry (eventData), notifications of SNS in messages of SQS
 * (Messages, Message, body, Body), and what OpenSearch (hits, _source) and Splunk (result, _raw) answer.
 */
const WRAPPERS: readonly string[] =
  "Events CloudTrailEvent detail events message logEvents results value QueryResultRows eventJson eventData Messages Message body Body hits _source result _raw".split(
    " ",
  );

/** How many stand around each other: of Lake's rows, a result, a list of rows, a row, a column and its text. */
const MOST_WRAPPERS = 8;

/** The objects in a value that hold no others that could be events: the events among them, and what is none. */
function inParts(value: unknown, most: number): readonly object[] {
  if (most === 0) return [];
  if (Array.isArray(value)) return value.flatMap((each: unknown) => inParts(each, most - 1));
  if (typeof value === "string") return value.startsWith("{") ? inParts(jsonIn(value), most - 1) : [];
  if (typeof value !== "object" || value === null) return [];
  if (isEvent(value) || isOfNoEvent(value)) return [value];
  const wrapper = value as Readonly<Record<string, unknown>>;
  const names = WRAPPERS.filter((name) => Object.hasOwn(wrapper, name));
  const inner = names.flatMap((name) => inParts(wrapper[name], most - 1));
  // What a command answers where it has found nothing has a list with nothing in it.
  const isEmpty = names.some((name) => Array.isArray(wrapper[name]) && wrapper[name].length === 0);
  return inner.length > 0 || isEmpty ? inner : [value];
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

/** Who made the call, as the questions tell it. */
export function callerOf(event: LogEvent): string | undefined {
  return textAmong(WHO.fields.map((field) => at(event as JsonObject, ...field.split("."))));
}

/**
 * What the call is about: the resources that the record names; where it names none, what the request has a name, an id or an ARN for,
 * `roleName=Admin`.
 */
export function resourceTextsOf({ resources, requestParameters }: LogEvent): readonly string[] {
  const named = (Array.isArray(resources) ? resources : []).flatMap(
    (each: JsonValue) => textAmong([at(each, "ARN"), at(each, "ARNPrefix")]) ?? [],
  );
  if (named.length > 0) return named;
  if (typeof requestParameters !== "object" || requestParameters === null) return [];
  return Object.entries(requestParameters).flatMap(([name, value]) =>
    typeof value === "string" && /(name|id|arn|key)$/i.test(name) ? [`${name}=${value}`] : [],
  );
}

function textAmong(values: readonly unknown[]): string | undefined {
  return values.find((value): value is string => typeof value === "string" && value !== "");
}

/** The call, with its service: `s3.amazonaws.com:DeleteObject`. */
export function callOf({ eventSource, eventName }: LogEvent): string {
  return `${typeof eventSource === "string" ? eventSource : "?"}:${typeof eventName === "string" ? eventName : "?"}`;
}
