import { type AccountId, BucketName, type NamePrefix, RoleName } from "../ids";
import { logBucketFamily } from "./archive";
import { monitoringNamePrefix } from "./monitoring";

/** The bucket to which AWS Config delivers. Beside the log buckets, so that what protects their family protects it. */
export function configBucketName(prefix: NamePrefix, account: AccountId): BucketName {
  return BucketName.of(`${logBucketFamily(prefix, account)}config`);
}

/** The role with which AWS Config finds the accounts whose results come together. */
export function aggregatorRoleName(prefix: NamePrefix): RoleName {
  return `${prefix}-orgtrail-config-aggregator` as RoleName;
}

/** Starts the names of the roles with which runbooks mend. */
export function remediationRoleFamily(prefix: NamePrefix): string {
  return `${prefix}-orgtrail-mend-`;
}

/** The role with which a runbook mends what fails a rule. */
export function remediationRoleName(prefix: NamePrefix, rule: string): RoleName {
  return RoleName.of(`${remediationRoleFamily(prefix)}${rule}`);
}

/** Starts the names of what tells of findings: no other rule, topic or queue in the account may begin so. */
export function findingsNamePrefix(prefix: NamePrefix): string {
  return `${monitoringNamePrefix(prefix)}findings-`;
}

/** The alias of the key that encrypts the topic that tells of findings. */
export function findingsKeyAlias(prefix: NamePrefix): string {
  return `alias/${prefix}-orgtrail-findings`;
}
