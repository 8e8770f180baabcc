import { ANY_ELEMENT, type FieldSelector } from "../event-patterns";
import { WHO } from "./catalogue";
import { EVENT_COLUMNS, type ColumnType, type Fields } from "./event-columns";

/**
 * The field with all that stands in what differs from service to service, a text for each value: `requestParameters.bucketName=acme`.
 * One field of an index, however many parameters services have. OpenSearch's own type for it, `flat_object`, finds no wildcards before
 * 2.18, is not grouped by, and its `exists` knows no paths.
 * @see https://docs.opensearch.org/latest/mappings/supported-field-types/flat-object/
 * @see https://github.com/opensearch-project/OpenSearch/issues/11748
 */
export const DETAILS = "details";
/** The time by which dashboards look. */
export const TIMESTAMP = "@timestamp";
/** The address, where there is one: in `sourceIPAddress`, services stand by their name. */
export const SOURCE_IP = "sourceIp";

/** A term of an index has at most 32,766 bytes, and a character of JSON at most 4 in UTF-8 (`ignore_above` counts characters). */
export const LONGEST_TERM = 8191;

/** Says of an event that not all of its values are in `details`. */
export const CUT = "detailsCut";
/**
 * The most characters of `details` in an event. A record of Firehose has at most 1,000 KiB, and an event in CloudWatch Logs 256 KB.
 * @see https://docs.aws.amazon.com/firehose/latest/dev/limits.html
 */
const LONGEST_DETAILS = 250_000;

/** An event as JSON has it. */
export type EventRecord = Readonly<Record<string, unknown>>;

/**
 * The event as OpenSearch keeps it: as it was, but that what a field of the index takes no other way is text, and with what only an
 * index needs besides. Nothing in an event makes OpenSearch refuse it, or makes its index larger by a field.
 */
export function openSearchDocument(event: EventRecord): EventRecord {
  const { sourceIPAddress } = event;
  const who = WHO.fields.map((field) => valueIn(event, field.split("."))).find(isSaid);
  return {
    ...withoutOwn(fitted(event, EVENT_COLUMNS) as EventRecord),
    ...(isMoment(event["eventTime"]) && { [TIMESTAMP]: event["eventTime"] }),
    ...(who !== undefined && { [WHO.name]: textOf(who) }),
    ...(isAddress(sourceIPAddress) && { [SOURCE_IP]: sourceIPAddress }),
    ...detailFields(event),
  };
}

/** An event has none of the fields that are added to it; if one has, it would be another thing under the name. */
function withoutOwn(event: EventRecord): EventRecord {
  const own: readonly string[] = [TIMESTAMP, WHO.name, SOURCE_IP, DETAILS, CUT];
  return Object.fromEntries(Object.entries(event).filter(([name]) => !own.includes(name)));
}

/** Of an event with very many values, as many as keep it a record that Firehose takes, and the word that there are more. */
function detailFields(event: EventRecord): EventRecord {
  const all = [...new Set(detailsOf(event, EVENT_COLUMNS, []))];
  let length = 0;
  const some = all.filter((text) => (length += text.length) <= LONGEST_DETAILS);
  return { [DETAILS]: some, ...(some.length < all.length && { [CUT]: "true" }) };
}

/** How a text of `details` names the place. */
export function detailPath(selector: FieldSelector): string {
  return selector
    .map((step, index) => {
      if (typeof step === "number" || step === ANY_ELEMENT) return `[${step}]`;
      if (!/^[\w-]+$/.test(step)) return `[${JSON.stringify(step)}]`;
      return index === 0 ? step : `.${step}`;
    })
    .join("");
}

/** What follows the path in a text of `details`, of a value that is no text: what nothing is written as, and what an empty list or map is. */
export const DETAIL_MARKS = { null: " is null", empty: " is empty" } as const;

/** A text of `details`, as much of it as a term of the index holds. */
export function cutDetail(text: string): string {
  // No half of a character is left at the end.
  return text.length <= LONGEST_TERM ? text : text.slice(0, LONGEST_TERM).replace(/[\uD800-\uDBFF]$/, "");
}

function detailsOf(value: unknown, type: ColumnType | undefined, at: FieldSelector): readonly string[] {
  if (value === undefined || type === undefined) return [];
  if (type === "json") return valuesBelow(value, at);
  if (type === "text" || !isMap(value)) return [];
  return Object.entries(type).flatMap(([name, of]) => detailsOf(own(value, name), of, [...at, name]));
}

function valuesBelow(value: unknown, at: FieldSelector): readonly string[] {
  const path = detailPath(at);
  if (value === null) return [path + DETAIL_MARKS.null];
  if (typeof value !== "object") return [cutDetail(`${path}=${textOf(value)}`)];
  if (Array.isArray(value)) {
    const list = value as readonly unknown[];
    if (list.length === 0) return [path + DETAIL_MARKS.empty];
    // Of one list alone any element is asked for: in what stands in an element, a place has its number.
    const asAny = at.includes(ANY_ELEMENT) ? [] : [ANY_ELEMENT];
    return list.flatMap((element, index) =>
      [index, ...asAny].flatMap((step) => valuesBelow(element, [...at, step])),
    );
  }
  const entries = Object.entries(value);
  return entries.length === 0
    ? [path + DETAIL_MARKS.empty]
    : entries.flatMap(([name, below]) => valuesBelow(below, [...at, name]));
}

/** The value as the index takes it: a text is no map, and a map no text. What the index does not know is left as it is. */
function fitted(value: unknown, type: ColumnType | undefined): unknown {
  if (type === undefined || type === "json" || value === null) return value;
  if (type === "text") return typeof value === "object" ? JSON.stringify(value) : value;
  if (Array.isArray(type)) {
    const [of] = type as readonly [Fields];
    return (Array.isArray(value) ? (value as readonly unknown[]) : [value])
      .filter(isMap)
      .map((each) => fitted(each, of));
  }
  if (!isMap(value)) return { [AS_TEXT]: textOf(value) };
  return Object.fromEntries(
    Object.entries(value).map(([name, below]) => [name, fitted(below, own(type as Fields, name))]),
  );
}

/** What stands where a map should: it is kept, and the index does not know the name. */
const AS_TEXT = "text";

function textOf(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

function valueIn(event: unknown, [step, ...below]: readonly string[]): unknown {
  if (step === undefined) return event;
  return isMap(event) ? valueIn(own(event, step), below) : undefined;
}

function own<T>(map: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(map, name) ? map[name] : undefined;
}

function isMap(value: unknown): value is EventRecord {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isSaid(value: unknown): boolean {
  return value !== undefined && value !== null;
}

function isMoment(value: unknown): boolean {
  return typeof value === "string" && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(value);
}

/** Whether it is an address of either kind, and no service's name: the index leaves out what it cannot read as one. */
function isAddress(value: unknown): boolean {
  if (typeof value !== "string") return false;
  const octets = value.split(".");
  return octets.length === 4
    ? octets.every((octet) => /^\d{1,3}$/.test(octet) && Number(octet) <= 255)
    : /^[\da-f:]+$/i.test(value) && value.split(":").length > 2;
}
