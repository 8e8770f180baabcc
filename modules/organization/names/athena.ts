import { type AccountId, BucketName, type NamePrefix, RoleName } from "../ids";
import { monitoringNamePrefix } from "./monitoring";

/** The workgroup of Athena in which the audit log is asked. */
export function athenaWorkgroupName(prefix: NamePrefix): string {
  return `${monitoringNamePrefix(prefix)}athena`;
}

/** The database of AWS Glue with the tables of log files. Athena takes no hyphen in it. */
export function athenaDatabaseName(prefix: NamePrefix): string {
  return `${prefix.replaceAll("-", "_")}_orgtrail`;
}

/** The role that those take who ask Athena. */
export function athenaReaderRoleName(prefix: NamePrefix): RoleName {
  return RoleName.of(`${athenaWorkgroupName(prefix)}-reader`);
}

/** The alias of the key that encrypts Athena's answers. */
export function athenaKeyAlias(prefix: NamePrefix): string {
  return `alias/${athenaWorkgroupName(prefix)}`;
}

/**
 * The bucket with Athena's answers. It is none of the log buckets' family, into which nobody but services writes: Athena writes in the
 * name of whoever asks.
 */
export function athenaResultsBucketName(prefix: NamePrefix, account: AccountId): BucketName {
  return BucketName.of(`${monitoringNamePrefix(prefix)}${account}-athena-results`);
}
