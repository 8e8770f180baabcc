import {
  configRules,
  mendedKinds,
  placeRules,
  remediationPermissions,
  type ConfigRuleKey,
  type MendedKind,
} from "../../modules/config-rules";
import { bucketArn, roleArn, type AccountId } from "../../modules/organization";
import { configBucketPolicy, remediationRolePolicy, remediationRoleTrust } from "../../modules/policy";
import type { Configuration, ConfigRuleSettings, RecorderSettings } from "../../stacks/config";
import type { Parts } from "./parts";
import type { Mends, Subject } from "./subject";

/** An account in which something records or mends. */
interface Place {
  /** Whose account, in words. */
  readonly whose: string;
  readonly account: AccountId;
}

function partsOf({ homeRegion, trail, archive }: Configuration, { account }: Place): Parts {
  return {
    scope: "organization",
    ownerAccount: account,
    region: homeRegion,
    trail: trail.identity,
    logBuckets: [archive.bucketName],
    readers: [],
    administrators: [],
  };
}

/** The bucket to which AWS Config delivers what it records. */
function configBucketSubject(configuration: Configuration, recorders: RecorderSettings): Subject {
  const { partition, accounts, archive, terraform } = configuration;
  const { administrators, minimumTlsVersion } = archive;
  const account = accounts.logArchive.id;
  return {
    ...partsOf(configuration, { whose: "the log archive", account }),
    name: "config bucket",
    kind: "config bucket",
    arn: bucketArn(partition, recorders.bucketName),
    administrators,
    document: configBucketPolicy({
      partition,
      account,
      bucket: recorders.bucketName,
      recorders: recorders.accountIds,
      administrators,
      minimumTlsVersion,
      destroyable: !terraform.destroyProtection,
    }),
  };
}

/** The roles with which runbooks mend what rules find. @param resources those whose keys the rules check */
function remediationRoleSubjects(
  configuration: Configuration,
  settings: ConfigRuleSettings,
  resources: readonly Subject[],
): readonly Subject[] {
  const { accounts } = configuration;
  const { choices } = settings;
  const keys = checkedKeys(configuration, resources);
  const { rules } = configRules({ ...settings.scope, keys: { ...settings.scope.keys, ...keys } });
  const placed = placeRules(rules, choices);
  const inLogArchive = { whose: "in the log archive", account: accounts.logArchive.id };
  const inManagement = { whose: "in the management account", account: accounts.management.id };
  const buckets = checkedBuckets(configuration, settings);
  return [
    ...mendedKinds(placed.logArchive).flatMap((kind) =>
      menderSubjects(configuration, settings, inLogArchive, kind, {
        ...buckets,
        keys: arnsOf(keys.logArchive),
      }),
    ),
    ...mendedKinds(placed.management).flatMap((kind) =>
      menderSubjects(configuration, settings, inManagement, kind, {
        logBuckets: [],
        accessLogBuckets: [],
        keys: arnsOf(keys.management),
      }),
    ),
  ];
}

interface CheckedKeys {
  readonly logArchive: readonly ConfigRuleKey[];
  /** That of the trail's log group. @default - there is none */
  readonly management?: readonly ConfigRuleKey[];
}

/** The keys that the rules check: those of the logs in the log archive, and that of the trail's log group. */
function checkedKeys({ accounts, monitoring }: Configuration, resources: readonly Subject[]): CheckedKeys {
  const ruleKeys = (isChecked: (subject: Subject) => boolean): readonly ConfigRuleKey[] =>
    resources.filter(isChecked).map(({ arn }) => ({ arn, id: arn.split("/").at(-1) ?? "" }));
  const logArchive = ruleKeys(
    ({ kind, ownerAccount }) => kind === "log key" && ownerAccount === accounts.logArchive.id,
  );
  const watch = monitoring?.management;
  if (watch?.logGroup === undefined) return { logArchive };
  return {
    logArchive,
    management: ruleKeys((subject) => subject.kind === "monitoring key" && subject.watch === watch),
  };
}

function arnsOf(keys: readonly ConfigRuleKey[] = []): readonly string[] {
  return keys.map(({ arn }) => arn);
}

function checkedBuckets(
  { partition }: Configuration,
  { scope }: ConfigRuleSettings,
): Omit<Mends["checked"], "keys"> {
  const arns = (holds: "logs" | "access-logs"): readonly string[] =>
    scope.buckets
      .filter((bucket) => bucket.owner === "logArchive" && bucket.holds === holds)
      .map(({ name }) => bucketArn(partition, name));
  return { logBuckets: arns("logs"), accessLogBuckets: arns("access-logs") };
}

/** The trust of the role that mends a kind of findings, and what it may do. */
function menderSubjects(
  configuration: Configuration,
  { remediationRoleNames }: ConfigRuleSettings,
  place: Place,
  { id: rule, remediations }: MendedKind,
  checked: Mends["checked"],
): readonly Subject[] {
  const { partition, homeRegion: region, monitoring } = configuration;
  const roleName = remediationRoleNames[rule];
  const [remediation] = remediations;
  if (roleName === undefined || remediation === undefined) return [];
  const { account } = place;
  const { runbook } = remediation;
  const logRole = monitoring?.management.logGroup?.roleName;
  const role = {
    ...partsOf(configuration, place),
    arn: roleArn(partition, account, roleName),
    mends: { rule, runbook, checked, ...(logRole !== undefined && { logRole }) },
  };
  return [
    {
      ...role,
      name: `remediation role of ${rule} ${place.whose}`,
      kind: "remediation role",
      document: remediationRoleTrust({ partition, region, account }),
    },
    {
      ...role,
      name: `permissions of the remediation role of ${rule} ${place.whose}`,
      kind: "remediation role permissions",
      document: remediationRolePolicy(
        { partition, region, account },
        runbook,
        remediationPermissions(remediations),
      ),
    },
  ];
}

/**
 * What AWS Config makes that has a policy: the bucket to which it delivers, and the roles with which its remediation
 * mends. It records with its service-linked role, whose policies are AWS's.
 * @param resources the buckets and keys that it checks
 */
export function complianceSubjects(
  configuration: Configuration,
  resources: readonly Subject[],
): readonly Subject[] {
  const { configRules: settings } = configuration;
  if (settings === undefined) return [];
  const { recorders } = settings;
  return [
    ...(recorders === undefined ? [] : [configBucketSubject(configuration, recorders)]),
    ...remediationRoleSubjects(configuration, settings, resources),
  ];
}
