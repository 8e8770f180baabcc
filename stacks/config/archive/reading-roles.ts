import { roleArn } from "../../../modules/organization";
import type { LogConsumer } from "../../../modules/policy";
import type { Configuration } from "../configuration";

/** The roles with which the organization's logs are handed on and copied, for the policies of bucket and key. */
export function readingRolesOf({ accounts, archive: { handOn, replica }, partition }: Configuration): {
  readonly consumers?: readonly LogConsumer[];
  readonly replicationRole?: string;
} {
  const account = accounts.logArchive.id;
  return {
    ...(handOn !== undefined && {
      consumers: handOn.consumers.map(({ roleName, folders }) => ({
        roleArn: roleArn(partition, account, roleName),
        folders,
      })),
    }),
    ...(replica !== undefined && { replicationRole: roleArn(partition, account, replica.roleName) }),
  };
}
