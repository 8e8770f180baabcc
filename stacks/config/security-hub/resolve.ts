import type { Subscriber } from "../../../modules/controls";
import { recordedSelectors } from "../../../modules/event-selectors";
import {
  findingsKeyAlias,
  findingsNamePrefix,
  type AccountId,
  type NamePrefix,
  type Region,
} from "../../../modules/organization";
import type { MonitoringPlace } from "../../../modules/policy";
import {
  dataEventContradictions,
  immutabilityContradictions,
  type BucketNamePattern,
  type DisabledControl,
  type SecurityStandard,
} from "../../../modules/security-hub";
import type { SoundFiles } from "../draft";
import { subscriber } from "../monitoring/resolve";
import type { NamedBucket } from "../names/names";
import type { ResolvedTrail } from "../trail/resolve";
import type { ENABLED_ACCOUNTS } from "./schema";

/** An account in which orgtrail enables Security Hub. */
export type EnabledAccount = (typeof ENABLED_ACCOUNTS)[number];

/** Security Hub and its standards. */
export interface SecurityHubSettings {
  readonly standards: readonly SecurityStandard[];
  /** Where Security Hub is not enabled yet. */
  readonly enable: readonly EnabledAccount[];
  /** Controls that cannot pass in any account, and those that cannot in that of the logs. */
  readonly disabledControls: {
    readonly everywhere: readonly DisabledControl[];
    readonly logArchive: readonly DisabledControl[];
  };
  readonly registerDelegatedAdministrator: boolean;
  /** What becomes of accounts that join the organization. @default - what is so already is left alone */
  readonly newAccounts?: { readonly autoEnable: boolean; readonly defaultStandards: boolean };
  /** The accounts whose findings come together in that of the administrator. */
  readonly members: readonly AccountId[];
  /** @default - each Region's findings stay there */
  readonly aggregate?: "all-regions" | readonly Region[];
  readonly failedControls: FailedControlsSettings;
}

/** What is told of failed controls, and to whom. */
export interface FailedControlsSettings {
  readonly place: MonitoringPlace;
  readonly keyAlias: string;
  readonly subscribers: readonly Subscriber[];
  readonly logBuckets: readonly BucketNamePattern[];
}

/** What the files say of it. @returns undefined where they say nothing */
export function securityHubSettings(
  files: SoundFiles,
  trail: ResolvedTrail,
): SecurityHubSettings | undefined {
  const { organization: file, names, teams } = files;
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
    disabledControls: disabledControls(files, trail),
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
      logBuckets: logBucketPatterns(
        name,
        [names, ...teams.map((team) => team.names)].map(({ bucket }) => bucket),
      ),
    },
  };
}

function disabledControls(
  { organization: { archive }, teams }: SoundFiles,
  { recording }: ResolvedTrail,
): SecurityHubSettings["disabledControls"] {
  const central = teams.filter(({ file }) => file.destination === "central");
  const kinds = [archive.immutability, ...central.flatMap(({ file }) => file.immutability ?? [])];
  return {
    everywhere:
      recording.logBuckets === "recorded"
        ? []
        : dataEventContradictions(recordedSelectors(recording, "recorded")),
    logArchive: immutabilityContradictions(kinds.map(({ kind }) => kind)),
  };
}

/**
 * The log buckets by name: those that have the names that orgtrail gives are two patterns, however many there are. Buckets of
 * access logs are none: what orgtrail chooses for them fails some controls for good.
 * @param buckets the organization's, and those of teams
 */
export function logBucketPatterns(
  name: NamePrefix | undefined,
  [own, ...ofTeams]: readonly (NamedBucket | undefined)[],
): readonly BucketNamePattern[] {
  const given = (bucket: NamedBucket | undefined): readonly string[] =>
    bucket === undefined || bucket.derived ? [] : [bucket.name];
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
