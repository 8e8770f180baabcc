import { MANAGED_TAG, remediationRoleFamily, type AccountId } from "../../../modules/organization";
import type { GuardrailNames } from "../../../modules/policy";
import {
  accessLogBucket,
  accountId,
  accountsOf,
  organizationBucket,
  organizationLogGroup,
  organizationTrail,
  teamAccessLogBucket,
  teamBucket,
  teamLogGroup,
  teamTrail,
} from "../names/names";
import type { OrganizationFile } from "../organization-file";
import type { TeamFile } from "../team-file";

/** Policies of the organization that protect the audit log. */
export interface GuardrailSettings {
  /** The organizational units, or the root, to which the policies are attached. */
  readonly targets: readonly string[];
  readonly serviceControl: boolean;
  readonly resourceControl: boolean;
  /** What the policies are made from. */
  readonly names: GuardrailNames;
  /** The accounts of those who read logs, which must be in the organization. */
  readonly readerAccounts: readonly AccountId[];
}

/** What the files say of it. @returns undefined where they say nothing */
export function guardrailSettings(
  file: OrganizationFile,
  teams: readonly TeamFile[],
): GuardrailSettings | undefined {
  const { guardrails } = file;
  if (guardrails === undefined) return undefined;
  const { targets, serviceControl, resourceControl } = guardrails;
  return {
    targets: [...targets].sort(),
    serviceControl,
    resourceControl,
    names: guardrailNames(file, teams, guardrails.breakGlass),
    readerAccounts: readerAccounts(file, teams),
  };
}

function guardrailNames(
  file: OrganizationFile,
  teams: readonly TeamFile[],
  breakGlass: readonly string[],
): GuardrailNames {
  const { name, id, partition, accounts, planRole } = file.organization;
  const eventBusAccount =
    file.monitoring?.rules.forwardToSecurity === true ? accountId(file, "security") : undefined;
  return {
    partition,
    organization: id,
    name,
    exempt: distinct([...deployRoles(file), ...remediationRoles(file), ...breakGlass]),
    logArchive: accounts.logArchive.id,
    ...(eventBusAccount !== undefined && { eventBusAccount }),
    trails: distinct([organizationTrail(file), ...teams.map((team) => teamTrail(file, team))]),
    buckets: distinct([
      organizationBucket(file)?.name,
      accessLogBucket(file)?.name,
      ...teams.flatMap((team) => [teamBucket(file, team)?.name, teamAccessLogBucket(file, team)?.name]),
    ]),
    logGroups: distinct([organizationLogGroup(file), ...teams.map((team) => teamLogGroup(file, team))]),
    ...(planRole !== undefined && { roles: [`arn:${partition}:iam::*:role/${planRole}`] }),
    tag: MANAGED_TAG,
  };
}

/**
 * The deploy roles of all accounts but the management account, which no service control policy binds. The common one is
 * named once for all accounts, so that thousands of them fit; guardrails keep others from making a role of its name.
 */
function deployRoles(file: OrganizationFile): readonly string[] {
  const { partition, deployRole: common } = file.organization;
  return accountsOf(file)
    .filter(({ name }) => name !== "management")
    .flatMap(({ id, deployRole }) => {
      if (deployRole === undefined || id === undefined) return [];
      return [`arn:${partition}:iam::${deployRole === common ? "*" : id}:role/${deployRole}`];
    });
}

/** The roles of runbooks, which mend what guardrails protect. Nobody but those let through may pass one on or make one. */
function remediationRoles(file: OrganizationFile): readonly string[] {
  const { name, partition } = file.organization;
  const { manual = [], automatic = [] } = file.configRules?.remediation ?? {};
  if (manual.length + automatic.length === 0) return [];
  return [`arn:${partition}:iam::*:role/${remediationRoleFamily(name)}*`];
}

function readerAccounts(file: OrganizationFile, teams: readonly TeamFile[]): readonly AccountId[] {
  const readers = [...file.archive.readers, ...teams.flatMap((team) => team.readers)];
  return distinct(readers.map((arn) => arn.split(":")[4])) as readonly AccountId[];
}

function distinct(values: readonly (string | undefined)[]): readonly string[] {
  return [...new Set(values)].filter((value) => value !== undefined).sort();
}
