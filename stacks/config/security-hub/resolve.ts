import {
  findingsKeyAlias,
  findingsNamePrefix,
  type NamePrefix,
  type Region,
} from "../../../modules/organization";
import {
  dataEventContradictions,
  immutabilityContradictions,
  type BucketNamePattern,
} from "../../../modules/security-hub";
import type { DeepPartial } from "../draft";
import { organizationBucket, teamBucket, type NamedBucket } from "../names/names";
import { logBucketsOf, recordedBy } from "../trail/resolve";
import type { OrganizationFile } from "../organization-file";
import type { TeamFile } from "../team-file";
import type { SecurityHubSettings } from "./settings";
import { subscriber } from "../monitoring/resolve";

/** What the files say of it. @returns undefined where they say nothing */
export function securityHubSettings(
  file: OrganizationFile,
  teams: readonly TeamFile[],
): SecurityHubSettings | undefined {
  const { securityHub } = file;
  if (securityHub === undefined) return undefined;
  const { name, partition, accounts } = file.organization;
  const { standards, organization, aggregate, enabledAlready, registerDelegatedAdministrator } = securityHub;
  const { manage, ...newAccounts } = organization;
  const homeRegion = file.organization.homeRegion as Region;
  const administrator = accounts.security?.id ?? accounts.management.id;
  const enable = (["management", "logArchive"] as const).filter(
    (account) => !enabledAlready.includes(account),
  );
  return {
    standards: [
      ...(standards.foundationalBestPractices ? (["foundational-best-practices"] as const) : []),
      ...(standards.cis === "none" ? [] : ([`cis-${standards.cis}`] as const)),
    ],
    enable,
    disabledControls: disabledControls(file, teams),
    registerDelegatedAdministrator,
    ...(manage && { newAccounts }),
    // Where something else has enabled Security Hub, it has made members too.
    members: enable.map((account) => accounts[account].id).filter((id) => id !== administrator),
    ...(aggregate !== "none" && { aggregate: aggregate as "all-regions" | readonly Region[] }),
    failedControls: {
      place: {
        partition,
        region: homeRegion,
        account: administrator,
        namePrefix: findingsNamePrefix(name),
      },
      keyAlias: findingsKeyAlias(name),
      subscribers: securityHub.notify.map((to) => subscriber(to)),
      logBuckets: logBucketPatterns(file, teams),
    },
  };
}

function disabledControls(
  file: OrganizationFile,
  teams: readonly TeamFile[],
): SecurityHubSettings["disabledControls"] {
  const asked = recordedBy(
    { ...file.trail, excludeLogBuckets: false },
    logBucketsOf(file, teams),
    "organization",
  );
  const central = teams.filter(({ destination }) => destination === "central");
  const kinds = [file.archive.immutability, ...central.flatMap(({ immutability }) => immutability ?? [])];
  return {
    everywhere: file.trail.excludeLogBuckets ? dataEventContradictions(asked) : [],
    logArchive: immutabilityContradictions(kinds.map(({ kind }) => kind)),
  };
}

/**
 * The log buckets by name: those that have the names that orgtrail gives are two patterns, however many there are. Buckets of
 * access logs are none: what orgtrail chooses for them fails some controls for good.
 */
export function logBucketPatterns(
  file: DeepPartial<OrganizationFile>,
  teams: readonly DeepPartial<TeamFile>[],
): readonly BucketNamePattern[] {
  const name = file.organization?.name;
  const given = (bucket: NamedBucket | undefined): readonly string[] =>
    bucket === undefined || bucket.derived ? [] : [bucket.name];
  const own = organizationBucket(file);
  const ofTeams = teams.map((team) => teamBucket(file, team));
  return [
    ...derivedPattern(name, [own], "organization"),
    ...derivedPattern(name, ofTeams, "team-*"),
    ...[own, ...ofTeams].flatMap(given).sort(),
  ];
}

function derivedPattern(
  name: NamePrefix | undefined,
  buckets: readonly (NamedBucket | undefined)[],
  ending: string,
): readonly BucketNamePattern[] {
  const derived = buckets.some((bucket) => bucket?.derived === true);
  return name !== undefined && derived ? [`${name}-cloudtrail-*-${ending}`] : [];
}
