import type { PresetName } from "./presets";

/** One request of those that it takes to do something with logs. */
export interface Step {
  /** What the request is put to: the log bucket, its key, or the trail, which has no policy of its own. */
  readonly to: "bucket" | "key" | "trail";
  readonly action: string;
  /** @default - the bucket, key or trail itself */
  readonly resource?: string;
  readonly context?: readonly PresetName[];
}

/** Something that people do with logs. */
export interface Ability {
  /** In words, after "may": "read all logs". */
  readonly title: string;
  /** Whether it takes all of the steps, or one of them suffices. */
  readonly takes: "all" | "any";
  readonly steps: readonly Step[];
}

const bucket = (action: string): Step => ({ to: "bucket", action: `s3:${action}` });
const logFile = (action: string): Step => ({ ...bucket(action), resource: "logFile" });
const key = (action: string): Step => ({ to: "key", action: `kms:${action}` });
const trail = (action: string): Step => ({ to: "trail", action: `cloudtrail:${action}` });
const decryptThroughS3: Step = { ...key("Decrypt"), context: ["viaS3", "ofALogFile"] };

/** What a table may ask with `can`. */
export const ABILITIES = {
  read: { title: "read any log file", takes: "all", steps: [logFile("GetObject"), decryptThroughS3] },
  readOwn: {
    title: "read the log files of the own account",
    takes: "all",
    steps: [
      {
        ...bucket("GetObject"),
        resource: "bucket/{prefix}AWSLogs/{organization}/{caller}/CloudTrail/{day}/log.json.gz",
      },
      decryptThroughS3,
    ],
  },
  list: { title: "list all log files", takes: "all", steps: [bucket("ListBucket")] },
  decrypt: {
    title: "decrypt a log file without S3",
    takes: "all",
    steps: [{ ...key("Decrypt"), context: ["ofALogFile"] }],
  },
  forge: {
    title: "forge or overwrite a log file",
    takes: "any",
    steps: ["PutObject", "ReplicateObject"].map((action) => ({
      ...logFile(action),
      context: ["ownerFullControl"] as const,
    })),
  },
  delete: {
    title: "delete a log file, a version of one or the bucket",
    takes: "any",
    steps: [
      logFile("DeleteObject"),
      logFile("DeleteObjectVersion"),
      logFile("ReplicateDelete"),
      bucket("DeleteBucket"),
    ],
  },
  unlock: {
    title: "shorten or lift the lock of a log file",
    takes: "any",
    steps: ["BypassGovernanceRetention", "PutObjectLegalHold", "PutObjectRetention"].map(logFile),
  },
  reconfigure: {
    title: "change what protects the bucket",
    takes: "any",
    steps: [
      "PutBucketPolicy",
      "DeleteBucketPolicy",
      "PutBucketAcl",
      "PutBucketLogging",
      "PutBucketObjectLockConfiguration",
      "PutBucketOwnershipControls",
      "PutBucketPublicAccessBlock",
      "PutBucketVersioning",
      "PutEncryptionConfiguration",
      "PutLifecycleConfiguration",
      "PutReplicationConfiguration",
    ].map(bucket),
  },
  destroyKey: {
    title: "disable or delete the key",
    takes: "any",
    steps: [key("DisableKey"), key("ScheduleKeyDeletion")],
  },
  openKey: {
    title: "let somebody else use the key",
    takes: "any",
    steps: [key("PutKeyPolicy"), key("CreateGrant")],
  },
  stop: {
    title: "stop, change or delete the trail",
    takes: "any",
    steps: ["StopLogging", "DeleteTrail", "UpdateTrail", "PutEventSelectors"].map(trail),
  },
} as const satisfies Readonly<Record<string, Ability>>;

export type AbilityName = keyof typeof ABILITIES;

/** What a table may ask with `can`, by name. */
export const ABILITY_NAMES = Object.keys(ABILITIES) as readonly AbilityName[];
