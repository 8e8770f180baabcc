import type {
  AccountId,
  BucketName,
  LogPrefix,
  OrganizationId,
  PolicyName,
  RoleName,
  TrailName,
} from "./ids";
import type { Partition } from "./partitions";
import type { Region } from "./regions";

/** Every ARN that crosses a stack, as a pure function of configuration. */

/** The ARN of a bucket. */
export function bucketArn(partition: Partition, bucket: BucketName): string {
  return `arn:${partition}:s3:::${bucket}`;
}

/** The ARN of objects in a bucket. @param keys a key, or a pattern of keys such as `AWSLogs/*` */
export function objectArn(partition: Partition, bucket: BucketName, keys: string): string {
  return `${bucketArn(partition, bucket)}/${keys}`;
}

/**
 * The ARN of a trail. For an organization trail the account is the management account, also when a delegated
 * administrator created it.
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/creating-trail-organization.html
 */
export function trailArn(trail: TrailIdentity): string {
  return `arn:${trail.partition}:cloudtrail:${trail.homeRegion}:${trail.account}:trail/${trail.name}`;
}

/** The ARN of an IAM role. @param role its name, with its path before it where it has one */
export function roleArn(partition: Partition, account: AccountId, role: RoleName): string {
  return `arn:${partition}:iam::${account}:role/${role}`;
}

/** The ARN of a managed IAM policy of an account. @param policy its name, with its path before it where it has one */
export function policyArn(partition: Partition, account: AccountId, policy: PolicyName): string {
  return `arn:${partition}:iam::${account}:policy/${policy}`;
}

/** The ARN of an account's root user; as a policy's principal it stands for the whole account. */
export function rootArn(partition: Partition, account: AccountId): string {
  return `arn:${partition}:iam::${account}:root`;
}

/** The ARN of an OpenID Connect provider in IAM. @param issuer the provider's URL, without `https://` */
export function oidcProviderArn(partition: Partition, account: AccountId, issuer: string): string {
  return `arn:${partition}:iam::${account}:oidc-provider/${issuer}`;
}

/** The ARN of an SNS topic. */
export function topicArn(partition: Partition, region: Region, account: AccountId, topic: string): string {
  return `arn:${partition}:sns:${region}:${account}:${topic}`;
}

/** The ARN of an SQS queue. */
export function queueArn(partition: Partition, region: Region, account: AccountId, queue: string): string {
  return `arn:${partition}:sqs:${region}:${account}:${queue}`;
}

/** The name of an SNS topic, the last of the six parts of its ARN. */
export function topicNameOf(arn: string): string {
  return arn.split(":")[5] ?? "";
}

/** The ARN of a CloudWatch log group, without the `:*` that stands for its streams. */
export function logGroupArn(partition: Partition, region: Region, account: AccountId, name: string): string {
  return `arn:${partition}:logs:${region}:${account}:log-group:${name}`;
}

/** The ARN of an EventBridge event bus. */
export function eventBusArn(partition: Partition, region: Region, account: AccountId, name: string): string {
  return `arn:${partition}:events:${region}:${account}:event-bus/${name}`;
}

/** All that a policy must know of a trail, known before the trail exists. */
export interface TrailIdentity {
  readonly partition: Partition;
  /** The Region in which the trail is created and managed. */
  readonly homeRegion: Region;
  /** The account that owns the trail: for an organization trail, the management account. */
  readonly account: AccountId;
  readonly name: TrailName;
  /** The organization whose accounts the trail logs. @default - the trail logs its own account */
  readonly organization?: OrganizationId;
}

/**
 * Where a trail's files stand in its bucket, each ending in a slash. An organization trail has two places: the
 * organization's, and the owner's own, in which it would go on should it become a trail of one account.
 * @param prefix what stands before `AWSLogs/` @default - nothing
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-s3-bucket-policy-for-cloudtrail.html
 */
export function logFolders(trail: TrailIdentity, prefix?: LogPrefix): readonly string[] {
  const root = `${prefix === undefined ? "" : `${prefix}/`}AWSLogs/`;
  const owners = trail.organization === undefined ? [trail.account] : [trail.account, trail.organization];
  return owners.map((owner) => `${root}${owner}/`);
}
