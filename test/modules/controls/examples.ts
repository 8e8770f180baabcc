import type { ControlId } from "../../../modules/controls";
import { call, insight, ROOT, signIn, USER } from "./fixtures";
import { LOG_FILE_EXAMPLES, type Example } from "./log-file-examples";

export type { Example };

const DENIED = { errorCode: "AccessDenied", errorMessage: "User is not authorized" };
const IN_TEAM = { recipientAccountId: "555555555555" };
const TRAILS = "arn:aws:cloudtrail:us-east-1:111111111111:trail/";
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
    nearMisses: [call("cloudtrail", "AddTags"), call("cloudtrail", "StartQuery")],
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
    fires: [
      call("ec2", "AuthorizeSecurityGroupIngress"),
      // Added by CIS v5.0, whose text Security Hub fails: a filter of its own.
      call("ec2", "ModifySecurityGroupRules"),
    ],
    nearMisses: [call("ec2", "DescribeSecurityGroupRules"), call("vpc-lattice", "ModifySecurityGroupRules")],
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
    fires: [
      call("organizations", "LeaveOrganization", null, DENIED),
      call("organizations", "DetachPolicy"),
      call("organizations", "CancelHandshake"),
      call("organizations", "CreateOrganization"),
      call("organizations", "EnableAllFeatures"),
      call("organizations", "EnableAWSServiceAccess", { servicePrincipal: "ram.amazonaws.com" }),
    ],
    nearMisses: [call("organizations", "TagResource"), call("iot", "DetachPolicy")],
  },
  "audit-trail-changed": {
    fires: [
      call("cloudtrail", "StopLogging", { name: "acme-organization-trail" }),
      call("cloudtrail", "DeleteTrail", { name: `${TRAILS}acme-organization-trail` }),
      call("cloudtrail", "UpdateTrail", { name: "acme-team-payments" }, DENIED),
      call("cloudtrail", "StopLogging", { name: `${TRAILS}payments-audit` }),
    ],
    nearMisses: [
      call("cloudtrail", "CreateTrail", { name: "debugging" }),
      call("cloudtrail", "StopLogging", { name: `${TRAILS}debugging` }),
      call("cloudtrail", "StopLogging", { name: "my-acme-organization-trail" }),
      call("cloudtrail", "PutEventSelectors", { trailName: "acme-organization-trail" }),
    ],
  },
  "trail-selectors-changed": {
    fires: [
      call("cloudtrail", "PutEventSelectors", { trailName: "acme-organization-trail" }),
      call("cloudtrail", "PutInsightSelectors", { trailName: `${TRAILS}acme-team-payments` }),
      call("cloudtrail", "PutEventConfiguration", { trailName: "payments-audit" }),
    ],
    nearMisses: [
      call("cloudtrail", "UpdateTrail", { name: "acme-organization-trail" }),
      call("cloudtrail", "PutEventSelectors", { trailName: "debugging" }),
    ],
  },
  "trail-delegation-changed": {
    fires: [
      call("cloudtrail", "DeregisterOrganizationDelegatedAdmin"),
      call("organizations", "DisableAWSServiceAccess", { servicePrincipal: "cloudtrail.amazonaws.com" }),
      call("organizations", "DeregisterDelegatedAdministrator"),
      call("organizations", "PutResourcePolicy", { content: "{}" }),
      call("organizations", "DeleteResourcePolicy"),
    ],
    nearMisses: [
      call("organizations", "EnableAWSServiceAccess", { servicePrincipal: "cloudtrail.amazonaws.com" }),
      call("ram", "DisableAWSServiceAccess"),
      call("secretsmanager", "PutResourcePolicy"),
    ],
  },
  "root-access": {
    fires: [
      call("sts", "AssumeRoot", { targetPrincipal: "555555555555" }),
      // As CloudTrail records AssumeRole: no page says how it records AssumeRoot.
      call("sts", "AssumeRoot", { targetPrincipal: "555555555555" }, { readOnly: true }),
      call("iam", "EnableOrganizationsRootSessions"),
      call("iam", "EnableOrganizationsRootCredentialsManagement"),
      call("account", "StartPrimaryEmailUpdate", { accountId: "222222222222" }),
      call("account", "AcceptPrimaryEmailUpdate", { accountId: "222222222222" }),
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
      call("s3", "PutBucketAbac", { bucketName: "acme-audit" }),
      call("s3", "PutBucketTagging", { bucketName: "acme-audit" }),
      call("s3", "PutBucketWebsite", { bucketName: "acme-audit" }),
      call("s3", "PutBucketPolicy", { bucketName: "whatever-its-name" }, IN_ARCHIVE),
      call("s3", "PutAccountPublicAccessBlock", { accountId: "222222222222" }, IN_ARCHIVE),
    ],
    nearMisses: [
      call("s3", "PutBucketVersioning", { bucketName: "acme-audit-copy" }),
      call("s3", "PutBucketCors", { bucketName: "acme-audit" }),
      call("s3", "PutAccountPublicAccessBlock", { accountId: "444444444444" }),
    ],
  },
  "log-access-opened": {
    fires: [
      call("s3", "CreateAccessPoint", { name: "mine" }, IN_ARCHIVE),
      call("s3", "CreateAccessPointForObjectLambda", { name: "mine" }, IN_ARCHIVE),
      call("s3", "CreateAccessGrant", {}, IN_ARCHIVE),
      call("s3", "CreateJob", {}, IN_ARCHIVE),
    ],
    nearMisses: [
      call("s3", "CreateAccessPoint", { name: "mine" }),
      call("s3", "DeleteAccessPoint", { name: "mine" }, IN_ARCHIVE),
    ],
  },
  "log-key-changed": {
    fires: [
      call("kms", "PutKeyPolicy", { keyId: "k" }, IN_ARCHIVE),
      call("kms", "PutKeyPolicy", { keyId: "k" }, { recipientAccountId: "333333333333" }),
      call("kms", "PutKeyPolicy", { keyId: "k" }, IN_TEAM),
      call("kms", "DisableKey", { keyId: "k" }, IN_ARCHIVE),
      call("kms", "DisableKeyRotation", { keyId: "k" }, IN_ARCHIVE),
      call("kms", "DeleteImportedKeyMaterial", { keyId: "k" }, IN_ARCHIVE),
      call("kms", "CreateGrant", { keyId: "k", operations: ["Decrypt"] }, IN_ARCHIVE),
      call("kms", "RevokeGrant", { keyId: "k", grantId: "g" }, IN_ARCHIVE),
      call("kms", "ReplicateKey", { keyId: "k", replicaRegion: "eu-west-1" }, IN_ARCHIVE),
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
      // Where others have keys too, it may be any key.
      call("kms", "CreateGrant", { keyId: "k" }, IN_MANAGEMENT),
    ],
  },
  "key-grants-changed": {
    fires: [
      call("kms", "CreateGrant", { keyId: "k" }, IN_TEAM),
      call("kms", "RevokeGrant", { keyId: "k" }, IN_MANAGEMENT),
    ],
    nearMisses: [
      call("kms", "CreateGrant", { keyId: "k" }),
      call("kms", "PutKeyPolicy", { keyId: "k" }, IN_MANAGEMENT),
      call("kms", "CreateGrant", { keyId: "k" }, IN_ARCHIVE),
      call("kms", "CreateGrant", { keyId: "k" }, { ...IN_TEAM, userIdentity: BY_SERVICE }),
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
  "event-log-shared": {
    fires: [
      call("logs", "CreateExportTask", { logGroupName: "acme/cloudtrail", destination: "mine" }),
      call("observabilityadmin", "CreateCentralizationRuleForOrganization", {}, IN_MANAGEMENT),
      call("oam", "CreateLink", { sinkIdentifier: "s" }, IN_MANAGEMENT),
    ],
    nearMisses: [
      call("logs", "CreateExportTask", { logGroupName: "/aws/lambda/acme" }),
      call("oam", "CreateLink", { sinkIdentifier: "s" }),
      call("oam", "CreateLink", { sinkIdentifier: "s" }, IN_TEAM),
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
  "privileged-role-changed": {
    fires: [
      call("iam", "CreateRole", { roleName: "BreakGlass" }),
      call("iam", "UpdateAssumeRolePolicy", { roleName: "OrgTrailDeploy" }),
      call("iam", "AttachRolePolicy", { roleName: "acme-pipeline-deploy" }, IN_MANAGEMENT),
      call("iam", "CreatePolicyVersion", {
        policyArn: "arn:aws:iam::222222222222:policy/acme-pipeline-deploy-archive",
      }),
    ],
    nearMisses: [
      call("iam", "CreateRole", { roleName: "BreakGlassReader" }),
      // Identity Center alone changes its roles, and does so whenever a permission set is assigned.
      call("iam", "PutRolePolicy", { roleName: "AWSReservedSSO_BreakGlass_1234567890abcdef" }),
      call("iam", "TagRole", { roleName: "BreakGlass" }),
      call("iam", "CreatePolicyVersion", { policyArn: "arn:aws:iam::222222222222:policy/mine" }),
    ],
  },
  "break-glass-used": {
    fires: [
      call("sts", "AssumeRole", { roleArn: "arn:aws:iam::222222222222:role/BreakGlass" }, { readOnly: true }),
      call("sts", "AssumeRole", { roleArn: "arn:aws:iam::999999999999:role/BreakGlass" }, DENIED),
      call("sts", "AssumeRoleWithSAML", {
        roleArn:
          "arn:aws:iam::444444444444:role/aws-reserved/sso.amazonaws.com/eu-west-1/AWSReservedSSO_BreakGlass_1234567890abcdef",
      }),
    ],
    nearMisses: [
      call("sts", "AssumeRole", { roleArn: "arn:aws:iam::222222222222:role/Developer" }, { readOnly: true }),
      call("sts", "AssumeRole", { roleArn: "arn:aws:iam::222222222222:role/NotBreakGlass" }),
      call("sts", "GetCallerIdentity", null, { ...DENIED, readOnly: true }),
    ],
  },
  "deploy-role-used": {
    fires: [
      call(
        "sts",
        "AssumeRole",
        { roleArn: "arn:aws:iam::222222222222:role/OrgTrailDeploy" },
        { readOnly: true },
      ),
      call("sts", "AssumeRoleWithWebIdentity", {
        roleArn: "arn:aws:iam::444444444444:role/acme-pipeline-deploy",
      }),
    ],
    nearMisses: [call("sts", "AssumeRole", { roleArn: "arn:aws:iam::222222222222:role/Developer" })],
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
      call("monitoring", "PutAlarmMuteRule", { name: "all-of-them" }, IN_MANAGEMENT),
      call("monitoring", "PutLogAlarm", { alarmName: "acme-orgtrail-root-use" }),
      call("logs", "DeleteMetricFilter", { logGroupName: "acme/cloudtrail", filterName: "acme-root-use" }),
    ],
    nearMisses: [
      call("monitoring", "PutMetricAlarm", { alarmName: "cpu" }),
      call("monitoring", "DeleteAlarms", { alarmNames: ["cpu", "disk"] }, IN_MANAGEMENT),
      call("monitoring", "EnableAlarmActions", { alarmNames: ["acme-orgtrail-root-use"] }),
      call("monitoring", "PutAlarmMuteRule", { name: "maintenance", muteTargets: { alarmNames: ["cpu"] } }),
      call("monitoring", "PutAlarmMuteRule", { name: "all-of-theirs" }),
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
      call("sns", "SetSMSAttributes", { attributes: { MonthlySpendLimit: "0" } }, IN_MANAGEMENT),
    ],
    nearMisses: [
      call("sns", "SetTopicAttributes", { topicArn: `${TOPICS}orders` }),
      call("sns", "SetTopicAttributes", { topicArn: `${TOPICS}pager-of-others` }),
      call("sns", "Unsubscribe", { subscriptionArn: `${TOPICS}pager-of-others:5f0c` }),
      call("sns", "SetSMSAttributes", { attributes: { MonthlySpendLimit: "0" } }),
      call("sns", "ConfirmSubscription", { topicArn: `${TOPICS}acme-orgtrail-critical` }),
    ],
  },
  "rules-changed": {
    fires: [
      call("events", "DisableRule", { name: "acme-orgtrail-root-use" }),
      // It sets a rule that hears calls which only read back to one that does not.
      call("events", "EnableRule", { name: "acme-orgtrail-root-access" }),
      call("events", "RemoveTargets", { rule: "acme-orgtrail-root-use", ids: ["topic"] }),
      call("events", "DeleteEventBus", { name: "acme-orgtrail" }),
      call("events", "RemovePermission", { eventBusName: "acme-orgtrail", statementId: "members" }),
      call("events", "PutPermission", { eventBusName: "acme-orgtrail" }),
      call("sqs", "PurgeQueue", { queueUrl: `${QUEUES}acme-orgtrail-undelivered` }),
      call("sqs", "SetQueueAttributes", { queueUrl: `${QUEUES}acme-orgtrail-undelivered` }),
      call("sqs", "StartMessageMoveTask", {
        sourceArn: "arn:aws:sqs:us-east-1:111111111111:acme-orgtrail-undelivered",
      }),
    ],
    nearMisses: [
      call("events", "DisableRule", { name: "nightly" }),
      call("events", "EnableRule", { name: "nightly" }),
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
      call("securityhub", "CreateAutomationRule", { RuleName: "hide" }),
      call("securityhub", "DisableOrganizationAdminAccount", { AdminAccountId: "333333333333" }),
      call("securityhub", "BatchUpdateFindings", { Workflow: { Status: "SUPPRESSED" } }),
      call("config", "DeleteConfigurationAggregator", { configurationAggregatorName: "all" }),
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
      call("securityhub", "BatchUpdateFindings", { Note: { Text: "seen", UpdatedBy: "alice" } }),
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
      call("iam", "EnableMFADevice", { userName: "alice" }),
      call("iam", "CreateVirtualMFADevice", { virtualMFADeviceName: "second" }),
      call("iam", "PutUserPermissionsBoundary", { userName: "alice" }),
      call("iam", "PutRolePermissionsBoundary", { roleName: "Developer" }),
      call("iam", "UpdateSAMLProvider", { sAMLProviderArn: "arn:aws:iam::444444444444:saml-provider/idp" }),
      call("signin", "PutResourcePermissionStatement"),
    ],
    nearMisses: [
      call("iam", "CreateRole", { roleName: "Developer" }),
      call("iam", "DeleteUser", { userName: "mallory" }),
      call("iam", "ListUsers", null, { readOnly: true }),
      call("cognito-idp", "CreateUser"),
    ],
  },
  "identity-source-changed": {
    fires: [
      call("sso", "AssociateDirectory", { directoryId: "d-1" }),
      call("sso-directory", "EnableExternalIdPConfigurationForDirectory"),
      call("sso-directory", "ImportExternalIdPCertificate"),
      call("sso", "CreateTrustedTokenIssuer"),
      call("sso", "PutMfaDeviceManagementForDirectory"),
      call("sso-directory", "CreateBearerToken"),
    ],
    nearMisses: [
      call("sso", "CreateAccountAssignment"),
      call("directoryservice", "AssociateDirectory"),
      call("sso", "ListInstances", null, { readOnly: true }),
    ],
  },
  "identity-center-access-changed": {
    fires: [
      call("sso", "CreateAccountAssignment", { targetId: "222222222222" }),
      call("sso", "AttachManagedPolicyToPermissionSet"),
      call("sso", "PutInlinePolicyToPermissionSet"),
      call("sso", "DeletePermissionsBoundaryFromPermissionSet"),
      call("sso-directory", "AddMemberToGroup"),
      call("identitystore", "CreateGroupMembership"),
    ],
    nearMisses: [
      call("sso", "DeleteAccountAssignment"),
      // What Identity Center does in an account, and what an identity provider sends.
      call("iam", "CreateRole", { roleName: "AWSReservedSSO_Admin_1234567890abcdef" }),
      call("identitystore-scim", "CreateUser"),
      call("sso", "GetRoleCredentials", null, { readOnly: true }),
    ],
  },
  "account-closed": {
    fires: [
      call("account", "EnableRegion", { regionName: "af-south-1" }),
      call("account", "PutAlternateContact", { alternateContactType: "SECURITY" }),
      call("organizations", "CloseAccount", { accountId: "222222222222" }, IN_MANAGEMENT),
      call("organizations", "CloseAccountResult", null, { ...IN_MANAGEMENT, eventType: "AwsServiceEvent" }),
      call("account", "CloseAccount"),
    ],
    nearMisses: [
      call("organizations", "CreateAccount"),
      call("chime", "CloseAccount"),
      call("account", "PutAccountName"),
    ],
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
