import type { FilePlace } from "./names";

/** What can be found, in the order in which a person wants to hear of it, and what it means. */
export const FINDING_KINDS = {
  "log-changed": "log file changed: its text is not what CloudTrail delivered",
  "log-deleted": "log file deleted: a digest names it",
  "digest-changed": "digest changed: its text is not what CloudTrail delivered",
  "digest-deleted": "digest deleted: the chain goes on after it",
  "signature-wrong": "signature wrong: the digest, or the signature beside it, was changed",
  moved: "file moved: it stands where CloudTrail did not put it",
  "not-named": "forged: no digest names the file",
  "chain-broken": "chain broken: CloudTrail began anew",
  "hour-without-digest": "time without a digest",
  "newest-missing": "newest digests missing",
  "bucket-missing": "bucket missing: it was deleted, or never made",
  "no-digests": "no digest of the account in this Region",
  "key-unknown": "public key not known",
  "signature-unknown": "signature not known: the copy has neither it nor a digest after it",
  "must-be-restored": "file must be restored first: it is in an archive class",
  unreadable: "file may not be read",
} as const;

export type FindingKind = keyof typeof FINDING_KINDS;

/** A call that changed a file, as CloudTrail has recorded it. */
export interface RecordedChange {
  /** The ARN of who called. @default - the service, or the kind of identity, where there is none */
  readonly who: string;
  /** Such as `DeleteObject`. */
  readonly action: string;
  readonly at: number;
  /** The address that the call came from, and the program that made it. */
  readonly from?: string;
  readonly program?: string;
  readonly recordedIn: FilePlace;
}

/** What became of a file in a bucket that keeps versions. */
export interface FileHistory {
  /** The version that is as CloudTrail delivered it, and since when. @default - none is left */
  readonly delivered?: { readonly version: string; readonly since: number };
  /** When another version took its place, or a delete marker. */
  readonly replaced?: { readonly at: number; readonly isDeletion: boolean };
  /** @default - no event of it is in the log files */
  readonly by?: RecordedChange;
  /** The commands of the AWS CLI that read that version, and that restore it in the bucket, as lines for a shell. */
  readonly read?: string;
  readonly restore?: string;
}

/** Something that is not as CloudTrail left it, or that nothing proves. */
export interface LogFinding {
  readonly kind: FindingKind;
  readonly account: string;
  readonly region: string;
  /** The trail whose chain it is about. @default - the file is of no certain trail */
  readonly trail?: string;
  /** The file that it is about, where it is, or where it was. @default - it is about a time */
  readonly file?: FilePlace;
  /** The time that is no longer proven, in milliseconds since 1970. */
  readonly from?: number;
  readonly to?: number;
  /** Of what keeps files from being read: how many they are, from this one on. @default 1 */
  readonly files?: number;
  /** What is known besides, as a sentence or part of one. */
  readonly why?: string;
  /** Of a deleted or changed file: the SHA-256 of the text that CloudTrail delivered. */
  readonly delivered?: string;
  /** @default - no bucket was asked for older versions, or it keeps none */
  readonly history?: FileHistory;
  /** Of a file that is there: the SHA-256 of its text. */
  readonly hash?: string;
}
