import { sorted } from "../kernel";
import {
  CONFIG_SERVICE_ROLE,
  dashboardName,
  deliveryTopicName,
  LOG_VALIDATION,
  MANAGED_TAG,
  serviceLinkedRoleArn,
  type AccountId,
  type OrganizationId,
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
import { READ_FUNCTION_ACTIONS, READ_LOGS_ACTIONS, READ_SETTINGS_ACTIONS } from "./read-actions";
import { splitPolicy } from "./split";

/** An organization, as its management account manages it. */
export interface ManagedOrganization {
  readonly id: OrganizationId;
  /** The management account. */
  readonly account: AccountId;
  /** The accounts that may be registered as delegated administrators. @default - none */
  readonly delegates?: readonly AccountId[];
}

/** What an account's roles are for. */
export interface AccountPermissions {
  /** What orgtrail makes, by name. */
  readonly names: NameFamilies;
  /** What the management account manages, and no other. @default - it is another account */
  readonly organization?: ManagedOrganization;
  /** Whether events of all accounts come together on a bus of this account. @default false */
  readonly eventBus?: boolean;
  /** ARNs of the functions that rules of the account call. @default - none */
  readonly functions?: readonly string[];
  /** Whether a function of the account validates log files each hour. @default false */
  readonly logValidation?: boolean;
  /** ARNs of roles that decide over the pipeline: nobody changes them by the pipeline. @default - the pipeline's own */
  readonly pipelineRoles?: readonly string[];
}

/** What reads settings, for a plan. Logs are denied, whatever else is attached to the role. */
export function planRoleStatements(): readonly PolicyStatement[] {
  return [
    { Sid: "AllowReadSettings", Effect: "Allow", Action: READ_SETTINGS_ACTIONS, Resource: "*" },
    // The code of other functions, and what their environment has, is none of a plan's business.
    {
      Sid: "AllowReadOwnFunction",
      Effect: "Allow",
      Action: READ_FUNCTION_ACTIONS,
      Resource: `arn:*:lambda:*:*:function:*-orgtrail-${LOG_VALIDATION}`,
    },
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

function allowances(permissions: AccountPermissions): readonly PolicyStatement[] {
  const { names, organization } = permissions;
  return [
    ...logStatements(names),
    ...keyStatements(names),
    ...watchStatements(permissions),
    ...complianceStatements(),
    ...roleStatements(permissions),
    ...(organization === undefined ? [] : organizationStatements(names, organization)),
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

function watchStatements({
  names,
  eventBus = false,
  functions = [],
  logValidation = false,
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
    ...(eventBus
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
    ...(logValidation
      ? [allow("LogValidation", Change.CHANGE_FUNCTION_ACTIONS, named("lambda", `function:${prefix}*`))]
      : []),
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

function complianceStatements(): readonly PolicyStatement[] {
  return [
    allow(
      "Config",
      [
        ...Change.STOP_CONFIG_ACTIONS,
        ...Change.CHANGE_CONFIG_RULE_ACTIONS,
        ...Change.CHANGE_CONFIG_PACK_ACTIONS,
        ...Change.CHANGE_REMEDIATION_ACTIONS,
        ...["DeleteConfigurationAggregator", "PutConfigurationAggregator", "StartConfigurationRecorder"].map(
          (action) => `config:${action}`,
        ),
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
const SERVICES_WITH_ROLES = ["cloudtrail", "config", "events", "ssm"].map((name) => `${name}.amazonaws.com`);

/** Services that make a role of their own when orgtrail first uses them. */
const SERVICES_WITH_OWN_ROLES = [
  "cloudtrail",
  "config",
  "config-multiaccountsetup",
  "config-conforms",
  "remediation.config",
  "securityhub",
].map((name) => `${name}.amazonaws.com`);

function roleStatements({ names, logValidation = false }: AccountPermissions): readonly PolicyStatement[] {
  const roles = ownRoles(names);
  return [
    allow(
      "Roles",
      Change.CHANGE_ROLE_ACTIONS.filter((action) => action !== "iam:PassRole"),
      roles,
    ),
    allow("PassRoles", ["iam:PassRole"], roles, {
      StringEquals: {
        "iam:PassedToService": logValidation
          ? [...SERVICES_WITH_ROLES, "lambda.amazonaws.com"]
          : SERVICES_WITH_ROLES,
      },
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

/** Services of which orgtrail uses the access to the organization, and registers administrators. */
const SERVICES_OF_ORGANIZATION = ["cloudtrail", "config", "config-multiaccountsetup", "securityhub"].map(
  (name) => `${name}.amazonaws.com`,
);

/** The types of the policies that guardrails are. */
const GUARDRAIL_TYPES = ["RESOURCE_CONTROL_POLICY", "SERVICE_CONTROL_POLICY"];

/**
 * Trusted access, delegated administrators and guardrails. AWS asks for attaching and detaching of the policy and of what it is
 * attached to, each by itself: a policy of others, without our tag, stays where it is.
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsorganizations.html
 */
function organizationStatements(
  { partition }: NameFamilies,
  { id, account, delegates = [] }: ManagedOrganization,
): readonly PolicyStatement[] {
  const { key, value } = MANAGED_TAG;
  const arn = (resource: string): string => `arn:${partition}:organizations::${account}:${resource}`;
  const policies = arn(`policy/${id}/*`);
  const types = { "organizations:PolicyType": GUARDRAIL_TYPES };
  const principals = { StringEquals: { "organizations:ServicePrincipal": SERVICES_OF_ORGANIZATION } };
  const attaching = ["organizations:AttachPolicy", "organizations:DetachPolicy"];
  return [
    allow("TrustServices", ["organizations:EnableAWSServiceAccess"], "*", principals),
    ...(delegates.length === 0
      ? []
      : [
          allow(
            "Delegate",
            [
              "organizations:DeregisterDelegatedAdministrator",
              "organizations:RegisterDelegatedAdministrator",
            ],
            sorted(delegates).map((delegate) => arn(`account/${id}/${delegate}`)),
            principals,
          ),
          // AWS asks for these without an account, and for the two above besides.
          allow(
            "DelegateServices",
            [
              "cloudtrail:DeregisterOrganizationDelegatedAdmin",
              "cloudtrail:RegisterOrganizationDelegatedAdmin",
              "securityhub:DisableOrganizationAdminAccount",
              "securityhub:EnableOrganizationAdminAccount",
            ],
            "*",
          ),
        ]),
    allow("CreateGuardrails", ["organizations:CreatePolicy", "organizations:TagResource"], policies, {
      StringEquals: { ...types, [`aws:RequestTag/${key}`]: value },
    }),
    allow("Guardrails", [...Change.CHANGE_GUARDRAIL_ACTIONS, "organizations:AttachPolicy"], policies, {
      StringEquals: { ...types, [`aws:ResourceTag/${key}`]: value },
    }),
    allow(
      "GuardrailTargets",
      attaching,
      ["account", "ou", "root"].map((target) => arn(`${target}/${id}/*`)),
      { StringEquals: types },
    ),
  ];
}
