import { amount } from "../kernel";
import type { Problem } from "../validation";

/** Storage classes that log files may move to; each is read by the same API. */
export const STORAGE_CLASSES = [
  "STANDARD_IA",
  "ONEZONE_IA",
  "INTELLIGENT_TIERING",
  "GLACIER_IR",
  "GLACIER",
  "DEEP_ARCHIVE",
] as const;

export type StorageClass = (typeof STORAGE_CLASSES)[number];

/** Moves log files to a cheaper storage class. */
export interface Transition {
  /** Days after delivery. At least 30 for STANDARD_IA and ONEZONE_IA. */
  readonly afterDays: number;
  readonly storageClass: StorageClass;
}

/** What S3 does to log files as they age. */
export interface LogLifecycle {
  /** @default - log files stay in S3 Standard */
  readonly transitions?: readonly Transition[];
  /** Days after which log files are deleted; not before their lock ends. @default - log files are kept */
  readonly expireAfterDays?: number;
}

/**
 * Log files can be deleted by the account's root user with an MFA device alone. Root enables this once by
 * hand (docs/mfa-delete.md has the command), since no other user can.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/MultiFactorAuthenticationDelete.html
 */
export interface MfaDelete {
  readonly kind: "mfa-delete";
}

/**
 * Log files and their versions cannot be deleted before their lock ends.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html
 */
export interface ObjectLock {
  readonly kind: "object-lock";
  /** Whether a holder of `s3:BypassGovernanceRetention` may lift the lock (governance) or nobody may (compliance). */
  readonly mode: "governance" | "compliance";
  /** Days for which each log file is locked, from its delivery: 1 to 36,500. */
  readonly days: number;
  /** @default - unfinished uploads are removed after 7 days, and nothing else happens */
  readonly lifecycle?: LogLifecycle;
}

/**
 * What keeps log files from being deleted. The two exclude each other: S3 refuses MFA delete on a bucket with
 * a lifecycle, so only `object-lock` has one.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-and-other-bucket-config.html
 */
export type Immutability = MfaDelete | ObjectLock;

/** S3's longest lock: 100 years. */
export const LONGEST_LOCK_DAYS = 36_500;

/** Objects younger than this cannot move to an infrequent-access class. */
const SHORTEST_INFREQUENT_ACCESS_DAYS = 30;

/** One value of an Immutability that S3 would refuse, with the path to it: "lifecycle.expireAfterDays". */
export interface ImmutabilityProblem extends Problem {
  readonly path: readonly (string | number)[];
}

function transitionProblems(transitions: readonly Transition[]): readonly ImmutabilityProblem[] {
  return transitions.flatMap(({ afterDays, storageClass }, index) => {
    const path = ["lifecycle", "transitions", index, "afterDays"];
    const infrequent = storageClass === "STANDARD_IA" || storageClass === "ONEZONE_IA";
    const previous = transitions[index - 1];
    const problems: ImmutabilityProblem[] = [];
    if (infrequent && afterDays < SHORTEST_INFREQUENT_ACCESS_DAYS) {
      problems.push({
        path,
        what: `is too early for ${storageClass}`,
        received: afterDays,
        allowed: `${SHORTEST_INFREQUENT_ACCESS_DAYS} days or more`,
        remedy: "move it later, or choose GLACIER_IR",
      });
    }
    if (previous !== undefined && afterDays <= previous.afterDays) {
      problems.push({
        path,
        what: "is not after the transition before it",
        received: afterDays,
        allowed: `more than ${amount(previous.afterDays, "day")}`,
        remedy: "list transitions from the earliest to the latest",
      });
    }
    return problems;
  });
}

/** All that S3 would refuse, or that would quietly keep logs for less time than it says. */
export function immutabilityProblems(immutability: Immutability): readonly ImmutabilityProblem[] {
  if (immutability.kind === "mfa-delete") return [];
  const { days, lifecycle = {} } = immutability;
  const { transitions = [], expireAfterDays } = lifecycle;
  const problems: ImmutabilityProblem[] = [];
  if (!Number.isInteger(days) || days < 1 || days > LONGEST_LOCK_DAYS) {
    problems.push({
      path: ["days"],
      what: "is not a number of days that S3 can lock",
      received: days,
      allowed: `1 to ${LONGEST_LOCK_DAYS}`,
      remedy: "choose how long logs must be kept",
    });
  }
  problems.push(...transitionProblems(transitions));
  if (expireAfterDays !== undefined && expireAfterDays < days) {
    problems.push({
      path: ["lifecycle", "expireAfterDays"],
      what: "is before the lock ends, when S3 can hide log files and not delete them",
      received: expireAfterDays,
      allowed: `${amount(days, "day")} or more`,
      remedy: "expire later, or lock for fewer days",
    });
  }
  const last = transitions.at(-1);
  if (expireAfterDays !== undefined && last !== undefined && last.afterDays >= expireAfterDays) {
    problems.push({
      path: ["lifecycle", "expireAfterDays"],
      what: "is not after the last transition",
      received: expireAfterDays,
      allowed: `more than ${amount(last.afterDays, "day")}`,
      remedy: "expire later, or drop the transition",
    });
  }
  return problems;
}
