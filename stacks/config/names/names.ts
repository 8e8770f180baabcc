import {
  accessLogBucketName,
  organizationBucketName,
  organizationLogGroupName,
  organizationTrailName,
  teamAccessLogBucketName,
  teamBucketName,
  teamLogGroupName,
  teamTrailName,
  type AccountId,
  type NamePrefix,
  type RoleName,
  type TrailName,
} from "../../../modules/organization";
import type { DeepPartial } from "../draft";
import type { OrganizationFile } from "../organization-file";
import type { TeamFile } from "../team-file";

/** What an account is called in organization.accounts. */
export type AccountName = string;

type Organization = DeepPartial<OrganizationFile>;
type Team = DeepPartial<TeamFile>;

/** An account by its name, as the file has it. */
export interface NamedAccount {
  readonly name: AccountName;
  readonly id: AccountId | undefined;
  /** The role that Terraform assumes in the account: its own, or that of all accounts. */
  readonly deployRole: RoleName | undefined;
}

/** The accounts of a file, by name. Each team asks for several, so they are listed once. */
const listed = new WeakMap<Organization, ReadonlyMap<AccountName, NamedAccount>>();

function listAccounts(organization: Organization): ReadonlyMap<AccountName, NamedAccount> {
  const { accounts, deployRole } = organization.organization ?? {};
  const { management, logArchive, security, members } = accounts ?? {};
  const special = { management, logArchive, security };
  const list = new Map<AccountName, NamedAccount>();
  for (const [name, account] of [...Object.entries(special), ...Object.entries(members ?? {})]) {
    // A member under the name of a special account is a fault of its own, and does not take its place.
    if (account === undefined || list.has(name)) continue;
    list.set(name, { name, id: account.id, deployRole: account.deployRole ?? deployRole });
  }
  return list;
}

function accountsByName(organization: Organization): ReadonlyMap<AccountName, NamedAccount> {
  const accounts = listed.get(organization) ?? listAccounts(organization);
  listed.set(organization, accounts);
  return accounts;
}

/** All accounts, those with a role of their own first. */
export function accountsOf(organization: Organization): readonly NamedAccount[] {
  return [...accountsByName(organization).values()];
}

/** The account with this name. */
export function accountNamed(
  organization: Organization,
  name: AccountName | undefined,
): NamedAccount | undefined {
  return name === undefined ? undefined : accountsByName(organization).get(name);
}

/** The id of the account with this name. */
export function accountId(organization: Organization, name: AccountName | undefined): AccountId | undefined {
  return accountNamed(organization, name)?.id;
}

/** The account that holds a team's log bucket. */
export function bucketAccount(organization: Organization, team: Team): AccountId | undefined {
  return accountId(organization, team.destination === "own" ? team.account : "logArchive");
}

function prefixOf(organization: Organization): NamePrefix | undefined {
  return organization.organization?.name;
}

/** A bucket that the configuration names, or makes orgtrail name. */
export interface NamedBucket {
  readonly name: string;
  /** Whether the name is derived, and not given in the file. */
  readonly derived: boolean;
}

function named(given: string | undefined, derive: () => string | undefined): NamedBucket | undefined {
  if (given !== undefined) return { name: given, derived: false };
  const name = derive();
  return name === undefined ? undefined : { name, derived: true };
}

/** The log bucket of the organization trail. */
export function organizationBucket(organization: Organization): NamedBucket | undefined {
  const prefix = prefixOf(organization);
  const account = accountId(organization, "logArchive");
  return named(
    organization.archive?.bucketName,
    () => prefix && account && organizationBucketName(prefix, account),
  );
}

/** The access-log bucket in the log-archive account. */
export function accessLogBucket(organization: Organization): NamedBucket | undefined {
  const prefix = prefixOf(organization);
  const account = accountId(organization, "logArchive");
  const given = organization.archive?.accessLogs?.bucketName;
  return named(given, () => prefix && account && accessLogBucketName(prefix, account));
}

/** A team's log bucket. */
export function teamBucket(organization: Organization, team: Team): NamedBucket | undefined {
  const prefix = prefixOf(organization);
  const account = bucketAccount(organization, team);
  return named(
    team.bucketName,
    () => prefix && account && team.team && teamBucketName(prefix, account, team.team),
  );
}

/** The access-log bucket beside a team's own log bucket; a central one shares that of the log archive. */
export function teamAccessLogBucket(organization: Organization, team: Team): NamedBucket | undefined {
  const prefix = prefixOf(organization);
  const account = bucketAccount(organization, team);
  if (team.destination !== "own") return undefined;
  return named(
    undefined,
    () => prefix && account && team.team && teamAccessLogBucketName(prefix, account, team.team),
  );
}

/** The organization trail's name. */
export function organizationTrail(organization: Organization): TrailName | undefined {
  const prefix = prefixOf(organization);
  return organization.trail?.name ?? (prefix && organizationTrailName(prefix));
}

/** A team's trail's name. */
export function teamTrail(organization: Organization, team: Team): TrailName | undefined {
  const prefix = prefixOf(organization);
  return team.trailName ?? (prefix && team.team && teamTrailName(prefix, team.team));
}

/** The organization trail's log group, where it has one. */
export function organizationLogGroup(organization: Organization): string | undefined {
  const prefix = prefixOf(organization);
  const { monitoring } = organization;
  if (monitoring === undefined) return undefined;
  return monitoring.logGroupName ?? (prefix && organizationLogGroupName(prefix));
}

/** A team's log group, where its trail has one: its alarms look there. */
export function teamLogGroup(organization: Organization, team: Team): string | undefined {
  const prefix = prefixOf(organization);
  if (team.logGroup === undefined && (team.alarms ?? []).length === 0) return undefined;
  return team.logGroup?.name ?? (prefix && team.team && teamLogGroupName(prefix, team.team));
}
