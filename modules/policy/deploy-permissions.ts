import { sorted } from "../kernel";
import {
  dashboardName,
  deliveryTopicName,
  logValidationName,
  MANAGED_TAG,
  type AccountId,
  type TrailName,
} from "../organization";
import { allow, inAccount } from "./allowance";
import { organizationStatements, type ManagedOrganization } from "./deploy-organization";
import { boundaryDenials, roleStatements } from "./deploy-roles";
import { policyDocument, type PolicyDocument, type PolicyStatement } from "./document";
import { ofFeatures } from "./feature-policies";
import * as Change from "./guardrail-actions";
import {
  guardedAliases,
  guardedBuckets,
  guardedBus,
  guardedLogGroups,
  guardedPacks,
  guardedPrefix,
  guardedTrails,
  pipelinePolicies,
  pipelineRoles,
  type NameFamilies,
} from "./guardrail-names";
import { POLICY_LIMITS } from "./limits";
import { CONFIGURE_BUCKET_ACTIONS, DELETE_OBJECT_ACTIONS } from "./mfa-delete";
import { READ_FUNCTION_ACTIONS, READ_LOGS_ACTIONS, READ_SETTINGS_ACTIONS } from "./read-actions";
import { splitPolicy } from "./split";

/** What an account's roles are for. */
export interface AccountPermissions {
  /** What orgtrail makes, by name. */
  readonly names: NameFamilies;
  /** The account of the roles. */
  readonly account: AccountId;
  /** What the management account manages, and no other. @default - it is another account */
  readonly organization?: ManagedOrganization;
  /** The account in which events of all accounts come together on a bus. @default - there is no bus */
  readonly eventBusAccount?: AccountId;
  /** ARNs of the functions that rules of the account call. @default - none */
  readonly functions?: readonly string[];
  /** ARNs of roles that decide over the pipeline: nobody changes them by the pipeline. @default - the pipeline's own */
  readonly pipelineRoles?: readonly string[];
}

const DENY_READ_LOGS: PolicyStatement = {
  Sid: "DenyReadLogs",
  Effect: "Deny",
  Action: READ_LOGS_ACTIONS,
  Resource: "*",
};

/** What reads settings, for a plan. Logs are denied, whatever else is attached to the role. */
export function planRoleStatements(names: NameFamilies, account: AccountId): readonly PolicyStatement[] {
  return [...settingStatements(names, account), DENY_READ_LOGS];
}

function settingStatements(names: NameFamilies, account: AccountId): readonly PolicyStatement[] {
  const { partition, name } = names;
  return inAccount(account, [
    { Sid: "AllowReadSettings", Effect: "Allow", Action: READ_SETTINGS_ACTIONS, Resource: "*" },
    // The code of other functions, and what their environment has, is none of a plan's business.
    {
      Sid: "AllowReadOwnFunction",
      Effect: "Allow",
      Action: READ_FUNCTION_ACTIONS,
      Resource: `arn:${partition}:lambda:*:*:function:${logValidationName(name)}`,
    },
    ...ofFeatures(names, account).plans,
    ...(names.logDestination === undefined
      ? []
      : [allow("ReadSubscriptions", ["logs:DescribeSubscriptionFilters"], "*")]),
  ]);
}

/** Whoever makes what uses a key by a grant shares it with that, and keys with nobody else. */
function logDenials(names: NameFamilies, account: AccountId): readonly PolicyStatement[] {
  const through = ofFeatures(names, account).grantsThrough;
  if (through.length === 0) return [DENY_READ_LOGS];
  const share = "kms:CreateGrant";
  return [
    { ...DENY_READ_LOGS, Action: READ_LOGS_ACTIONS.filter((action) => action !== share) },
    {
      ...{ Sid: "DenyShareKeys", Effect: "Deny", Action: share, Resource: "*" },
      Condition: { StringNotLikeIfExists: { "kms:ViaService": through } },
    },
  ];
}

/** The policies of a deploy role: too large for one. */
export interface DeployRolePolicies {
  /** Stands in the role: what it reads, and what it never does. */
  readonly inline: PolicyDocument;
  /** Attached to the role: what it makes and changes. */
  readonly managed: readonly PolicyDocument[];
}

/**
 * What makes and changes what orgtrail makes in the account, by the families of its names. Reading and deleting logs are denied, and so is
 * changing the roles that decide over the pipeline, and so is every role that the permissions boundary does not bound.
 */
export function deployRolePolicies(permissions: AccountPermissions): DeployRolePolicies {
  const { names, account } = permissions;
  return {
    inline: policyDocument(
      settingStatements(names, account),
      logDenials(names, account),
      inAccount(account, denials(permissions)),
    ),
    managed: splitPolicy(inAccount(account, allowances(permissions)), POLICY_LIMITS.managedPolicy),
  };
}

function denials({
  names,
  account,
  pipelineRoles: roles = [],
}: AccountPermissions): readonly PolicyStatement[] {
  return [
    {
      Sid: "DenyDeleteLogs",
      Effect: "Deny",
      Action: DELETE_OBJECT_ACTIONS,
      Resource: "*",
    },
    {
      Sid: "DenyChangePipeline",
      Effect: "Deny",
      Action: sorted([
        ...Change.CHANGE_ROLE_ACTIONS.filter((action) => action !== Change.LIFT_BOUNDARY_ACTION),
        ...Change.CHANGE_POLICY_ACTIONS,
      ]),
      // The boundary is among the policies.
      Resource: sorted([...pipelineRoles(names), ...roles, pipelinePolicies(names)]),
    },
    ...boundaryDenials(names, account),
  ];
}

function allowances(permissions: AccountPermissions): readonly PolicyStatement[] {
  const { names, account, organization } = permissions;
  const { deploys, services } = ofFeatures(names, account);
  return [
    ...logStatements(names),
    ...keyStatements(names),
    ...watchStatements(permissions),
    ...complianceStatements(names),
    ...deploys,
    ...roleStatements(names, services),
    ...(organization === undefined ? [] : organizationStatements(names, account, organization)),
  ];
}

function logStatements(names: NameFamilies): readonly PolicyStatement[] {
  const { partition } = names;
  return [
    allow(
      "Trails",
      [...Change.CHANGE_TRAIL_ACTIONS, "cloudtrail:CreateTrail", "cloudtrail:StartLogging"],
      guardedTrails(names).map((trail) => `arn:${partition}:cloudtrail:*:*:trail/${trail}`),
    ),
    allow(
      "LogBuckets",
      [
        ...CONFIGURE_BUCKET_ACTIONS,
        ...["s3:CreateBucket", "s3:DeleteBucket", "s3:PutBucketNotification", "s3:PutBucketTagging"],
      ],
      guardedBuckets(names),
    ),
    allow("LogGroups", [...Change.CHANGE_LOG_GROUP_ACTIONS, "logs:CreateLogGroup"], guardedLogGroups(names)),
    // CloudWatch Logs asks for it on the destination, too, which another account has.
    ...(names.logDestination === undefined
      ? []
      : [allow("SendLogs", ["logs:PutSubscriptionFilter"], names.logDestination)]),
    allow("SavedQueries", ["logs:DeleteQueryDefinition", "logs:PutQueryDefinition"], "*"),
  ];
}

/** A new key has no alias yet: it is ours by its tag, which it has from the first moment. */
function keyStatements(names: NameFamilies): readonly PolicyStatement[] {
  const { key, value } = MANAGED_TAG;
  const keys = `arn:${names.partition}:kms:*:*:key/*`;
  const aliases = guardedAliases(names);
  const shares: readonly string[] = ["kms:CreateGrant", "kms:RevokeGrant"];
  return [
    allow("CreateKeys", ["kms:CreateKey", "kms:TagResource"], "*", {
      StringEquals: { [`aws:RequestTag/${key}`]: value },
    }),
    // Or the tag would make ours of any key that has an alias of its own.
    {
      Sid: "DenyTakeKeys",
      Effect: "Deny",
      Action: "kms:TagResource",
      Resource: keys,
      Condition: { "ForAnyValue:StringNotLike": { "kms:ResourceAliases": aliases } },
    },
    allow(
      "Keys",
      [
        ...Change.CHANGE_KEY_ACTIONS.filter((action) => !shares.includes(action)),
        ...Change.CHANGE_ALIAS_ACTIONS,
        ...["kms:CancelKeyDeletion", "kms:EnableKey", "kms:EnableKeyRotation"],
      ],
      keys,
      { StringEquals: { [`aws:ResourceTag/${key}`]: value } },
    ),
    allow(
      "KeyAliases",
      Change.CHANGE_ALIAS_ACTIONS,
      aliases.map((alias) => `arn:${names.partition}:kms:*:*:${alias}`),
    ),
  ];
}

function watchStatements({
  names,
  account,
  eventBusAccount,
  functions = [],
}: AccountPermissions): readonly PolicyStatement[] {
  const { partition } = names;
  const prefix = guardedPrefix(names);
  const named = (service: string, resource: string): string => `arn:${partition}:${service}:*:*:${resource}`;
  const deliveries = guardedTrails(names).map((trail) => deliveryTopicName(trail as TrailName));
  const subscriptions: readonly string[] = Change.CHANGE_SUBSCRIPTION_ACTIONS;
  return [
    allow(
      "Alarms",
      [...Change.CHANGE_ALARM_ACTIONS, "cloudwatch:EnableAlarmActions"],
      named("cloudwatch", `alarm:${prefix}*`),
    ),
    allow(
      "Dashboards",
      ["cloudwatch:DeleteDashboards", "cloudwatch:PutDashboard"],
      `arn:${partition}:cloudwatch::*:dashboard/${dashboardName(names.name)}*`,
    ),
    allow("Rules", Change.CHANGE_RULE_ACTIONS, [
      named("events", `rule/${prefix}*`),
      named("events", `rule/${guardedBus(names)}/*`),
    ]),
    ...(eventBusAccount === account
      ? [
          allow(
            "EventBus",
            [...Change.CHANGE_BUS_ACTIONS, "events:CreateEventBus"],
            named("events", `event-bus/${guardedBus(names)}`),
          ),
          // AWS asks for these without a bus: where there is none of ours, they are not given.
          allow("OpenEventBus", Change.OPEN_BUS_ACTIONS, "*"),
        ]
      : []),
    allow(
      "Topics",
      [...Change.CHANGE_TOPIC_ACTIONS.filter((action) => !subscriptions.includes(action)), "sns:CreateTopic"],
      [...new Set([`${prefix}*`, ...deliveries])].map((topic) => named("sns", topic)),
    ),
    // AWS may ask for these without a topic: whoever was told by mistake has to be removed.
    allow("Subscriptions", subscriptions, "*"),
    allow("Queues", [...Change.CHANGE_QUEUE_ACTIONS, "sqs:CreateQueue"], named("sqs", `${prefix}*`)),
    // A function that hears of events lets orgtrail's rules call it.
    ...(functions.length === 0
      ? []
      : [
          allow("CallFunctions", ["lambda:AddPermission", "lambda:RemovePermission"], sorted(functions), {
            StringEquals: { "lambda:Principal": "events.amazonaws.com" },
          }),
        ]),
  ];
}

/**
 * An account has one recorder, one channel and one hub, whose ARNs say nothing. AWS makes the ids of rules and aggregators: those that
 * stand are ours by their tag.
 */
function complianceStatements(names: NameFamilies): readonly PolicyStatement[] {
  const { key, value } = MANAGED_TAG;
  const taken = Change.CHANGE_CONFIG_RULE_ACTIONS.filter((action) => !/:(Put|Tag)/.test(action));
  return [
    allow(
      "Config",
      [
        ...Change.STOP_CONFIG_ACTIONS,
        ...Change.CHANGE_CONFIG_RULE_ACTIONS.filter((action) => !taken.includes(action)),
        ...Change.CHANGE_REMEDIATION_ACTIONS,
        ...["config:PutConfigurationAggregator", "config:StartConfigurationRecorder"],
      ],
      "*",
    ),
    allow("ConfigRules", [...taken, "config:DeleteConfigurationAggregator"], "*", {
      StringEquals: { [`aws:ResourceTag/${key}`]: value },
    }),
    allow("ConfigPacks", Change.CHANGE_CONFIG_PACK_ACTIONS, guardedPacks(names)),
    allow(
      "SecurityHub",
      [
        ...Change.STOP_SECURITY_HUB_ACTIONS,
        ...[
          "securityhub:BatchEnableStandards",
          "securityhub:CreateFindingAggregator",
          "securityhub:CreateMembers",
          "securityhub:EnableSecurityHub",
          "securityhub:InviteMembers",
          "securityhub:TagResource",
          "securityhub:UntagResource",
        ],
      ],
      "*",
    ),
  ];
}
