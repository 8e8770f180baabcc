import { roleArn } from "../../../modules/organization";
import type { LogConsumer } from "../../../modules/policy";
import type { Configuration } from "../configuration";

/** The roles of consumers, for the policies of bucket and key. */
export function consumerRolesOf({ accounts, archive: { handOn }, partition }: Configuration): {
  readonly consumers?: readonly LogConsumer[];
} {
  if (handOn === undefined) return {};
  return {
    consumers: handOn.consumers.map(({ roleName, folders }) => ({
      roleArn: roleArn(partition, accounts.logArchive.id, roleName),
      folders,
    })),
  };
}
