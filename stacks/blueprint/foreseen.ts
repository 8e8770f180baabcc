import type { logArchiveContract, managementContract, StateLocation } from "../../modules/contracts";
import type { Configuration } from "../config";
import { LOG_ARCHIVE_STACK, MANAGEMENT_STACK, stateLocation } from "./stack";
import { delegationBlueprint } from "./security-hub";

type Publishing = typeof logArchiveContract | typeof managementContract;

/** Where a stack reads what another publishes. */
export interface PublishedState<C extends Publishing> {
  readonly state: StateLocation;
  /**
   * What the other will publish once it is deployed: a plan of a pull request supposes it where the state has it not yet.
   * @default - nothing: what is deployed stands on what is published
   */
  readonly foreseen?: Partial<Parameters<C["publish"]>[1]>;
}

/** The key of a bucket that is still to be made. AWS numbers keys when it makes them. */
const KEY_TO_COME = "key/known-when-log-archive-is-deployed";

/** What the log-archive stack publishes. */
export function publishedLogs(configuration: Configuration): PublishedState<typeof logArchiveContract> {
  const { accounts, archive, homeRegion, partition, teams, terraform } = configuration;
  const state = stateLocation(configuration, LOG_ARCHIVE_STACK);
  if (terraform.access !== "plan") return { state };
  const logs = (bucketName: string): { readonly bucketName: string; readonly keyArn: string } => ({
    bucketName,
    keyArn: `arn:${partition}:kms:${homeRegion}:${accounts.logArchive.id}:${KEY_TO_COME}`,
  });
  const central = teams.filter(({ destination }) => destination.kind === "central");
  return {
    state,
    foreseen: {
      organizationLogs: logs(archive.bucketName),
      teamLogs: Object.fromEntries(
        central.map(({ name, destination }) => [name, logs(destination.bucketName)]),
      ),
      accessLogBucketName: archive.accessLogs.bucketName,
    },
  };
}

/** What the management stack publishes: whom it registers, where the security stack asks for it. */
export function publishedDelegation(configuration: Configuration): PublishedState<typeof managementContract> {
  const state = stateLocation(configuration, MANAGEMENT_STACK);
  if (configuration.terraform.access !== "plan") return { state };
  const { account, services = [] } = delegationBlueprint(configuration) ?? {};
  const delegatedAdministrators = Object.fromEntries(services.map((service) => [service, account ?? ""]));
  return { state, foreseen: { delegatedAdministrators } };
}
