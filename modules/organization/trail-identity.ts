import type { AccountId, LogPrefix, OrganizationId, TrailName } from "./ids";
import type { Partition } from "./partitions";
import type { Region } from "./regions";

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
