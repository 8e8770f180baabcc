/**
 * What guardrails keep from everybody but break-glass and deploy roles: the actions that stop, delete or change what
 * records, keeps and tells. Reading is never among them.
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */

/** What stops a trail or changes what it records. */
export const CHANGE_TRAIL_ACTIONS = [
  "cloudtrail:AddTags",
  "cloudtrail:DeleteTrail",
  "cloudtrail:PutEventConfiguration",
  "cloudtrail:PutEventSelectors",
  "cloudtrail:PutInsightSelectors",
  "cloudtrail:RemoveTags",
  "cloudtrail:StopLogging",
  "cloudtrail:UpdateTrail",
] as const;

/** What stops a key from serving, opens it to others, or prepares its end. Cancelling a deletion is nobody's harm. */
export const CHANGE_KEY_ACTIONS = [
  "kms:CreateGrant",
  "kms:DeleteImportedKeyMaterial",
  "kms:DisableKey",
  "kms:DisableKeyRotation",
  "kms:PutKeyPolicy",
  "kms:RevokeGrant",
  "kms:ScheduleKeyDeletion",
  "kms:TagResource",
  "kms:UntagResource",
  "kms:UpdateKeyDescription",
  "kms:UpdatePrimaryRegion",
] as const;

/**
 * What moves an alias. KMS asks for it on the alias and on the key, so that a denial on the alias is enough; and who
 * cannot move an alias cannot take a key out of the conditions on kms:ResourceAliases.
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/alias-access.html
 */
export const CHANGE_ALIAS_ACTIONS = ["kms:CreateAlias", "kms:DeleteAlias", "kms:UpdateAlias"] as const;

/** What deletes a log group or its streams, shortens how long it keeps, or blinds its filters. */
export const CHANGE_LOG_GROUP_ACTIONS = [
  "logs:AssociateKmsKey",
  "logs:DeleteDataProtectionPolicy",
  "logs:DeleteLogGroup",
  "logs:DeleteLogStream",
  "logs:DeleteMetricFilter",
  "logs:DeleteRetentionPolicy",
  "logs:DeleteSubscriptionFilter",
  "logs:DeleteTransformer",
  "logs:DisassociateKmsKey",
  "logs:PutDataProtectionPolicy",
  "logs:PutMetricFilter",
  "logs:PutRetentionPolicy",
  "logs:PutSubscriptionFilter",
  "logs:PutTransformer",
  "logs:TagResource",
  "logs:UntagResource",
] as const;

/** What deletes an alarm, silences it, or makes it lie. */
export const CHANGE_ALARM_ACTIONS = [
  "cloudwatch:DeleteAlarms",
  "cloudwatch:DisableAlarmActions",
  "cloudwatch:PutCompositeAlarm",
  "cloudwatch:PutMetricAlarm",
  "cloudwatch:SetAlarmState",
  "cloudwatch:TagResource",
  "cloudwatch:UntagResource",
] as const;

/**
 * What mutes an alarm or puts one of another kind in its place, which orgtrail never does. CloudWatch asks for the right on the
 * mute rule and on each alarm that it mutes: a denial on the alarm is enough.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutAlarmMuteRule.html
 */
export const REPLACE_ALARM_ACTIONS = ["cloudwatch:PutAlarmMuteRule", "cloudwatch:PutLogAlarm"] as const;

/** What adds to a metric. Metric filters do not ask for it: CloudWatch Logs itself counts for them. */
export const COUNT_ACTIONS = ["cloudwatch:PutMetricData"] as const;

/** What deletes a rule of EventBridge or takes its targets. */
export const CHANGE_RULE_ACTIONS = [
  "events:DeleteRule",
  "events:DisableRule",
  "events:EnableRule",
  "events:PutRule",
  "events:PutTargets",
  "events:RemoveTargets",
  "events:TagResource",
  "events:UntagResource",
] as const;

/** What removes an event bus. */
export const CHANGE_BUS_ACTIONS = [
  "events:DeleteEventBus",
  "events:TagResource",
  "events:UntagResource",
  "events:UpdateEventBus",
] as const;

/** What says who sends to an event bus. The service names no bus when it authorizes these. */
export const OPEN_BUS_ACTIONS = ["events:PutPermission", "events:RemovePermission"] as const;

/**
 * What takes a subscriber off a topic, or keeps messages from one. A topic is optional in AWS's reference: with the subscription
 * alone, a statement that names topics may never be asked.
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonsns.html
 */
export const CHANGE_SUBSCRIPTION_ACTIONS = ["sns:SetSubscriptionAttributes", "sns:Unsubscribe"] as const;

/** What deletes a topic, or lets it reach others than its subscribers, or not them. */
export const CHANGE_TOPIC_ACTIONS = [
  "sns:AddPermission",
  "sns:DeleteTopic",
  "sns:PutDataProtectionPolicy",
  "sns:RemovePermission",
  "sns:SetSubscriptionAttributes",
  "sns:SetTopicAttributes",
  "sns:Subscribe",
  "sns:TagResource",
  "sns:Unsubscribe",
  "sns:UntagResource",
] as const;

/** What changes what a function does, who calls it, or whether it runs. */
export const CHANGE_FUNCTION_ACTIONS = [
  "lambda:AddPermission",
  "lambda:CreateFunction",
  "lambda:DeleteFunction",
  "lambda:PutFunctionConcurrency",
  "lambda:PutFunctionEventInvokeConfig",
  "lambda:PutRuntimeManagementConfig",
  "lambda:RemovePermission",
  "lambda:TagResource",
  "lambda:UntagResource",
  "lambda:UpdateFunctionCode",
  "lambda:UpdateFunctionConfiguration",
  "lambda:UpdateFunctionEventInvokeConfig",
] as const;

/** What else changes who runs a function or whether it runs, and what runs it: with another input it says that all is well. */
export const RUN_FUNCTION_ACTIONS = [
  "lambda:CreateFunctionUrlConfig",
  "lambda:DeleteResourcePolicy",
  "lambda:InvokeFunction",
  "lambda:PutFunctionScalingConfig",
  "lambda:PutResourcePolicy",
] as const;

/** What deletes a queue of undelivered events, or empties it. */
export const CHANGE_QUEUE_ACTIONS = [
  "sqs:AddPermission",
  "sqs:DeleteQueue",
  "sqs:PurgeQueue",
  "sqs:RemovePermission",
  "sqs:SetQueueAttributes",
  "sqs:TagQueue",
  "sqs:UntagQueue",
] as const;

/** What makes somebody else of a role: what it may do, who may take it, and what may run with it. */
export const CHANGE_ROLE_ACTIONS = [
  "iam:AttachRolePolicy",
  "iam:CreateRole",
  "iam:DeleteRole",
  "iam:DeleteRolePermissionsBoundary",
  "iam:DeleteRolePolicy",
  "iam:DetachRolePolicy",
  "iam:PassRole",
  "iam:PutRolePermissionsBoundary",
  "iam:PutRolePolicy",
  "iam:TagRole",
  "iam:UntagRole",
  "iam:UpdateAssumeRolePolicy",
  "iam:UpdateRole",
  "iam:UpdateRoleDescription",
] as const;

/** What takes the boundary from a role. */
export const LIFT_BOUNDARY_ACTION = "iam:DeleteRolePermissionsBoundary";

/**
 * What makes a role or decides what it may do and who may take it: AWS tells policies the boundary that the role has or gets. Deleting
 * a role is not among them.
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagementiam.html
 */
export const BOUNDED_ROLE_ACTIONS = [
  "iam:AttachRolePolicy",
  "iam:CreateRole",
  "iam:DeleteRolePolicy",
  "iam:DetachRolePolicy",
  "iam:PutRolePermissionsBoundary",
  "iam:PutRolePolicy",
  "iam:UpdateAssumeRolePolicy",
  "iam:UpdateRole",
  "iam:UpdateRoleDescription",
] as const;

/** What changes a managed policy, and so what a role may do. */
export const CHANGE_POLICY_ACTIONS = [
  "iam:CreatePolicyVersion",
  "iam:DeletePolicy",
  "iam:DeletePolicyVersion",
  "iam:SetDefaultPolicyVersion",
] as const;

/** What stops AWS Config in an account, or narrows what it records. */
export const STOP_CONFIG_ACTIONS = [
  "config:DeleteAggregationAuthorization",
  "config:DeleteConfigurationRecorder",
  "config:DeleteDeliveryChannel",
  "config:DeleteRetentionConfiguration",
  "config:DisassociateResourceTypes",
  "config:PutConfigurationRecorder",
  "config:PutDeliveryChannel",
  "config:PutRetentionConfiguration",
  "config:StopConfigurationRecorder",
] as const;

/** What deletes a Config rule or its results, or changes it. */
export const CHANGE_CONFIG_RULE_ACTIONS = [
  "config:DeleteConfigRule",
  "config:DeleteEvaluationResults",
  "config:PutConfigRule",
  "config:TagResource",
  "config:UntagResource",
] as const;

/** What opens another way to the objects of a bucket, which says nothing of the bucket's name. */
export const OPEN_OBJECTS_ACTIONS = [
  "s3:CreateAccessPoint",
  "s3:CreateAccessPointForObjectLambda",
  "s3:CreateMultiRegionAccessPoint",
] as const;

/**
 * What keeps Config from mending what fails a rule. The service authorizes these by the id of the remediation or by nothing,
 * and never by tags.
 */
export const CHANGE_REMEDIATION_ACTIONS = [
  "config:DeleteRemediationConfiguration",
  "config:PutRemediationConfigurations",
  "config:PutRemediationExceptions",
] as const;

/** What deletes what Config makes in many accounts or many at once, or changes it. */
export const CHANGE_CONFIG_PACK_ACTIONS = [
  "config:DeleteConformancePack",
  "config:DeleteOrganizationConfigRule",
  "config:DeleteOrganizationConformancePack",
  "config:PutConformancePack",
  "config:PutOrganizationConfigRule",
  "config:PutOrganizationConformancePack",
] as const;

/** What stops Security Hub in an account, takes a standard or a control from it, or takes the account from its administrator. */
export const STOP_SECURITY_HUB_ACTIONS = [
  "securityhub:BatchDisableStandards",
  "securityhub:BatchUpdateStandardsControlAssociations",
  "securityhub:DeleteConfigurationPolicy",
  "securityhub:DeleteFindingAggregator",
  "securityhub:DeleteMembers",
  "securityhub:DisableImportFindingsForProduct",
  "securityhub:DisableSecurityHub",
  "securityhub:DisableSecurityHubV2",
  "securityhub:DisassociateFromAdministratorAccount",
  "securityhub:DisassociateFromMasterAccount",
  "securityhub:DisassociateMembers",
  "securityhub:StartConfigurationPolicyDisassociation",
  "securityhub:UpdateConfigurationPolicy",
  "securityhub:UpdateFindingAggregator",
  "securityhub:UpdateOrganizationConfiguration",
  "securityhub:UpdateSecurityControl",
  "securityhub:UpdateSecurityHubConfiguration",
  "securityhub:UpdateStandardsControl",
] as const;

/** What takes an account out of reach of all guardrails, switches these off, or closes it, with its trail and its logs. */
export const LEAVE_ACTIONS = [
  "account:CloseAccount",
  "organizations:DisablePolicyType",
  "organizations:LeaveOrganization",
] as const;

/** What weakens the guardrails themselves. It needs a delegation; without one, the management account alone may. */
export const CHANGE_GUARDRAIL_ACTIONS = [
  "organizations:DeletePolicy",
  "organizations:DetachPolicy",
  "organizations:TagResource",
  "organizations:UntagResource",
  "organizations:UpdatePolicy",
] as const;
