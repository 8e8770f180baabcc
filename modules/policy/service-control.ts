import { sorted } from "../kernel";
import { metricNamespace, rootArn } from "../organization";
import { exceptPrincipals } from "./conditions";
import type { OneOrMore, PolicyConditions, PolicyDocument, PolicyStatement } from "./document";
import { ofFeatures } from "./feature-policies";
import {
  CHANGE_ALARM_ACTIONS,
  CHANGE_ALIAS_ACTIONS,
  CHANGE_BUS_ACTIONS,
  CHANGE_CONFIG_PACK_ACTIONS,
  CHANGE_CONFIG_RULE_ACTIONS,
  CHANGE_GUARDRAIL_ACTIONS,
  CHANGE_KEY_ACTIONS,
  CHANGE_LOG_GROUP_ACTIONS,
  CHANGE_POLICY_ACTIONS,
  CHANGE_QUEUE_ACTIONS,
  CHANGE_REMEDIATION_ACTIONS,
  CHANGE_ROLE_ACTIONS,
  CHANGE_RULE_ACTIONS,
  CHANGE_SUBSCRIPTION_ACTIONS,
  CHANGE_TOPIC_ACTIONS,
  CHANGE_TRAIL_ACTIONS,
  COUNT_ACTIONS,
  LEAVE_ACTIONS,
  REPLACE_ALARM_ACTIONS,
  OPEN_BUS_ACTIONS,
  OPEN_OBJECTS_ACTIONS,
  STOP_CONFIG_ACTIONS,
  STOP_SECURITY_HUB_ACTIONS,
} from "./guardrail-actions";
import {
  guardedAliases,
  guardedBuckets,
  guardedBus,
  guardedLogGroups,
  guardedObjects,
  guardedPacks,
  guardedPrefix,
  guardedRoles,
  guardedTrails,
  pipelinePolicies,
  type GuardrailNames,
} from "./guardrail-names";
import { POLICY_LIMITS } from "./limits";
import { CONFIGURE_BUCKET_ACTIONS, DELETE_OBJECT_ACTIONS, ENABLE_MFA_DELETE_ACTION } from "./mfa-delete";
import { splitPolicy } from "./split";
import { WRITE_OBJECT_ACTIONS } from "./writes";

/**
 * The service control policies that keep members from touching the audit log: as many as their size asks for.
 *
 * They bind every user, role and root user of the accounts below their target, but those that are exempt. They bind
 * neither the management account, nor AWS services in their own name, nor service-linked roles.
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html
 * @throws ValidationError when a statement alone is too large for a policy
 */
export function serviceControlPolicies(names: GuardrailNames): readonly PolicyDocument[] {
  return splitPolicy(serviceControlStatements(names), POLICY_LIMITS.serviceControlPolicy);
}

/** Everything that service control policies deny, in one list. */
export function serviceControlStatements(names: GuardrailNames): readonly PolicyStatement[] {
  const { guards } = ofFeatures(names, names.logArchive);
  return [
    ...logStatements(names),
    ...watchStatements(names),
    ...complianceStatements(names),
    ...accountStatements(names),
    // Last: what stood before it stays in the policy in which it stands.
    ...guards.map(({ what, actions, resources, except = [] }) =>
      deny({ ...names, exempt: [...names.exempt, ...except] }, what, actions, resources),
    ),
  ];
}

/** Denies the actions to all but those that are exempt. */
function deny(
  { exempt }: GuardrailNames,
  what: string,
  actions: readonly string[],
  resources: OneOrMore,
  conditions: PolicyConditions = {},
): PolicyStatement {
  return {
    Sid: `Deny${what}`,
    Effect: "Deny",
    Action: actions,
    Resource: resources,
    Condition: { ...exceptPrincipals(sorted(exempt)), ...conditions },
  };
}

/** The trails, and where they deliver. */
function logStatements(names: GuardrailNames): readonly PolicyStatement[] {
  const { partition, logArchive, mfaDeleteAccounts = [] } = names;
  const { buckets: others, writers } = ofFeatures(names, logArchive);
  const changes = sorted([
    ...CONFIGURE_BUCKET_ACTIONS,
    ...["s3:CreateBucket", "s3:DeleteBucket", "s3:PutBucketNotification"],
  ]);
  const roots = sorted(mfaDeleteAccounts).map((account) => rootArn(partition, account));
  const aliases = guardedAliases(names);
  const buckets = [...guardedBuckets(names), ...others];
  const trails = guardedTrails(names).map((trail) => `arn:${partition}:cloudtrail:*:*:trail/${trail}`);
  return [
    deny(names, "ChangeTrails", CHANGE_TRAIL_ACTIONS, trails),
    // Whoever made a bucket of ours first, in an account of its own, would have taken the name.
    deny(
      names,
      "ChangeLogBuckets",
      roots.length === 0 ? changes : changes.filter((action) => action !== ENABLE_MFA_DELETE_ACTION),
      buckets,
    ),
    ...(roots.length === 0
      ? []
      : [
          deny(
            { ...names, exempt: [...names.exempt, ...roots] },
            "ChangeVersioning",
            [ENABLE_MFA_DELETE_ACTION],
            buckets,
          ),
        ]),
    deny(names, "DeleteLogs", DELETE_OBJECT_ACTIONS, guardedObjects(names)),
    deny(
      { ...names, exempt: [...names.exempt, ...writers] },
      "ForgeLogs",
      WRITE_OBJECT_ACTIONS,
      guardedObjects(names),
    ),
    // A key's ARN is known only once it stands, and differs in each account; its alias is ours to choose.
    deny(names, "ChangeKeys", CHANGE_KEY_ACTIONS, `arn:${partition}:kms:*:*:key/*`, {
      "ForAnyValue:StringLike": { "kms:ResourceAliases": aliases },
    }),
    deny(
      names,
      "MoveKeyAliases",
      CHANGE_ALIAS_ACTIONS,
      aliases.map((alias) => `arn:${partition}:kms:*:*:${alias}`),
    ),
    deny(names, "ChangeLogGroups", CHANGE_LOG_GROUP_ACTIONS, guardedLogGroups(names)),
  ];
}

/** What tells of tampering. */
function watchStatements(names: GuardrailNames): readonly PolicyStatement[] {
  const { partition, eventBusAccount } = names;
  const prefix = guardedPrefix(names);
  const named = (service: string, resource: string): string => `arn:${partition}:${service}:*:*:${resource}`;
  return [
    deny(
      names,
      "ChangeAlarms",
      sorted([...CHANGE_ALARM_ACTIONS, ...REPLACE_ALARM_ACTIONS]),
      named("cloudwatch", `alarm:${prefix}*`),
    ),
    // A metric has no ARN.
    deny(names, "ForgeMetrics", COUNT_ACTIONS, "*", {
      StringEquals: { "cloudwatch:namespace": metricNamespace(prefix) },
    }),
    // A rule of another bus than the default one has the bus in its ARN.
    deny(names, "ChangeRules", sorted([...CHANGE_RULE_ACTIONS, ...CHANGE_BUS_ACTIONS]), [
      named("events", `rule/${prefix}*`),
      named("events", `rule/${guardedBus(names)}/*`),
      named("events", `event-bus/${guardedBus(names)}`),
    ]),
    deny(names, "ChangeTopics", CHANGE_TOPIC_ACTIONS, named("sns", `${prefix}*`)),
    deny(names, "ChangeQueues", CHANGE_QUEUE_ACTIONS, named("sqs", `${prefix}*`)),
    ...(eventBusAccount === undefined
      ? []
      : [
          // AWS may ask for these without a bus or a topic. Alarms of the account that hears of all others are worth the account.
          deny(
            names,
            "ChangeSecurityAccount",
            sorted([...OPEN_BUS_ACTIONS, ...CHANGE_SUBSCRIPTION_ACTIONS]),
            "*",
            {
              StringEquals: { "aws:PrincipalAccount": eventBusAccount },
            },
          ),
        ]),
  ];
}

/** Config and Security Hub. */
function complianceStatements(names: GuardrailNames): readonly PolicyStatement[] {
  const { partition, tag } = names;
  return [
    deny(names, "StopConfig", STOP_CONFIG_ACTIONS, "*"),
    ...(tag === undefined
      ? []
      : [
          deny(
            names,
            "ChangeConfigRules",
            CHANGE_CONFIG_RULE_ACTIONS,
            `arn:${partition}:config:*:*:config-rule/*`,
            tagged(tag),
          ),
        ]),
    deny(names, "ChangeConfigPacks", CHANGE_CONFIG_PACK_ACTIONS, guardedPacks(names)),
    deny(names, "StopSecurityHub", STOP_SECURITY_HUB_ACTIONS, "*"),
  ];
}

/** The roles that deliver and deploy, the account, and the guardrails themselves. */
function accountStatements(names: GuardrailNames): readonly PolicyStatement[] {
  const { partition, logArchive, tag } = names;
  return [
    deny(names, "ChangeRoles", sorted([...CHANGE_ROLE_ACTIONS, ...CHANGE_POLICY_ACTIONS]), [
      ...guardedRoles(names),
      pipelinePolicies(names),
    ]),
    // By the account: the block, an access point, a remediation and policies of a collection have no name and no tag of ours. Elsewhere
    // nothing of ours is mended.
    deny(
      names,
      "ChangeLogArchive",
      sorted([
        ...[...CHANGE_REMEDIATION_ACTIONS, ...OPEN_OBJECTS_ACTIONS, "s3:PutAccountPublicAccessBlock"],
        ...ofFeatures(names, logArchive).accountActions,
      ]),
      "*",
      { StringEquals: { "aws:PrincipalAccount": logArchive } },
    ),
    deny(names, "LeaveOrganization", LEAVE_ACTIONS, "*"),
    ...(tag === undefined
      ? []
      : [
          deny(
            names,
            "ChangeGuardrails",
            CHANGE_GUARDRAIL_ACTIONS,
            `arn:${partition}:organizations::*:policy/*`,
            tagged(tag),
          ),
        ]),
  ];
}

function tagged({ key, value }: { readonly key: string; readonly value: string }): PolicyConditions {
  return { StringEquals: { [`aws:ResourceTag/${key}`]: value } };
}
