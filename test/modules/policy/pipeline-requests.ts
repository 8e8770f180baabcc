import { AccountId, BucketName, NamePrefix } from "../../../modules/organization";
import {
  pipelineRolePolicy,
  planRoleStatements,
  policyDocument,
  type PipelinePurpose,
  type PolicyDocument,
} from "../../../modules/policy";
import {
  FULL_AWS_ACCESS,
  roleSession,
  type ContextValue,
  type Policies,
} from "../../../modules/policy-evaluation";
import type { PolicyRow, PolicyTable } from "./mutations-tables";

export type Context = Readonly<Record<string, ContextValue>>;

export const ACCOUNT = "222222222222";
export const arn = (service: string, resource: string): string =>
  `arn:aws:${service}:us-east-1:${ACCOUNT}:${resource}`;
export const KEY = arn("kms", "key/1234");
export const BUCKET = "arn:aws:s3:::acme-cloudtrail-222222222222-organization";
export const LOG = `${BUCKET}/AWSLogs/x.json.gz`;
export const GROUP = arn("logs", "log-group:/orgtrail/acme/organization:*");

/** Actions of a service, as AWS spells them. */
export const actionsOf = (service: string, names: string): readonly string[] =>
  names
    .trim()
    .split(/\s+/)
    .map((name) => `${service}:${name}`);

/** Leaves it to the account's own policies who uses a key, or takes a role. */
function openTo(account: string, action: string): PolicyDocument {
  const Principal = { AWS: `arn:aws:iam::${account}:root` };
  return policyDocument({
    Sid: "Allow",
    Effect: "Allow",
    Principal,
    Action: action,
    ...(action.startsWith("kms:") && { Resource: "*" }),
  });
}

/** A request of a role that the pipeline takes, of a resource whose own policy leaves it to the role's. */
export function asked(
  action: string,
  resource: string,
  allowed: boolean,
  {
    context = {},
    beside = [],
  }: { readonly context?: Context; readonly beside?: readonly PolicyDocument[] } = {},
): PolicyRow {
  const keys = Object.entries(context).map(([key, value]) => `, ${key} ${[value].flat().join(" ")}`);
  const open: Policies = action.startsWith("sts:")
    ? { resource: openTo(ACCOUNT, "sts:*") }
    : resource.includes(":key/")
      ? { resource: openTo(ACCOUNT, "kms:*") }
      : {};
  return {
    name: `${action} on ${resource}${keys.join("")}${beside.length > 0 ? ", with all else attached" : ""}`,
    request: {
      principal: roleSession({ account: ACCOUNT, role: "OrgTrailPlan" }),
      action,
      resource,
      context,
      ...(!action.startsWith("sts:") && { resourceAccount: ACCOUNT }),
    },
    beside: { ...open, identity: beside },
    allowed,
  };
}

/** What no other policy of the role makes up for. */
export const denied = (action: string, resource: string, context: Context = {}): PolicyRow =>
  asked(action, resource, false, { context, beside: [FULL_AWS_ACCESS] });

/** What reads the log itself, or messages of it. */
const READS_LOGS: readonly (readonly [resource: string, actions: readonly string[]])[] = [
  [LOG, actionsOf("s3", "GetObject GetObjectVersion GetObjectTorrent")],
  [KEY, actionsOf("kms", "Decrypt ReEncryptFrom CreateGrant")],
  [GROUP, actionsOf("logs", "GetLogEvents FilterLogEvents GetLogRecord StartLiveTail StartQuery Unmask")],
  ["*", actionsOf("logs", "GetQueryResults")],
  ["*", actionsOf("cloudtrail", "LookupEvents")],
  [arn("sqs", "acme-orgtrail-undelivered"), actionsOf("sqs", "ReceiveMessage")],
];

/** What describes a resource. Those without one, and those of the whole organization, name none. */
const READS_SETTINGS: readonly (readonly [resource: string, actions: readonly string[]])[] = [
  [
    arn("cloudtrail", "trail/acme-organization-trail"),
    actionsOf(
      "cloudtrail",
      "DescribeTrails GetEventSelectors GetInsightSelectors GetTrail GetTrailStatus ListTags",
    ),
  ],
  [
    arn("cloudwatch", "alarm:acme-orgtrail-root-use"),
    actionsOf("cloudwatch", "DescribeAlarms ListTagsForResource"),
  ],
  [`arn:aws:cloudwatch::${ACCOUNT}:dashboard/acme-orgtrail`, ["cloudwatch:GetDashboard"]],
  [
    "*",
    actionsOf(
      "config",
      `DescribeConfigRules DescribeConfigurationAggregators DescribeConfigurationRecorders DescribeConfigurationRecorderStatus DescribeConformancePacks
       DescribeConformancePackStatus DescribeDeliveryChannels DescribeOrganizationConfigRules
       DescribeOrganizationConfigRuleStatuses DescribeOrganizationConformancePacks
       DescribeOrganizationConformancePackStatuses DescribeRemediationConfigurations
       GetOrganizationConfigRuleDetailedStatus GetOrganizationConformancePackDetailedStatus ListTagsForResource`,
    ),
  ],
  [
    arn("events", "rule/acme-orgtrail-root-use"),
    actionsOf("events", "DescribeEventBus DescribeRule ListTagsForResource ListTargetsByRule"),
  ],
  [
    `arn:aws:iam::${ACCOUNT}:role/acme-organization-trail-logs`,
    actionsOf(
      "iam",
      "GetRole GetRolePolicy ListAttachedRolePolicies ListInstanceProfilesForRole ListRolePolicies ListRoleTags",
    ),
  ],
  [KEY, actionsOf("kms", "DescribeKey GetKeyPolicy GetKeyRotationStatus ListResourceTags")],
  ["*", ["iam:ListRoles", "kms:ListAliases"]],
  [arn("lambda", "function:pay"), ["lambda:GetPolicy"]],
  [
    arn("lambda", "function:acme-orgtrail-log-validation"),
    actionsOf("lambda", "GetFunction GetFunctionCodeSigningConfig ListVersionsByFunction"),
  ],
  [
    GROUP,
    actionsOf("logs", "DescribeLogGroups DescribeMetricFilters DescribeQueryDefinitions ListTagsForResource"),
  ],
  [
    "*",
    actionsOf(
      "organizations",
      `DescribeOrganization DescribePolicy ListAccounts ListAWSServiceAccessForOrganization
       ListDelegatedAdministrators ListDelegatedServicesForAccount ListPoliciesForTarget ListRoots
       ListTagsForResource ListTargetsForPolicy`,
    ),
  ],
  [
    BUCKET,
    actionsOf(
      "s3",
      `GetAccelerateConfiguration GetBucketAcl GetBucketCORS GetBucketLocation GetBucketLogging
       GetBucketObjectLockConfiguration GetBucketOwnershipControls GetBucketPolicy GetBucketPublicAccessBlock
       GetBucketRequestPayment GetBucketTagging GetBucketVersioning GetBucketWebsite GetEncryptionConfiguration
       GetLifecycleConfiguration GetReplicationConfiguration ListBucket ListTagsForResource`,
    ),
  ],
  [
    "*",
    actionsOf(
      "securityhub",
      `BatchGetStandardsControlAssociations DescribeHub DescribeOrganizationConfiguration DescribeStandardsControls
       GetEnabledStandards GetFindingAggregator GetMembers ListFindingAggregators ListMembers
       ListOrganizationAdminAccounts ListSecurityControlDefinitions ListStandardsControlAssociations`,
    ),
  ],
  [
    arn("sns", "acme-orgtrail-critical"),
    actionsOf("sns", "GetSubscriptionAttributes GetTopicAttributes ListTagsForResource"),
  ],
  [arn("sqs", "acme-orgtrail-undelivered"), actionsOf("sqs", "GetQueueAttributes GetQueueUrl ListQueueTags")],
];

/** What plan and deploy roles share: they read all settings and no log. */
export const READING: readonly PolicyRow[] = [
  ...READS_SETTINGS.flatMap(([resource, actions]) => actions.map((action) => asked(action, resource, true))),
  ...READS_LOGS.flatMap(([resource, actions]) => actions.map((action) => denied(action, resource))),
];

/** What no role of the pipeline does: of each service, an action that neither reads settings nor changes what orgtrail makes. */
export const NEVER: readonly PolicyRow[] = [
  ["cloudtrail:CreateEventDataStore", "*"],
  ["cloudwatch:PutMetricData", "*"],
  ["config:SelectResourceConfig", "*"],
  ["events:PutEvents", arn("events", "event-bus/acme-orgtrail")],
  ["iam:CreateUser", `arn:aws:iam::${ACCOUNT}:user/mallory`],
  ["kms:Encrypt", KEY],
  ["lambda:GetFunction", arn("lambda", "function:pay")],
  ["lambda:InvokeFunction", arn("lambda", "function:acme-orgtrail-log-validation")],
  ["lambda:InvokeFunction", arn("lambda", "function:pay")],
  ["logs:PutLogEvents", GROUP],
  ["organizations:CloseAccount", "*"],
  ["s3:PutObject", LOG],
  ["s3:PutObjectAcl", LOG],
  ["secretsmanager:GetSecretValue", "*"],
  ["securityhub:BatchImportFindings", "*"],
  ["sns:Publish", arn("sns", "acme-orgtrail-critical")],
  ["sqs:SendMessage", arn("sqs", "acme-orgtrail-undelivered")],
  ["sts:AssumeRole", `arn:aws:iam::${ACCOUNT}:role/Administrator`],
].map(([action = "", resource = ""]) => asked(action, resource, false));

/** What makes or changes settings: a plan does none of it. */
const CHANGES: readonly (readonly [action: string, resource: string])[] = [
  ["cloudtrail:UpdateTrail", arn("cloudtrail", "trail/acme-organization-trail")],
  ["s3:PutBucketPolicy", BUCKET],
  ["kms:PutKeyPolicy", KEY],
  ["iam:PutRolePolicy", `arn:aws:iam::${ACCOUNT}:role/acme-organization-trail-logs`],
];

/** The role of an account with which a plan reads settings. */
export const PLAN_ROLE_TABLE: PolicyTable = {
  kind: "plan role permissions",
  name: "plan role permissions",
  document: policyDocument(
    planRoleStatements({ partition: "aws", name: NamePrefix.of("acme") }, AccountId.of(ACCOUNT)),
  ),
  attachedTo: "the role that asks",
  rows: [...READING, ...NEVER, ...CHANGES.map(([action, resource]) => asked(action, resource, false))],
};

const STATES = "arn:aws:s3:::acme-state";
const STATE = `${STATES}/orgtrail/management.tfstate`;
const OTHER_KEY = arn("kms", "key/5678");
const STATE_ROLE = `arn:aws:iam::${ACCOUNT}:role/State`;

type StateRow = readonly [action: string, resource: string, plan: boolean, deploy: boolean];

const TAKEN: readonly StateRow[] = [
  ["sts:AssumeRole", "arn:aws:iam::444444444444:role/OrgTrailPlan", true, false],
  ["sts:AssumeRole", "arn:aws:iam::444444444444:role/OrgTrailDeploy", false, true],
  ["sts:AssumeRole", "arn:aws:iam::222222222222:role/OrgTrailPlan", true, false],
  ["sts:AssumeRole", "arn:aws:iam::222222222222:role/OrgTrailDeploy", false, true],
  // Of an account that is none of the configuration's, or of another organization.
  ["sts:AssumeRole", "arn:aws:iam::999999999999:role/OrgTrailPlan", false, false],
  ["sts:AssumeRole", "arn:aws:iam::999999999999:role/OrgTrailDeploy", false, false],
  ["sts:AssumeRole", "arn:aws:iam::444444444444:role/Administrator", false, false],
  ["sts:TagSession", "arn:aws:iam::444444444444:role/OrgTrailPlan", false, false],
  ["sts:TagSession", "arn:aws:iam::444444444444:role/OrgTrailDeploy", false, false],
];

const WITH_STATES: readonly StateRow[] = [
  ["s3:ListBucket", STATES, true, true],
  ["s3:ListBucket", BUCKET, false, false],
  ["s3:GetBucketPolicy", STATES, false, false],
  ["s3:GetObject", STATE, true, true],
  ["s3:GetObjectVersion", STATE, false, false],
  ["s3:PutObject", STATE, false, true],
  ["s3:PutObjectAcl", STATE, false, false],
  ["s3:DeleteObject", STATE, false, false],
  ["s3:GetObject", `${STATE}.tflock`, false, true],
  ["s3:PutObject", `${STATE}.tflock`, false, true],
  ["s3:DeleteObject", `${STATE}.tflock`, false, true],
  ["s3:DeleteObjectVersion", `${STATE}.tflock`, false, false],
  ["s3:GetObject", `${STATES}/network/x.tfstate`, false, false],
  ["s3:PutObject", `${STATES}/network/x.tfstate`, false, false],
  ["s3:GetObject", LOG, false, false],
  ["sts:AssumeRole", STATE_ROLE, false, false],
];

const WITH_KEY: readonly StateRow[] = [
  ["kms:Decrypt", KEY, true, true],
  ["kms:GenerateDataKey", KEY, false, true],
  ["kms:PutKeyPolicy", KEY, false, false],
  ["kms:Decrypt", OTHER_KEY, false, false],
];

const nothing = (rows: readonly StateRow[]): readonly StateRow[] =>
  rows.map(([action, resource]) => [action, resource, false, false]);

/** The role that the pipeline takes first. */
function pipelineRole(
  states: string,
  state: { readonly kmsKeyArn?: string; readonly roleArn?: string },
  rows: readonly StateRow[],
): readonly PolicyTable[] {
  const table = (purpose: PipelinePurpose): PolicyTable => ({
    kind: "pipeline role permissions",
    name: `pipeline role permissions to ${purpose} with states ${states}`,
    document: pipelineRolePolicy(
      "aws",
      purpose,
      ["444444444444", "222222222222"].map(
        (account) => `arn:aws:iam::${account}:role/${purpose === "plan" ? "OrgTrailPlan" : "OrgTrailDeploy"}`,
      ),
      { bucket: BucketName.of("acme-state"), keyPrefix: "orgtrail", ...state },
    ),
    attachedTo: "the role that asks",
    rows: rows.map(([action, resource, plan, deploy]) =>
      asked(action, resource, purpose === "plan" ? plan : deploy),
    ),
  });
  return [table("plan"), table("deploy")];
}

export const PIPELINE_ROLE_TABLES: readonly PolicyTable[] = [
  ...pipelineRole("under a key", { kmsKeyArn: KEY }, [...TAKEN, ...WITH_STATES, ...WITH_KEY]),
  ...pipelineRole("under the bucket's own encryption", {}, [...TAKEN, ...WITH_STATES, ...nothing(WITH_KEY)]),
  // The role of states reads and writes them, and uses their key.
  ...pipelineRole("behind a role", { kmsKeyArn: KEY, roleArn: STATE_ROLE }, [
    ...TAKEN,
    ...nothing(WITH_STATES.filter(([, resource]) => resource !== STATE_ROLE)),
    ...nothing(WITH_KEY),
    ["sts:AssumeRole", STATE_ROLE, true, true],
    ["sts:TagSession", STATE_ROLE, false, false],
  ]),
];
