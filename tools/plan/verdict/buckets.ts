import { amount } from "../../../modules/kernel";
import {
  SENSITIVE,
  sidesOf,
  type JsonObject,
  type JsonValue,
  type ResourceChange,
  type StackPlan,
} from "../change";
import {
  at,
  blocksAt,
  holdsHidden,
  holdsUnknown,
  isKnown,
  isNothing,
  numberAt,
  shown,
  shownChange,
  textAt,
} from "../../../modules/facts";
import { subjectsOf } from "./policy/guarded-resource";
import type { Judges } from "./verdict";

/** What is judged of buckets with more than one attribute. */
export const BUCKETS: Judges = {
  "bucket-encryption-weakened": (change, { plan }) => {
    if (change.type !== "aws_s3_bucket_server_side_encryption_configuration") return [];
    if (leavesItsBucket(change, plan)) {
      // S3 then encrypts with a key of its own, which is what the configuration said.
      const [was, is] = [change.before, change.after].map((side) =>
        textAt(side, ...ENCRYPTION, "sse_algorithm"),
      );
      if (was !== "AES256") return ["the bucket no longer encrypts with its key"];
      const comes = goesElsewhere(change) && bucketIsThere(change, plan);
      return comes && is === "AES256" ? ["another bucket, which is there already, encrypts with no key"] : [];
    }
    const standing = encryptionNow(change, plan);
    const sides = standing === undefined ? sidesOf(change) : { before: standing, after: change.after ?? {} };
    if (sides === undefined) return [];
    const key = textAt(sides.before, ...ENCRYPTION, "kms_master_key_id");
    const [before, after] = [sides.before, sides.after].map((side) =>
      textAt(side, ...ENCRYPTION, "sse_algorithm"),
    );
    const weaker = before !== undefined && STRENGTH.indexOf(after ?? "") < STRENGTH.indexOf(before);
    if (weaker && isKnown(at(sides.after, ...ENCRYPTION, "sse_algorithm"))) {
      return [`the bucket's encryption is weakened (sse_algorithm: ${shownChange(before, after)})`];
    }
    const newKey = at(sides.after, ...ENCRYPTION, "kms_master_key_id");
    if (key === undefined || key === newKey || !isKnown(newKey)) return [];
    // Without a name, S3 takes the key of AWS itself, whose policy nobody can write.
    const which = isNothing(newKey) ? "AWS's own key" : "another key";
    return [`the bucket encrypts with ${which} (kms_master_key_id: ${shownChange(key, newKey)})`];
  },

  "object-lock-weakened": (change) => {
    const sides = change.type === "aws_s3_bucket_object_lock_configuration" ? sidesOf(change) : undefined;
    if (sides === undefined || holdsUnknown(sides.after["rule"])) return [];
    const { before, after } = sides;
    const locks = (side: JsonObject): boolean => at(side, "object_lock_enabled") !== "Disabled";
    if (locks(before) && !locks(after)) return ["new logs are no longer locked"];
    const [days = 0, newDays = 0] = [before, after].map(lockedDays);
    const [mode, newMode] = [before, after].map((side) => textAt(side, ...RETENTION, "mode"));
    return [
      ...(newDays < days ? [`new logs are locked for fewer days (${shownChange(days, newDays)})`] : []),
      ...(mode === "COMPLIANCE" && newMode !== "COMPLIANCE"
        ? [`the lock can be lifted by who has leave to (mode: ${shownChange(mode, newMode)})`]
        : []),
    ];
  },

  "access-logging-off": (change, { configuration, plan }) => {
    const { type, action, after } = change;
    const target = textAt(after, "target_bucket");
    const isPut = type === "aws_s3_bucket_logging" && action === "create" && bucketIsThere(change, plan);
    if (!isPut || target === undefined || !isKnown(target)) return [];
    const own = subjectsOf(configuration).filter(({ kind }) => kind === "access-log bucket");
    const isOwn = own.some(({ arn }) => arn.endsWith(`:::${target}`));
    return isOwn ? [] : [`access to a bucket that is there already is newly logged to ${target}`];
  },

  "logs-expire-sooner": (change, { plan, drift }) => {
    if (drift && change.type === "aws_s3_bucket") {
      // The reader leaves it out where a resource of the stack owns it.
      return soonerExpiries(lifecycleOf(change.before), lifecycleOf(change.after));
    }
    const isFirst = change.action === "create" || goesElsewhere(change);
    // Where the bucket's name is not known, `value-not-known` asks whether the plan makes it.
    const sets = isFirst ? bucketIsThere(change, plan) : isChanged(change);
    if (change.type !== "aws_s3_bucket_lifecycle_configuration" || !sets) return [];
    // Another bucket has not had this lifecycle so far.
    return soonerExpiries(isFirst ? undefined : change.before, change.after);
  },

  "access-lost": (change) => {
    if (change.type !== "aws_s3_bucket_lifecycle_configuration" || !isChanged(change)) return [];
    const before = goesElsewhere(change) ? [] : archivedIn(change.before);
    return archivedIn(change.after)
      .filter((one) => !before.some((other) => coversObjects(other, one) && other.days <= one.days))
      .map(
        ({ prefix, days, to }) =>
          `logs${prefix === "" ? "" : ` below ${prefix}`} move to ${to} after ${amount(days, "day")}, from where they are read hours later`,
      );
  },

  "public-access-opened": (change) => {
    if (change.type !== "aws_s3_bucket_acl" || change.action === "forget") return [];
    const before = goesElsewhere(change) ? [] : foreignGrants(change.before);
    return foreignGrants(change.after)
      .filter((grant) => !before.includes(grant))
      .map((grant) => `an access control list opens the bucket (${grant})`);
  },
};

const ENCRYPTION = ["rule", "apply_server_side_encryption_by_default"] as const;

/** What S3 encrypts with, the weakest first. */
const STRENGTH = ["AES256", "aws:kms", "aws:kms:dsse"];

const RETENTION = ["rule", "default_retention"] as const;
const DAYS_PER_YEAR = 365;

/** The days for which S3 locks what is written. */
function lockedDays(side: JsonObject): number {
  return numberAt(side, ...RETENTION, "days") ?? (numberAt(side, ...RETENTION, "years") ?? 0) * DAYS_PER_YEAR;
}

function isChanged({ action }: ResourceChange): boolean {
  return action === "update" || action === "replace";
}

/** Whether a resource that protects a bucket, or an account's buckets, leaves it, while the bucket stays. */
export function leavesItsBucket(change: ResourceChange, plan: StackPlan): boolean {
  const bucket = textAt(change.before, "bucket");
  if (bucket !== undefined && bucketGoes(bucket, plan)) return false;
  return change.action === "destroy" || goesElsewhere(change);
}

/** Whether a resource is another bucket's, or account's, from then on. */
function goesElsewhere(change: ResourceChange): boolean {
  const place = change.type === "aws_s3_account_public_access_block" ? "account_id" : "bucket";
  const elsewhere = textAt(change.after, place);
  return isChanged(change) && elsewhere !== undefined && elsewhere !== textAt(change.before, place);
}

/** Whether the plan destroys or replaces the bucket: that is another rule's concern, and all that there is to say. */
export function bucketGoes(bucket: string, { changes }: StackPlan): boolean {
  return changes.some(
    ({ type, action, before }) =>
      type === "aws_s3_bucket" &&
      (action === "destroy" || action === "replace") &&
      textAt(before, "bucket") === bucket,
  );
}

/** Whether the resource's bucket is known, and is there before the plan is applied. */
export function bucketIsThere({ after }: ResourceChange, plan: StackPlan): boolean {
  const bucket = textAt(after, "bucket");
  return bucket !== undefined && !bucketComes(bucket, plan);
}

/** Whether the plan makes the bucket. */
function bucketComes(bucket: string, { changes }: StackPlan): boolean {
  return changes.some(
    ({ type, action, after }) =>
      type === "aws_s3_bucket" && action === "create" && textAt(after, "bucket") === bucket,
  );
}

/** The objects that a rule is about. */
interface Objects {
  /** Their keys, by how they start. */
  readonly prefix: string;
  /** Further conditions on them, as text. @default - none */
  readonly filter?: string;
}

/** Classes of which S3 has to restore an object before it is read. */
const ARCHIVES = ["GLACIER", "DEEP_ARCHIVE"];

/** What a lifecycle configuration moves to where it is read hours later. */
function archivedIn(
  lifecycle: JsonObject | undefined,
): readonly (Objects & { readonly days: number; readonly to: string })[] {
  return enabledRules(lifecycle).flatMap((rule) =>
    blocksAt(rule, "transition").flatMap((transition) => {
      const to = textAt(transition, "storage_class") ?? "";
      return ARCHIVES.includes(to) ? [{ ...scopeOf(rule), days: numberAt(transition, "days") ?? 0, to }] : [];
    }),
  );
}

/**
 * What a bucket that is there already encrypts with, where an encryption is newly put on it.
 * @returns undefined where it is not newly put there, or nobody knows
 */
export function encryptionNow(change: ResourceChange, plan: StackPlan): JsonObject | undefined {
  if (change.action !== "create" || !bucketIsThere(change, plan)) return undefined;
  const bucket = textAt(change.after, "bucket");
  const standing = [...plan.planned.values()].find(
    ({ type, values }) => type === "aws_s3_bucket" && textAt(values, "bucket") === bucket,
  );
  return blocksAt(standing?.values, "server_side_encryption_configuration")[0];
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
function lifecycleOf(bucket: JsonObject | undefined): JsonObject {
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

function scopeOf(rule: JsonObject): Objects {
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

function coversObjects(one: Objects, other: Objects): boolean {
  return other.prefix.startsWith(one.prefix) && (one.filter === undefined || one.filter === other.filter);
}

function expiryText(expiry: Expiry, before: readonly Expiry[]): string {
  const { of, prefix, filter, keeps } = expiry;
  const objects = `${of === "current" ? "" : "replaced versions of "}logs${prefix === "" ? "" : ` below ${prefix}`}`;
  const some = filter === undefined ? "" : ` that match ${filter}`;
  const but = keeps === 0 ? "" : `, but the newest ${keeps}`;
  return `${objects}${some} are deleted ${whenText(expiry)}${but}, so far ${soFar(expiry, before)}`;
}

/** Canned lists that let others in than the bucket's owner and S3's log delivery. */
const OPEN_LISTS = ["public-read", "public-read-write", "authenticated-read", "aws-exec-read"];

/** The group as which S3 delivers server access logs. */
const LOG_DELIVERY = "http://acs.amazonaws.com/groups/s3/LogDelivery";

/** What an access control list lets others do than the bucket's owner and S3's log delivery, in words. */
function foreignGrants(list: JsonObject | undefined): readonly string[] {
  const acl = at(list, "acl");
  const policy = "access_control_policy";
  return [
    ...(typeof acl === "string" && (OPEN_LISTS.includes(acl) || !isKnown(acl)) ? [`acl: ${acl}`] : []),
    ...(holdsHidden(at(list, policy)) ? [`${policy}: ${SENSITIVE}`] : []),
    ...blocksAt(list, policy).flatMap((block) => {
      const owner = at(block, "owner", "id");
      return blocksAt(block, "grant")
        .filter((grant) => isForeign(at(grant, "grantee"), owner))
        .map((grant) => `${shown(at(grant, "permission"))} for ${shown(whoOf(at(grant, "grantee")))}`);
    }),
  ];
}

/** A grantee or an owner that is not known is nobody whom one knows. */
function isForeign(grantee: JsonValue | undefined, owner: JsonValue | undefined): boolean {
  if (at(grantee, "uri") === LOG_DELIVERY) return false;
  const id = at(grantee, "id");
  const isOwner = at(grantee, "type") === "CanonicalUser" && isKnown(id) && id === owner;
  return !isOwner;
}

function whoOf(grantee: JsonValue | undefined): JsonValue | undefined {
  return textAt(grantee, "uri") ?? textAt(grantee, "email_address") ?? at(grantee, "id");
}
