import { sorted } from "../kernel";
import {
  bucketArn,
  logFolders,
  objectArn,
  trailArn,
  type AccountId,
  type BucketName,
  type LogPrefix,
  type Partition,
  type TrailIdentity,
} from "../organization";
import { consumerBucketStatements, type LogConsumer } from "./consumer-policies";
import { policyDocument, type PolicyDocument, type PolicyStatement } from "./document";
import { mfaDeleteStatements } from "./mfa-delete";
import type { OwnStatements } from "./own-statements";
import { pinnedPrincipals, type MemberAccess } from "./readers";
import { requireTls, type TlsVersion } from "./tls";
import { denyWritesByAllButServices } from "./writes";

/** Whose bucket a policy is for, and who manages it. */
export interface BucketPolicyProps {
  readonly partition: Partition;
  /** The account that owns the bucket. */
  readonly account: AccountId;
  readonly bucketName: BucketName;
  /** ARNs, or patterns of ARNs, of the roles that manage the bucket's configuration. */
  readonly administrators: readonly string[];
  /** @default "1.2" */
  readonly minimumTlsVersion?: TlsVersion;
  /** Whether the administrators too delete what is delivered with MFA alone. @default true */
  readonly destroyProtection?: boolean;
}

/** A bucket whose settings may be restored. */
export interface MendedBucket {
  /**
   * ARNs of the roles that restore the bucket's settings, as those of AWS Config's remediation: they reconfigure the bucket
   * without MFA, as far as their own policies let them, and delete nothing.
   * @default - nobody
   */
  readonly menders?: readonly string[];
}

/** Who may do what with a log bucket. */
export interface LogBucketPolicyProps extends BucketPolicyProps, MendedBucket {
  /** The trails that may deliver to the bucket. */
  readonly trails: readonly TrailIdentity[];
  /** What stands before `AWSLogs/`. @default - nothing */
  readonly prefix?: LogPrefix;
  /** ARNs, or patterns of ARNs, of those who may read all logs. @default - nobody */
  readonly readers?: readonly string[];
  /** Roles of the account with which others read some of the logs. @default - nobody does */
  readonly consumers?: readonly LogConsumer[];
  /** Lets each member account read its own logs, and no others. @default - members read nothing */
  readonly memberAccess?: MemberAccess;
  /** What stands in the policy after these. @default - nothing */
  readonly policyStatements?: OwnStatements;
  /** What keeps logs from being deleted: with MFA delete, root enables it. @default - nothing of S3 */
  readonly immutability?: { readonly kind: "mfa-delete" | "object-lock" };
}

const CLOUDTRAIL = { Service: "cloudtrail.amazonaws.com" } as const;
const READ_OBJECT_ACTIONS = ["s3:GetObject", "s3:GetObjectVersion"] as const;
const READ_BUCKET_ACTIONS = ["s3:GetBucketLocation", "s3:ListBucket", "s3:ListBucketVersions"] as const;

/**
 * CloudTrail's own statements. Each is pinned to computed trail ARNs, so that no other trail in the world, and
 * no trail of ours in another's place, writes to the bucket.
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-s3-bucket-policy-for-cloudtrail.html
 */
function deliveryStatements(props: LogBucketPolicyProps): readonly PolicyStatement[] {
  const owners = sorted(props.trails.map((trail) => trail.account));
  const writes = owners.flatMap((owner) => {
    const trails = props.trails.filter((trail) => trail.account === owner);
    const folders = sorted(trails.flatMap((trail) => logFolders(trail, props.prefix)));
    return folders.map((folder) => {
      const writers = trails.filter((trail) => logFolders(trail, props.prefix).includes(folder));
      return {
        Sid: folder.endsWith(`/${owner}/`)
          ? `AWSCloudTrailWrite${owner}`
          : `AWSCloudTrailOrganizationWrite${owner}`,
        Effect: "Allow",
        Principal: CLOUDTRAIL,
        Action: "s3:PutObject",
        Resource: objectArn(props.partition, props.bucketName, `${folder}*`),
        Condition: {
          StringEquals: {
            "s3:x-amz-acl": "bucket-owner-full-control",
            "aws:SourceArn": sorted(writers.map(trailArn)),
          },
        },
      } satisfies PolicyStatement;
    });
  });
  return [
    {
      Sid: "AWSCloudTrailAclCheck",
      Effect: "Allow",
      Principal: CLOUDTRAIL,
      Action: "s3:GetBucketAcl",
      Resource: bucketArn(props.partition, props.bucketName),
      Condition: { StringEquals: { "aws:SourceArn": sorted(props.trails.map(trailArn)) } },
    },
    ...writes,
  ];
}

/** What those may do who read all that is in the bucket. */
export function readerStatements(
  props: Pick<LogBucketPolicyProps, "partition" | "bucketName" | "readers">,
): readonly PolicyStatement[] {
  const readers = props.readers ?? [];
  if (readers.length === 0) return [];
  const who = pinnedPrincipals(props.partition, readers);
  return [
    {
      Sid: "AllowReadersList",
      Effect: "Allow",
      ...who,
      Action: READ_BUCKET_ACTIONS,
      Resource: bucketArn(props.partition, props.bucketName),
    },
    {
      Sid: "AllowReadersGet",
      Effect: "Allow",
      ...who,
      Action: READ_OBJECT_ACTIONS,
      Resource: objectArn(props.partition, props.bucketName, "*"),
    },
  ];
}

/**
 * IAM replaces `${aws:PrincipalAccount}` with the caller's account: one statement serves every member, and no
 * member reaches another's folder.
 */
function memberStatements(props: LogBucketPolicyProps): readonly PolicyStatement[] {
  if (props.memberAccess === undefined) return [];
  const { organization } = props.memberAccess;
  const root = `${props.prefix === undefined ? "" : `${props.prefix}/`}AWSLogs/${organization}/`;
  const own = `${root}\${aws:PrincipalAccount}/`;
  const member = { "aws:PrincipalOrgID": organization };
  return [
    {
      Sid: "AllowMembersListOwn",
      Effect: "Allow",
      Principal: "*",
      Action: "s3:ListBucket",
      Resource: bucketArn(props.partition, props.bucketName),
      Condition: { StringEquals: member, StringLike: { "s3:prefix": `${own}*` } },
    },
    {
      Sid: "AllowMembersGetOwn",
      Effect: "Allow",
      Principal: "*",
      Action: "s3:GetObject",
      Resource: objectArn(props.partition, props.bucketName, `${own}*`),
      Condition: { StringEquals: member },
    },
  ];
}

/**
 * The policy of a log bucket: CloudTrail delivers, named readers read, and nobody else writes or deletes.
 *
 * Forged log files are refused as well as deletions: log file validation proves that delivered files are
 * unchanged, and says nothing of a file that was added beside them.
 */
export function logBucketPolicy(props: LogBucketPolicyProps): PolicyDocument {
  const bucket = bucketArn(props.partition, props.bucketName);
  const objects = objectArn(props.partition, props.bucketName, "*");
  return policyDocument(
    deliveryStatements(props),
    readerStatements(props),
    memberStatements(props),
    consumerBucketStatements(props.partition, props.bucketName, props.consumers ?? []),
    denyWritesByAllButServices(objects),
    mfaDeleteStatements({ ...props, mfaDelete: props.immutability?.kind === "mfa-delete" }),
    requireTls([bucket, objects], props.minimumTlsVersion),
    props.policyStatements?.bucket ?? [],
  );
}
