import { at, blocksAt, isKnown, numberAt, textAt } from "../../../modules/facts";
import { amount } from "../../../modules/kernel";
import type { JsonObject, JsonValue } from "../change";

/** The objects that a rule is about. */
interface Objects {
  /** Their keys, by how they start. */
  readonly prefix: string;
  /** Further conditions on them, as text. @default - none */
  readonly filter?: string;
}

const RESTORED = "from where they are read hours later";

/** Storage classes in which an object is read later, or kept less safely, as a clause. */
const LESSER_CLASSES: Readonly<Record<string, string>> = {
  DEEP_ARCHIVE: RESTORED,
  GLACIER: RESTORED,
  ONEZONE_IA: "where they are lost with one Availability Zone",
};

/** What a lifecycle configuration moves to where it is read hours later, or lost sooner. */
export function movedIn(
  lifecycle: JsonObject | undefined,
): readonly (Objects & { readonly days: number; readonly to: string; readonly then: string })[] {
  return enabledRules(lifecycle).flatMap((rule) =>
    blocksAt(rule, "transition").flatMap((transition) => {
      const to = textAt(transition, "storage_class") ?? "";
      const { [to]: then } = LESSER_CLASSES;
      return then === undefined
        ? []
        : [{ ...scopeOf(rule), days: numberAt(transition, "days") ?? 0, to, then }];
    }),
  );
}

/** When S3 deletes what. */
interface Expiry extends Objects {
  /** What is deleted: `current` versions, or versions that others have replaced. */
  readonly of: "current" | "noncurrent";
  /** After how many days; or the day from which on all goes, however young it is. */
  readonly when: number | { readonly date: string };
  /** How many replaced versions of each object are kept, whatever their age. */
  readonly keeps: number;
}

/** What one lifecycle configuration deletes sooner than another, in words. */
export function soonerExpiries(was: JsonObject | undefined, is: JsonObject | undefined): readonly string[] {
  const before = expiriesOf(was);
  return expiriesOf(is)
    .filter((expiry) => !deletedAsSoon(expiry, before))
    .map((expiry) => expiryText(expiry, before));
}

/** A bucket's own lifecycle, as the resource of its own has it. */
export function lifecycleOf(bucket: JsonObject | undefined): JsonObject {
  return {
    rule: blocksAt(bucket, "lifecycle_rule").map((rule) => ({
      status: at(rule, "enabled") === true ? "Enabled" : "Disabled",
      filter: [{ prefix: at(rule, "prefix") ?? "", tags: at(rule, "tags") ?? null }],
      expiration: at(rule, "expiration") ?? [],
      noncurrent_version_expiration: [
        { noncurrent_days: at(rule, "noncurrent_version_expiration", "days") ?? null },
      ],
    })),
  };
}

/** What a lifecycle configuration deletes; rules that are switched off delete nothing. */
function expiriesOf(lifecycle: JsonObject | undefined): readonly Expiry[] {
  return enabledRules(lifecycle).flatMap((rule) => {
    const scope = scopeOf(rule);
    const when = whenOf(rule);
    const noncurrent = numberAt(rule, "noncurrent_version_expiration", "noncurrent_days");
    const kept = Number(at(rule, "noncurrent_version_expiration", "newer_noncurrent_versions") ?? 0);
    const keeps = Number.isFinite(kept) ? kept : 0;
    return [
      ...(when === undefined ? [] : [{ of: "current" as const, ...scope, when, keeps: 0 }]),
      ...(noncurrent === undefined ? [] : [{ of: "noncurrent" as const, ...scope, when: noncurrent, keeps }]),
    ];
  });
}

function enabledRules(lifecycle: JsonObject | undefined): readonly JsonObject[] {
  return blocksAt(lifecycle, "rule").filter((rule) => at(rule, "status") === "Enabled");
}

function whenOf(rule: JsonObject): Expiry["when"] | undefined {
  const days = numberAt(rule, "expiration", "days");
  if (days !== undefined && days > 0) return days;
  const date = textAt(rule, "expiration", "date");
  return date === undefined ? undefined : { date };
}

/** The objects that a rule of a lifecycle or a replication is about. */
export function scopeOf(rule: JsonObject): Objects {
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

/** Whether one of these deleted the objects that the expiry is about as soon, and kept no more of them. */
function deletedAsSoon(expiry: Expiry, before: readonly Expiry[]): boolean {
  return before.some(
    (other) => covers(other, expiry) && isAsSoon(other, expiry) && other.keeps <= expiry.keeps,
  );
}

/** When the objects that the expiry is about were deleted so far, in words. */
function soFar(expiry: Expiry, before: readonly Expiry[]): string {
  const others = before.filter((other) => covers(other, expiry));
  const days = others.flatMap(({ when }) => (typeof when === "number" ? [when] : []));
  const dates = others.flatMap(({ when }) => (typeof when === "number" ? [] : [when.date]));
  return (
    [
      ...(days.length > 0 ? [`after ${amount(Math.min(...days), "day")}`] : []),
      ...dates.map((date) => `from ${day(date)} on`),
    ].join(", and ") || "never"
  );
}

/** When the expiry deletes, in words. */
function whenText({ when }: Expiry): string {
  return typeof when === "number" ? `after ${amount(when, "day")}` : `from ${day(when.date)} on`;
}

function day(date: string): string {
  return date.slice(0, "YYYY-MM-DD".length);
}

/** Days are neither sooner nor later than a date: what was written yesterday goes on the date, and old logs before. */
function isAsSoon({ when: one }: Expiry, { when: other }: Expiry): boolean {
  if (typeof one === "number" || typeof other === "number") {
    return typeof one === "number" && typeof other === "number" && one <= other;
  }
  const [day, otherDay] = [Date.parse(one.date), Date.parse(other.date)];
  return Number.isNaN(day) || Number.isNaN(otherDay) ? one.date === other.date : day <= otherDay;
}

/** Whether the one is about all objects that the other is about. */
function covers(one: Expiry, other: Expiry): boolean {
  return one.of === other.of && coversObjects(one, other);
}

export function coversObjects(one: Objects, other: Objects): boolean {
  return other.prefix.startsWith(one.prefix) && (one.filter === undefined || one.filter === other.filter);
}

function expiryText(expiry: Expiry, before: readonly Expiry[]): string {
  const { of, prefix, filter, keeps } = expiry;
  const objects = `${of === "current" ? "" : "replaced versions of "}logs${prefix === "" ? "" : ` below ${prefix}`}`;
  const some = filter === undefined ? "" : ` that match ${filter}`;
  const but = keeps === 0 ? "" : `, but the newest ${keeps}`;
  return `${objects}${some} are deleted ${whenText(expiry)}${but}, so far ${soFar(expiry, before)}`;
}
