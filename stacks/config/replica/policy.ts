import type { Immutability } from "../../../modules/immutability";
import type { ReplicaPolicyProps } from "../../../modules/policy";
import { readingRolesOf } from "../archive/reading-roles";
import type { Configuration } from "../configuration";

/** Who may do what with the second copy. @returns undefined where there is none */
export function replicaPolicyOf(
  configuration: Configuration,
): (ReplicaPolicyProps & { readonly immutability: Immutability }) | undefined {
  const { archive, partition, terraform } = configuration;
  const { replica, immutability, minimumTlsVersion } = archive;
  const { replicationRole } = readingRolesOf(configuration);
  if (replica === undefined || replicationRole === undefined) return undefined;
  const { account, bucketName, readers, administrators } = replica;
  return {
    ...{ partition, account: account.id, bucketName, readers, administrators, minimumTlsVersion },
    ...{ immutability, replicationRole, sourceAdministrators: archive.administrators },
    destroyProtection: terraform.destroyProtection,
  };
}
