import type { ConfigAggregatorProps, ConfigRecorderProps, SecurityHubProps } from "../../modules/compliance";
import type { ConfigRuleKey } from "../../modules/config-rules";
import type {
  logArchiveContract,
  managementContract,
  searchContract,
  teamLogsContract,
} from "../../modules/contracts";
import type { SecurityEventBusProps } from "../../modules/detection";
import type { OrganizationRecording, TrailRecording } from "../../modules/event-selectors";
import type { GuardrailsProps } from "../../modules/guardrails";
import type { AccessLogBucketProps } from "../../modules/log-archive";
import type { BucketName, LogPrefix, TeamName } from "../../modules/organization";
import type { OrganizationTrailSettings } from "../../modules/organization-trail";
import type { TeamTrailSettings } from "../../modules/team-trail";
import { archiveStackName, LOG_ARCHIVE_STACK, type Configuration, type Team } from "../config";
import {
  managementRules,
  organizationRules,
  recorderBlueprint,
  ruleIds,
  type AccountRules,
  type BucketKeys,
  type OrganizationRules,
} from "./config-rules";
import {
  publishedDelegation,
  publishedDestination,
  publishedLogs,
  publishedTeamLogs,
  type PublishedState,
} from "./foreseen";
import { accessLogsOf } from "./bucket-tags";
import { searchBlueprint, type SearchBlueprint } from "./search";
import { analyticsBlueprint, type AnalyticsBlueprint } from "./analytics";
import {
  archiveNumbers,
  archiveOf,
  FIRST_ARCHIVE,
  logArchiveBlueprint,
  teamArchivesBlueprint,
  teamsIn,
  type ArchiveBlueprint,
  type LogArchiveBlueprint,
  type TeamArchivesBlueprint,
} from "./log-archive";
import { replicaBlueprint, type ReplicaBlueprint } from "./replica";
import { leftOutOfOrganization, leftOutOfTeam, type LeftOut } from "./left-out";
import {
  delegationBlueprint,
  findingsBlueprint,
  securityHubBlueprint,
  type DelegationBlueprint,
  type FindingsBlueprint,
} from "./security-hub";
import {
  EVENT_BUS_STACK,
  MANAGEMENT_STACK,
  SECURITY_STACK,
  stackBlueprint,
  teamStackName,
  type StackBlueprint,
} from "./stack";
import { watchBlueprint, type WatchBlueprint } from "./watch";

/**
 * What a configuration makes: for each stack, the props of its constructs, as far as they are known before anything is
 * deployed. The stacks construct this and add to it what one construct takes from another; commands read it.
 */
export interface Blueprint {
  /** The bus of the security account. @default - no events are forwarded */
  readonly eventBus?: EventBusBlueprint;
  /** The second copy of the organization's logs. @default - there is none */
  readonly replica?: ReplicaBlueprint;
  readonly logArchive: LogArchiveBlueprint;
  /** What `archive.stacks` asks for beside it, in order. */
  readonly teamArchives: readonly TeamArchivesBlueprint[];
  readonly management: ManagementBlueprint;
  /** @default - nothing checks the organization once it is deployed */
  readonly security?: SecurityBlueprint;
  /** By name. */
  readonly teams: readonly TeamBlueprint[];
  /** @default - nothing asks the logs, besides CloudWatch */
  readonly analytics?: AnalyticsBlueprint;
  /** @default - no events go to OpenSearch */
  readonly search?: SearchBlueprint;
}

/** The bus of the security account, and what listens to it. */
export interface EventBusBlueprint extends StackBlueprint {
  readonly bus: SecurityEventBusProps;
  readonly watch: WatchBlueprint;
}

/** The management account. */
export interface ManagementBlueprint extends StackBlueprint {
  /** All but where it delivers. */
  readonly trail: Omit<OrganizationTrailSettings, "destination" | "logGroup"> & OrganizationRecording;
  /** What stands before `AWSLogs/` in its bucket. @default - nothing */
  readonly prefix?: LogPrefix;
  readonly leftOut: readonly LeftOut[];
  readonly logArchive: PublishedState<typeof logArchiveContract>;
  readonly watch?: WatchBlueprint;
  /** To what the trail's log group sends its events, and what the names of alarms on that begin with. @default - to nothing */
  readonly search?: {
    readonly destination: PublishedState<typeof searchContract>;
    readonly alarmPrefix: string;
  };
  readonly guardrails?: GuardrailsProps;
  readonly recorder?: ConfigRecorderProps;
  /** @param key that of the trail's log group, where it has one */
  readonly rules: (key?: ConfigRuleKey) => AccountRules | undefined;
  readonly securityHub?: SecurityHubProps;
  readonly delegation?: DelegationBlueprint;
}

/**
 * What checks the whole organization after it is deployed: AWS Config rules and Security Hub. It stands in the
 * security account, to which the management stack delegates; without one, in the management account.
 */
export interface SecurityBlueprint extends StackBlueprint {
  readonly management: PublishedState<typeof managementContract>;
  readonly logArchive: PublishedState<typeof logArchiveContract>;
  /** Where central logs of teams are published, but for those of the log-archive stack. */
  readonly teamArchives: readonly PublishedState<typeof teamLogsContract>[];
  /** The log buckets of the log archive. */
  readonly centralBuckets: readonly CentralBucket[];
  readonly recorder?: ConfigRecorderProps;
  /** @default - no AWS Config rules */
  readonly rules?: (keys: BucketKeys) => OrganizationRules;
  /** What brings the results of all accounts together. @default - nothing does */
  readonly aggregator?: ConfigAggregatorProps;
  readonly securityHub?: SecurityHubProps;
  readonly findings?: FindingsBlueprint;
  /** What hears the account's own people. @default - the stack of the bus does, or nothing */
  readonly watch?: WatchBlueprint;
  /** Whether the management stack registers Security Hub's administrator. */
  readonly administratorRegistered: boolean;
}

/** A log bucket of the log archive: the organization's, or that of a team. */
export interface CentralBucket {
  readonly bucketName: BucketName;
  /** @default - the organization's */
  readonly team?: TeamName;
  /** The stack that publishes it. */
  readonly stack: string;
}

/** A team's account: the team's trail, and its bucket and key where they are its own. */
export type TeamBlueprint = TeamTrailBlueprint & (CentralLogsBlueprint | OwnLogsBlueprint);

interface TeamTrailBlueprint extends StackBlueprint {
  readonly team: TeamName;
  /** All but where it delivers. */
  readonly trail: Omit<TeamTrailSettings, "destination" | "logGroup"> & TrailRecording;
  readonly leftOut: readonly LeftOut[];
  readonly watch?: WatchBlueprint;
}

/** The team's logs are in the log archive. */
interface CentralLogsBlueprint {
  /** The stack that has them. */
  readonly logArchive: PublishedState<typeof teamLogsContract>;
  readonly ownLogs?: undefined;
}

interface OwnLogsBlueprint {
  readonly logArchive?: undefined;
  readonly ownLogs: ArchiveBlueprint & { readonly accessLogs: AccessLogBucketProps };
}

const known = new WeakMap<Configuration, Blueprint>();

/** What the configuration makes. Who judges a plan asks at each change, and it is made once. */
export function blueprintOf(configuration: Configuration): Blueprint {
  const made = known.get(configuration) ?? makeBlueprint(configuration);
  known.set(configuration, made);
  return made;
}

function makeBlueprint(configuration: Configuration): Blueprint {
  const { configRules, securityHub, teams } = configuration;
  const rules = ruleIds(configRules);
  const eventBus = eventBusBlueprint(configuration);
  const analytics = analyticsBlueprint(configuration);
  const replica = replicaBlueprint(configuration);
  const search = searchBlueprint(configuration);
  return {
    ...(eventBus && { eventBus }),
    ...(replica && { replica }),
    logArchive: logArchiveBlueprint(configuration),
    teamArchives: archiveNumbers(configuration).map((number) => teamArchivesBlueprint(configuration, number)),
    management: managementBlueprint(configuration, rules),
    ...((configRules ?? securityHub) !== undefined && { security: securityBlueprint(configuration) }),
    teams: teams.map((team) => teamBlueprint(configuration, team, rules)),
    ...(analytics && { analytics }),
    ...(search && { search }),
  };
}

/** The stacks, in the order in which they are deployed. */
export function stacksOf({
  eventBus,
  replica,
  logArchive,
  teamArchives,
  management,
  security,
  teams,
  analytics,
  search,
}: Blueprint): readonly StackBlueprint[] {
  return [
    // Before the stacks that forward events to its bus.
    ...(eventBus ? [eventBus] : []),
    // Before the bucket of which it is a copy: S3 asks whether it is there.
    ...(replica ? [replica] : []),
    logArchive,
    // After the stack with their bucket of access logs, before those that need their keys.
    ...teamArchives,
    // Before the stack whose log group sends to it.
    ...(search ? [search] : []),
    management,
    // After the management stack, which delegates to the security account what this one makes.
    ...(security ? [security] : []),
    ...teams,
    // After all whose logs it asks.
    ...(analytics ? [analytics] : []),
  ];
}

function eventBusBlueprint(configuration: Configuration): EventBusBlueprint | undefined {
  const { accounts, monitoring, partition, homeRegion: region, organization } = configuration;
  const { security: account } = accounts;
  const { security: settings } = monitoring ?? {};
  const { eventBusName, watch } = settings ?? {};
  if (account === undefined || eventBusName === undefined || watch === undefined) return undefined;
  return {
    ...stackBlueprint(configuration, EVENT_BUS_STACK, account, region),
    bus: { partition, region, account: account.id, organization, eventBusName },
    watch: watchBlueprint(configuration, watch),
  };
}

function managementBlueprint(configuration: Configuration, rules: readonly string[]): ManagementBlueprint {
  const { accounts, analytics, archive, guardrails, homeRegion, monitoring } = configuration;
  const { organization, terraform, trail } = configuration;
  const { identity, insights, deliveryTopic, delegatedAdministrator, recording } = trail;
  const recorder = recorderBlueprint(configuration, "management", accounts.management);
  const securityHub = securityHubBlueprint(configuration, "management");
  const delegation = delegationBlueprint(configuration);
  return {
    ...stackBlueprint(configuration, MANAGEMENT_STACK, accounts.management, homeRegion),
    trail: {
      ...recording,
      insights,
      deliveryNotifications: deliveryTopic !== undefined,
      ...(deliveryTopic?.isMade === false && { deliveryTopicArn: deliveryTopic.arn }),
      ...(delegatedAdministrator !== undefined && { delegatedAdministrator }),
      identity: { ...identity, organization },
      minimumProviderVersion: terraform.awsProvider.atLeast,
      destroyProtection: terraform.destroyProtection,
    },
    ...(archive.prefix !== undefined && { prefix: archive.prefix }),
    leftOut: leftOutOfOrganization(configuration, rules),
    logArchive: publishedLogs(configuration),
    ...(monitoring && { watch: watchBlueprint(configuration, monitoring.management, identity) }),
    ...(analytics?.search && {
      search: {
        destination: publishedDestination(configuration, analytics.search),
        alarmPrefix: analytics.search.place.name,
      },
    }),
    ...(guardrails && { guardrails }),
    ...(recorder && { recorder }),
    rules: (key) => managementRules(configuration, key),
    ...(securityHub && { securityHub }),
    ...(delegation && { delegation }),
  };
}

function securityBlueprint(configuration: Configuration): SecurityBlueprint {
  const { accounts, archive, configRules, homeRegion, monitoring, securityHub: hub, teams } = configuration;
  const { eventBusName, watch } = monitoring?.security ?? {};
  const { security, management } = accounts;
  // Those of the management account stand in its own stack.
  const recorder = security && recorderBlueprint(configuration, "security", security);
  const securityHub = security && securityHubBlueprint(configuration, "security");
  const findings = findingsBlueprint(configuration);
  return {
    ...stackBlueprint(configuration, SECURITY_STACK, security ?? management, homeRegion),
    management: publishedDelegation(configuration),
    logArchive: publishedLogs(configuration, teamsIn(configuration, FIRST_ARCHIVE)),
    teamArchives: archiveNumbers(configuration).map((number) =>
      publishedTeamLogs(configuration, number, teamsIn(configuration, number)),
    ),
    centralBuckets: [
      { bucketName: archive.bucketName, stack: LOG_ARCHIVE_STACK },
      ...teams.flatMap(({ name: team, destination }) =>
        destination.kind === "central"
          ? [
              {
                bucketName: destination.bucketName,
                team,
                stack: archiveStackName(destination.archiveStack),
              },
            ]
          : [],
      ),
    ],
    ...(recorder && { recorder }),
    ...(configRules && { rules: (keys: BucketKeys) => organizationRules(configRules, keys) }),
    ...(configRules?.aggregator && {
      aggregator: { ...configRules.aggregator, account: (security ?? management).id },
    }),
    ...(securityHub && { securityHub }),
    ...(findings && { findings }),
    ...(watch && eventBusName === undefined && { watch: watchBlueprint(configuration, watch) }),
    administratorRegistered: hub?.registerDelegatedAdministrator === true,
  };
}

function teamBlueprint(configuration: Configuration, team: Team, rules: readonly string[]): TeamBlueprint {
  const { partition, archive, terraform } = configuration;
  const { name, account, identity, allRegions, destination, watch } = team;
  const settings = {
    partition,
    account: account.id,
    readers: destination.readers,
    administrators: destination.administrators,
    minimumTlsVersion: archive.minimumTlsVersion,
    destroyProtection: terraform.destroyProtection,
  };
  return {
    ...stackBlueprint(configuration, teamStackName(name), account, identity.homeRegion),
    team: name,
    trail: {
      identity,
      ...team.recording,
      allRegions,
      minimumProviderVersion: terraform.awsProvider.atLeast,
      destroyProtection: terraform.destroyProtection,
    },
    leftOut: leftOutOfTeam(configuration, team, rules),
    ...(destination.kind === "central"
      ? { logArchive: publishedTeamLogs(configuration, destination.archiveStack, [team]) }
      : {
          ownLogs: {
            ...archiveOf(configuration, { ...destination, ...settings, trails: [identity] }),
            accessLogs: { ...accessLogsOf(configuration, destination.accessLogs), ...settings },
          },
        }),
    ...(watch && { watch: watchBlueprint(configuration, watch, identity) }),
  };
}
