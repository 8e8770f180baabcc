/**
 * The organizations that are measured, as plain data: the one source of the YAML that orgtrail reads, of the floor's
 * loops and of the AWS CDK peer. Nothing here comes from orgtrail, or the comparison would measure orgtrail twice.
 */

/** What a team's trail is for: the three kinds of the reference organization. */
export type Purpose = "payments" | "data" | "platform";

/** An account, by the name under which the configuration refers to it. */
export interface Account {
  readonly name: string;
  readonly id: string;
}

/** One team and its trail. */
export interface Team {
  readonly name: string;
  readonly purpose: Purpose;
  readonly account: Account;
  /** The home Region of its trail. */
  readonly region: string;
}

/** An organization: its teams, and the accounts of these. */
export interface Organization {
  readonly teams: readonly Team[];
  readonly members: readonly Account[];
}

export const MANAGEMENT = "111111111111";
export const LOG_ARCHIVE = "222222222222";
export const SECURITY = "333333333333";
export const HOME_REGION = "us-east-1";
export const ORGANIZATION_ID = "o-a1b2c3d4e5";
export const ORGANIZATION_TRAIL = "acme-organization-trail";
export const AUDITOR = `arn:aws:iam::${SECURITY}:role/SecurityAudit`;

const PURPOSES: readonly Purpose[] = ["payments", "data", "platform"];

/** Where generated teams have their trails. The platform teams' record every Region from the home Region. */
const REGIONS = ["eu-west-1", "eu-central-1", "ap-southeast-2", "us-west-2"] as const;

/** The organization in config/. */
export const REFERENCE: Organization = organizationOf(
  PURPOSES.map((purpose, index) => ({
    name: purpose,
    purpose,
    account: { name: `${purpose}-production`, id: String(444444444444 + index * 111111111111) },
    region: purpose === "platform" ? HOME_REGION : "eu-west-1",
  })),
);

/**
 * An organization with this many teams, mixed like the reference organization's: a third of them central in one Region,
 * a third own in one Region, a third central in all Regions. Three teams share an account, which makes four trails in its
 * busiest Region with the organization trail: CloudTrail takes five.
 */
export function generatedOrganization(teams: number): Organization {
  return organizationOf(Array.from({ length: teams }, (_, index) => generatedTeam(index)));
}

function generatedTeam(index: number): Team {
  const unit = Math.floor(index / PURPOSES.length);
  const purpose = at(PURPOSES, index);
  const number = String(unit + 1).padStart(4, "0");
  return {
    name: `${purpose}-${number}`,
    purpose,
    account: { name: `unit-${number}`, id: String(700_000_000_001 + unit) },
    region: purpose === "platform" ? HOME_REGION : at(REGIONS, unit),
  };
}

function organizationOf(teams: readonly Team[]): Organization {
  const members = new Map(teams.map(({ account }) => [account.id, account]));
  return { teams, members: [...members.values()] };
}

function at<T>(list: readonly T[], index: number): T {
  return list[index % list.length] as T;
}

/** `reference`, or a number of teams, as an organization. */
export function organizationNamed(name: string): Organization {
  return name === "reference" ? REFERENCE : generatedOrganization(Number(name));
}

/** Whether a team keeps its logs in its own account. */
export function ownsLogs({ purpose }: Team): boolean {
  return purpose === "data";
}

/** The account that holds a team's logs. */
export function logAccount(team: Team): string {
  return ownsLogs(team) ? team.account.id : LOG_ARCHIVE;
}

/** The bucket that holds a team's logs. */
export function logBucket(team: Team): string {
  return `acme-cloudtrail-${logAccount(team)}-team-${team.name}`;
}

/** The bucket beside a team's own log bucket. */
export function accessLogBucket(team: Team): string {
  return `acme-cloudtrail-${team.account.id}-access-${team.name}`;
}
