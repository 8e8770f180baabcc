import { type AccountId, type NamePrefix, type TeamName, TrailName } from "../ids";

/** Starts the name of every bucket that holds logs of this organization in the account. */
export function logBucketFamily(prefix: NamePrefix, account: AccountId): string {
  return `${prefix}-cloudtrail-${account}-`;
}

/** The log bucket of the organization trail. Unchecked: the result may exceed S3's 63 characters. */
export function organizationBucketName(prefix: NamePrefix, account: AccountId): string {
  return `${logBucketFamily(prefix, account)}organization`;
}

/** The log bucket of a team's trail, in the account that holds it. Unchecked: may exceed 63 characters. */
export function teamBucketName(prefix: NamePrefix, account: AccountId, team: TeamName): string {
  return `${logBucketFamily(prefix, account)}team-${team}`;
}

/** The access-log bucket beside the organization's log bucket. Unchecked: may exceed 63 characters. */
export function accessLogBucketName(prefix: NamePrefix, account: AccountId): string {
  return `${logBucketFamily(prefix, account)}access`;
}

/** The access-log bucket beside a team's own log bucket. Unchecked: may exceed 63 characters. */
export function teamAccessLogBucketName(prefix: NamePrefix, account: AccountId, team: TeamName): string {
  return `${logBucketFamily(prefix, account)}access-${team}`;
}

/** The organization trail, where configuration gives no other name. */
export function organizationTrailName(prefix: NamePrefix): TrailName {
  return TrailName.of(`${prefix}-organization-trail`);
}

/** A team's trail, where configuration gives no other name. */
export function teamTrailName(prefix: NamePrefix, team: TeamName): TrailName {
  return TrailName.of(`${prefix}-team-${team}`);
}

/** The alias of the key that encrypts the organization trail's logs. */
export function organizationKeyAlias(prefix: NamePrefix): string {
  return `alias/${prefix}-cloudtrail-organization`;
}

/** The alias of the key that encrypts a team's logs. */
export function teamKeyAlias(prefix: NamePrefix, team: TeamName): string {
  return `alias/${prefix}-cloudtrail-team-${team}`;
}

/** The topic that hears of each log file that the organization trail delivers. */
export function deliveryTopicName(trail: TrailName): string {
  return `${trail.replaceAll(".", "-")}-delivery`;
}
