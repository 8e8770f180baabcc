import { AccountId, NamePrefix, OrganizationId } from "../../../modules/organization";
import { deployRolePolicies, policyDocument, type AccountPermissions } from "../../../modules/policy";
import type { PolicyRow, PolicyTable } from "./mutations-tables";
import { CHANGE_CONFIG_RULES, CONFIG_CHANGES } from "./pipeline-config-requests";
import { NOT_OF_ORGTRAIL, ORGANIZATION } from "./pipeline-organization-requests";
import {
  ACCOUNT,
  actionsOf,
  arn,
  asked,
  BUCKET,
  denied,
  GROUP,
  KEY,
  LOG,
  NEVER,
  READING,
  type Context,
} from "./pipeline-requests";

export const OWN_ACCOUNT = AccountId.of(ACCOUNT);

export const NAMES = {
  partition: "aws",
  name: NamePrefix.of("acme"),
  trails: ["payments-audit"],
  buckets: ["acme-audit-logs"],
} as const;

/** What is made and changed, of which resources, and what looks like them and is none of ours. */
interface Changes {
  readonly actions: readonly string[];
  readonly ours: readonly string[];
  readonly context?: Context;
  /** @default - there is none: AWS asks for the actions without a resource */
  readonly others?: readonly string[];
  /** What else might be done to a resource of ours, and is not to be. @default - see NEVER */
  readonly beyond?: readonly string[];
}

const role = (name: string): string => `arn:aws:iam::${ACCOUNT}:role/${name}`;
const dashboard = (name: string): string => `arn:aws:cloudwatch::${ACCOUNT}:dashboard/${name}`;
const OURS: Context = { "aws:ResourceTag/ManagedBy": "orgtrail" };
const MADE_OURS: Context = { "aws:RequestTag/ManagedBy": "orgtrail" };
const passedTo = (service: string): Context => ({ "iam:PassedToService": `${service}.amazonaws.com` });
const TO_EVENTS: Context = { "lambda:Principal": "events.amazonaws.com" };

const CONFIG_ROLE = role("aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig");
const OWN_ROLES = [
  role("acme-orgtrail-mend-key-rotation"),
  role("acme-organization-trail-logs"),
  role("acme-team-a-logs"),
];
const BOUNDARY = `arn:aws:iam::${ACCOUNT}:policy/acme-pipeline-deploy-boundary`;
const BOUNDED: Context = { "iam:PermissionsBoundary": BOUNDARY };
/** What makes a role or decides what it may do and who takes it. */
const BOUND_ROLES = actionsOf(
  "iam",
  `AttachRolePolicy CreateRole DeleteRolePolicy DetachRolePolicy PutRolePermissionsBoundary PutRolePolicy
   UpdateAssumeRolePolicy UpdateRole UpdateRoleDescription`,
);
const LIFT_BOUNDARY = "iam:DeleteRolePermissionsBoundary";
const CHANGE_ROLES = [...BOUND_ROLES, LIFT_BOUNDARY, ...actionsOf("iam", "DeleteRole TagRole UntagRole")];
const MOVE_ALIAS = actionsOf("kms", "CreateAlias DeleteAlias UpdateAlias");

const CHANGES: readonly Changes[] = [
  {
    actions: actionsOf(
      "cloudtrail",
      `AddTags CreateTrail DeleteTrail PutEventConfiguration PutEventSelectors PutInsightSelectors RemoveTags
       StartLogging StopLogging UpdateTrail`,
    ),
    ours: ["acme-organization-trail", "acme-team-a", "payments-audit"].map((trail) =>
      arn("cloudtrail", `trail/${trail}`),
    ),
    others: [arn("cloudtrail", "trail/debugging")],
    // Events of Insights are logs too.
    beyond: ["cloudtrail:ListInsightsData"],
  },
  {
    actions: actionsOf(
      "s3",
      `CreateBucket DeleteBucket DeleteBucketPolicy PutBucketAcl PutBucketLogging PutBucketNotification
       PutBucketObjectLockConfiguration PutBucketOwnershipControls PutBucketPolicy PutBucketPublicAccessBlock
       PutBucketRequestPayment PutBucketTagging PutBucketVersioning PutEncryptionConfiguration
       PutLifecycleConfiguration PutReplicationConfiguration`,
    ),
    ours: [BUCKET, "arn:aws:s3:::acme-audit-logs"],
    others: ["arn:aws:s3:::acme-ledger"],
    beyond: ["s3:PutBucketWebsite"],
  },
  {
    actions: actionsOf(
      "logs",
      `AssociateKmsKey CreateLogGroup DeleteDataProtectionPolicy DeleteLogGroup DeleteLogStream DeleteMetricFilter
       DeleteRetentionPolicy DeleteSubscriptionFilter DeleteTransformer DisassociateKmsKey PutDataProtectionPolicy
       PutMetricFilter PutRetentionPolicy PutSubscriptionFilter PutTransformer TagResource UntagResource`,
    ),
    ours: [arn("logs", "log-group:/orgtrail/acme/organization"), GROUP],
    others: [arn("logs", "log-group:/aws/lambda/pay")],
  },
  { actions: actionsOf("logs", "DeleteQueryDefinition PutQueryDefinition"), ours: ["*"] },
  {
    actions: actionsOf(
      "kms",
      `CancelKeyDeletion DeleteImportedKeyMaterial DisableKey DisableKeyRotation EnableKey EnableKeyRotation
       PutKeyPolicy ScheduleKeyDeletion TagResource UntagResource UpdateKeyDescription UpdatePrimaryRegion`,
    ).concat(MOVE_ALIAS),
    ours: [KEY],
    context: OURS,
    beyond: ["kms:Encrypt"],
  },
  {
    actions: MOVE_ALIAS,
    ours: ["acme-cloudtrail-organization", "acme-orgtrail", "acme-orgtrail-security"].map((alias) =>
      arn("kms", `alias/${alias}`),
    ),
    others: [arn("kms", "alias/ledger")],
  },
  {
    actions: actionsOf(
      "cloudwatch",
      `DeleteAlarms DisableAlarmActions EnableAlarmActions PutCompositeAlarm PutMetricAlarm SetAlarmState TagResource
       UntagResource`,
    ),
    ours: [arn("cloudwatch", "alarm:acme-orgtrail-root-use")],
    others: [arn("cloudwatch", "alarm:cpu")],
    beyond: ["cloudwatch:DescribeAlarmHistory"],
  },
  {
    actions: actionsOf("cloudwatch", "DeleteDashboards PutDashboard"),
    ours: [dashboard("acme-orgtrail"), dashboard("acme-orgtrail-team-a")],
    others: [dashboard("sales")],
    beyond: ["cloudwatch:TagResource"],
  },
  {
    actions: actionsOf(
      "events",
      "DeleteRule DisableRule EnableRule PutRule PutTargets RemoveTargets TagResource UntagResource",
    ),
    ours: [arn("events", "rule/acme-orgtrail-root-use"), arn("events", "rule/acme-orgtrail/root-use")],
    others: [arn("events", "rule/nightly")],
  },
  {
    actions: actionsOf(
      "sns",
      `AddPermission CreateTopic DeleteTopic PutDataProtectionPolicy RemovePermission SetTopicAttributes Subscribe
       TagResource UntagResource`,
    ),
    ours: [
      "acme-orgtrail-critical",
      "acme-organization-trail-delivery",
      "acme-team-a-delivery",
      "payments-audit-delivery",
    ].map((topic) => arn("sns", topic)),
    others: [arn("sns", "orders")],
  },
  { actions: actionsOf("sns", "SetSubscriptionAttributes Unsubscribe"), ours: ["*"] },
  {
    actions: actionsOf(
      "sqs",
      `AddPermission CreateQueue DeleteQueue PurgeQueue RemovePermission SetQueueAttributes TagQueue UntagQueue`,
    ),
    ours: [arn("sqs", "acme-orgtrail-undelivered")],
    others: [arn("sqs", "orders")],
  },
  ...CONFIG_CHANGES,
  {
    actions: actionsOf(
      "securityhub",
      `BatchDisableStandards BatchEnableStandards BatchUpdateStandardsControlAssociations CreateFindingAggregator
       CreateMembers DeleteConfigurationPolicy DeleteFindingAggregator DeleteMembers DisableImportFindingsForProduct
       DisableSecurityHub DisableSecurityHubV2 DisassociateFromAdministratorAccount
       DisassociateFromMasterAccount DisassociateMembers EnableSecurityHub InviteMembers
       StartConfigurationPolicyDisassociation TagResource UntagResource UpdateConfigurationPolicy
       UpdateFindingAggregator UpdateOrganizationConfiguration UpdateSecurityControl UpdateSecurityHubConfiguration
       UpdateStandardsControl`,
    ),
    ours: ["*"],
  },
  {
    actions: CHANGE_ROLES.filter((action) => action !== LIFT_BOUNDARY),
    ours: OWN_ROLES,
    context: BOUNDED,
    others: [role("Administrator")],
    beyond: ["iam:PassRole", "iam:SimulatePrincipalPolicy", "sts:AssumeRole"],
  },
  ...["cloudtrail", "events", "ssm"].map((service) => ({
    actions: ["iam:PassRole"],
    ours: OWN_ROLES,
    context: passedTo(service),
    others: [role("Administrator"), CONFIG_ROLE],
  })),
  { actions: ["iam:PassRole"], ours: OWN_ROLES, context: passedTo("config") },
  {
    actions: ["iam:PassRole"],
    ours: [CONFIG_ROLE],
    context: passedTo("config"),
    others: [role("Administrator"), role("aws-service-role/ssm.amazonaws.com/AWSServiceRoleForAmazonSSM")],
    beyond: CHANGE_ROLES,
  },
  ...[
    "cloudtrail",
    "config",
    "config-multiaccountsetup",
    "config-conforms",
    "remediation.config",
    "securityhub",
  ].map((service) => ({
    actions: ["iam:CreateServiceLinkedRole"],
    ours: [role(`aws-service-role/${service}.amazonaws.com/AWSServiceRole`)],
    context: { "iam:AWSServiceName": `${service}.amazonaws.com` },
  })),
];

function rowsOf(changes: readonly Changes[]): readonly PolicyRow[] {
  return changes.flatMap(({ actions, ours, context = {}, others = [], beyond = [] }) => [
    ...ours.flatMap((resource) => actions.map((action) => asked(action, resource, true, { context }))),
    ...others.flatMap((resource) => actions.map((action) => asked(action, resource, false, { context }))),
    ...ours.flatMap((resource) => beyond.map((action) => asked(action, resource, false, { context }))),
  ]);
}

/** Keys and functions have no names of ours, and services none that a pattern tells apart: conditions do. */
const TOLD_BY_CONDITIONS: readonly (readonly [string, string, boolean, Context?])[] = [
  ["kms:CreateKey", "*", true, MADE_OURS],
  ["kms:CreateKey", "*", false],
  ["kms:TagResource", KEY, true, MADE_OURS],
  ["kms:TagResource", KEY, false],
  // A copy for another Region is tagged as it is made, and may be of anybody's key.
  ["kms:ReplicateKey", KEY, false, MADE_OURS],
  ["kms:PutKeyPolicy", KEY, false],
  ["kms:CreateAlias", KEY, false],
  ["kms:ScheduleKeyDeletion", KEY, false, { "aws:ResourceTag/ManagedBy": "payments" }],
  ...["acme-cloudtrail-organization", "acme-orgtrail", "acme-orgtrail-security"].map(
    (alias) =>
      ["kms:TagResource", KEY, true, { ...MADE_OURS, "kms:ResourceAliases": [`alias/${alias}`] }] as const,
  ),
  ["kms:TagResource", KEY, false, { ...MADE_OURS, "kms:ResourceAliases": ["alias/ledger"] }],
  [
    "kms:TagResource",
    KEY,
    false,
    { ...MADE_OURS, "kms:ResourceAliases": ["alias/acme-orgtrail", "alias/ledger"] },
  ],
  // Reading changes no key, whatever its alias.
  ["kms:DescribeKey", KEY, true, { "kms:ResourceAliases": ["alias/ledger"] }],
  ...CHANGE_CONFIG_RULES.map((action) => [action, arn("config", "config-rule/x"), false] as const),
  ["iam:PassRole", role("acme-organization-trail-logs"), false, passedTo("ec2")],
  [
    "iam:CreateServiceLinkedRole",
    role("aws-service-role/ec2.amazonaws.com/AWSServiceRole"),
    false,
    { "iam:AWSServiceName": "ec2.amazonaws.com" },
  ],
];

const DELETE_LOGS = actionsOf(
  "s3",
  `BypassGovernanceRetention DeleteObject DeleteObjectVersion PutObjectLegalHold PutObjectRetention ReplicateDelete`,
);

/** The pipeline's own roles: by name, and those that are given. */
const PIPELINE = ["OrgTrailDeploy", "OrgTrailPlan", "acme-pipeline-deploy", "acme-pipeline-plan"].map(role);

/** Whatever else somebody attaches: no role without the boundary is made or changed, none loses it, and it stays as it is. */
const UNBOUNDED: readonly PolicyRow[] = [
  ...[...OWN_ROLES, role("Administrator")].flatMap((resource) => [
    ...BOUND_ROLES.flatMap((action) => [
      denied(action, resource),
      ...[
        "arn:aws:iam::aws:policy/AdministratorAccess",
        `${BOUNDARY}-2`,
        BOUNDARY.replace(ACCOUNT, "444444444444"),
      ].map((other) => denied(action, resource, { "iam:PermissionsBoundary": other })),
    ]),
    denied(LIFT_BOUNDARY, resource, BOUNDED),
  ]),
  // What was made without a boundary is deleted all the same, and tagged.
  ...actionsOf("iam", "DeleteRole TagRole UntagRole").map((action) =>
    asked(action, role("acme-team-a-logs"), true),
  ),
  ...[BOUNDARY, BOUNDARY.replace("boundary", "1")].flatMap((policy) =>
    actionsOf("iam", "CreatePolicyVersion DeletePolicy DeletePolicyVersion SetDefaultPolicyVersion").map(
      (action) => denied(action, policy),
    ),
  ),
];

const EVERYWHERE: readonly PolicyRow[] = [
  ...READING,
  ...NEVER,
  ...rowsOf(CHANGES),
  ...TOLD_BY_CONDITIONS.map(([action, resource, allowed, context = {}]) =>
    asked(action, resource, allowed, { context }),
  ),
  ...DELETE_LOGS.map((action) => denied(action, LOG)),
  ...UNBOUNDED,
  ...PIPELINE.flatMap((resource) => [
    ...[...CHANGE_ROLES, "iam:PassRole"].map((action) => denied(action, resource, BOUNDED)),
    asked("iam:GetRole", resource, true),
  ]),
];

/** The bus on which events of all accounts come together, and the functions that rules call. */
const WATCHING: readonly Changes[] = [
  {
    actions: actionsOf("events", "CreateEventBus DeleteEventBus TagResource UntagResource UpdateEventBus"),
    ours: [arn("events", "event-bus/acme-orgtrail")],
    others: [arn("events", "event-bus/orders")],
  },
  { actions: actionsOf("events", "PutPermission RemovePermission"), ours: ["*"] },
  {
    actions: actionsOf("lambda", "AddPermission RemovePermission"),
    ours: [arn("lambda", "function:respond")],
    context: TO_EVENTS,
    others: [arn("lambda", "function:pay")],
  },
];

/** What the roles of the accounts with the most to manage are made from. */
export const EVERYTHING = {
  organization: {
    id: OrganizationId.of("o-a1b2c3d4e5"),
    delegates: [AccountId.of("333333333333")],
  },
  eventBusAccount: OWN_ACCOUNT,
  functions: [arn("lambda", "function:respond")],
} as const;

/** All policies of a deploy role. Each is asked, so that they are as one. */
function deployRole(name: string, everything: boolean): PolicyTable {
  const permissions: AccountPermissions = {
    names: NAMES,
    account: OWN_ACCOUNT,
    pipelineRoles: PIPELINE.slice(0, 2),
    ...(everything && EVERYTHING),
  };
  const { inline, managed } = deployRolePolicies(permissions);
  const only = (rows: readonly PolicyRow[]): readonly PolicyRow[] =>
    rows.map((row) => ({ ...row, allowed: row.allowed && everything }));
  return {
    kind: "deploy role permissions",
    name,
    document: policyDocument(...[inline, ...managed].map(({ Statement }) => Statement)),
    attachedTo: "the role that asks",
    rows: [
      ...EVERYWHERE,
      ...only(rowsOf(WATCHING)),
      asked("lambda:AddPermission", arn("lambda", "function:respond"), false, {
        context: { "lambda:Principal": "*" },
      }),
      ...ORGANIZATION.map(([action, resource, context]) => asked(action, resource, everything, { context })),
      ...NOT_OF_ORGTRAIL.map(([action, resource, context]) => asked(action, resource, false, { context })),
    ],
  };
}

/** The role of an account with which a pipeline deploys. */
export const DEPLOY_ROLE_TABLES: readonly PolicyTable[] = [
  deployRole("deploy role permissions", false),
  deployRole("deploy role permissions of the management account", true),
];
