import { SENSITIVE, UNKNOWN, type JsonValue } from "../change";
import { canonicalText, isJsonList, isJsonObject } from "../../../modules/facts";

/** Which parts of a value are sensitive, or unknown: `true` stands for the whole, lists and maps for their parts. */
export type Mask = JsonValue | undefined;

/** A sensitive value: it can be compared, and not be read. */
interface Hidden {
  readonly hidden: true;
}

/** What is hidden; undefined stands for what AWS gives when the change is applied. It leaves this file by no way. */
const HIDDEN_TEXTS = new WeakMap<object, string | undefined>();

/** As what is hidden where nothing is set, in whatever way that is written. */
const HIDDEN_NOTHING = "";
const NOTHING: ReadonlySet<string> = new Set(["null", '""', "[]", "{}"]);

function hidden(value: JsonValue | undefined, unknown: Mask): Hidden {
  const made: Hidden = { hidden: true };
  const text = canonicalText(value ?? null);
  HIDDEN_TEXTS.set(made, holdsTrue(unknown) ? undefined : NOTHING.has(text) ? HIDDEN_NOTHING : text);
  return made;
}

export function isHidden(value: Shaded): value is Hidden {
  return typeof value === "object" && value !== null && HIDDEN_TEXTS.has(value);
}

/** A value that AWS gives when the change is applied. */
interface NotKnown {
  readonly known: false;
}

const NOT_KNOWN: NotKnown = { known: false };

/** Whether AWS gives the value when the change is applied, be it sensitive or not. */
export function isNotKnown(value: Shaded): boolean {
  return isUnknown(value) || isHiddenUnknown(value);
}

function isUnknown(value: Shaded): value is NotKnown {
  return value === NOT_KNOWN;
}

function isHiddenUnknown(value: Shaded): boolean {
  return isHidden(value) && HIDDEN_TEXTS.get(value) === undefined;
}

/** A value in which sensitive and unknown parts cannot be taken for texts. */
export type Shaded = null | boolean | number | string | Hidden | NotKnown | readonly Shaded[] | ShadedObject;
export interface ShadedObject {
  readonly [name: string]: Shaded;
}

/** The value with its sensitive and unknown parts shaded. What is both is sensitive. */
export function shaded(value: JsonValue | undefined, sensitive: Mask, unknown: Mask): Shaded {
  // A mask of another shape than the value cannot say which part it means.
  if (sensitive === true || (!fits(sensitive, value) && holdsTrue(sensitive))) return hidden(value, unknown);
  if (unknown === true) return NOT_KNOWN;
  // Most values are neither: no copy of them is made.
  if (!holdsTrue(sensitive) && !holdsTrue(unknown)) return value ?? null;
  if (isJsonList(value)) {
    return value.map((item, index) => shaded(item, partOf(sensitive, index), partOf(unknown, index)));
  }
  if (!isJsonObject(value)) return value ?? null;
  const names = new Set([...Object.keys(value), ...(isJsonObject(unknown) ? Object.keys(unknown) : [])]);
  return objectOf(
    [...names].map((name) => [
      name,
      shaded(own(value, name), partOf(sensitive, name), partOf(unknown, name)),
    ]),
  );
}

/** What either mask covers. */
export function eitherMask(one: Mask, other: Mask): Mask {
  if (one === true || other === true) return true;
  if (isJsonList(one) && isJsonList(other)) {
    const longer = one.length < other.length ? other : one;
    return longer.map((_, index) => eitherMask(one[index], other[index]) ?? false);
  }
  if (isJsonObject(one) && isJsonObject(other)) {
    const names = new Set([...Object.keys(one), ...Object.keys(other)]);
    return objectOf([...names].map((name) => [name, eitherMask(own(one, name), own(other, name)) ?? false]));
  }
  // Masks of different shapes cannot be joined part by part.
  if (holdsTrue(one) && holdsTrue(other)) return true;
  return holdsTrue(one) ? one : other;
}

/** The value for people: placeholders stand where it is shaded. */
export function unshaded(value: Shaded): JsonValue {
  if (isHidden(value)) return SENSITIVE;
  if (isUnknown(value)) return UNKNOWN;
  // Nor of a value in which nothing is replaced.
  if (!holdsShaded(value)) return value;
  if (isShadedList(value)) return value.map(unshaded);
  return objectOf(Object.entries(value).map(([name, part]) => [name, unshaded(part)]));
}

function holdsShaded(value: Shaded): value is Exclude<Shaded, JsonValue> {
  if (isHidden(value) || isUnknown(value)) return true;
  return typeof value === "object" && value !== null && Object.values<Shaded>(value).some(holdsShaded);
}

/** Whether two values say the same: the sensitive ones by what they hide, and what is not set in any way of writing it. */
export function same(one: Shaded, other: Shaded): boolean {
  if (isHidden(one) || isHidden(other)) {
    if (isHiddenUnknown(one) || isHiddenUnknown(other)) return false;
    return isHidden(one) && isHidden(other) && HIDDEN_TEXTS.get(one) === HIDDEN_TEXTS.get(other);
  }
  if (isShadedList(one) && isShadedList(other)) {
    return one.length === other.length && one.every((item, index) => same(item, other[index] ?? null));
  }
  if (isShadedObject(one) && isShadedObject(other)) {
    const names = new Set([...Object.keys(one), ...Object.keys(other)]);
    return [...names].every((name) => same(own(one, name) ?? null, own(other, name) ?? null));
  }
  return one === other || (isUnset(one) && isUnset(other));
}

/** Whether a part that was there is gone, or another: what is new in a map is no loss. */
export function losesAny(before: Shaded, after: Shaded): boolean {
  if (isShadedObject(before) && isShadedObject(after)) {
    return Object.entries(before).some(([name, value]) => losesAny(value, own(after, name) ?? null));
  }
  return !isEmpty(before) && !same(before, after);
}

/** Whether two values differ in a part that is sensitive. */
export function differsInHidden(one: Shaded, other: Shaded): boolean {
  if (isHidden(one) && isEmpty(other)) return HIDDEN_TEXTS.get(one) !== HIDDEN_NOTHING;
  if (isHidden(other) && isEmpty(one)) return HIDDEN_TEXTS.get(other) !== HIDDEN_NOTHING;
  if (isHidden(one) || isHidden(other)) return !same(one, other);
  const [parts, others] = [partsOf(one), partsOf(other)];
  return [...new Set([...parts.keys(), ...others.keys()])].some((name) =>
    differsInHidden(parts.get(name) ?? null, others.get(name) ?? null),
  );
}

function partsOf(value: Shaded): ReadonlyMap<string, Shaded> {
  if (isShadedList(value)) return new Map([...value.entries()].map(([index, item]) => [String(index), item]));
  return new Map(isShadedObject(value) ? Object.entries(value) : []);
}

/** A provider that reads a resource back may write false or 0 where it was not set. */
function isUnset(value: Shaded): boolean {
  return value === false || value === 0 || isEmpty(value);
}

/** Whether the value says nothing: providers write what is not set as null, as an empty text, list or map. */
export function isEmpty(value: Shaded): boolean {
  if (value === null || value === "") return true;
  if (isShadedList(value)) return value.length === 0;
  return isShadedObject(value) && Object.keys(value).length === 0;
}

export function isShadedList(value: Shaded): value is readonly Shaded[] {
  return Array.isArray(value);
}

export function isShadedObject(value: Shaded): value is ShadedObject {
  const isLeaf = isHidden(value) || isUnknown(value);
  return typeof value === "object" && value !== null && !Array.isArray(value) && !isLeaf;
}

/** The value of a key, if the object itself has it. */
export function own<T>(object: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(object, name) ? object[name] : undefined;
}

/** An object of the entries, whatever their names: `__proto__` is a name like any other. */
export function objectOf<T>(entries: readonly (readonly [string, T])[]): Readonly<Record<string, T>> {
  return Object.fromEntries(entries);
}

function fits(mask: Mask, value: JsonValue | undefined): boolean {
  return (isJsonList(mask) && isJsonList(value)) || (isJsonObject(mask) && isJsonObject(value));
}

function holdsTrue(mask: Mask): boolean {
  if (isJsonList(mask)) return mask.some(holdsTrue);
  return isJsonObject(mask) ? Object.values(mask).some(holdsTrue) : mask === true;
}

/** What a mask says of a part of the value. */
export function partOf(mask: Mask, part: string | number): Mask {
  if (mask === true) return true;
  if (isJsonList(mask)) return typeof part === "number" ? mask[part] : undefined;
  return isJsonObject(mask) ? own(mask, String(part)) : undefined;
}
