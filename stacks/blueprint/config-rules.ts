import type {
  AccountConfigRulesProps,
  ConfigRecorderProps,
  OrganizationConfigRulesProps,
  OrganizationConformancePackProps,
} from "../../modules/compliance";
import {
  configRules,
  placeRules,
  type ConfigRuleKey,
  type ConfigRuleScope,
  type PlacedRules,
} from "../../modules/config-rules";
import type { Region } from "../../modules/organization";
import type { ConfigBucketProps } from "../../modules/log-archive";
import type { Account, Configuration, ConfigRuleSettings, RecorderAccount } from "../config";

/** The keys that encrypt log buckets of the log archive, by the bucket's name. AWS makes their ids, so they are known when they are there. */
export type BucketKeys = Readonly<Record<string, ConfigRuleKey>>;

/** The rules that stand in one account. */
export type AccountRules = Omit<AccountConfigRulesProps, "dependsOn">;

/** The rules that stand in all accounts: one by one, or as a pack. */
export type OrganizationRules =
  | {
      readonly deployAs: "organization-rules";
      readonly props: Omit<OrganizationConfigRulesProps, "dependsOn">;
    }
  | {
      readonly deployAs: "conformance-pack";
      readonly props: Omit<OrganizationConformancePackProps, "dependsOn">;
    };

/** The bucket to which all recorders deliver. */
export function configBucketBlueprint({
  configRules: settings,
  accounts,
  archive,
  partition,
  terraform,
}: Configuration): Omit<ConfigBucketProps, "accessLogs"> | undefined {
  const recorders = settings?.recorders;
  return (
    recorders && {
      partition,
      account: accounts.logArchive.id,
      bucketName: recorders.bucketName,
      recorders: recorders.accountIds,
      administrators: archive.administrators,
      minimumTlsVersion: archive.minimumTlsVersion,
      destroyProtection: terraform.destroyProtection,
    }
  );
}

/** The recorder of an account. @returns undefined where the account has its own */
export function recorderBlueprint(
  { partition, configRules: settings }: Configuration,
  name: RecorderAccount,
  { id: account }: Account,
): ConfigRecorderProps | undefined {
  const recorders = settings?.recorders;
  if (recorders?.accounts.includes(name) !== true) return undefined;
  const { bucketName, recordEverything } = recorders;
  return { partition, account, name: recorders.name, bucketName, recordEverything };
}

/** The rules of the organization. @param settings those of the configuration */
export function organizationRules(settings: ConfigRuleSettings, keys: BucketKeys): OrganizationRules {
  const { deployAs, namePrefix, packName, excludedAccounts, evaluateEveryHours } = settings;
  const { organization: rules } = placed(settings, withBucketKeys(settings.scope, keys));
  const placing = { namePrefix, excludedAccounts, evaluateEveryHours };
  return deployAs === "organization-rules"
    ? { deployAs, props: { ...placing, rules } }
    : {
        deployAs,
        props: {
          ...placing,
          name: packName,
          rules: rules.map(({ rule }) => rule),
          variables: keyVariables(settings.scope, keys),
        },
      };
}

/** The rules of the log-archive account. @returns undefined where there is none */
export function logArchiveRules(configuration: Configuration, keys: BucketKeys): AccountRules | undefined {
  const { configRules: settings, accounts } = configuration;
  if (settings === undefined) return undefined;
  const { logArchive } = placed(settings, {
    ...withBucketKeys(settings.scope, keys),
    keys: { ...settings.scope.keys, logArchive: Object.values(keys) },
  });
  return accountRules(configuration, settings, accounts.logArchive, configuration.archive.region, logArchive);
}

/** The rules of the management account. @param key that of the trail's log group, where it has one @returns undefined where there is none */
export function managementRules(configuration: Configuration, key?: ConfigRuleKey): AccountRules | undefined {
  const { configRules: settings, accounts } = configuration;
  if (settings === undefined) return undefined;
  const { monitoring, keys } = settings.scope;
  const { management } = placed(settings, {
    ...settings.scope,
    ...(key && { keys: { ...keys, management: [key] } }),
    ...(monitoring && key && { monitoring: { ...monitoring, keyArn: key.arn } }),
  });
  return accountRules(configuration, settings, accounts.management, configuration.homeRegion, management);
}

/** The ids of the rules that the configuration asks for and that can be made. */
export function ruleIds(settings: ConfigRuleSettings | undefined): readonly string[] {
  if (settings === undefined) return [];
  const { disabled = [] } = settings.choices;
  return configRules(settings.scope)
    .rules.map(({ id }) => id)
    .filter((id) => !disabled.includes(id));
}

function placed({ choices }: ConfigRuleSettings, scope: ConfigRuleScope): PlacedRules {
  return placeRules(configRules(scope).rules, choices);
}

function withBucketKeys(scope: ConfigRuleScope, keys: BucketKeys): ConfigRuleScope {
  return {
    ...scope,
    buckets: scope.buckets.map((bucket) => {
      const key = keys[bucket.name];
      return bucket.holds === "logs" && key !== undefined ? { ...bucket, keyArn: key.arn } : bucket;
    }),
  };
}

/** The keys as parameters of the pack: its template stays the same when a key does not. */
function keyVariables({ buckets }: ConfigRuleScope, keys: BucketKeys): Readonly<Record<string, string>> {
  return Object.fromEntries(
    buckets.flatMap(({ name, subject }) => {
      const key = keys[name];
      return key === undefined ? [] : [[`KeyX${subject.replaceAll("-", "X")}`, key.arn]];
    }),
  );
}

function accountRules(
  { partition }: Configuration,
  { namePrefix, remediationRoleNames: roleNames, remediation, evaluateEveryHours }: ConfigRuleSettings,
  { id: account }: Account,
  region: Region,
  rules: AccountRules["rules"],
): AccountRules | undefined {
  if (rules.length === 0) return undefined;
  const place = { partition, region, account };
  return { place, namePrefix, rules, roleNames, remediation, evaluateEveryHours };
}
