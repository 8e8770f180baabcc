import { sorted } from "../kernel";
import { rootArn, trailArn, type AccountId, type Partition, type TrailIdentity } from "../organization";
import { exceptPrincipals, NOT_A_SERVICE, WITHOUT_RECENT_MFA } from "./conditions";
import type { LogConsumer } from "./consumer-policies";
import { policyDocument, type PolicyConditions, type PolicyDocument, type PolicyStatement } from "./document";
import type { OwnStatements } from "./own-statements";
import { accountAdministersKey, logsViaS3, WITH_TRAIL_CONTEXT } from "./key-use";
import { principalsUseKey, type MemberAccess } from "./readers";

/** Who may do what with the key that encrypts log files. */
export interface LogKeyPolicyProps {
  readonly partition: Partition;
  /** The account that owns the key. */
  readonly account: AccountId;
  /** The account of the bucket whose files it encrypts. @default - that of the key */
  readonly bucketAccount?: AccountId;
  /** The trails that may encrypt with the key. */
  readonly trails: readonly TrailIdentity[];
  /** ARNs, or patterns of ARNs, of those who may decrypt all logs. @default - nobody */
  readonly readers?: readonly string[];
  /** Roles with which others decrypt what the bucket policy lets them read. @default - nobody does */
  readonly consumers?: readonly LogConsumer[];
  /** The role with which S3 makes the second copy. @default - there is none */
  readonly replicationRole?: string;
  /** Lets members decrypt what the bucket policy lets them read. @default - members decrypt nothing */
  readonly memberAccess?: MemberAccess;
  /** ARNs, or patterns of ARNs, of the roles that manage the key. */
  readonly administrators: readonly string[];
  /** Whether the administrators too disable and delete the key with MFA alone. @default true */
  readonly destroyProtection?: boolean;
  /** What stands in the policy after these. @default - nothing */
  readonly policyStatements?: OwnStatements;
}

const CLOUDTRAIL = { Service: "cloudtrail.amazonaws.com" } as const;

/** Stands in the encryption context of every log file and digest. */
const TRAIL_CONTEXT = "kms:EncryptionContext:aws:cloudtrail:arn";

/**
 * CloudTrail's own statements, pinned to computed trail ARNs.
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-kms-key-policy-for-cloudtrail.html
 */
function deliveryStatements(props: LogKeyPolicyProps): readonly PolicyStatement[] {
  const arns = sorted(props.trails.map(trailArn));
  const anyRegion = sorted(props.trails.map((trail) => trailContexts(props.partition, trail.account)));
  const fromTrails = { StringEquals: { "aws:SourceArn": arns } };
  const cloudTrail = { Effect: "Allow", Principal: CLOUDTRAIL, Resource: "*" } as const;
  return [
    {
      Sid: "AllowCloudTrailEncryptLogs",
      ...cloudTrail,
      Action: "kms:GenerateDataKey*",
      Condition: { ...fromTrails, StringLike: { [TRAIL_CONTEXT]: anyRegion } },
    },
    { Sid: "AllowCloudTrailDescribeKey", ...cloudTrail, Action: "kms:DescribeKey", Condition: fromTrails },
    {
      // With an S3 Bucket Key, creating or updating a trail decrypts. AWS's own statement has no condition;
      // IfExists adds one that can only refuse a request which names another trail as its source.
      Sid: "AllowCloudTrailDecryptTrail",
      ...cloudTrail,
      Action: "kms:Decrypt",
      Condition: { StringEqualsIfExists: fromTrails.StringEquals },
    },
  ];
}

function trailContexts(partition: Partition, account: AccountId): string {
  return `arn:${partition}:cloudtrail:*:${account}:trail/*`;
}

/**
 * A member decrypts through S3 alone, where the bucket policy keeps it to its own folder. It keeps nobody of the
 * bucket's own account so, whom identity policies let read any folder: hence that account is left out, and so is the key's.
 */
function memberStatements(props: LogKeyPolicyProps): readonly PolicyStatement[] {
  if (props.memberAccess === undefined) return [];
  const { account, bucketAccount = account } = props;
  const owners = sorted([account, bucketAccount]);
  return [
    {
      Sid: "AllowMembersDecryptThroughS3",
      Effect: "Allow",
      Principal: "*",
      Action: "kms:Decrypt",
      Resource: "*",
      Condition: {
        StringEquals: { "aws:PrincipalOrgID": props.memberAccess.organization },
        StringNotEquals: { "aws:PrincipalAccount": owners.length === 1 ? account : owners },
        ...logsViaS3(props.partition),
      },
    },
  ];
}

/**
 * Who manages the key. Object Lock keeps log files, not the key without which nobody reads them, so disabling
 * and deleting it take MFA like deleting the logs.
 */
export function administersLogKey(
  props: Pick<LogKeyPolicyProps, "partition" | "account" | "administrators" | "destroyProtection">,
): readonly PolicyStatement[] {
  const root = rootArn(props.partition, props.account);
  const administrators = sorted(props.administrators);
  const deny = (sid: string, actions: readonly string[], excepted: PolicyConditions): PolicyStatement => ({
    Sid: sid,
    Effect: "Deny",
    Principal: "*",
    Action: actions,
    Resource: "*",
    Condition: { ...NOT_A_SERVICE, ...WITHOUT_RECENT_MFA, ...excepted },
  });
  return [
    accountAdministersKey(props.partition, props.account),
    deny(
      "DenyDestroyKeyWithoutMfa",
      ["kms:DisableKey", "kms:ScheduleKeyDeletion"],
      exceptPrincipals(props.destroyProtection === false ? administrators : []),
    ),
    deny(
      "DenyReconfigureKeyWithoutMfa",
      ["kms:DisableKeyRotation", "kms:PutKeyPolicy"],
      exceptPrincipals(sorted([...administrators, root])),
    ),
  ];
}

/**
 * The policy of the key that encrypts log files: named trails encrypt, named readers decrypt, and administering
 * the key neither uses it nor destroys it.
 */
export function logKeyPolicy(props: LogKeyPolicyProps): PolicyDocument {
  const { partition, readers = [], consumers = [], replicationRole } = props;
  const decrypt = (sid: string, arns: readonly string[], conditions: PolicyConditions) =>
    principalsUseKey(sid, partition, arns, "kms:Decrypt", conditions);
  return policyDocument(
    administersLogKey(props),
    deliveryStatements(props),
    decrypt("EnableCloudTrailLogDecryptPermissions", readers, WITH_TRAIL_CONTEXT),
    memberStatements(props),
    // The bucket keeps these to what is theirs.
    decrypt(
      "AllowConsumersDecryptThroughS3",
      consumers.map(({ roleArn }) => roleArn),
      logsViaS3(partition),
    ),
    decrypt(
      "AllowReplicationDecryptThroughS3",
      replicationRole === undefined ? [] : [replicationRole],
      logsViaS3(partition),
    ),
    props.policyStatements?.key ?? [],
  );
}
