import { describeValue } from "../validation";

/** What an attribute of Terraform is set to: a block is a list, mostly of one object. */
export type JsonValue = null | boolean | number | string | readonly JsonValue[] | JsonObject;
export interface JsonObject {
  readonly [name: string]: JsonValue;
}

/** Stands for a value that is marked sensitive. It is put there when the value is read: what is hidden gets no further. */
export const SENSITIVE = "(sensitive value)";
/** Stands for a value that AWS gives when Terraform applies. */
export const UNKNOWN = "(known after apply)";

/** Whether a value is a list. */
export function isJsonList(value: JsonValue | undefined): value is readonly JsonValue[] {
  return Array.isArray(value);
}

/** Whether a value is an object: neither a list nor null. */
export function isJsonObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** JSON in which the order of keys does not count. */
export function canonicalText(value: JsonValue): string {
  if (isJsonList(value)) return `[${value.map(canonicalText).join()}]`;
  if (!isJsonObject(value)) return JSON.stringify(value);
  const entries = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
  return `{${entries.map(([name, part]) => `${JSON.stringify(name)}:${canonicalText(part)}`).join()}}`;
}

/** The value, with a JSON text read: policies, event patterns and dashboards are texts to Terraform. */
export function withJsonRead<T>(value: T): T | JsonValue {
  if (typeof value !== "string" || !/^\s*[[{]/.test(value)) return value;
  try {
    return JSON.parse(value) as JsonValue;
  } catch (error) {
    if (error instanceof SyntaxError) return value;
    throw error;
  }
}

/** The value below these names; in a list of blocks, the first one's. */
export function at(value: JsonValue | undefined, ...path: readonly string[]): JsonValue | undefined {
  let found = value;
  for (const name of path) {
    const object = isJsonList(found) ? found[0] : found;
    if (!isJsonObject(object) || !Object.hasOwn(object, name)) return undefined;
    found = object[name];
  }
  return found;
}

/** The blocks of this name. */
export function blocksAt(value: JsonValue | undefined, name: string): readonly JsonObject[] {
  const blocks = at(value, name);
  return (isJsonList(blocks) ? blocks : [blocks]).filter(isJsonObject);
}

/** The text there, if it is one that is known and not empty. */
export function textAt(value: JsonValue | undefined, ...path: readonly string[]): string | undefined {
  const text = at(value, ...path);
  return typeof text === "string" && text !== "" && isKnown(text) ? text : undefined;
}

/** The number there, if it is one. */
export function numberAt(value: JsonValue | undefined, ...path: readonly string[]): number | undefined {
  const number = at(value, ...path);
  return typeof number === "number" ? number : undefined;
}

/** The known texts in the list there. */
export function textsAt(value: JsonValue | undefined, ...path: readonly string[]): readonly string[] {
  const list = at(value, ...path);
  return isJsonList(list)
    ? list.filter((each): each is string => typeof each === "string" && isKnown(each))
    : [];
}

/** Whether it can be told before the change is applied. */
export function isKnown(value: JsonValue | undefined): boolean {
  return value !== UNKNOWN && value !== SENSITIVE;
}

/** Whether the value, or a part of it, is marked sensitive. */
export function holdsHidden(value: JsonValue | undefined): boolean {
  return value !== undefined && JSON.stringify(value).includes(JSON.stringify(SENSITIVE));
}

/** Whether the value, or a part of it, cannot be told before the change is applied. */
export function holdsUnknown(value: JsonValue | undefined): boolean {
  if (isJsonList(value)) return value.some(holdsUnknown);
  if (isJsonObject(value)) return Object.values(value).some(holdsUnknown);
  return !isKnown(value);
}

/** Whether the values are the same; one that is not set is the same as none. */
export function isSame(one: JsonValue | undefined, other: JsonValue | undefined): boolean {
  return JSON.stringify(one ?? null) === JSON.stringify(other ?? null);
}

/**
 * Whether the values say the same: JSON texts as JSON, and what is not set in any way of writing it. A provider that reads a
 * resource back may write them otherwise.
 */
export function saysSame(one: JsonValue | undefined, other: JsonValue | undefined): boolean {
  if (isSame(one, other)) return true;
  if (isUnset(one) && isUnset(other) && (isNothing(one) || isNothing(other))) return true;
  const [read, otherRead] = [one, other].map((value) => canonicalText(withJsonRead(value ?? null)));
  return read === otherRead;
}

/** Whether nothing stands there: null, or an empty text, list or map. */
export function isNothing(value: JsonValue | undefined): boolean {
  return value === undefined || ["null", '""', "[]", "{}"].includes(JSON.stringify(value));
}

function isUnset(value: JsonValue | undefined): boolean {
  return value === false || value === 0 || isNothing(value);
}

/** A value, for a sentence. */
export function shown(value: JsonValue | undefined): string {
  if (value === undefined || value === null) return "nothing";
  return typeof value === "string" && !isKnown(value) ? value : describeValue(value);
}

/** How a value changes, for a sentence: `true → false`. */
export function shownChange(before: JsonValue | undefined, after: JsonValue | undefined): string {
  return `${shown(before)} → ${shown(after)}`;
}
