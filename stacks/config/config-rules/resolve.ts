import {
  configRules,
  placeRules,
  REMEDIABLE_RULE_IDS,
  type ConfigRuleBucket,
  type ConfigRuleKey,
  type ConfigRuleMonitoring,
  type ConfigRuleScope,
  type EvaluationHours,
  type PlacementChoices,
  type RemediationSettings,
  type TaggedBuckets,
} from "../../../modules/config-rules";
import {
  aggregatorRoleName,
  bucketArn,
  configBucketName,
  logGroupArn,
  monitoringNamePrefix,
  remediationRoleName,
  roleArn,
  topicArn,
  type AccountId,
  type BucketName,
  type Region,
  type RoleName,
} from "../../../modules/organization";
import { archiveRegion, centralBuckets } from "../archive/resolve";
import type { SoundFiles, SoundTeam } from "../draft";
import type { MonitoringSettings, WatchSettings } from "../monitoring/settings";
import { certain } from "../names/names";
import type { OrganizationFile } from "../organization-file";
import { replicaSettings } from "../replica/resolve";
import type { TeamFile } from "../team-file";
import type { ResolvedTrail } from "../trail/resolve";
import type { RECORDER_ACCOUNTS } from "./schema";

/** An account that orgtrail can give a recorder. */
export type RecorderAccount = (typeof RECORDER_ACCOUNTS)[number];

/** AWS Config rules that check the trail and the log buckets. */
export interface ConfigRuleSettings {
  readonly deployAs: "organization-rules" | "conformance-pack";
  /** Begins the names of rules. */
  readonly namePrefix: string;
  /** The name of the conformance pack. */
  readonly packName: string;
  /** What is checked. The keys in it are patterns: which they are is known when they are made. */
  readonly scope: ConfigRuleScope;
  readonly choices: PlacementChoices;
  /** Accounts in which no rule of the organization stands. */
  readonly excludedAccounts: readonly AccountId[];
  readonly evaluateEveryHours: EvaluationHours;
  /** Whether the security account is registered as delegated administrator. */
  readonly registerDelegatedAdministrator: boolean;
  readonly remediation: Required<RemediationSettings>;
  /** The role that mends, by the kind of rule. */
  readonly remediationRoleNames: Readonly<Record<string, RoleName>>;
  /**
   * The ARNs of those that mend buckets of the log-archive account. Bucket policies let nobody reconfigure without MFA, so
   * these must be excepted; what they may do, their own policies say.
   */
  readonly bucketMenders: readonly string[];
  /** What brings the results of all accounts together. @default - nothing does */
  readonly aggregator?: { readonly name: string; readonly roleName: RoleName };
  /** @default - every account has its recorder */
  readonly recorders?: RecorderSettings;
}

/** Recorders, and where they deliver. */
export interface RecorderSettings {
  /** Names recorders and delivery channels. */
  readonly name: string;
  readonly accounts: readonly RecorderAccount[];
  /** The ids of these accounts. */
  readonly accountIds: readonly AccountId[];
  /** In the log-archive account. */
  readonly bucketName: BucketName;
  readonly recordEverything: boolean;
}

/** What the files say of it. @returns undefined where they say nothing */
export function configRuleSettings(
  files: SoundFiles,
  trail: ResolvedTrail,
  monitoring: MonitoringSettings | undefined,
): ConfigRuleSettings | undefined {
  const { organization: file } = files;
  if (file.configRules === undefined) return undefined;
  const { deployAs, disabled, everyAccount, excludedAccounts, evaluateEveryHours } = file.configRules;
  const { manual, automatic, ...remediation } = file.configRules.remediation;
  const { name, partition, accounts } = file.organization;
  const logArchive = accounts.logArchive.id;
  const scope = ruleScope(files, trail, monitoring);
  const choices: PlacementChoices = {
    accounts: { management: accounts.management.id, logArchive },
    disabled,
    everyAccount,
    remediated: manual,
    automatic,
  };
  const recorders = recorderSettings(file);
  return {
    deployAs,
    namePrefix: monitoringNamePrefix(name),
    packName: `${name}-orgtrail`,
    scope,
    choices,
    excludedAccounts,
    evaluateEveryHours,
    registerDelegatedAdministrator: file.configRules.registerDelegatedAdministrator,
    remediation,
    remediationRoleNames: Object.fromEntries(
      REMEDIABLE_RULE_IDS.map((rule) => [rule, remediationRoleName(name, rule)]),
    ),
    bucketMenders: bucketMendingRules(scope, choices).map((rule) =>
      roleArn(partition, logArchive, remediationRoleName(name, rule)),
    ),
    ...(file.configRules.aggregate && {
      aggregator: { name: `${name}-orgtrail`, roleName: aggregatorRoleName(name) },
    }),
    ...(recorders && { recorders }),
  };
}

/** The kinds of rules of the log-archive account whose runbook changes a bucket. */
function bucketMendingRules(scope: ConfigRuleScope, choices: PlacementChoices): readonly string[] {
  const { logArchive } = placeRules(configRules(scope).rules, choices);
  const mended = logArchive.filter(
    ({ rule, remediation }) =>
      remediation !== undefined && rule.remediation?.resourceType === "AWS::S3::Bucket",
  );
  return [...new Set(mended.map(({ rule }) => rule.id))];
}

function recorderSettings(file: OrganizationFile): RecorderSettings | undefined {
  const { name, accounts } = file.organization;
  const recorders = file.configRules?.recorders;
  if (recorders === undefined) return undefined;
  const accountIds = [...new Set(recorders.accounts)].flatMap((account) => accounts[account]?.id ?? []);
  return {
    name: `${name}-orgtrail`,
    accounts: recorders.accounts,
    accountIds,
    bucketName: configBucketName(name, accounts.logArchive.id),
    recordEverything: recorders.recordEverything,
  };
}

/** What the rules check, as far as the files say. */
function ruleScope(
  files: SoundFiles,
  { identity, recorded, deliveryTopic }: ResolvedTrail,
  watched: MonitoringSettings | undefined,
): ConfigRuleScope {
  const { organization: file, names } = files;
  const { account } = identity;
  const monitoring = ruleMonitoring(watched?.management);
  const anyKey = (owner: AccountId): readonly ConfigRuleKey[] => [{ arn: anyKeyArn(file, owner), id: "*" }];
  return {
    trail: { ...identity, organization: file.organization.id },
    trailBucket: names.bucket.name,
    selectors: recorded,
    ...(deliveryTopic && { deliveryTopicArn: deliveryTopic.arn }),
    buckets: ruleBuckets(files),
    archiveRegion: archiveRegion(file),
    ...(file.configRules?.buckets === "tagged" && { taggedBuckets: taggedBuckets(files) }),
    keys: {
      ...(makesArchiveKeys(files) && { logArchive: anyKey(file.organization.accounts.logArchive.id) }),
      ...(monitoring && { management: anyKey(account) }),
      ...(files.teams.some(({ file: team }) => isInOtherArchive(team)) && { moreInLogArchive: true }),
    },
    ...(monitoring && { monitoring }),
  };
}

/** Whether the log-archive stack has a key of orgtrail's: those that are there already are for their owners to check. */
function makesArchiveKeys({ organization: { archive }, teams }: SoundFiles): boolean {
  return (
    archive.kmsKeyArn === undefined ||
    teams.some(
      ({ file: team }) =>
        team.destination === "central" && !isInOtherArchive(team) && team.kmsKeyArn === undefined,
    )
  );
}

/** A pattern in place of a key that is made later. */
function anyKeyArn(file: OrganizationFile, owner: AccountId): string {
  const { partition, homeRegion, accounts } = file.organization;
  const region = owner === accounts.logArchive.id ? archiveRegion(file) : homeRegion;
  return `arn:${partition}:kms:${region}:${owner}:key/*`;
}

function ruleBuckets(files: SoundFiles): readonly ConfigRuleBucket[] {
  const { organization: file, names, teams } = files;
  const access = names.accessLogBucket.name;
  const { immutability } = file.archive;
  const logArchive = file.organization.accounts.logArchive.id;
  const region = archiveRegion(file);
  const own: readonly ConfigRuleBucket[] = [
    {
      name: names.bucket.name,
      subject: "organization",
      region,
      owner: "logArchive",
      holds: "logs",
      immutability,
      accessLogBucket: access,
      keyArn: file.archive.kmsKeyArn ?? anyKeyArn(file, logArchive),
    },
    { name: access, subject: "access", region, owner: "logArchive", holds: "access-logs" },
    ...copiedBuckets(files, region),
  ];
  if (file.configRules?.buckets === "organization") return own;
  return [...own, ...teams.flatMap((team) => teamBuckets(file, team, access))];
}

/** The second copy, and the logs of who accessed it. */
function copiedBuckets(files: SoundFiles, archiveRegion: Region): readonly ConfigRuleBucket[] {
  const replica = replicaSettings(files, archiveRegion);
  if (replica === undefined) return [];
  const { archive, organization } = files.organization;
  const { account, region, bucketName, accessLogBucketName } = replica;
  const owner = account.id === organization.accounts.logArchive.id ? "logArchive" : "team";
  return [
    {
      ...{ name: bucketName, subject: "replica", region, owner, holds: "logs" },
      immutability: archive.immutability,
      accessLogBucket: accessLogBucketName,
    },
    { name: accessLogBucketName, subject: "access-replica", region, owner, holds: "access-logs" },
  ];
}

function taggedBuckets(files: SoundFiles): TaggedBuckets {
  const { organization: file, names } = files;
  const buckets = centralBuckets(files, names.accessLogBucket.name);
  return { arns: buckets.map((name) => bucketArn(file.organization.partition, name as BucketName)) };
}

/** Whether a team's central logs stand beside the log-archive stack. */
function isInOtherArchive({ archiveStack = 1 }: TeamFile): boolean {
  return archiveStack > 1;
}

function teamBuckets(
  file: OrganizationFile,
  { file: team, names }: SoundTeam,
  central: BucketName,
): readonly ConfigRuleBucket[] {
  const isCentral = team.destination === "central";
  const access = isCentral ? central : certain(names.accessLogBucket).name;
  const owner = isCentral ? "logArchive" : "team";
  const region = isCentral ? archiveRegion(file) : (team.region as Region);
  return [
    {
      name: names.bucket.name,
      subject: `team-${team.team}`,
      region,
      owner,
      holds: "logs",
      immutability: team.immutability ?? file.archive.immutability,
      accessLogBucket: access,
      ...(isCentral && {
        keyArn: team.kmsKeyArn ?? anyKeyArn(file, file.organization.accounts.logArchive.id),
      }),
      // The rules that are mended stand in the log-archive stack, which the others come after.
      ...(isInOtherArchive(team) && { keyIsMended: false }),
    },
    ...(isCentral
      ? []
      : [{ name: access, subject: `access-${team.team}`, region, owner, holds: "access-logs" } as const]),
  ];
}

function ruleMonitoring(watch: WatchSettings | undefined): ConfigRuleMonitoring | undefined {
  if (watch?.logGroup === undefined) return undefined;
  const { place, topics, logGroup } = watch;
  const { partition, region, account } = place;
  return {
    logGroupName: logGroup.name,
    logGroupArn: logGroupArn(partition, region, account, logGroup.name),
    roleArn: roleArn(partition, account, logGroup.roleName),
    retentionDays: logGroup.retentionDays === "forever" ? 0 : logGroup.retentionDays,
    alarmTopicArns: topics.severities.map(
      (severity) =>
        topics.existing[severity] ?? topicArn(partition, region, account, `${topics.prefix}${severity}`),
    ),
  };
}
