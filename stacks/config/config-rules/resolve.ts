import {
  configRules,
  placeRules,
  REMEDIABLE_RULE_IDS,
  type ConfigRuleBucket,
  type ConfigRuleKey,
  type ConfigRuleMonitoring,
  type ConfigRuleScope,
  type PlacementChoices,
} from "../../../modules/config-rules";
import {
  BucketName,
  configBucketName,
  deliveryTopicName,
  logGroupArn,
  monitoringNamePrefix,
  remediationRoleName,
  roleArn,
  topicArn,
  type AccountId,
  type Region,
} from "../../../modules/organization";
import type { ConfigRuleSettings, RecorderSettings } from "./settings";
import {
  accessLogBucket,
  accountId,
  organizationBucket,
  organizationTrail,
  teamAccessLogBucket,
  teamBucket,
  type NamedBucket,
} from "../names/names";
import { logBucketsOf, recordedBy } from "../trail/resolve";
import type { OrganizationFile } from "../organization-file";
import type { TeamFile } from "../team-file";
import { organizationWatch } from "../monitoring/resolve";

/** What the files say of it. @returns undefined where they say nothing */
export function configRuleSettings(
  file: OrganizationFile,
  teams: readonly TeamFile[],
): ConfigRuleSettings | undefined {
  if (file.configRules === undefined) return undefined;
  const { deployAs, disabled, everyAccount, excludedAccounts, evaluateEveryHours } = file.configRules;
  const { manual, automatic, ...remediation } = file.configRules.remediation;
  const { name, partition, accounts } = file.organization;
  const logArchive = accounts.logArchive.id;
  const scope = ruleScope(file, teams);
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
  const accountIds = [...new Set(recorders.accounts)]
    .map((account) => accountId(file, account))
    .filter((id) => id !== undefined);
  return {
    name: `${name}-orgtrail`,
    accounts: recorders.accounts,
    accountIds,
    bucketName: configBucketName(name, accounts.logArchive.id),
    recordEverything: recorders.recordEverything,
  };
}

/** What the rules check, as far as the files say. */
function ruleScope(file: OrganizationFile, teams: readonly TeamFile[]): ConfigRuleScope {
  const { partition, id, accounts } = file.organization;
  const homeRegion = file.organization.homeRegion as Region;
  const account = accounts.management.id;
  const trail = certain(organizationTrail(file));
  const monitoring = ruleMonitoring(file, teams);
  const anyKey = (owner: AccountId): readonly ConfigRuleKey[] => [{ arn: anyKeyArn(file, owner), id: "*" }];
  return {
    trail: { partition, homeRegion, account, name: trail, organization: id },
    trailBucket: bucketName(organizationBucket(file)),
    selectors: recordedBy(file.trail, logBucketsOf(file, teams), "organization"),
    ...(file.trail.deliveryNotifications && {
      deliveryTopicArn: topicArn(partition, homeRegion, account, deliveryTopicName(trail)),
    }),
    buckets: ruleBuckets(file, teams),
    keys: {
      logArchive: anyKey(accounts.logArchive.id),
      ...(monitoring && { management: anyKey(account) }),
    },
    ...(monitoring && { monitoring }),
  };
}

/** A pattern in place of a key that is made later. */
function anyKeyArn(file: OrganizationFile, owner: AccountId): string {
  const { partition, homeRegion } = file.organization;
  return `arn:${partition}:kms:${homeRegion}:${owner}:key/*`;
}

function ruleBuckets(file: OrganizationFile, teams: readonly TeamFile[]): readonly ConfigRuleBucket[] {
  const access = bucketName(accessLogBucket(file));
  const { immutability } = file.archive;
  const logArchive = file.organization.accounts.logArchive.id;
  const region = file.organization.homeRegion as Region;
  const own: readonly ConfigRuleBucket[] = [
    {
      name: bucketName(organizationBucket(file)),
      subject: "organization",
      region,
      owner: "logArchive",
      holds: "logs",
      immutability,
      accessLogBucket: access,
      keyArn: anyKeyArn(file, logArchive),
    },
    { name: access, subject: "access", region, owner: "logArchive", holds: "access-logs" },
  ];
  if (file.configRules?.buckets === "organization") return own;
  return [...own, ...teams.flatMap((team) => teamBuckets(file, team, access))];
}

function teamBuckets(
  file: OrganizationFile,
  team: TeamFile,
  central: BucketName,
): readonly ConfigRuleBucket[] {
  const isCentral = team.destination === "central";
  const access = isCentral ? central : bucketName(teamAccessLogBucket(file, team));
  const owner = isCentral ? "logArchive" : "team";
  const region = (isCentral ? file.organization.homeRegion : team.region) as Region;
  return [
    {
      name: bucketName(teamBucket(file, team)),
      subject: `team-${team.team}`,
      region,
      owner,
      holds: "logs",
      immutability: team.immutability ?? file.archive.immutability,
      accessLogBucket: access,
      ...(isCentral && { keyArn: anyKeyArn(file, file.organization.accounts.logArchive.id) }),
    },
    ...(isCentral
      ? []
      : [{ name: access, subject: `access-${team.team}`, region, owner, holds: "access-logs" } as const]),
  ];
}

function ruleMonitoring(
  file: OrganizationFile,
  teams: readonly TeamFile[],
): ConfigRuleMonitoring | undefined {
  const watch = organizationWatch(file, teams)?.management;
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

/** The value, which the rules have shown to be there. */
function certain<T>(value: T | undefined): T {
  if (value === undefined) throw new Error("orgtrail: a name is missing after the configuration was checked");
  return value;
}

function bucketName(bucket: NamedBucket | undefined): BucketName {
  return BucketName.of(certain(bucket).name);
}
