import { sorted } from "../kernel";
import {
  bucketArn,
  objectArn,
  rootArn,
  type AccountId,
  type BucketName,
  type Partition,
} from "../organization";
import { exceptPrincipals, NOT_A_SERVICE, WITHOUT_RECENT_MFA } from "./conditions";
import type { PolicyStatement } from "./document";

/** What removes a log file, or lifts the lock from one. */
export const DELETE_OBJECT_ACTIONS = [
  "s3:BypassGovernanceRetention",
  "s3:DeleteObject",
  "s3:DeleteObjectVersion",
  "s3:PutObjectLegalHold",
  "s3:PutObjectRetention",
  "s3:ReplicateDelete",
] as const;

/**
 * What makes the bucket itself weaker: its versions, lifecycle, lock, policy, encryption, access or logging. The
 * actions that put a configuration remove it too; S3 refuses a policy with an action that it does not know.
 */
export const CONFIGURE_BUCKET_ACTIONS = [
  "s3:DeleteBucketPolicy",
  "s3:PutBucketAcl",
  "s3:PutBucketLogging",
  "s3:PutBucketObjectLockConfiguration",
  "s3:PutBucketOwnershipControls",
  "s3:PutBucketPolicy",
  "s3:PutBucketPublicAccessBlock",
  "s3:PutBucketRequestPayment",
  "s3:PutBucketVersioning",
  "s3:PutEncryptionConfiguration",
  "s3:PutLifecycleConfiguration",
  "s3:PutReplicationConfiguration",
] as const;

/** Whose bucket is protected, and from whom. */
export interface MfaDeleteProps {
  readonly partition: Partition;
  /** The account that owns the bucket. */
  readonly account: AccountId;
  readonly bucketName: BucketName;
  /** ARNs, or patterns of ARNs, of the roles that manage the bucket's configuration: the deploy role. */
  readonly administrators: readonly string[];
  /**
   * ARNs of the roles that restore the bucket's settings, as those of AWS Config's remediation: they reconfigure the bucket
   * without MFA, as far as their own policies let them, and delete nothing.
   * @default - nobody
   */
  readonly menders?: readonly string[];
  /**
   * Whether the administrators too delete the bucket and its logs with MFA alone. Without it Terraform can destroy them.
   * @default true
   */
  readonly destroyProtection?: boolean;
}

/**
 * The MFA-delete policy. Nobody deletes a log file, a version of one or the bucket without having shown an MFA
 * device in the last hour; nobody but the administrators, the roles that mend and the account's root user weakens
 * the bucket's configuration without it. AWS services are left alone: CloudTrail carries no MFA keys, and a deny that
 * forgot this would stop its delivery.
 *
 * The root user is excepted from the second rule alone, since S3's own MFA delete can be enabled by root only,
 * with a request that carries the device's code in a header and not in these keys.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/example-bucket-policies.html
 */
export function mfaDeleteStatements(props: MfaDeleteProps): readonly PolicyStatement[] {
  const bucket = bucketArn(props.partition, props.bucketName);
  const administrators = sorted(props.administrators);
  const absent = { ...NOT_A_SERVICE, ...WITHOUT_RECENT_MFA };
  return [
    {
      Sid: "DenyDeleteWithoutMfa",
      Effect: "Deny",
      Principal: "*",
      Action: [...DELETE_OBJECT_ACTIONS, "s3:DeleteBucket"],
      Resource: [bucket, objectArn(props.partition, props.bucketName, "*")],
      Condition: { ...absent, ...exceptPrincipals(props.destroyProtection === false ? administrators : []) },
    },
    {
      Sid: "DenyReconfigureWithoutMfa",
      Effect: "Deny",
      Principal: "*",
      Action: CONFIGURE_BUCKET_ACTIONS,
      Resource: bucket,
      Condition: {
        ...absent,
        ...exceptPrincipals(
          sorted([...administrators, ...(props.menders ?? []), rootArn(props.partition, props.account)]),
        ),
      },
    },
  ];
}
