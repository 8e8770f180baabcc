import { describeValue } from "../../../modules/validation";
import { SENSITIVE, UNKNOWN, type JsonObject, type JsonValue, type ResourceChange } from "../change";
import { canonicalText, isJsonList, isJsonObject } from "../json-value";
import { withJsonRead } from "../reading/embedded-json";
import { unshaded } from "../reading/shaded";

/** Reads attributes as Terraform writes them: a block is a list, mostly of one object. A value of another type counts as absent. */

/** The value below these names; in a list of blocks, the first one's. */
export function at(value: JsonValue | undefined, ...path: readonly string[]): JsonValue | undefined {
  const [name, ...rest] = path;
  if (name === undefined) return value;
  const object = isJsonList(value) ? value[0] : value;
  return isJsonObject(object) && Object.hasOwn(object, name) ? at(object[name], ...rest) : undefined;
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

/** Both sides of a change that changes attributes; none of one that makes, destroys or forgets a resource. */
export function sidesOf({
  action,
  before,
  after,
}: ResourceChange): { readonly before: JsonObject; readonly after: JsonObject } | undefined {
  const changes = action === "update" || action === "replace";
  return changes && before !== undefined && after !== undefined ? { before, after } : undefined;
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
  if (isUnset(one) && isUnset(other) && (isNothing(one) || isNothing(other))) return true;
  const [read, otherRead] = [one, other].map((value) => canonicalText(unshaded(withJsonRead(value ?? null))));
  return read === otherRead;
}

/** Whether nothing stands there: null, or an empty text, list or map. */
export function isNothing(value: JsonValue | undefined): boolean {
  return value === undefined || ["null", '""', "[]", "{}"].includes(JSON.stringify(value));
}

function isUnset(value: JsonValue | undefined): boolean {
  return value === false || value === 0 || isNothing(value);
}

/** How a value changes, for a sentence: `true → false`. */
export function shownChange(before: JsonValue | undefined, after: JsonValue | undefined): string {
  return `${shown(before)} → ${shown(after)}`;
}

/** A value, for a sentence. */
export function shown(value: JsonValue | undefined): string {
  if (value === undefined || value === null) return "nothing";
  return typeof value === "string" && !isKnown(value) ? value : describeValue(value);
}
