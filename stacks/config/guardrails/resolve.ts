import { sorted } from "../../../modules/kernel";
import { MANAGED_TAG, remediationRoleFamily, type AccountId } from "../../../modules/organization";
import type { GuardrailNames } from "../../../modules/policy";
import type { SoundFiles } from "../draft";
import { featuresOf } from "../features";
import type { OrganizationFile } from "../organization-file";

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
export function guardrailSettings(files: SoundFiles): GuardrailSettings | undefined {
  const { guardrails } = files.organization;
  if (guardrails === undefined) return undefined;
  const { targets, serviceControl, resourceControl } = guardrails;
  return {
    targets: [...targets].sort(),
    serviceControl,
    resourceControl,
    names: guardrailNames(files, guardrails.breakGlass),
    readerAccounts: readerAccounts(files),
  };
}

function guardrailNames(files: SoundFiles, breakGlass: readonly string[]): GuardrailNames {
  const { organization: file, names } = files;
  const { name, id, partition, accounts, planRole } = file.organization;
  const eventBusAccount =
    file.monitoring?.rules.forwardToSecurity === true ? accounts.security?.id : undefined;
  const all = [names, ...files.teams.map((team) => team.names)];
  return {
    partition,
    organization: id,
    name,
    exempt: sorted([...deployRoles(files), ...remediationRoles(file), ...breakGlass]),
    logArchive: accounts.logArchive.id,
    mfaDeleteAccounts: mfaDeleteAccounts(files),
    ...(eventBusAccount !== undefined && { eventBusAccount }),
    features: featuresOf(file),
    trails: sorted(all.map(({ trail }) => trail)),
    buckets: sorted(all.flatMap(({ bucket, accessLogBucket }) => [bucket.name, accessLogBucket?.name])),
    logGroups: sorted(all.map(({ logGroup }) => logGroup)),
    ...(planRole !== undefined && { roles: [`arn:${partition}:iam::*:role/${planRole}`] }),
    tag: MANAGED_TAG,
  };
}

/** The accounts with log buckets on which root enables S3's MFA delete. */
function mfaDeleteAccounts({
  organization: { organization, archive },
  names,
  teams,
}: SoundFiles): readonly AccountId[] {
  const copies = archive.replica?.account;
  const kept = [
    ...(copies === undefined
      ? []
      : [{ account: names.accounts.get(copies)?.id, immutability: archive.immutability }]),
    { account: organization.accounts.logArchive.id, immutability: archive.immutability },
    ...teams.map(({ file, names: own }) => ({
      account: file.destination === "own" ? own.account : organization.accounts.logArchive.id,
      immutability: file.immutability ?? archive.immutability,
    })),
  ];
  return sorted(
    kept.flatMap(({ account, immutability }) => (immutability.kind === "mfa-delete" ? [account] : [])),
  );
}

/**
 * The deploy roles of all accounts but the management account, which no service control policy binds. The common one is
 * named once for all accounts, so that thousands of them fit; guardrails keep others from making a role of its name.
 */
function deployRoles({ organization: file, names }: SoundFiles): readonly string[] {
  const { partition, deployRole: common } = file.organization;
  const { account: keeper = "logArchive", deployRole: ofCopy } = file.archive.replica ?? {};
  const copies = names.accounts.get(keeper);
  return [...names.accounts.values(), ...(copies === undefined ? [] : [{ ...copies, deployRole: ofCopy }])]
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

function readerAccounts({ organization: { analytics, archive }, teams }: SoundFiles): readonly AccountId[] {
  const asking = analytics?.athena?.readers ?? [];
  const readers = [
    ...archive.readers,
    ...(archive.replica?.readers ?? []),
    ...asking,
    ...teams.flatMap(({ file }) => file.readers),
  ];
  return sorted(readers.map((arn) => arn.split(":")[4] as AccountId | undefined));
}
