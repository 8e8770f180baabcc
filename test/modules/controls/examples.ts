import type { ControlId } from "../../../modules/controls";
import { call, insight, ROOT, signIn, USER } from "./fixtures";

/** Events that a control is about, and events that look like them and are not. */
export interface Example {
  readonly fires: readonly object[];
  readonly nearMisses: readonly object[];
}

const DENIED = { errorCode: "AccessDenied", errorMessage: "User is not authorized" };
const IN_ARCHIVE = { recipientAccountId: "222222222222" };

/** At least one of each for every control. */
export const EXAMPLES: Readonly<Record<ControlId, Example>> = {
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
      call("kms", "DisableKey", { keyId: "k" }, IN_ARCHIVE),
      call("kms", "DisableKeyRotation", { keyId: "k" }, IN_ARCHIVE),
    ],
    nearMisses: [call("kms", "PutKeyPolicy", { keyId: "k" }), call("kms", "CreateKey", {}, IN_ARCHIVE)],
  },
  "event-log-changed": {
    fires: [
      call("logs", "DeleteLogGroup", { logGroupName: "acme/cloudtrail" }),
      call("logs", "DeleteLogGroup", { logGroupName: "/orgtrail/acme/team-payments" }),
      call("logs", "AssociateKmsKey", {
        resourceIdentifier: "arn:aws:logs:us-east-1:111111111111:log-group:/orgtrail/acme/organization",
      }),
      call("logs", "PutRetentionPolicy", { logGroupName: "acme/cloudtrail", retentionInDays: 1 }),
      call("logs", "DisassociateKmsKey", {
        resourceIdentifier: "arn:aws:logs:us-east-1:111111111111:log-group:acme/cloudtrail",
      }),
    ],
    nearMisses: [
      call("logs", "DeleteLogGroup", { logGroupName: "/aws/lambda/acme" }),
      call("logs", "CreateLogStream", { logGroupName: "acme/cloudtrail" }),
    ],
  },
  "alarms-changed": {
    fires: [
      call("monitoring", "PutMetricAlarm", { alarmName: "acme-root-use" }),
      call("monitoring", "SetAlarmState", { alarmName: "acme-root-use", stateValue: "OK" }),
      call(
        "monitoring",
        "DeleteAlarms",
        { alarmNames: ["x", "acme-root-use"] },
        { recipientAccountId: "111111111111" },
      ),
      call("logs", "DeleteMetricFilter", { logGroupName: "acme/cloudtrail", filterName: "acme-root-use" }),
    ],
    nearMisses: [
      call("monitoring", "PutMetricAlarm", { alarmName: "cpu" }),
      call("monitoring", "DeleteAlarms", { alarmNames: ["cpu"] }),
      call("logs", "PutMetricFilter", { logGroupName: "/aws/lambda/acme" }),
    ],
  },
  "notifications-changed": {
    fires: [
      call("sns", "SetTopicAttributes", { topicArn: "arn:aws:sns:us-east-1:111111111111:acme-critical" }),
      call("sns", "Unsubscribe", {
        subscriptionArn: "arn:aws:sns:us-east-1:111111111111:acme-critical:5f0c",
      }),
    ],
    nearMisses: [
      call("sns", "SetTopicAttributes", { topicArn: "arn:aws:sns:us-east-1:111111111111:orders" }),
      call("sns", "Subscribe", { topicArn: "arn:aws:sns:us-east-1:111111111111:acme-critical" }),
    ],
  },
  "rules-changed": {
    fires: [
      call("events", "DisableRule", { name: "acme-root-use" }),
      call("events", "RemoveTargets", { rule: "acme-root-use", ids: ["topic"] }),
    ],
    nearMisses: [
      call("events", "DisableRule", { name: "nightly" }),
      call("events", "EnableRule", { name: "acme-root-use" }),
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
