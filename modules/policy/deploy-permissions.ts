import { sorted } from "../kernel";
import {
  CONFIG_SERVICE_ROLE,
  dashboardName,
  deliveryTopicName,
  MANAGED_TAG,
  serviceLinkedRoleArn,
  type TrailName,
} from "../organization";
import {
  policyDocument,
  type OneOrMore,
  type PolicyConditions,
  type PolicyDocument,
  type PolicyStatement,
} from "./document";
import * as Change from "./guardrail-actions";
import {
  guardedAliases,
  guardedBuckets,
  guardedBus,
  guardedLogGroups,
  guardedPrefix,
  guardedTrails,
  ownRoles,
  pipelineRoles,
  type NameFamilies,
} from "./guardrail-names";
import { POLICY_LIMITS } from "./limits";
import { CONFIGURE_BUCKET_ACTIONS, DELETE_OBJECT_ACTIONS } from "./mfa-delete";
import { READ_LOGS_ACTIONS, READ_SETTINGS_ACTIONS } from "./read-actions";
import { splitPolicy } from "./split";

/** What an account's roles are for. */
export interface AccountPermissions {
  /** What orgtrail makes, by name. */
  readonly names: NameFamilies;
  /** Whether it is the management account, which alone manages the organization. @default false */
  readonly management?: boolean;
  /** ARNs of roles that decide over the pipeline: nobody changes them by the pipeline. @default - the pipeline's own */
  readonly pipelineRoles?: readonly string[];
}

/** What reads settings, for a plan. Logs are denied, whatever else is attached to the role. */
export function planRoleStatements(): readonly PolicyStatement[] {
  return [
    { Sid: "AllowReadSettings", Effect: "Allow", Action: READ_SETTINGS_ACTIONS, Resource: "*" },
    { Sid: "DenyReadLogs", Effect: "Deny", Action: READ_LOGS_ACTIONS, Resource: "*" },
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
 * What makes and changes what orgtrail makes, by the families of its names. Reading and deleting logs are denied, and so is
 * changing the roles that decide over the pipeline.
 */
export function deployRolePolicies(permissions: AccountPermissions): DeployRolePolicies {
  return {
    inline: policyDocument(planRoleStatements(), denials(permissions)),
    managed: splitPolicy(allowances(permissions), POLICY_LIMITS.managedPolicy),
  };
}

function denials({ names, pipelineRoles: roles = [] }: AccountPermissions): readonly PolicyStatement[] {
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
      Action: Change.CHANGE_ROLE_ACTIONS,
      Resource: sorted([...pipelineRoles(names), ...roles]),
    },
  ];
}

function allowances({ names, management = false }: AccountPermissions): readonly PolicyStatement[] {
  return [
    ...logStatements(names),
    ...keyStatements(names),
    ...watchStatements(names),
    ...complianceStatements(),
    ...roleStatements(names),
    ...(management ? organizationStatements() : []),
  ];
}

function allow(
  what: string,
  actions: readonly string[],
  resources: OneOrMore,
  conditions?: PolicyConditions,
): PolicyStatement {
  return {
    Sid: `Allow${what}`,
    Effect: "Allow",
    Action: sorted(actions),
    Resource: resources,
    ...(conditions && { Condition: conditions }),
  };
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

function watchStatements(names: NameFamilies): readonly PolicyStatement[] {
  const { partition } = names;
  const prefix = guardedPrefix(names);
  const named = (service: string, resource: string): string => `arn:${partition}:${service}:*:*:${resource}`;
  const deliveries = guardedTrails(names).map((trail) => deliveryTopicName(trail as TrailName));
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
    allow(
      "Rules",
      [...Change.CHANGE_RULE_ACTIONS, "events:EnableRule"],
      [named("events", `rule/${prefix}*`), named("events", `rule/${guardedBus(names)}/*`)],
    ),
    allow(
      "EventBus",
      [...Change.CHANGE_BUS_ACTIONS, "events:CreateEventBus"],
      named("events", `event-bus/${guardedBus(names)}`),
    ),
    allow("OpenEventBus", Change.OPEN_BUS_ACTIONS, "*"),
    allow(
      "Topics",
      [...Change.CHANGE_TOPIC_ACTIONS, "sns:CreateTopic"],
      [...new Set([`${prefix}*`, ...deliveries])].map((topic) => named("sns", topic)),
    ),
    allow("Queues", [...Change.CHANGE_QUEUE_ACTIONS, "sqs:CreateQueue"], named("sqs", `${prefix}*`)),
    // A function that hears of events lets orgtrail's rules call it.
    allow("CallFunctions", ["lambda:AddPermission", "lambda:RemovePermission"], "*", {
      StringEquals: { "lambda:Principal": "events.amazonaws.com" },
    }),
  ];
}

function complianceStatements(): readonly PolicyStatement[] {
  return [
    allow(
      "Config",
      [
        ...Change.STOP_CONFIG_ACTIONS,
        ...Change.CHANGE_CONFIG_RULE_ACTIONS,
        ...Change.CHANGE_CONFIG_PACK_ACTIONS,
        ...Change.CHANGE_REMEDIATION_ACTIONS,
        "config:StartConfigurationRecorder",
      ],
      "*",
    ),
    allow(
      "SecurityHub",
      [
        ...Change.STOP_SECURITY_HUB_ACTIONS,
        ...[
          "securityhub:BatchEnableStandards",
          "securityhub:CreateFindingAggregator",
          "securityhub:CreateMembers",
          "securityhub:DisableOrganizationAdminAccount",
          "securityhub:EnableOrganizationAdminAccount",
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

/** Services to which orgtrail gives a role. */
const SERVICES_WITH_ROLES = ["cloudtrail", "events", "ssm"].map((name) => `${name}.amazonaws.com`);

/** Services that make a role of their own when orgtrail first uses them. */
const SERVICES_WITH_OWN_ROLES = [
  "cloudtrail",
  "config",
  "config-multiaccountsetup",
  "config-conforms",
  "remediation.config",
  "securityhub",
].map((name) => `${name}.amazonaws.com`);

function roleStatements(names: NameFamilies): readonly PolicyStatement[] {
  const roles = ownRoles(names);
  return [
    allow(
      "Roles",
      Change.CHANGE_ROLE_ACTIONS.filter((action) => action !== "iam:PassRole"),
      roles,
    ),
    allow("PassRoles", ["iam:PassRole"], roles, {
      StringEquals: { "iam:PassedToService": SERVICES_WITH_ROLES },
    }),
    allow(
      "PassConfigRole",
      ["iam:PassRole"],
      serviceLinkedRoleArn(names.partition, "*", CONFIG_SERVICE_ROLE),
      { StringEquals: { "iam:PassedToService": CONFIG_SERVICE_ROLE.service } },
    ),
    allow(
      "ServiceLinkedRoles",
      ["iam:CreateServiceLinkedRole"],
      `arn:${names.partition}:iam::*:role/aws-service-role/*`,
      { StringEquals: { "iam:AWSServiceName": SERVICES_WITH_OWN_ROLES } },
    ),
  ];
}

/** Trusted access, delegated administrators and guardrails. */
function organizationStatements(): readonly PolicyStatement[] {
  return [
    allow(
      "Organization",
      [
        ...Change.CHANGE_GUARDRAIL_ACTIONS,
        "cloudtrail:DeregisterOrganizationDelegatedAdmin",
        "cloudtrail:RegisterOrganizationDelegatedAdmin",
        "organizations:AttachPolicy",
        "organizations:CreatePolicy",
        "organizations:DeregisterDelegatedAdministrator",
        "organizations:EnableAWSServiceAccess",
        "organizations:RegisterDelegatedAdministrator",
      ],
      "*",
    ),
  ];
}
