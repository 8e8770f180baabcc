import type { ConfigRecorderProps, SecurityHubProps } from "../../modules/compliance";
import type { logArchiveContract } from "../../modules/contracts";
import type { AccessLogBucketProps, ConfigBucketProps, LogArchiveProps } from "../../modules/log-archive";
import type { LogConsumersProps } from "../../modules/log-consumers";
import { monitoringNamePrefix, type TeamName } from "../../modules/organization";
import type { LogValidationProps } from "../../modules/log-validation";
import {
  archiveStackName,
  archiveStackNumbers,
  LOG_ARCHIVE_STACK,
  logSourcesOf,
  readingRolesOf,
  type ConsumerSettings,
  type Configuration,
  type Team,
} from "../config";
import { accessLogsOf, bucketTagsOf } from "./bucket-tags";
import {
  configBucketBlueprint,
  logArchiveRules,
  recorderBlueprint,
  type AccountRules,
  type BucketKeys,
} from "./config-rules";
import { publishedLogs, type PublishedState } from "./foreseen";
import { leftOutOfArchive, type LeftOut } from "./left-out";
import { replicationBlueprint, type ReplicationBlueprint } from "./replica";
import { securityHubBlueprint } from "./security-hub";
import { stackBlueprint, type StackBlueprint } from "./stack";
import { watchBlueprint, type WatchBlueprint } from "./watch";

/** A bucket and a key for logs. */
export interface ArchiveBlueprint {
  /** All but the access logs, whose bucket stands beside it. */
  readonly props: Omit<LogArchiveProps, "accessLogs">;
  readonly leftOut: readonly LeftOut[];
}

/** The central logs of a team. */
export interface TeamLogsBlueprint extends ArchiveBlueprint {
  readonly team: TeamName;
}

/** The log-archive account. */
export interface LogArchiveBlueprint extends StackBlueprint {
  readonly accessLogs: AccessLogBucketProps;
  readonly organizationLogs: ArchiveBlueprint;
  /** Of the teams with a central destination, but for those of `teamArchives`. */
  readonly teamLogs: readonly TeamLogsBlueprint[];
  readonly watch?: WatchBlueprint;
  /** What validates log files each hour: all but the code, and who hears. @default - nothing does */
  readonly validation?: Omit<LogValidationProps, "code" | "keyArn" | "topicArns">;
  /** To whom the organization's log files are handed on: all but who hears of alarms. @default - nobody */
  readonly handOn?: Omit<LogConsumersProps, "notifyingBucket" | "topicArn">;
  /** What copies the organization's log files elsewhere. @default - nothing does */
  readonly replication?: ReplicationBlueprint;
  readonly configBucket?: Omit<ConfigBucketProps, "accessLogs">;
  readonly recorder?: ConfigRecorderProps;
  readonly rules: (keys: BucketKeys) => AccountRules | undefined;
  readonly securityHub?: SecurityHubProps;
}

/** The log-archive account too: central logs of teams in a state of their own. What the account has once is not in it. */
export interface TeamArchivesBlueprint extends StackBlueprint {
  /** Which has the bucket of access logs. */
  readonly logArchive: PublishedState<typeof logArchiveContract>;
  readonly teamLogs: readonly TeamLogsBlueprint[];
}

export function logArchiveBlueprint(configuration: Configuration): LogArchiveBlueprint {
  const { archive, trail, organization, accounts, monitoring } = configuration;
  const { memberAccess, accessLogs, validation, region, handOn, replica, ...store } = archive;
  const watch = monitoring?.logArchive;
  const settings = centralSettings(configuration);
  const { readers, administrators, menders } = archive;
  const replication = replica && replicationBlueprint(configuration, replica);
  const configBucket = configBucketBlueprint(configuration);
  const recorder = recorderBlueprint(configuration, "logArchive", accounts.logArchive);
  const securityHub = securityHubBlueprint(configuration, "logArchive");
  return {
    ...stackBlueprint(configuration, LOG_ARCHIVE_STACK, accounts.logArchive, region),
    accessLogs: { ...accessLogsOf(configuration, accessLogs), ...settings, readers, administrators, menders },
    organizationLogs: archiveOf(configuration, {
      ...store,
      ...settings,
      trails: [trail.identity],
      ...(memberAccess && { memberAccess: { organization } }),
      ...readingRolesOf(configuration),
    }),
    teamLogs: teamLogsIn(configuration, FIRST_ARCHIVE),
    ...(watch && {
      watch: watchBlueprint(configuration, watch, undefined, validation ? [validation.logGroupName] : []),
      ...(validation && {
        validation: { ...validation, place: watch.place, sources: logSourcesOf(configuration) },
      }),
    }),
    ...(handOn && { handOn: handOnBlueprint(configuration, handOn) }),
    ...(replication && { replication }),
    ...(configBucket && { configBucket }),
    ...(recorder && { recorder }),
    rules: (keys) => logArchiveRules(configuration, keys),
    ...(securityHub && { securityHub }),
  };
}

function handOnBlueprint(
  { accounts, archive, name, partition, terraform }: Configuration,
  handOn: ConsumerSettings,
): NonNullable<LogArchiveBlueprint["handOn"]> {
  const { bucketName, kmsKeyArn, region } = archive;
  return {
    ...handOn,
    place: { partition, region, account: accounts.logArchive.id, namePrefix: monitoringNamePrefix(name) },
    bucketName,
    ...(kmsKeyArn !== undefined && { logKeyArn: kmsKeyArn }),
    destroyProtection: terraform.destroyProtection,
  };
}

/** The log-archive stack, among the stacks with central logs of teams. */
export const FIRST_ARCHIVE = 1;

/** Those beside it. */
export function archiveNumbers({ archive }: Configuration): readonly number[] {
  return archiveStackNumbers(archive.stacks).filter((number) => number !== FIRST_ARCHIVE);
}

export function teamArchivesBlueprint(configuration: Configuration, number: number): TeamArchivesBlueprint {
  const { accounts, archive } = configuration;
  return {
    ...stackBlueprint(configuration, archiveStackName(number), accounts.logArchive, archive.region),
    logArchive: publishedLogs(configuration),
    teamLogs: teamLogsIn(configuration, number),
  };
}

/** The central logs that stand in one stack. */
function teamLogsIn(configuration: Configuration, number: number): readonly TeamLogsBlueprint[] {
  const settings = centralSettings(configuration);
  return teamsIn(configuration, number).map(({ name, destination, identity }) => ({
    team: name,
    ...archiveOf(configuration, { ...destination, ...settings, trails: [identity] }),
  }));
}

export function teamsIn({ teams }: Configuration, number: number): readonly Team[] {
  return teams.filter(
    ({ destination }) => destination.kind === "central" && destination.archiveStack === number,
  );
}

export function archiveOf(configuration: Configuration, props: ArchiveBlueprint["props"]): ArchiveBlueprint {
  const { immutability } = props;
  return {
    props: { ...props, ...bucketTagsOf(configuration, { holds: "logs", immutability }) },
    leftOut: leftOutOfArchive(configuration, immutability),
  };
}

/** What all log buckets of the log archive have in common. */
function centralSettings({ partition, accounts, archive, terraform }: Configuration) {
  return {
    partition,
    account: accounts.logArchive.id,
    minimumTlsVersion: archive.minimumTlsVersion,
    destroyProtection: terraform.destroyProtection,
  };
}
