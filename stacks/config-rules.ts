import { Fn, type ITerraformDependable } from "cdktf";
import type { Construct } from "constructs";
import {
  AccountConfigRules,
  ConfigRecorder,
  OrganizationConfigRules,
  OrganizationConformancePack,
} from "../modules/compliance";
import {
  configRules,
  placeRules,
  type AccountRulePlace,
  type ConfigRuleKey,
  type ConfigRuleScope,
  type PlacedRules,
} from "../modules/config-rules";
import { logArchiveContract } from "../modules/contracts";
import { ConfigBucket, type AccessLogTarget, type LogDestination } from "../modules/log-archive";
import { stateLocation } from "./account-stack";
import type { Account, Configuration, ConfigRuleSettings, RecorderAccount } from "./config";
import { LOG_ARCHIVE_STACK } from "./stack-name";

/** The keys that encrypt log buckets, by the bucket's name. */
type BucketKeys = Readonly<Record<string, string>>;

/** The rules of the organization, in the stack that stands after all accounts that they check. */
export function addConfigRules(scope: Construct, configuration: Configuration): void {
  const { configRules: settings, accounts } = configuration;
  if (settings === undefined) return;
  const { deployAs, namePrefix, packName, excludedAccounts, evaluateEveryHours } = settings;
  const account = accounts.security ?? accounts.management;
  const recording =
    accounts.security === undefined
      ? undefined
      : addRecorder(scope, configuration, settings, "security", account);
  const logs = logArchiveContract.read(scope, "log-archive", stateLocation(configuration, LOG_ARCHIVE_STACK));
  const keys = bucketKeys(configuration, logs.organizationLogs.keyArn, (team) => logs.teamLogs(team).keyArn);
  const { organization: rules } = placed(settings, withBucketKeys(settings.scope, keys));
  const common = {
    namePrefix,
    excludedAccounts,
    evaluateEveryHours,
    ...(recording && { dependsOn: [recording] }),
  };
  if (deployAs === "organization-rules") {
    new OrganizationConfigRules(scope, "config-rules", { ...common, rules });
    return;
  }
  new OrganizationConformancePack(scope, "conformance-pack", {
    ...common,
    name: packName,
    rules: rules.map(({ rule }) => rule),
    variables: keyVariables(settings.scope, keys),
  });
}

/** What the log-archive account has made, as far as rules need it. */
export interface CheckedArchive {
  readonly accessLogs: AccessLogTarget;
  readonly organizationLogs: LogDestination;
  /** By team with a central destination. */
  readonly teamLogs: Readonly<Record<string, LogDestination>>;
}

/** The rules, the recorder and the bucket of all recorders in the log-archive account. */
export function addLogArchiveRules(
  scope: Construct,
  configuration: Configuration,
  { accessLogs, organizationLogs, teamLogs }: CheckedArchive,
): void {
  const { configRules: settings, accounts, archive, partition, terraform } = configuration;
  if (settings === undefined) return;
  const { recorders } = settings;
  const bucket =
    recorders &&
    new ConfigBucket(scope, "config-bucket", {
      partition,
      account: accounts.logArchive.id,
      bucketName: recorders.bucketName,
      recorders: recorders.accountIds,
      administrators: archive.administrators,
      accessLogs,
      minimumTlsVersion: archive.minimumTlsVersion,
      destroyProtection: terraform.destroyProtection,
    });
  const recording = addRecorder(
    scope,
    configuration,
    settings,
    "logArchive",
    accounts.logArchive,
    bucket?.bucketName,
  );
  const keys = bucketKeys(configuration, organizationLogs.keyArn, (team) => teamLogs[team]?.keyArn);
  const { logArchive } = placed(settings, {
    ...withBucketKeys(settings.scope, keys),
    keys: { ...settings.scope.keys, logArchive: Object.values(keys).map(keyOf) },
  });
  addAccountRules(scope, configuration, settings, accounts.logArchive, logArchive, recording);
}

/** The rules and the recorder of the management account. @param keyArn the key of the trail's log group, where it has one */
export function addManagementRules(scope: Construct, configuration: Configuration, keyArn?: string): void {
  const { configRules: settings, accounts } = configuration;
  if (settings === undefined) return;
  const recording = addRecorder(scope, configuration, settings, "management", accounts.management);
  const { monitoring, keys } = settings.scope;
  const { management } = placed(settings, {
    ...settings.scope,
    ...(keyArn !== undefined && { keys: { ...keys, management: [keyOf(keyArn)] } }),
    ...(monitoring && keyArn !== undefined && { monitoring: { ...monitoring, keyArn } }),
  });
  addAccountRules(scope, configuration, settings, accounts.management, management, recording);
}

function placed({ choices }: ConfigRuleSettings, scope: ConfigRuleScope): PlacedRules {
  return placeRules(configRules(scope).rules, choices);
}

/** The keys of the log-archive account. @param teamKeyArn the key of a team with a central destination */
function bucketKeys(
  { archive, teams }: Configuration,
  organizationKeyArn: string,
  teamKeyArn: (team: string) => string | undefined,
): BucketKeys {
  const central = teams.flatMap(({ name, destination: { kind, bucketName } }) => {
    const keyArn = kind === "central" ? teamKeyArn(name) : undefined;
    return keyArn === undefined ? [] : [[bucketName, keyArn] as const];
  });
  return { [archive.bucketName]: organizationKeyArn, ...Object.fromEntries(central) };
}

function withBucketKeys(scope: ConfigRuleScope, keys: BucketKeys): ConfigRuleScope {
  return {
    ...scope,
    buckets: scope.buckets.map((bucket) => {
      const keyArn = keys[bucket.name];
      return bucket.holds === "logs" && keyArn !== undefined ? { ...bucket, keyArn } : bucket;
    }),
  };
}

/** The keys as parameters of the pack: its template stays the same when a key does not. */
function keyVariables({ buckets }: ConfigRuleScope, keys: BucketKeys): Readonly<Record<string, string>> {
  return Object.fromEntries(
    buckets.flatMap(({ name, subject }) => {
      const keyArn = keys[name];
      return keyArn === undefined ? [] : [[`KeyX${subject.replaceAll("-", "X")}`, keyArn]];
    }),
  );
}

/** A key by its ARN, which ends in the id. */
function keyOf(arn: string): ConfigRuleKey {
  return { arn, id: String(Fn.element(Fn.split("/", arn), 1)) };
}

function addRecorder(
  scope: Construct,
  { partition }: Configuration,
  { recorders }: ConfigRuleSettings,
  name: RecorderAccount,
  account: Account,
  bucketName?: string,
): ITerraformDependable | undefined {
  if (recorders?.accounts.includes(name) !== true) return undefined;
  const { recording } = new ConfigRecorder(scope, "config-recorder", {
    partition,
    account: account.id,
    name: recorders.name,
    bucketName: bucketName ?? recorders.bucketName,
    recordEverything: recorders.recordEverything,
  });
  return recording;
}

function addAccountRules(
  scope: Construct,
  { partition, homeRegion: region }: Configuration,
  settings: ConfigRuleSettings,
  { id: account }: Account,
  rules: readonly AccountRulePlace[],
  recording: ITerraformDependable | undefined,
): void {
  if (rules.length === 0) return;
  new AccountConfigRules(scope, "config-rules", {
    place: { partition, region, account },
    namePrefix: settings.namePrefix,
    rules,
    roleNames: settings.remediationRoleNames,
    remediation: settings.remediation,
    evaluateEveryHours: settings.evaluateEveryHours,
    ...(recording && { dependsOn: [recording] }),
  });
}
