import * as Stream from "./stream-requests";
import type { ContextValue } from "../../../modules/policy-evaluation";

/** A member account in which a team's trail stands, and its bus, alarms, rules and topics. */
export const MEMBER = "444444444444";
export const ARCHIVE = "222222222222";
export const SECURITY = "333333333333";

/** What the log archive may do without, and what brings a statement of its own. */
export const ARCHIVE_FEATURES = `  validation: {}
  consumers: [{ name: soc, account: "${SECURITY}", notify: sns }]
  replica: { account: copies }
`;

type Context = Readonly<Record<string, ContextValue>>;

/** What a statement denies, and what looks like it and is a member's own. */
export interface ProtectedRow {
  readonly sid: string;
  readonly actions: readonly string[];
  /** A resource that is protected. */
  readonly resources: readonly string[];
  readonly context?: Context;
  /** The account of who asks, and of the resource. @default - the member account */
  readonly account?: string;
  /** A resource of the same kind that is not protected. @default - there is none: the statement is for all */
  readonly own?: { readonly resource: string; readonly context?: Context; readonly account?: string };
}

const names = (service: string, list: string): readonly string[] =>
  list
    .trim()
    .split(/\s+/)
    .map((name) => `${service}:${name}`);
const arn = (service: string, resource: string, account = MEMBER): string =>
  `arn:aws:${service}:us-east-1:${account}:${resource}`;
const KEY = arn("kms", "key/11111111-2222-3333-4444-555555555555", ARCHIVE);
const tagged = (value: string): Context => ({ "aws:ResourceTag/ManagedBy": value });
const aliases = (...list: readonly string[]): Context => ({ "kms:ResourceAliases": list });

const LOGS = [
  "arn:aws:s3:::acme-cloudtrail-222222222222-organization/AWSLogs/x.json.gz",
  "arn:aws:s3:::payments-audit-logs/AWSLogs/x.json.gz",
];

/** Every statement of the service control policies, with each action that it denies. */
export const PROTECTED: readonly ProtectedRow[] = [
  {
    sid: "DenyChangeTrails",
    actions: names(
      "cloudtrail",
      "AddTags DeleteTrail PutEventConfiguration PutEventSelectors PutInsightSelectors RemoveTags StopLogging UpdateTrail",
    ),
    resources: [
      arn("cloudtrail", "trail/acme-organization-trail"),
      arn("cloudtrail", "trail/acme-team-payments"),
      arn("cloudtrail", "trail/payments-audit"),
    ],
    own: { resource: arn("cloudtrail", "trail/debugging") },
  },
  {
    sid: "DenyChangeLogBuckets",
    actions: names(
      "s3",
      `CreateBucket DeleteBucket DeleteBucketPolicy PutBucketAcl PutBucketLogging PutBucketNotification
       PutBucketObjectLockConfiguration PutBucketOwnershipControls PutBucketPolicy PutBucketPublicAccessBlock
       PutBucketRequestPayment PutEncryptionConfiguration PutLifecycleConfiguration PutReplicationConfiguration`,
    ),
    resources: ["arn:aws:s3:::acme-cloudtrail-222222222222-organization", "arn:aws:s3:::payments-audit-logs"],
    account: ARCHIVE,
    own: { resource: "arn:aws:s3:::acme-cloudtrails", account: MEMBER },
  },
  {
    // In the log archive its root enables MFA delete.
    sid: "DenyChangeVersioning",
    actions: ["s3:PutBucketVersioning"],
    resources: ["arn:aws:s3:::acme-cloudtrail-444444444444-team-some", "arn:aws:s3:::payments-audit-logs"],
    own: { resource: "arn:aws:s3:::acme-cloudtrails" },
  },
  {
    sid: "DenyDeleteLogs",
    actions: names(
      "s3",
      "BypassGovernanceRetention DeleteObject DeleteObjectVersion PutObjectLegalHold PutObjectRetention ReplicateDelete",
    ),
    resources: LOGS,
    account: ARCHIVE,
    own: { resource: "arn:aws:s3:::acme-ledger/2026/x.json", account: MEMBER },
  },
  {
    sid: "DenyForgeLogs",
    actions: names(
      "s3",
      "PutObject PutObjectAcl PutObjectVersionAcl ReplicateObject ReplicateTags UpdateObjectEncryption",
    ),
    resources: LOGS,
    account: ARCHIVE,
    own: { resource: "arn:aws:s3:::acme-ledger/2026/x.json", account: MEMBER },
  },
  {
    sid: "DenyChangeKeys",
    actions: names(
      "kms",
      `CreateGrant DeleteImportedKeyMaterial DisableKey DisableKeyRotation PutKeyPolicy RevokeGrant ScheduleKeyDeletion
       TagResource UntagResource UpdateKeyDescription UpdatePrimaryRegion`,
    ),
    resources: [KEY],
    context: aliases("alias/other", "alias/acme-cloudtrail-organization"),
    account: ARCHIVE,
    own: { resource: KEY, context: aliases("alias/acme-orgtrails"), account: ARCHIVE },
  },
  {
    sid: "DenyMoveKeyAliases",
    actions: names("kms", "CreateAlias DeleteAlias UpdateAlias"),
    resources: [
      arn("kms", "alias/acme-cloudtrail-team-payments"),
      arn("kms", "alias/acme-orgtrail"),
      arn("kms", "alias/acme-orgtrail-team-payments"),
    ],
    own: { resource: arn("kms", "alias/acme-orgtrails") },
  },
  {
    sid: "DenyChangeLogGroups",
    actions: names(
      "logs",
      `AssociateKmsKey DeleteDataProtectionPolicy DeleteLogGroup DeleteLogStream DeleteMetricFilter DeleteRetentionPolicy
       DeleteSubscriptionFilter DeleteTransformer DisassociateKmsKey PutDataProtectionPolicy PutMetricFilter
       PutRetentionPolicy PutSubscriptionFilter PutTransformer TagResource UntagResource`,
    ),
    resources: [
      arn("logs", "log-group:/orgtrail/acme/team-payments"),
      arn("logs", "log-group:/orgtrail/acme/team-payments:*"),
      arn("logs", "log-group:/acme/payments-audit"),
      arn("logs", "log-group:/acme/payments-audit:log-stream:x"),
    ],
    own: { resource: arn("logs", "log-group:/acme/payments-audits:*") },
  },
  {
    sid: "DenyChangeAlarms",
    actions: names(
      "cloudwatch",
      `DeleteAlarms DisableAlarmActions PutAlarmMuteRule PutCompositeAlarm PutLogAlarm PutMetricAlarm SetAlarmState TagResource
       UntagResource`,
    ),
    resources: [arn("cloudwatch", "alarm:acme-orgtrail-root-use")],
    own: { resource: arn("cloudwatch", "alarm:acme-cpu") },
  },
  {
    sid: "DenyForgeMetrics",
    actions: ["cloudwatch:PutMetricData"],
    resources: ["*"],
    context: { "cloudwatch:namespace": "orgtrail/acme-orgtrail" },
    own: { resource: "*", context: { "cloudwatch:namespace": "some-app" } },
  },
  {
    sid: "DenyChangeRules",
    actions: names(
      "events",
      "DeleteEventBus DeleteRule DisableRule EnableRule PutRule PutTargets RemoveTargets TagResource UntagResource UpdateEventBus",
    ),
    resources: [
      arn("events", "rule/acme-orgtrail-root-use"),
      arn("events", "rule/acme-orgtrail/acme-orgtrail-root-use"),
      arn("events", "event-bus/acme-orgtrail"),
    ],
    own: { resource: arn("events", "rule/nightly") },
  },
  {
    sid: "DenyChangeTopics",
    actions: names(
      "sns",
      `AddPermission DeleteTopic PutDataProtectionPolicy RemovePermission SetSubscriptionAttributes SetTopicAttributes
       Subscribe TagResource Unsubscribe UntagResource`,
    ),
    resources: [arn("sns", "acme-orgtrail-critical"), arn("sns", "acme-orgtrail-critical:1234")],
    own: { resource: arn("sns", "acme-orders") },
  },
  {
    sid: "DenyChangeQueues",
    actions: names(
      "sqs",
      "AddPermission DeleteQueue PurgeQueue RemovePermission SetQueueAttributes TagQueue UntagQueue",
    ),
    resources: [arn("sqs", "acme-orgtrail-undelivered")],
    own: { resource: arn("sqs", "acme-orders") },
  },
  {
    sid: "DenyChangeSecurityAccount",
    actions: [
      ...names("events", "PutPermission RemovePermission"),
      ...names("sns", "SetSubscriptionAttributes Unsubscribe"),
    ],
    resources: ["*"],
    account: SECURITY,
    own: { resource: "*", account: MEMBER },
  },
  {
    sid: "DenyStopConfig",
    actions: names(
      "config",
      `DeleteAggregationAuthorization DeleteConfigurationRecorder DeleteDeliveryChannel DeleteRetentionConfiguration
       DisassociateResourceTypes PutConfigurationRecorder PutDeliveryChannel PutRetentionConfiguration
       StopConfigurationRecorder`,
    ),
    resources: [
      "*",
      arn("config", "aggregation-authorization/333333333333/us-east-1"),
      arn("config", "configuration-recorder/default/1234"),
    ],
  },
  {
    sid: "DenyChangeConfigRules",
    actions: names(
      "config",
      "DeleteConfigRule DeleteEvaluationResults PutConfigRule TagResource UntagResource",
    ),
    resources: [arn("config", "config-rule/config-rule-abc123")],
    context: tagged("orgtrail"),
    own: { resource: arn("config", "config-rule/config-rule-def456"), context: tagged("payments") },
  },
  {
    sid: "DenyChangeConfigPacks",
    actions: names(
      "config",
      `DeleteConformancePack DeleteOrganizationConfigRule DeleteOrganizationConformancePack PutConformancePack
       PutOrganizationConfigRule PutOrganizationConformancePack`,
    ),
    resources: [
      arn("config", "conformance-pack/acme-orgtrail-logs/conformance-pack-1"),
      arn("config", "conformance-pack/acme-orgtrail/conformance-pack-1"),
      arn("config", "organization-config-rule/acme-orgtrail-validation-abc"),
      arn("config", "organization-conformance-pack/acme-orgtrail-logs-abc"),
    ],
    own: { resource: arn("config", "conformance-pack/payments/conformance-pack-2") },
  },
  {
    sid: "DenyStopSecurityHub",
    actions: names(
      "securityhub",
      `BatchDisableStandards BatchUpdateStandardsControlAssociations DeleteConfigurationPolicy DeleteFindingAggregator
       DeleteMembers DisableImportFindingsForProduct DisableSecurityHub DisableSecurityHubV2
       DisassociateFromAdministratorAccount DisassociateFromMasterAccount DisassociateMembers
       StartConfigurationPolicyDisassociation UpdateConfigurationPolicy UpdateFindingAggregator
       UpdateOrganizationConfiguration UpdateSecurityControl UpdateSecurityHubConfiguration UpdateStandardsControl`,
    ),
    resources: [
      "*",
      arn("securityhub", "hub/default"),
      arn("securityhub", "configuration-policy/1234"),
      arn("securityhub", "finding-aggregator/1234"),
    ],
  },
  {
    sid: "DenyChangeRoles",
    actions: names(
      "iam",
      `AttachRolePolicy CreatePolicyVersion CreateRole DeletePolicy DeletePolicyVersion DeleteRole
       DeleteRolePermissionsBoundary DeleteRolePolicy DetachRolePolicy PassRole PutRolePermissionsBoundary
       PutRolePolicy SetDefaultPolicyVersion TagRole UntagRole UpdateAssumeRolePolicy UpdateRole
       UpdateRoleDescription`,
    ),
    resources: [
      "role/acme-orgtrail-forward-us-east-1",
      "role/acme-organization-trail-logs",
      "role/acme-team-payments-logs",
      "role/acme-pipeline-deploy",
      "role/acme-pipeline-plan",
      "role/OrgTrailDeploy",
      "role/OrgTrailPlan",
      "role/BreakGlass",
      "policy/acme-pipeline-deploy-1",
    ].map((resource) => `arn:aws:iam::${MEMBER}:${resource}`),
    own: { resource: `arn:aws:iam::${MEMBER}:role/acme-application` },
  },
  {
    sid: "DenyChangeLogArchive",
    actions: [
      ...names(
        "config",
        "DeleteRemediationConfiguration PutRemediationConfigurations PutRemediationExceptions",
      ),
      ...names(
        "s3",
        "CreateAccessPoint CreateAccessPointForObjectLambda CreateMultiRegionAccessPoint PutAccountPublicAccessBlock",
      ),
      ...Stream.SERVERLESS_ACTIONS,
    ],
    resources: [
      "*",
      arn("aoss", "collection/0a1b2c3d4e5f6g7h8i9j", ARCHIVE),
      arn("aoss", "collection-group/0a1b2c3d4e5f6g7h8i9j", ARCHIVE),
      arn("config", "remediation-configuration/acme-orgtrail-bucket-kms", ARCHIVE),
      arn("s3", "accesspoint/mine", ARCHIVE),
      arn("s3-object-lambda", "accesspoint/mine", ARCHIVE),
      `arn:aws:s3::${ARCHIVE}:accesspoint/mine`,
    ],
    account: ARCHIVE,
    own: { resource: "*", account: MEMBER },
  },
  {
    sid: "DenyLeaveOrganization",
    actions: ["account:CloseAccount", ...names("organizations", "DisablePolicyType LeaveOrganization")],
    resources: [
      "*",
      "arn:aws:account::444444444444:account",
      "arn:aws:organizations::111111111111:root/o-a1b2c3d4e5/r-ab12",
    ],
  },
  {
    sid: "DenyChangeGuardrails",
    actions: names("organizations", "DeletePolicy DetachPolicy TagResource UntagResource UpdatePolicy"),
    resources: ["arn:aws:organizations::111111111111:policy/o-a1b2c3d4e5/service_control_policy/p-1"],
    context: tagged("orgtrail"),
    own: {
      resource: "arn:aws:organizations::111111111111:policy/o-a1b2c3d4e5/service_control_policy/p-2",
      context: tagged("network"),
    },
  },
  {
    sid: "DenyChangeFunctions",
    actions: [...Stream.FUNCTION_ACTIONS, ...Stream.STREAM_ACTIONS, ...Stream.DOMAIN_ACTIONS],
    resources: [
      arn("lambda", "function:acme-orgtrail-log-validation", ARCHIVE),
      ...Stream.streamParts(ARCHIVE),
      arn("es", "domain/acme-search", ARCHIVE),
    ],
    account: ARCHIVE,
    own: { resource: arn("lambda", "function:acme-orders"), account: MEMBER },
  },
  {
    sid: "DenyChangeAthena",
    actions: [
      ...names(
        "athena",
        `CreateNamedQuery DeleteNamedQuery DeleteWorkGroup TagResource UntagResource UpdateNamedQuery
         UpdateWorkGroup`,
      ),
      ...names(
        "glue",
        `BatchCreatePartition BatchDeletePartition BatchDeleteTable BatchDeleteTableVersion BatchUpdatePartition
         CreateDatabase CreatePartition CreateTable DeleteDatabase DeletePartition DeleteTable DeleteTableVersion RenameTable
         TagResource UntagResource UpdateDatabase UpdatePartition UpdateTable`,
      ),
    ],
    resources: [
      arn("athena", "workgroup/acme-orgtrail-athena", ARCHIVE),
      arn("glue", "database/acme_orgtrail", ARCHIVE),
      arn("glue", "table/acme_orgtrail/organization_events", ARCHIVE),
    ],
    account: ARCHIVE,
    own: { resource: arn("athena", "workgroup/primary", ARCHIVE), account: ARCHIVE },
  },
  {
    // Who subscribes the topic says, since a consumer may be a member.
    sid: "DenyChangeConsumerTopics",
    actions: names(
      "sns",
      "AddPermission DeleteTopic PutDataProtectionPolicy RemovePermission SetTopicAttributes TagResource UntagResource",
    ),
    resources: [arn("sns", "acme-consumer-soc", ARCHIVE)],
    account: ARCHIVE,
    own: { resource: arn("sns", "acme-consumers"), account: MEMBER },
  },
];
