import type { LogBuckets } from "../../../modules/event-selectors";
import {
  accessLogBucketName,
  athenaResultsBucketName,
  searchBucketName,
  BucketName,
  logBucketFamily,
  organizationBucketName,
  organizationLogGroupName,
  organizationTrailName,
  replicaAccessLogBucketName,
  replicaBucketName,
  teamAccessLogBucketName,
  teamBucketName,
  teamLogGroupName,
  teamTrailName,
  type AccountId,
  type RoleName,
  type TrailName,
} from "../../../modules/organization";
import type { OrganizationFile } from "../organization-file";
import type { DeepPartial } from "../partial";
import type { TeamFile } from "../team-file";

/** What an account is called in organization.accounts. */
export type AccountName = string;

/** An account by its name, as the file has it. */
export interface NamedAccount {
  readonly name: AccountName;
  readonly id: AccountId | undefined;
  /** The role that Terraform assumes in the account: its own, or that of all accounts. */
  readonly deployRole: RoleName | undefined;
  readonly organizationalUnit: string | undefined;
}

/** A bucket that the configuration names, or makes orgtrail name. */
export interface NamedBucket<Name extends string = string> {
  readonly name: Name;
  /** Whether the name is derived, and not given in the file. */
  readonly derived: boolean;
}

/** The names of the organization's own: those that the file gives, and those derived, as far as they are known. */
export interface Names {
  /** By name, those with a role of their own first. */
  readonly accounts: ReadonlyMap<AccountName, NamedAccount>;
  /** The log bucket of the organization trail. */
  readonly bucket: NamedBucket | undefined;
  /** The access-log bucket in the log-archive account. */
  readonly accessLogBucket: NamedBucket | undefined;
  /** The bucket with Athena's answers, where it is asked. */
  readonly athenaResults: BucketName | undefined;
  /** The buckets of the second copy and of its access logs, where there is one. */
  readonly replica: readonly BucketName[];
  /** The bucket with events that did not reach OpenSearch, where they go there. */
  readonly searchFailed: BucketName | undefined;
  readonly trail: TrailName | undefined;
  /** The organization trail's log group, where it has one. */
  readonly logGroup: string | undefined;
  /** All buckets with logs in them, those of teams too, and with answers of them. */
  readonly logBuckets: LogBuckets;
}

/** The names of what is a team's. */
export interface TeamNames {
  /** The id of the team's account. */
  readonly account: AccountId | undefined;
  readonly bucket: NamedBucket | undefined;
  /** The access-log bucket beside a team's own log bucket; a central one shares that of the log archive. */
  readonly accessLogBucket: NamedBucket | undefined;
  readonly trail: TrailName | undefined;
  /** The team's log group, where its trail has one: its alarms look there. */
  readonly logGroup: string | undefined;
}

/** Every name in the files, computed once, before anything else is. @returns those of the teams in their order */
export function namesOf(
  file: DeepPartial<OrganizationFile>,
  teamFiles: readonly DeepPartial<TeamFile>[],
): { readonly names: Names; readonly teams: readonly TeamNames[] } {
  const { name, partition = "aws" } = file.organization ?? {};
  const accounts = namedAccounts(file);
  const logArchive = accounts.get("logArchive")?.id;
  const own = {
    accounts,
    bucket: named(file.archive?.bucketName, name && logArchive && organizationBucketName(name, logArchive)),
    accessLogBucket: named(
      file.archive?.accessLogs?.bucketName,
      name && logArchive && accessLogBucketName(name, logArchive),
    ),
    athenaResults: file.analytics?.athena && name && logArchive && athenaResultsBucketName(name, logArchive),
    replica: replicaBuckets(file, accounts),
    searchFailed: file.analytics?.openSearch && name && logArchive && searchBucketName(name, logArchive),
    trail: file.trail?.name ?? (name && organizationTrailName(name)),
    logGroup: file.monitoring && (file.monitoring.logGroupName ?? (name && organizationLogGroupName(name))),
  };
  const teams = teamFiles.map((team) => teamNames(file, team, accounts));
  const buckets = [own, ...teams].flatMap(({ bucket, accessLogBucket }) => [bucket, accessLogBucket]);
  return {
    names: {
      ...own,
      logBuckets: {
        partition,
        buckets: [
          ...buckets.flatMap((bucket) =>
            bucket === undefined || BucketName.problem(bucket.name) !== undefined
              ? []
              : [BucketName.of(bucket.name)],
          ),
          ...[own.athenaResults, own.searchFailed].filter((bucket) => bucket !== undefined),
          ...own.replica,
        ],
        families: [...accounts.values()].flatMap(({ id }) =>
          name === undefined || id === undefined ? [] : [logBucketFamily(name, id)],
        ),
      },
    },
    teams,
  };
}

/** The account that keeps the second copy where no other is named: that of the log bucket. */
export const ARCHIVE_ACCOUNT = "logArchive";

function replicaBuckets(
  { archive, organization }: DeepPartial<OrganizationFile>,
  accounts: ReadonlyMap<AccountName, NamedAccount>,
): readonly BucketName[] {
  const keeper = accounts.get(archive?.replica?.account ?? ARCHIVE_ACCOUNT)?.id;
  const name = organization?.name;
  if (archive?.replica === undefined || name === undefined || keeper === undefined) return [];
  return [replicaBucketName(name, keeper), replicaAccessLogBucketName(name, keeper)];
}

/** The accounts, those with a role of their own first. */
export function namedAccounts(file: DeepPartial<OrganizationFile>): ReadonlyMap<AccountName, NamedAccount> {
  const { accounts, deployRole } = file.organization ?? {};
  const { management, logArchive, security, members } = accounts ?? {};
  const list = new Map<AccountName, NamedAccount>();
  for (const [name, account] of Object.entries({ management, logArchive, security }).concat(
    Object.entries(members ?? {}),
  )) {
    // A member under the name of a special account is a fault of its own, and does not take its place.
    if (account === undefined || list.has(name)) continue;
    const { id, organizationalUnit } = account;
    list.set(name, { name, id, deployRole: account.deployRole ?? deployRole, organizationalUnit });
  }
  return list;
}

function teamNames(
  { organization }: DeepPartial<OrganizationFile>,
  file: DeepPartial<TeamFile>,
  accounts: ReadonlyMap<AccountName, NamedAccount>,
): TeamNames {
  const name = organization?.name;
  const { team, destination, alarms = [] } = file;
  const account = file.account === undefined ? undefined : accounts.get(file.account)?.id;
  const holder = destination === "own" ? account : accounts.get("logArchive")?.id;
  const watched = file.logGroup !== undefined || alarms.length > 0;
  return {
    account,
    bucket: named(file.bucketName, name && holder && team && teamBucketName(name, holder, team)),
    accessLogBucket:
      destination === "own"
        ? named(undefined, name && holder && team && teamAccessLogBucketName(name, holder, team))
        : undefined,
    trail: file.trailName ?? (name && team && teamTrailName(name, team)),
    logGroup: watched ? (file.logGroup?.name ?? (name && team && teamLogGroupName(name, team))) : undefined,
  };
}

function named(given: string | undefined, derived: string | undefined): NamedBucket | undefined {
  if (given !== undefined) return { name: given, derived: false };
  return derived === undefined ? undefined : { name: derived, derived: true };
}

/** The names in files that have no fault: all that must be there are, and buckets have names that S3 takes. */
export interface SoundNames extends Names {
  readonly bucket: NamedBucket<BucketName>;
  readonly accessLogBucket: NamedBucket<BucketName>;
  readonly trail: TrailName;
}

/** The same of a team. */
export interface SoundTeamNames extends TeamNames {
  readonly account: AccountId;
  readonly bucket: NamedBucket<BucketName>;
  readonly accessLogBucket: NamedBucket<BucketName> | undefined;
  readonly trail: TrailName;
}

/** The names, which the checks have shown to be there. */
export function soundNames(names: Names): SoundNames {
  const { bucket, accessLogBucket, trail } = names;
  return {
    ...names,
    bucket: soundBucket(certain(bucket)),
    accessLogBucket: soundBucket(certain(accessLogBucket)),
    trail: certain(trail),
  };
}

/** The same of a team. */
export function soundTeamNames(names: TeamNames): SoundTeamNames {
  const { account, bucket, accessLogBucket, trail } = names;
  return {
    ...names,
    account: certain(account),
    bucket: soundBucket(certain(bucket)),
    accessLogBucket: accessLogBucket && soundBucket(accessLogBucket),
    trail: certain(trail),
  };
}

function soundBucket({ name, derived }: NamedBucket): NamedBucket<BucketName> {
  return { name: BucketName.of(name), derived };
}

/** The value, which the checks have shown to be there. */
export function certain<T>(value: T | undefined): T {
  if (value === undefined) throw new Error("orgtrail: a name is missing after the configuration was checked");
  return value;
}
