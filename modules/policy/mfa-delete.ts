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
import type { OneOrMore, PolicyStatement } from "./document";

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
  /** Whether the account's root user is to enable S3's own MFA delete, which nobody else can. @default false */
  readonly mfaDelete?: boolean;
}

/** What enables S3's own MFA delete: root alone, with its device's code in a header that no condition sees. */
export const ENABLE_MFA_DELETE_ACTION = "s3:PutBucketVersioning";

/**
 * The MFA-delete policy. Nobody deletes a log file, a version of one or the bucket without having shown an MFA
 * device in the last hour; nobody but the administrators and the roles that mend weakens the bucket's configuration
 * without it. AWS services are left alone: CloudTrail carries no MFA keys, and a deny that forgot this would stop its
 * delivery.
 *
 * The account's root user is excepted where it is to enable S3's MFA delete, for that alone: the request carries the device's
 * code in a header and not in these keys. The bucket's policy S3 lets root change whatever it says.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/example-bucket-policies.html
 */
export function mfaDeleteStatements(props: MfaDeleteProps): readonly PolicyStatement[] {
  const bucket = bucketArn(props.partition, props.bucketName);
  const administrators = sorted(props.administrators);
  const configuring = [...administrators, ...(props.menders ?? [])];
  const rootEnables = props.mfaDelete === true;
  const deny = (
    sid: string,
    actions: readonly string[],
    resources: OneOrMore,
    excepted: readonly string[],
  ): PolicyStatement => ({
    Sid: sid,
    Effect: "Deny",
    Principal: "*",
    Action: actions,
    Resource: resources,
    Condition: { ...NOT_A_SERVICE, ...WITHOUT_RECENT_MFA, ...exceptPrincipals(excepted) },
  });
  return [
    deny(
      "DenyDeleteWithoutMfa",
      [...DELETE_OBJECT_ACTIONS, "s3:DeleteBucket"],
      [bucket, objectArn(props.partition, props.bucketName, "*")],
      props.destroyProtection === false ? administrators : [],
    ),
    deny(
      "DenyReconfigureWithoutMfa",
      CONFIGURE_BUCKET_ACTIONS.filter((action) => !rootEnables || action !== ENABLE_MFA_DELETE_ACTION),
      bucket,
      sorted(configuring),
    ),
    ...(rootEnables
      ? [
          deny(
            "DenyVersioningWithoutMfa",
            [ENABLE_MFA_DELETE_ACTION],
            bucket,
            sorted([...configuring, rootArn(props.partition, props.account)]),
          ),
        ]
      : []),
  ];
}
