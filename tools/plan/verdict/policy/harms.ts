import type { Selection } from "../../../../modules/policy-proofs";
import type { PolicedKind } from "./policed-types";

/** How bad it is when somebody may do it who could not. To send it in the clear, `exposes` whatever is done. */
export type Harm = "destroys" | "decrypts" | "exposes" | "reads" | "uses";

/** Something that people and services do with a resource. */
export interface Doing {
  readonly harm: Harm;
  /** In words, after "may": "delete a log file". */
  readonly title: string;
  readonly requests: Selection;
}

const doing = (harm: Harm, title: string, service: string, ...names: readonly string[]): Doing => ({
  harm,
  title,
  requests: { Action: names.map((name) => `${service}:${name}`) },
});

/** What is done with objects, and with the bucket itself: of a request for the other, S3 knows nothing. */
function bucketDoings(arn: string): readonly Doing[] {
  const on = (suffix: string, harm: Harm, title: string, ...names: readonly string[]): Doing => {
    const { requests } = doing(harm, title, "s3", ...names);
    return { harm, title, requests: { ...requests, Resource: `${arn}${suffix}` } };
  };
  const [read, list] = ["read any log file", "list all log files"];
  const forge = "forge or overwrite a log file";
  const remove = "delete a log file, a version of one or the bucket";
  const protection = "change what protects the bucket";
  return [
    on("/*", "reads", read, "GetObject", "GetObjectVersion", "GetObjectVersionForReplication"),
    on("/*", "reads", read, "GetObjectTorrent", "InitiateReplication"),
    on("", "reads", list, "ListBucket", "ListBucketVersions"),
    on("/*", "destroys", forge, "PutObject", "ReplicateObject", "ReplicateTags", "UpdateObjectEncryption"),
    on("/*", "destroys", remove, "DeleteObject", "DeleteObjectVersion", "ReplicateDelete"),
    on("", "destroys", remove, "DeleteBucket"),
    on(
      "/*",
      "destroys",
      "shorten or lift the lock of a log file",
      ...["BypassGovernanceRetention", "PutObjectLegalHold", "PutObjectRetention"],
    ),
    on(
      "",
      "destroys",
      protection,
      ...["PutBucketPolicy", "DeleteBucketPolicy", "PutBucketAcl", "PutBucketLogging"],
      ...["PutBucketObjectLockConfiguration", "PutBucketOwnershipControls", "PutBucketPublicAccessBlock"],
      ...["PutBucketVersioning", "PutEncryptionConfiguration", "PutLifecycleConfiguration"],
      ...["PutReplicationConfiguration", "PutBucketRequestPayment"],
    ),
    on("/*", "destroys", protection, "PutObjectAcl", "PutObjectVersionAcl"),
  ];
}

const DOINGS: Readonly<Record<Exclude<PolicedKind, "bucket">, readonly Doing[]>> = {
  key: [
    doing(
      "destroys",
      "disable or delete the key",
      "kms",
      ...["DisableKey", "ScheduleKeyDeletion", "DeleteImportedKeyMaterial", "DisableKeyRotation"],
      "UpdatePrimaryRegion",
    ),
    // Whoever makes a replica writes its policy, and it decrypts the same.
    doing("destroys", "let somebody else use the key", "kms", "PutKeyPolicy", "CreateGrant", "ReplicateKey"),
    doing("decrypts", "decrypt log files", "kms", "Decrypt", "ReEncryptFrom"),
  ],
  topic: [
    doing("uses", "publish to the topic", "sns", "Publish"),
    doing("uses", "hear of what is published", "sns", "Subscribe"),
    doing(
      "destroys",
      "change or delete the topic",
      "sns",
      ...["AddPermission", "DeleteTopic", "RemovePermission", "SetTopicAttributes"],
    ),
  ],
  queue: [
    doing("uses", "send to the queue", "sqs", "SendMessage"),
    doing("uses", "take from the queue", "sqs", "DeleteMessage", "ReceiveMessage"),
    doing(
      "destroys",
      "empty, change or delete the queue",
      "sqs",
      ...["DeleteQueue", "PurgeQueue", "AddPermission", "RemovePermission", "SetQueueAttributes"],
    ),
  ],
  bus: [
    doing("uses", "send events to the bus", "events", "PutEvents"),
    doing(
      "destroys",
      "change what listens to the bus",
      "events",
      ...["DeleteRule", "DisableRule", "PutRule", "PutTargets", "RemoveTargets"],
    ),
  ],
  role: [
    doing(
      "uses",
      "assume the role",
      "sts",
      ...["AssumeRole", "AssumeRoleWithSAML", "AssumeRoleWithWebIdentity"],
    ),
  ],
};

/** What is done with a resource of the kind. */
export function doingsWith(kind: PolicedKind, arn: string): readonly Doing[] {
  return kind === "bucket" ? bucketDoings(arn) : DOINGS[kind];
}

/** The service whose requests the policies of each kind answer. */
export const SERVICES: Readonly<Record<PolicedKind, string>> = {
  bucket: "s3",
  key: "kms",
  topic: "sns",
  queue: "sqs",
  bus: "events",
  role: "sts",
};
