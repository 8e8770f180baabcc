import type { ControlId } from "../../../modules/controls";
import { call, insight, ROOT, signIn, USER } from "./fixtures";
import { LOG_FILE_EXAMPLES, type Example } from "./log-file-examples";

export type { Example };

const DENIED = { errorCode: "AccessDenied", errorMessage: "User is not authorized" };
const IN_MANAGEMENT = { recipientAccountId: "111111111111" };
const IN_ARCHIVE = { recipientAccountId: "222222222222" };
const BY_SERVICE = { type: "AssumedRole", invokedBy: "ec2.amazonaws.com" };
const ORGANIZATION_GROUP = "arn:aws:logs:us-east-1:111111111111:log-group:/orgtrail/acme/organization";
const TOPICS = "arn:aws:sns:us-east-1:111111111111:";
const QUEUES = "https://sqs.us-east-1.amazonaws.com/111111111111/";

/** At least one of each for every control. */
export const EXAMPLES: Readonly<Record<ControlId, Example>> = {
  ...LOG_FILE_EXAMPLES,
  "unauthorized-api-calls": {
    fires: [
      call("s3", "GetBucketPolicy", { bucketName: "x" }, DENIED),
      call("ec2", "RunInstances", null, { errorCode: "Client.UnauthorizedOperation" }),
      call("kms", "Decrypt", null, { errorCode: "AccessDeniedException" }),
    ],
    nearMisses: [
      call("s3", "GetBucketPolicy", { bucketName: "x" }, { errorCode: "NoSuchBucketPolicy" }),
      call("s3", "GetBucketPolicy", { bucketName: "x" }),
    ],
  },
  "sign-in-without-mfa": {
    fires: [signIn(USER, "No", "Success")],
    nearMisses: [
      signIn(USER, "Yes", "Success"),
      signIn(USER, "No", "Failure"),
      // A federated session proves MFA to its identity provider, and not to AWS.
      signIn(
        { type: "AssumedRole", arn: "arn:aws:sts::444444444444:assumed-role/Sso/alice" },
        "No",
        "Success",
      ),
    ],
  },
  "root-use": {
    fires: [
      call("iam", "CreateAccessKey", null, { userIdentity: ROOT }),
      signIn(ROOT, "Yes", "Success"),
      signIn(ROOT, "No", "Failure"),
    ],
    nearMisses: [
      call("s3", "PutObject", null, { userIdentity: { ...ROOT, invokedBy: "backup.amazonaws.com" } }),
      call("kms", "RotateKey", null, { userIdentity: ROOT, eventType: "AwsServiceEvent" }),
      call("iam", "CreateAccessKey", null, { userIdentity: USER }),
    ],
  },
  "iam-policy-changes": {
    fires: [call("iam", "AttachUserPolicy", { policyArn: "arn:aws:iam::aws:policy/AdministratorAccess" })],
    // Organizations has a CreatePolicy of its own.
    nearMisses: [call("organizations", "CreatePolicy"), call("iam", "CreateUser")],
  },
  "cloudtrail-changes": {
    fires: [
      call("cloudtrail", "StopLogging", { name: "acme-organization-trail" }),
      call("cloudtrail", "DeleteTrail"),
    ],
    nearMisses: [call("cloudtrail", "AddTags"), call("cloudtrail", "PutEventSelectors")],
  },
  "sign-in-failures": {
    fires: [signIn(USER, "No", "Failure")],
    nearMisses: [
      signIn(USER, "No", "Success"),
      call("signin", "ConsoleLogin", null, { errorMessage: "Account locked" }),
    ],
  },
  "key-deletion": {
    fires: [call("kms", "ScheduleKeyDeletion", { keyId: "k" }), call("kms", "DisableKey", { keyId: "k" })],
    nearMisses: [
      call("kms", "CancelKeyDeletion", { keyId: "k" }),
      call("kms", "DisableKeyRotation", { keyId: "k" }),
    ],
  },
  "bucket-policy-changes": {
    fires: [
      call("s3", "PutBucketPolicy", { bucketName: "x" }),
      call("s3", "PutBucketLifecycle", { bucketName: "x" }),
    ],
    nearMisses: [
      call("s3", "PutBucketTagging", { bucketName: "x" }),
      call("s3", "GetBucketPolicy", { bucketName: "x" }),
    ],
  },
  "config-changes": {
    fires: [call("config", "StopConfigurationRecorder")],
    nearMisses: [call("config", "StartConfigurationRecorder")],
  },
  "security-group-changes": {
    fires: [call("ec2", "AuthorizeSecurityGroupIngress")],
    // Added by CIS v5.0, whose text Security Hub fails.
    nearMisses: [call("ec2", "ModifySecurityGroupRules")],
  },
  "network-acl-changes": {
    fires: [call("ec2", "CreateNetworkAclEntry")],
    nearMisses: [call("ec2", "DescribeNetworkAcls")],
  },
  "network-gateway-changes": {
    fires: [call("ec2", "AttachInternetGateway")],
    nearMisses: [call("ec2", "CreateNatGateway")],
  },
  "route-table-changes": {
    fires: [call("ec2", "ReplaceRoute")],
    nearMisses: [call("ec2", "AssociateRouteTable"), call("appmesh", "CreateRoute")],
  },
  "vpc-changes": {
    fires: [call("ec2", "CreateVpcPeeringConnection")],
    nearMisses: [call("ec2", "CreateSubnet")],
  },
  "organizations-changes": {
    fires: [call("organizations", "LeaveOrganization", null, DENIED), call("organizations", "DetachPolicy")],
    nearMisses: [call("organizations", "TagResource"), call("iot", "DetachPolicy")],
  },
  "trail-selectors-changed": {
    fires: [
      call("cloudtrail", "PutEventSelectors", { trailName: "t" }),
      call("cloudtrail", "PutInsightSelectors", { trailName: "t" }),
      call("cloudtrail", "PutEventConfiguration", { trailName: "t" }),
    ],
    nearMisses: [call("cloudtrail", "UpdateTrail", { name: "t" })],
  },
  "trail-delegation-changed": {
    fires: [
      call("cloudtrail", "DeregisterOrganizationDelegatedAdmin"),
      call("organizations", "DisableAWSServiceAccess", { servicePrincipal: "cloudtrail.amazonaws.com" }),
      call("organizations", "DeregisterDelegatedAdministrator"),
    ],
    nearMisses: [
      call("organizations", "EnableAWSServiceAccess", { servicePrincipal: "cloudtrail.amazonaws.com" }),
      call("ram", "DisableAWSServiceAccess"),
    ],
  },
  "root-access": {
    fires: [
      call("sts", "AssumeRoot", { targetPrincipal: "555555555555" }),
      // As CloudTrail records AssumeRole: no page says how it records AssumeRoot.
      call("sts", "AssumeRoot", { targetPrincipal: "555555555555" }, { readOnly: true }),
      call("signin", "PasswordRecoveryRequested", null, {
        eventType: "AwsConsoleSignIn",
        userIdentity: ROOT,
      }),
    ],
    nearMisses: [
      call("sts", "AssumeRole"),
      call("signin", "CheckMfa", null, { eventType: "AwsConsoleSignIn" }),
    ],
  },
  "log-bucket-changed": {
    fires: [
      call("s3", "PutBucketVersioning", { bucketName: "acme-cloudtrail-222222222222-organization" }),
      call("s3", "PutBucketLifecycle", { bucketName: "acme-audit" }),
      call("s3", "PutBucketObjectLockConfiguration", { bucketName: "acme-audit" }),
      call("s3", "DeleteBucketPublicAccessBlock", { bucketName: "acme-audit" }),
      call("s3", "PutBucketLogging", { bucketName: "acme-audit" }),
      call("s3", "PutBucketRequestPayment", { bucketName: "acme-audit" }),
      call("s3", "PutBucketNotification", { bucketName: "acme-audit" }),
      call("s3", "PutBucketPolicy", { bucketName: "whatever-its-name" }, IN_ARCHIVE),
      call("s3", "PutAccountPublicAccessBlock", { accountId: "222222222222" }, IN_ARCHIVE),
    ],
    nearMisses: [
      call("s3", "PutBucketVersioning", { bucketName: "acme-audit-copy" }),
      call("s3", "PutBucketTagging", { bucketName: "acme-audit" }),
      call("s3", "PutAccountPublicAccessBlock", { accountId: "444444444444" }),
    ],
  },
  "log-key-changed": {
    fires: [
      call("kms", "PutKeyPolicy", { keyId: "k" }, IN_ARCHIVE),
      call("kms", "PutKeyPolicy", { keyId: "k" }, { recipientAccountId: "333333333333" }),
      call("kms", "DisableKey", { keyId: "k" }, IN_ARCHIVE),
      call("kms", "DisableKeyRotation", { keyId: "k" }, IN_ARCHIVE),
      call("kms", "DeleteImportedKeyMaterial", { keyId: "k" }, IN_ARCHIVE),
      call("kms", "CreateGrant", { keyId: "k", operations: ["Decrypt"] }, IN_ARCHIVE),
      call("kms", "RevokeGrant", { keyId: "k", grantId: "g" }, IN_ARCHIVE),
      // The alias says of whose key it is, in whatever account.
      call("kms", "UpdateAlias", { aliasName: "alias/acme-cloudtrail-team-data", targetKeyId: "k" }),
      call("kms", "DeleteAlias", { aliasName: "alias/acme-orgtrail" }),
    ],
    nearMisses: [
      call("kms", "PutKeyPolicy", { keyId: "k" }),
      call("kms", "CreateKey", {}, IN_ARCHIVE),
      call("kms", "UpdateAlias", { aliasName: "alias/acme-orgtrails", targetKeyId: "k" }, IN_ARCHIVE),
      call("kms", "CreateGrant", { keyId: "k" }, { ...IN_ARCHIVE, userIdentity: BY_SERVICE }),
      call("kms", "CreateGrant", { keyId: "k" }),
    ],
  },
  "event-log-changed": {
    fires: [
      call("logs", "DeleteLogGroup", { logGroupName: "acme/cloudtrail" }),
      call("logs", "DeleteLogGroup", { logGroupName: "/orgtrail/acme/team-payments" }),
      call("logs", "AssociateKmsKey", { resourceIdentifier: ORGANIZATION_GROUP }),
      call("logs", "PutRetentionPolicy", { logGroupName: "acme/cloudtrail", retentionInDays: 1 }),
      call("logs", "DisassociateKmsKey", {
        resourceIdentifier: "arn:aws:logs:us-east-1:111111111111:log-group:acme/cloudtrail",
      }),
      call("logs", "PutDataProtectionPolicy", { logGroupIdentifier: "acme/cloudtrail" }),
      call("logs", "PutDataProtectionPolicy", { logGroupIdentifier: `${ORGANIZATION_GROUP}:*` }),
      call("logs", "PutTransformer", { logGroupIdentifier: "/orgtrail/acme/organization" }),
      call("logs", "PutAccountPolicy", { policyType: "DATA_PROTECTION_POLICY" }, IN_MANAGEMENT),
    ],
    nearMisses: [
      call("logs", "DeleteLogGroup", { logGroupName: "/aws/lambda/acme" }),
      call("logs", "CreateLogStream", { logGroupName: "acme/cloudtrail" }),
      call("logs", "PutDataProtectionPolicy", { logGroupIdentifier: "/aws/lambda/acme" }),
      call("logs", "PutAccountPolicy", { policyType: "DATA_PROTECTION_POLICY" }),
    ],
  },
  "delivery-role-changed": {
    fires: [
      call("iam", "UpdateAssumeRolePolicy", { roleName: "acme-organization-trail-logs" }),
      call("iam", "DeleteRolePolicy", { roleName: "acme-team-payments-logs", policyName: "deliver" }),
      call("iam", "PutRolePermissionsBoundary", { roleName: "acme-orgtrail-forward-us-east-1" }),
      call("iam", "DeleteRole", { roleName: "acme-orgtrail-config-recorder" }),
    ],
    nearMisses: [
      call("iam", "DeleteRole", { roleName: "acme-team-payments" }),
      call("iam", "TagRole", { roleName: "acme-organization-trail-logs" }),
      call("iam", "DeleteRole", { roleName: "Developer" }),
    ],
  },
  "alarms-changed": {
    fires: [
      call("monitoring", "PutMetricAlarm", { alarmName: "acme-orgtrail-root-use" }),
      call("monitoring", "PutCompositeAlarm", { alarmName: "acme-orgtrail-root-use" }),
      call("monitoring", "SetAlarmState", { alarmName: "acme-orgtrail-root-use", stateValue: "OK" }),
      call("monitoring", "DeleteAlarms", { alarmNames: ["x", "acme-orgtrail-root-use"] }),
      call("monitoring", "DisableAlarmActions", { alarmNames: ["acme-orgtrail-team-payments-x"] }),
      call("monitoring", "PutAlarmMuteRule", {
        name: "maintenance",
        muteTargets: { alarmNames: ["x", "y", "acme-orgtrail-root-use"] },
      }),
      call("monitoring", "PutAlarmMuteRule", { name: "all-of-them" }),
      call("logs", "DeleteMetricFilter", { logGroupName: "acme/cloudtrail", filterName: "acme-root-use" }),
    ],
    nearMisses: [
      call("monitoring", "PutMetricAlarm", { alarmName: "cpu" }),
      call("monitoring", "DeleteAlarms", { alarmNames: ["cpu", "disk"] }, IN_MANAGEMENT),
      call("monitoring", "EnableAlarmActions", { alarmNames: ["acme-orgtrail-root-use"] }),
      call("monitoring", "PutAlarmMuteRule", { name: "maintenance", muteTargets: { alarmNames: ["cpu"] } }),
      call("logs", "PutMetricFilter", { logGroupName: "/aws/lambda/acme" }),
    ],
  },
  "notifications-changed": {
    fires: [
      call("sns", "SetTopicAttributes", { topicArn: `${TOPICS}acme-orgtrail-critical` }),
      call("sns", "Subscribe", { topicArn: `${TOPICS}acme-orgtrail-critical`, protocol: "https" }),
      call("sns", "Unsubscribe", { subscriptionArn: `${TOPICS}acme-orgtrail-critical:5f0c` }),
      call("sns", "PutDataProtectionPolicy", { resourceArn: `${TOPICS}acme-orgtrail-critical` }),
      call("sns", "SetTopicAttributes", { topicArn: `${TOPICS}pager` }),
      call("sns", "Unsubscribe", { subscriptionArn: `${TOPICS}pager:5f0c` }),
      call("sns", "PutDataProtectionPolicy", { resourceArn: `${TOPICS}pager` }),
    ],
    nearMisses: [
      call("sns", "SetTopicAttributes", { topicArn: `${TOPICS}orders` }),
      call("sns", "SetTopicAttributes", { topicArn: `${TOPICS}pager-of-others` }),
      call("sns", "Unsubscribe", { subscriptionArn: `${TOPICS}pager-of-others:5f0c` }),
      call("sns", "ConfirmSubscription", { topicArn: `${TOPICS}acme-orgtrail-critical` }),
    ],
  },
  "rules-changed": {
    fires: [
      call("events", "DisableRule", { name: "acme-orgtrail-root-use" }),
      call("events", "RemoveTargets", { rule: "acme-orgtrail-root-use", ids: ["topic"] }),
      call("events", "DeleteEventBus", { name: "acme-orgtrail" }),
      call("events", "RemovePermission", { eventBusName: "acme-orgtrail", statementId: "members" }),
      call("events", "PutPermission", { eventBusName: "acme-orgtrail" }),
      call("sqs", "PurgeQueue", { queueUrl: `${QUEUES}acme-orgtrail-undelivered` }),
      call("sqs", "SetQueueAttributes", { queueUrl: `${QUEUES}acme-orgtrail-undelivered` }),
    ],
    nearMisses: [
      call("events", "DisableRule", { name: "nightly" }),
      call("events", "EnableRule", { name: "acme-orgtrail-root-use" }),
      call("events", "DeleteEventBus", { name: "orders" }),
      call("events", "PutPermission", { eventBusName: "default" }),
      call("sqs", "PurgeQueue", { queueUrl: `${QUEUES}orders` }),
      call("sqs", "CreateQueue", { queueName: "acme-orgtrail-undelivered" }),
    ],
  },
  "checks-changed": {
    fires: [
      call("config", "DeleteConfigurationRecorder", { configurationRecorderName: "default" }),
      call("config", "DeleteConfigRule", { configRuleName: "OrgConfigRule-acme-orgtrail-trail-x1y2" }),
      call("config", "PutConfigRule", { configRule: { configRuleName: "acme-orgtrail-trail" } }),
      call("config", "PutRemediationConfigurations", {
        remediationConfigurations: [{ configRuleName: "x" }, { configRuleName: "acme-orgtrail-trail" }],
      }),
      call("config", "DeleteOrganizationConfigRule", { organizationConfigRuleName: "acme-orgtrail-trail" }),
      call("config", "DeleteConformancePack", { conformancePackName: "acme-orgtrail" }),
      call("securityhub", "DisableSecurityHub"),
      call("securityhub", "BatchUpdateStandardsControlAssociations"),
    ],
    nearMisses: [
      call("config", "DeleteConfigRule", { configRuleName: "nightly" }),
      // AWS Config makes the organization's rules in each account.
      call(
        "config",
        "PutConfigRule",
        { configRule: { configRuleName: "OrgConfigRule-acme-orgtrail-trail-x1y2" } },
        { userIdentity: { ...BY_SERVICE, invokedBy: "config-multiaccountsetup.amazonaws.com" } },
      ),
      call("config", "PutRemediationConfigurations", {
        remediationConfigurations: [{ configRuleName: "nightly" }],
      }),
      call("config", "DeleteConformancePack", { conformancePackName: "acme" }),
      call("config", "StopConfigurationRecorder"),
      call("securityhub", "EnableSecurityHub"),
    ],
  },
  "iam-identity-changed": {
    fires: [
      call("iam", "CreateUser", { userName: "mallory" }),
      call("iam", "CreateAccessKey", { userName: "alice" }),
      call("iam", "CreateLoginProfile", { userName: "alice" }),
      call("iam", "UpdateAssumeRolePolicy", { roleName: "Developer" }),
      call("iam", "SetDefaultPolicyVersion", { policyArn: "arn:aws:iam::444444444444:policy/x" }),
      call("iam", "DeactivateMFADevice", { userName: "alice" }),
    ],
    nearMisses: [
      call("iam", "CreateRole", { roleName: "Developer" }),
      call("iam", "DeleteUser", { userName: "mallory" }),
      call("iam", "ListUsers", null, { readOnly: true }),
      call("cognito-idp", "CreateUser"),
    ],
  },
  "account-closed": {
    fires: [
      call("organizations", "CloseAccount", { accountId: "222222222222" }, IN_MANAGEMENT),
      call("organizations", "CloseAccountResult", null, { ...IN_MANAGEMENT, eventType: "AwsServiceEvent" }),
      call("account", "CloseAccount"),
    ],
    nearMisses: [call("organizations", "CreateAccount"), call("chime", "CloseAccount")],
  },
  "insight-call-rate": {
    fires: [insight("ApiCallRateInsight", "Start")],
    nearMisses: [insight("ApiCallRateInsight", "End"), insight("ApiErrorRateInsight", "Start")],
  },
  "insight-error-rate": {
    fires: [insight("ApiErrorRateInsight", "Start")],
    nearMisses: [insight("ApiErrorRateInsight", "End"), insight("ApiCallRateInsight", "Start")],
  },
};
