import { mendedKinds, remediationRolePolicies, type ConfigRuleKey } from "../../modules/config-rules";
import { bucketArn, type Partition } from "../../modules/organization";
import { aggregatorRolePolicy, aggregatorRoleTrust, configBucketPolicy } from "../../modules/policy";
import type { Configuration } from "../config";
import type { Blueprint, SecurityBlueprint } from "./blueprint";
import type { AccountRules } from "./config-rules";
import { partsOf, roleSubjects, type Owner } from "./parts";
import type { Mends, Subject } from "./subject";

/**
 * What AWS Config makes that has a policy: the bucket to which it delivers, and the roles with which its remediation
 * mends. It records with its service-linked role, whose policies are AWS's.
 * @param resources the subjects whose keys it checks
 */
export function complianceSubjects(
  { archive, configRules: settings }: Configuration,
  { logArchive, management, security }: Blueprint,
  owner: Owner,
  resources: readonly Subject[],
): readonly Subject[] {
  if (settings === undefined) return [];
  const { configBucket, account, region, organizationLogs, teamLogs } = logArchive;
  const inStack = new Set([organizationLogs, ...teamLogs].map(({ props }) => props.keyAlias));
  const bucketKeys = resources
    .filter(({ kind, alias = "" }) => kind === "log key" && inStack.has(alias))
    .map(({ logBuckets, arn }) => [logBuckets[0] ?? "", keyOf(arn)] as const);
  const logGroupKey = resources.find(
    ({ kind, team, ownerAccount, watch }) =>
      kind === "monitoring key" &&
      team === undefined &&
      ownerAccount === management.account.id &&
      watch?.logGroup !== undefined,
  );
  const ofArchive = (holds: "logs" | "access-logs"): readonly string[] =>
    settings.scope.buckets
      .filter((bucket) => bucket.owner === "logArchive" && bucket.holds === holds)
      .map(({ name }) => bucketArn(settings.scope.trail.partition, name));
  const logRole = management.watch?.eventLog?.roleName;
  const mended = (
    whose: string,
    rules: AccountRules | undefined,
    checked: Mends["checked"],
  ): readonly Subject[] =>
    rules === undefined
      ? []
      : mendedKinds(rules.rules).flatMap(({ id: rule, remediations }) => {
          const { trust, permissions, runbooks } = remediationRolePolicies(rules.place, remediations);
          const roleName = rules.roleNames[rule];
          if (roleName === undefined) return [];
          const mends = {
            rule,
            runbook: runbooks.join(),
            checked,
            ...(logRole !== undefined && { logRole }),
          };
          const parts = { ...partsOf(owner, rules.place), logBuckets: [archive.bucketName], mends };
          const name = `remediation role of ${rule} ${whose}`;
          return roleSubjects(parts, rules.place, name, "remediation role", { roleName, trust, permissions });
        });
  return [
    ...(configBucket
      ? [
          {
            ...partsOf(owner, { account: account.id, region }),
            logBuckets: [archive.bucketName],
            administrators: configBucket.administrators,
            name: "config bucket",
            kind: "config bucket",
            arn: bucketArn(configBucket.partition, configBucket.bucketName),
            document: configBucketPolicy(configBucket),
          } as const,
        ]
      : []),
    ...(security ? aggregatorSubjects(owner, security, settings.scope.trail.partition) : []),
    ...mended("in the log archive", logArchive.rules(Object.fromEntries(bucketKeys)), {
      logBuckets: ofArchive("logs"),
      accessLogBuckets: ofArchive("access-logs"),
      keys: bucketKeys.map(([, { arn }]) => arn),
    }),
    ...mended("in the management account", management.rules(logGroupKey && keyOf(logGroupKey.arn)), {
      logBuckets: [],
      accessLogBuckets: [],
      keys: logGroupKey === undefined ? [] : [logGroupKey.arn],
    }),
  ];
}

/** The role of what brings the results of all accounts together. */
function aggregatorSubjects(
  owner: Owner,
  { region, aggregator }: SecurityBlueprint,
  partition: Partition,
): readonly Subject[] {
  if (aggregator === undefined) return [];
  const { account, roleName } = aggregator;
  return roleSubjects(
    partsOf(owner, { account, region }),
    { partition, account },
    "aggregator role",
    "aggregator role",
    {
      roleName,
      trust: aggregatorRoleTrust(account),
      permissions: aggregatorRolePolicy(),
    },
  );
}

function keyOf(arn: string): ConfigRuleKey {
  return { arn, id: arn.split("/").at(-1) ?? "" };
}
