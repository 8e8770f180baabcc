import type {
  logArchiveContract,
  managementContract,
  replicaContract,
  searchContract,
  StateLocation,
  teamLogsContract,
} from "../../modules/contracts";
import { searchDestinationArn } from "../../modules/policy";
import {
  archiveStackName,
  LOG_ARCHIVE_STACK,
  REPLICA_STACK,
  SEARCH_STACK,
  type Configuration,
  type LogStore,
  type ReplicaSettings,
  type SearchSettings,
  type Team,
} from "../config";
import { MANAGEMENT_STACK, stateLocation } from "./stack";
import { delegationBlueprint } from "./security-hub";

type Publishing =
  | typeof logArchiveContract
  | typeof managementContract
  | typeof replicaContract
  | typeof searchContract
  | typeof teamLogsContract;

/** Where a stack reads what another publishes. */
export interface PublishedState<C extends Publishing> {
  /** The stack that publishes it. */
  readonly stack: string;
  readonly state: StateLocation;
  /**
   * What the other will publish once it is deployed: a plan of a pull request supposes it where the state has it not yet.
   * @default - nothing: what is deployed stands on what is published
   */
  readonly foreseen?: Partial<Parameters<C["publish"]>[1]>;
}

/** The key of a bucket that is still to be made. AWS numbers keys when it makes them. */
const KEY_TO_COME = "key/known-when-log-archive-is-deployed";
const REPLICA_KEY_TO_COME = "key/known-when-log-replica-is-deployed";

/** What the stack of the second copy publishes. */
export function publishedReplica(
  configuration: Configuration,
  { account, region }: ReplicaSettings,
): PublishedState<typeof replicaContract> {
  return published(configuration, REPLICA_STACK, {
    replicaKeyArn: `arn:${configuration.partition}:kms:${region}:${account.id}:${REPLICA_KEY_TO_COME}`,
  });
}

/** What the log-archive stack publishes. @param teams those whose logs are asked for @default - none */
export function publishedLogs(
  configuration: Configuration,
  teams: readonly Team[] = [],
): PublishedState<typeof logArchiveContract> {
  const { archive } = configuration;
  return published(configuration, LOG_ARCHIVE_STACK, {
    organizationLogs: logsToCome(configuration, archive),
    teamLogs: teamLogsToCome(configuration, teams),
    accessLogBucketName: archive.accessLogs.bucketName,
  });
}

/** What a stack publishes of the central logs of these teams. @param number the stack's */
export function publishedTeamLogs(
  configuration: Configuration,
  number: number,
  teams: readonly Team[],
): PublishedState<typeof teamLogsContract> {
  return published(configuration, archiveStackName(number), {
    teamLogs: teamLogsToCome(configuration, teams),
  });
}

/** What the stack publishes that brings events to OpenSearch. */
export function publishedDestination(
  configuration: Configuration,
  { place }: SearchSettings,
): PublishedState<typeof searchContract> {
  return published(configuration, SEARCH_STACK, { destinationArn: searchDestinationArn(place) });
}

interface LogsToCome {
  readonly bucketName: string;
  readonly keyArn: string;
}

function teamLogsToCome(
  configuration: Configuration,
  teams: readonly Team[],
): Readonly<Record<string, LogsToCome>> {
  return Object.fromEntries(
    teams.map(({ name, destination }) => [name, logsToCome(configuration, destination)]),
  );
}

function logsToCome(
  { accounts, archive, partition }: Configuration,
  { bucketName, kmsKeyArn }: LogStore,
): LogsToCome {
  return {
    bucketName,
    keyArn: kmsKeyArn ?? `arn:${partition}:kms:${archive.region}:${accounts.logArchive.id}:${KEY_TO_COME}`,
  };
}

/** What the management stack publishes: whom it registers, where the security stack asks for it. */
export function publishedDelegation(configuration: Configuration): PublishedState<typeof managementContract> {
  const { account, services = [] } = delegationBlueprint(configuration) ?? {};
  return published(configuration, MANAGEMENT_STACK, {
    delegatedAdministrators: Object.fromEntries(services.map((service) => [service, account ?? ""])),
  });
}

function published<C extends Publishing>(
  configuration: Configuration,
  stack: string,
  foreseen: NonNullable<PublishedState<C>["foreseen"]>,
): PublishedState<C> {
  const where = { stack, state: stateLocation(configuration, stack) };
  return configuration.terraform.access === "plan" ? { ...where, foreseen } : where;
}
