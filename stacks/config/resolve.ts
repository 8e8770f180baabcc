import {
  BucketName,
  logBucketFamily,
  organizationKeyAlias,
  roleArn,
  teamKeyAlias,
  type Region,
} from "../../modules/organization";
import { acceptedChanges } from "./accepted-changes/settings";
import { configRuleSettings } from "./config-rules/resolve";
import type { Account, Configuration, LogStore, Team, TeamDestination } from "./configuration";
import {
  accessLogBucket,
  accountNamed,
  organizationBucket,
  organizationTrail,
  teamAccessLogBucket,
  teamBucket,
  teamTrail,
  type NamedBucket,
} from "./names/names";
import { guardrailSettings } from "./guardrails/resolve";
import { logBucketsOf, recordedBy } from "./trail/resolve";
import type { OrganizationFile } from "./organization-file";
import type { TeamFile } from "./team-file";
import { securityHubSettings } from "./security-hub/resolve";
import { organizationWatch, teamWatch } from "./monitoring/resolve";

/** The value, which the rules have shown to be there. */
function certain<T>(value: T | undefined, what: string): T {
  if (value === undefined)
    throw new Error(`orgtrail: ${what} is missing after the configuration was checked`);
  return value;
}

function bucketName(bucket: NamedBucket | undefined): BucketName {
  return BucketName.of(certain(bucket, "a bucket name").name);
}

function sorted<T>(values: readonly T[], key: (value: T) => string): readonly T[] {
  return [...values].sort((one, other) => (key(one) < key(other) ? -1 : key(one) > key(other) ? 1 : 0));
}

function accountOf(file: OrganizationFile, name: string): Account {
  const found = certain(accountNamed(file, name), `account ${name}`);
  const id = certain(found.id, `the id of account ${name}`);
  const role = found.deployRole;
  const { partition, planRole } = file.organization;
  return {
    name,
    id,
    ...(role !== undefined && { deployRoleArn: roleArn(partition, id, role) }),
    ...(planRole !== undefined && { planRoleArn: roleArn(partition, id, planRole) }),
  };
}

/** Who manages a log store in the account: whoever deploys there, and those that the configuration names. */
function administratorsOf(file: OrganizationFile, account: Account): readonly string[] {
  return [
    ...(account.deployRoleArn === undefined ? [] : [account.deployRoleArn]),
    ...file.archive.administrators,
  ];
}

function teamDestination(
  file: OrganizationFile,
  team: TeamFile,
  account: Account,
  menders: readonly string[],
): TeamDestination {
  const { name } = file.organization;
  const holder = team.destination === "own" ? account : accountOf(file, "logArchive");
  const bucket = bucketName(teamBucket(file, team));
  const store: LogStore = {
    bucketName: bucket,
    keyAlias: teamKeyAlias(name, team.team),
    immutability: team.immutability ?? file.archive.immutability,
    readers: [...file.archive.readers, ...team.readers],
    administrators: administratorsOf(file, holder),
    // Nothing is remediated in a team's account.
    menders: team.destination === "own" ? [] : menders,
  };
  if (team.destination === "central") return { kind: "central", ...store };
  const accessLogs = {
    bucketName: bucketName(teamAccessLogBucket(file, team)),
    sources: [bucket],
    expireAfterDays: file.archive.accessLogs.expireAfterDays,
  };
  return { kind: "own", ...store, accessLogs };
}

function resolveTeam(
  file: OrganizationFile,
  team: TeamFile,
  logs: ReturnType<typeof logBucketsOf>,
  menders: readonly string[],
): Team {
  const { partition } = file.organization;
  const account = accountOf(file, team.account);
  const watch = teamWatch(file, team, account.id);
  return {
    name: team.team,
    account,
    identity: {
      partition,
      homeRegion: team.region as Region,
      account: account.id,
      name: certain(teamTrail(file, team), "a trail name"),
    },
    allRegions: team.allRegions,
    recorded: recordedBy(team, logs, "team"),
    logBuckets: team.excludeLogBuckets ? logs : "recorded",
    destination: teamDestination(file, team, account, menders),
    ...(watch !== undefined && { watch }),
  };
}

/** Patterns for the buckets whose access the log archive logs: its family of names, and those named otherwise. */
function accessLogSources(
  file: OrganizationFile,
  archive: Account,
  teams: readonly TeamFile[],
): readonly string[] {
  const family = logBucketFamily(file.organization.name, archive.id);
  const central = teams.filter(({ destination }) => destination === "central");
  const names = [organizationBucket(file), ...central.map((team) => teamBucket(file, team))].map(bucketName);
  return [`${family}*`, ...names.filter((name) => !name.startsWith(family))];
}

/** The configuration from files that the schemas and rules have found sound. */
export function resolve(file: OrganizationFile, teamFiles: readonly TeamFile[]): Configuration {
  const { name, id, partition } = file.organization;
  const homeRegion = file.organization.homeRegion as Region;
  const teams = sorted(teamFiles, ({ team }) => team);
  const logs = logBucketsOf(file, teams);
  const management = accountOf(file, "management");
  const logArchive = accountOf(file, "logArchive");
  const { prefix, immutability, readers, memberAccess, minimumTlsVersion, accessLogs } = file.archive;
  const { state, awsProvider, destroyProtection } = file.terraform;
  const { delegatedAdministrator } = file.trail;
  const monitoring = organizationWatch(file, teams);
  const configRules = configRuleSettings(file, teams);
  const menders = configRules?.bucketMenders ?? [];
  const securityHub = securityHubSettings(file, teams);
  const guardrails = guardrailSettings(file, teams);
  return {
    name,
    organization: id,
    partition,
    homeRegion,
    accounts: {
      management,
      logArchive,
      ...(file.organization.accounts.security !== undefined && { security: accountOf(file, "security") }),
    },
    terraform: {
      state: { ...state, region: state.region as Region },
      awsProvider,
      destroyProtection,
    },
    archive: {
      bucketName: bucketName(organizationBucket(file)),
      keyAlias: organizationKeyAlias(name),
      immutability,
      readers,
      administrators: administratorsOf(file, logArchive),
      menders,
      ...(prefix !== undefined && { prefix }),
      memberAccess,
      minimumTlsVersion,
      accessLogs: {
        bucketName: bucketName(accessLogBucket(file)),
        sources: accessLogSources(file, logArchive, teams),
        expireAfterDays: accessLogs.expireAfterDays,
      },
    },
    trail: {
      identity: {
        partition,
        homeRegion,
        account: management.id,
        name: certain(organizationTrail(file), "a trail name"),
        organization: id,
      },
      insights: file.trail.insights,
      recorded: recordedBy(file.trail, logs, "organization"),
      logBuckets: file.trail.excludeLogBuckets ? logs : "recorded",
      deliveryNotifications: file.trail.deliveryNotifications,
      ...(delegatedAdministrator !== undefined && {
        delegatedAdministrator: accountOf(file, delegatedAdministrator).id,
      }),
    },
    ...(monitoring !== undefined && { monitoring }),
    ...(configRules !== undefined && { configRules }),
    ...(securityHub !== undefined && { securityHub }),
    ...(guardrails !== undefined && { guardrails }),
    acceptedChanges: acceptedChanges(file),
    teams: teams.map((team) => resolveTeam(file, team, logs, menders)),
    tags: file.tags,
  };
}
