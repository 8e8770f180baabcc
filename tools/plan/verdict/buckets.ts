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
import { movedIn, coversObjects, lifecycleOf, soonerExpiries } from "./lifecycle";
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
    const before = goesElsewhere(change) ? [] : movedIn(change.before);
    return movedIn(change.after)
      .filter(
        (one) =>
          !before.some(
            (other) => other.then === one.then && coversObjects(other, one) && other.days <= one.days,
          ),
      )
      .map(
        ({ prefix, days, to, then }) =>
          `logs${prefix === "" ? "" : ` below ${prefix}`} move to ${to} after ${amount(days, "day")}, ${then}`,
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

/** The days for which S3 locks what is written: of days and years one is set, and the other may be read back as 0. */
function lockedDays(side: JsonObject): number {
  const [days = 0, years = 0] = ["days", "years"].map((unit) => numberAt(side, ...RETENTION, unit));
  return Math.max(days, years * DAYS_PER_YEAR);
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
