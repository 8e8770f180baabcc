import { sorted } from "../kernel";
import {
  bucketArn,
  objectArn,
  type AccountId,
  type Partition,
  type Region,
  type BucketName,
  type LogPrefix,
} from "../organization";
import { allow } from "./allowance";
import { exceptPrincipals } from "./conditions";
import { policyDocument, type PolicyConditions, type PolicyDocument, type PolicyStatement } from "./document";
import { logsViaS3, throughS3 } from "./key-use";
import { readerStatements, type BucketPolicyProps } from "./log-bucket";
import { administersLogKey } from "./log-key";
import { mfaDeleteStatements } from "./mfa-delete";
import { pinnedPrincipals, principalsUseKey } from "./readers";
import { requireTls } from "./tls";
import { WRITE_OBJECT_ACTIONS } from "./writes";

/** Who may do what with the second copy of log files. */
export interface ReplicaPolicyProps extends BucketPolicyProps {
  /** The ARN of the role with which S3 makes the copy, in the account of the log bucket. */
  readonly replicationRole: string;
  /** ARNs, or patterns of ARNs, of the roles that manage the log bucket: they do nothing with the copy. */
  readonly sourceAdministrators: readonly string[];
  /** ARNs, or patterns of ARNs, of those who may read the copy. @default - nobody */
  readonly readers?: readonly string[];
  /** What keeps the copy from being deleted: with MFA delete, root enables it. @default - nothing of S3 */
  readonly immutability?: { readonly kind: "mfa-delete" | "object-lock" };
}

/** What S3 asks for where it copies an object to another bucket: its data and tags, and that the bucket's account owns it. */
export const REPLICATE_ACTIONS = [
  "s3:ObjectOwnerOverrideToBucketOwner",
  "s3:ReplicateObject",
  "s3:ReplicateTags",
] as const;

/** Whoever manages the log bucket does nothing here: who takes over the one has not got the other. */
function denySource(action: string, resources: readonly string[], roles: readonly string[]): PolicyStatement {
  return {
    Sid: "DenySourceAdministrators",
    Effect: "Deny",
    Principal: "*",
    Action: action,
    Resource: resources,
    Condition: { ArnLike: { "aws:PrincipalArn": sorted(roles) } },
  };
}

/**
 * The policy of the bucket with the second copy: the one role of S3 copies, and nobody else writes, AWS services among them. What is
 * deleted in the log bucket stays here, for nothing deletes by replication.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/setting-repl-config-perm-overview.html
 */
export function replicaBucketPolicy(props: ReplicaPolicyProps): PolicyDocument {
  const { partition, bucketName, replicationRole, sourceAdministrators } = props;
  const bucket = bucketArn(partition, bucketName);
  const objects = objectArn(partition, bucketName, "*");
  const role = pinnedPrincipals(partition, [replicationRole]);
  const replicated: readonly string[] = REPLICATE_ACTIONS;
  const deny = (sid: string, actions: readonly string[], excepted: readonly string[]): PolicyStatement => ({
    Sid: sid,
    Effect: "Deny",
    Principal: "*",
    Action: actions,
    Resource: objects,
    ...(excepted.length > 0 && { Condition: exceptPrincipals(excepted) }),
  });
  return policyDocument(
    { Sid: "AllowReplicate", Effect: "Allow", ...role, Action: REPLICATE_ACTIONS, Resource: objects },
    readerStatements(props),
    deny(
      "DenyWrites",
      WRITE_OBJECT_ACTIONS.filter((action) => !replicated.includes(action)),
      [],
    ),
    deny("DenyReplicateByOthers", REPLICATE_ACTIONS, [replicationRole]),
    mfaDeleteStatements({ ...props, mfaDelete: props.immutability?.kind === "mfa-delete" }),
    denySource("s3:*", [bucket, objects], sourceAdministrators),
    requireTls([bucket, objects], props.minimumTlsVersion),
  );
}

/** What S3 encrypts in the bucket, by the encryption context: the bucket's name where it has a bucket key, and else the object's. */
function encryptedIn(partition: Partition, bucketName: BucketName): PolicyConditions {
  return {
    StringLike: {
      "kms:ViaService": throughS3(partition),
      "kms:EncryptionContext:aws:s3:arn": [
        bucketArn(partition, bucketName),
        objectArn(partition, bucketName, "*"),
      ],
    },
  };
}

/** What encrypts what is copied. */
const ENCRYPT_ACTIONS = ["kms:Encrypt", "kms:GenerateDataKey"];

/**
 * The policy of the key of the second copy: the one role encrypts what S3 copies to the bucket, readers decrypt by S3, and administering
 * the key neither uses it nor destroys it.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-config-for-kms-objects.html
 */
export function replicaKeyPolicy(props: ReplicaPolicyProps): PolicyDocument {
  const { partition, bucketName, replicationRole, sourceAdministrators, readers = [] } = props;
  return policyDocument(
    administersLogKey(props),
    principalsUseKey(
      "AllowReplicationEncrypt",
      partition,
      [replicationRole],
      ENCRYPT_ACTIONS,
      encryptedIn(partition, bucketName),
    ),
    principalsUseKey("AllowReadersDecryptThroughS3", partition, readers, "kms:Decrypt"),
    denySource("kms:*", ["*"], sourceAdministrators),
  );
}

/** What is copied from where to where. */
export interface ReplicatedLogs {
  readonly partition: Partition;
  /** The Region and the account of the log bucket. */
  readonly region: Region;
  readonly account: AccountId;
  readonly bucketName: BucketName;
  /** What stands before `AWSLogs/`. @default - nothing */
  readonly prefix?: LogPrefix;
  /** The key that encrypts log files, of whatever account. @default - any of the account in the Region */
  readonly keyArn?: string;
  /** Whether log files are locked: their locks are copied, too. */
  readonly locked: boolean;
  readonly replica: {
    readonly region: Region;
    readonly account: AccountId;
    readonly bucketName: BucketName;
  };
}

/**
 * Who takes the role with which S3 copies. That S3 says for which bucket no page promises: where it says, it is this one.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/setting-repl-config-perm-overview.html
 */
export function replicationRoleTrust({
  partition,
  account,
  bucketName,
}: Pick<ReplicatedLogs, "partition" | "account" | "bucketName">): PolicyDocument {
  return policyDocument({
    Sid: "AllowReplicationAssumeRole",
    Effect: "Allow",
    Principal: { Service: "s3.amazonaws.com" },
    Action: "sts:AssumeRole",
    Condition: {
      StringEqualsIfExists: { "aws:SourceAccount": account },
      ArnLikeIfExists: { "aws:SourceArn": bucketArn(partition, bucketName) },
    },
  });
}

/** What that role may do: see versions of log files, and copy them to the one bucket. It deletes nothing, and reads no other bucket. */
export function replicationRolePolicy(logs: ReplicatedLogs): PolicyDocument {
  const { partition, bucketName, locked, replica } = logs;
  const files = `${logs.prefix === undefined ? "" : `${logs.prefix}/`}AWSLogs/*`;
  const key = (place: Pick<ReplicatedLogs, "region" | "account">): string =>
    `arn:${partition}:kms:${place.region}:${place.account}:key/*`;
  return policyDocument(
    allow("FindLogs", ["s3:GetReplicationConfiguration", "s3:ListBucket"], bucketArn(partition, bucketName)),
    allow(
      "SeeLogs",
      [...SEE_VERSION_ACTIONS, ...(locked ? SEE_LOCK_ACTIONS : [])],
      objectArn(partition, bucketName, files),
    ),
    allow("DecryptLogs", ["kms:Decrypt"], logs.keyArn ?? key(logs), logsViaS3(partition)),
    allow("Replicate", REPLICATE_ACTIONS, objectArn(partition, replica.bucketName, files)),
    allow("EncryptCopy", ENCRYPT_ACTIONS, key(replica), encryptedIn(partition, replica.bucketName)),
  );
}

const SEE_VERSION_ACTIONS = [
  "s3:GetObjectVersionAcl",
  "s3:GetObjectVersionForReplication",
  "s3:GetObjectVersionTagging",
];
/** @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock-managing.html#object-lock-managing-replication */
const SEE_LOCK_ACTIONS = ["s3:GetObjectLegalHold", "s3:GetObjectRetention"];

/** What a boundary lets the role do with log files and keys. */
export const REPLICATION_ROLE_ACTIONS: readonly string[] = [
  ...SEE_VERSION_ACTIONS,
  ...SEE_LOCK_ACTIONS,
  ...REPLICATE_ACTIONS,
  ...ENCRYPT_ACTIONS,
];
