import type { JsonObject, JsonValue } from "../change";
import { at, blocksAt, isKnown, numberAt, textAt } from "./attributes";

/** When S3 deletes what. */
export interface Expiry {
  /** What is deleted: `current` versions, or versions that others have replaced. */
  readonly of: "current" | "noncurrent";
  /** The keys that it is about, by how they start. */
  readonly prefix: string;
  /** Further conditions on the objects, as text. @default - none */
  readonly filter?: string;
  readonly days: number;
}

/** What a lifecycle configuration deletes; rules that are switched off delete nothing. */
export function expiriesOf(lifecycle: JsonObject | undefined): readonly Expiry[] {
  return blocksAt(lifecycle, "rule")
    .filter((rule) => at(rule, "status") === "Enabled")
    .flatMap((rule) => {
      const scope = scopeOf(rule);
      const days = daysOf(rule);
      const noncurrent = numberAt(rule, "noncurrent_version_expiration", "noncurrent_days");
      return [
        ...(days === undefined ? [] : [{ of: "current" as const, ...scope, days }]),
        ...(noncurrent === undefined ? [] : [{ of: "noncurrent" as const, ...scope, days: noncurrent }]),
      ];
    });
}

/** A date stands for any number of days: it deletes whatever is older, however young that is. */
function daysOf(rule: JsonObject): number | undefined {
  const days = numberAt(rule, "expiration", "days");
  if (days !== undefined && days > 0) return days;
  return textAt(rule, "expiration", "date") === undefined ? undefined : 0;
}

function scopeOf(rule: JsonObject): { readonly prefix: string; readonly filter?: string } {
  const [filter] = blocksAt(rule, "filter");
  const { prefix, ...others } = filter ?? {};
  const [and] = blocksAt(filter, "and");
  const narrowing = JSON.stringify(withoutNothing(others));
  return {
    prefix: [prefix, at(and, "prefix"), at(rule, "prefix")].find(isPrefix) ?? "",
    ...(narrowing !== "{}" && { filter: narrowing }),
  };
}

function isPrefix(value: JsonValue | undefined): value is string {
  return typeof value === "string" && value !== "" && isKnown(value);
}

/** The object without what Terraform writes of attributes that are not set. */
function withoutNothing(object: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(object).filter(
      ([, value]) => value !== null && !(Array.isArray(value) && value.length === 0) && value !== 0,
    ),
  );
}

/** After how many days the objects that the expiry is about were deleted so far; never is Infinity. */
export function daysSoFar(expiry: Expiry, before: readonly Expiry[]): number {
  return Math.min(Infinity, ...before.filter((other) => covers(other, expiry)).map(({ days }) => days));
}

/** Whether the one is about all objects that the other is about. */
function covers(one: Expiry, other: Expiry): boolean {
  return (
    one.of === other.of &&
    other.prefix.startsWith(one.prefix) &&
    (one.filter === undefined || one.filter === other.filter)
  );
}
