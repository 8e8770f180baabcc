import { type AccountId, BucketName, type NamePrefix, RoleName } from "../ids";
import { logBucketFamily } from "./archive";
import { monitoringNamePrefix } from "./monitoring";

/** The bucket with the second copy of the organization's logs, in the account that holds it. */
export function replicaBucketName(prefix: NamePrefix, account: AccountId): BucketName {
  return BucketName.of(`${logBucketFamily(prefix, account)}replica`);
}

/** The access-log bucket beside it. */
export function replicaAccessLogBucketName(prefix: NamePrefix, account: AccountId): BucketName {
  return BucketName.of(`${logBucketFamily(prefix, account)}replica-access`);
}

/** The alias of the key that encrypts the second copy. */
export function replicaKeyAlias(prefix: NamePrefix): string {
  return `alias/${prefix}-cloudtrail-replica`;
}

/** Starts the name of the topic that tells of a second copy in another Region. */
export function replicaTopicPrefix(prefix: NamePrefix): string {
  return `${monitoringNamePrefix(prefix)}replica-`;
}

/** The alias of the key that encrypts that topic. */
export function replicaTopicKeyAlias(prefix: NamePrefix): string {
  return `alias/${prefix}-orgtrail-replica`;
}

/** The role with which S3 makes the second copy, and the start of the names of its alarms. */
export function replicationRoleName(prefix: NamePrefix): RoleName {
  return RoleName.of(`${monitoringNamePrefix(prefix)}replication`);
}
