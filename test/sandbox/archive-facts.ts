import {
  DescribeKeyCommand,
  GetKeyPolicyCommand,
  GetKeyRotationStatusCommand,
  KMSClient,
  ListAliasesCommand,
} from "@aws-sdk/client-kms";
import {
  GetBucketEncryptionCommand,
  GetBucketLifecycleConfigurationCommand,
  GetBucketLocationCommand,
  GetBucketLoggingCommand,
  GetBucketOwnershipControlsCommand,
  GetBucketPolicyCommand,
  GetBucketVersioningCommand,
  GetObjectLockConfigurationCommand,
  GetPublicAccessBlockCommand,
  S3Client,
  S3ServiceException,
  type DefaultRetention,
} from "@aws-sdk/client-s3";
import { GetTopicAttributesCommand, SNSClient } from "@aws-sdk/client-sns";
import type { ClientSettings } from "../../tools/sandbox/accounts";

/** What AWS says of buckets, keys and topics, asked through the AWS SDK. */

/** A statement of a policy. */
export type Statement = Readonly<Record<string, unknown>>;

/** How a bucket is configured. */
export interface BucketFacts {
  readonly region: string | undefined;
  readonly versioning: string | undefined;
  readonly encryption: string | undefined;
  readonly keyArn: string | undefined;
  readonly bucketKey: boolean | undefined;
  /** New ACLs, new policies, old ACLs, old policies. */
  readonly publicAccessBlocked: readonly (boolean | undefined)[];
  readonly ownership: string | undefined;
  /** The bucket that S3 delivers access logs to. */
  readonly accessLogs: string | undefined;
  readonly lock: DefaultRetention | undefined;
  readonly lifecycle: readonly {
    readonly expireAfterDays: unknown;
    readonly transitions: readonly unknown[];
  }[];
  readonly policy: readonly Statement[];
}

/** How a key is configured. */
export interface KeyFacts {
  readonly state: string | undefined;
  readonly rotation: boolean | undefined;
  readonly aliases: readonly unknown[];
  readonly policy: readonly Statement[];
}

function statements(policy: string | undefined): readonly Statement[] {
  return (JSON.parse(policy ?? "{}") as { readonly Statement: readonly Statement[] }).Statement;
}

/** What a request answers, or nothing where S3 says that there is none. */
async function ifAny<T>(answer: Promise<T>, none: string): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof S3ServiceException && error.name === none) return undefined;
    throw error;
  }
}

/** How a bucket is configured. */
export async function bucketFacts(settings: ClientSettings, Bucket: string): Promise<BucketFacts> {
  const s3 = new S3Client({ ...settings, forcePathStyle: true });
  const [versioning, encryption, access, ownership, policy, location, logging, lock, lifecycle] =
    await Promise.all([
      s3.send(new GetBucketVersioningCommand({ Bucket })),
      s3.send(new GetBucketEncryptionCommand({ Bucket })),
      s3.send(new GetPublicAccessBlockCommand({ Bucket })),
      s3.send(new GetBucketOwnershipControlsCommand({ Bucket })),
      s3.send(new GetBucketPolicyCommand({ Bucket })),
      s3.send(new GetBucketLocationCommand({ Bucket })),
      s3.send(new GetBucketLoggingCommand({ Bucket })),
      ifAny(
        s3.send(new GetObjectLockConfigurationCommand({ Bucket })),
        "ObjectLockConfigurationNotFoundError",
      ),
      ifAny(s3.send(new GetBucketLifecycleConfigurationCommand({ Bucket })), "NoSuchLifecycleConfiguration"),
    ]);
  const [rule] = encryption.ServerSideEncryptionConfiguration?.Rules ?? [];
  const block = access.PublicAccessBlockConfiguration;
  return {
    region: location.LocationConstraint,
    versioning: versioning.Status,
    encryption: rule?.ApplyServerSideEncryptionByDefault?.SSEAlgorithm,
    keyArn: rule?.ApplyServerSideEncryptionByDefault?.KMSMasterKeyID,
    bucketKey: rule?.BucketKeyEnabled,
    publicAccessBlocked: [
      block?.BlockPublicAcls,
      block?.BlockPublicPolicy,
      block?.IgnorePublicAcls,
      block?.RestrictPublicBuckets,
    ],
    ownership: ownership.OwnershipControls?.Rules?.[0]?.ObjectOwnership,
    accessLogs: logging.LoggingEnabled?.TargetBucket,
    lock: lock?.ObjectLockConfiguration?.Rule?.DefaultRetention,
    lifecycle: (lifecycle?.Rules ?? []).map(({ Expiration, Transitions = [] }) => ({
      expireAfterDays: Expiration?.Days,
      transitions: Transitions.map(({ Days, StorageClass }) => [Days, StorageClass]),
    })),
    policy: statements(policy.Policy),
  };
}

/** How a key is configured. */
export async function keyFacts(settings: ClientSettings, KeyId: string | undefined): Promise<KeyFacts> {
  const kms = new KMSClient(settings);
  const [{ KeyMetadata }, { KeyRotationEnabled }, { Policy }, { Aliases = [] }] = await Promise.all([
    kms.send(new DescribeKeyCommand({ KeyId })),
    kms.send(new GetKeyRotationStatusCommand({ KeyId })),
    kms.send(new GetKeyPolicyCommand({ KeyId, PolicyName: "default" })),
    kms.send(new ListAliasesCommand({ KeyId })),
  ]);
  return {
    state: KeyMetadata?.KeyState,
    rotation: KeyRotationEnabled,
    aliases: Aliases.map(({ AliasName }) => AliasName),
    policy: statements(Policy),
  };
}

/** Who may do what with a topic. */
export async function topicPolicy(
  settings: ClientSettings,
  TopicArn: string | undefined,
): Promise<readonly Statement[]> {
  const { Attributes } = await new SNSClient(settings).send(new GetTopicAttributesCommand({ TopicArn }));
  return statements(Attributes?.["Policy"]);
}
