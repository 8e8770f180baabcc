import type { ControlId } from "../../../modules/controls";
import { call, insight, ROOT, signIn, USER } from "./fixtures";
import { IDENTITY_EXAMPLES } from "./identity-examples";
import { LOG_FILE_EXAMPLES, type Example } from "./log-file-examples";
import { WATCHING_EXAMPLES } from "./watching-examples";

export type { Example };

const DENIED = { errorCode: "AccessDenied", errorMessage: "User is not authorized" };
const IN_TEAM = { recipientAccountId: "555555555555" };
const TRAILS = "arn:aws:cloudtrail:us-east-1:111111111111:trail/";
const IN_MANAGEMENT = { recipientAccountId: "111111111111" };
const IN_ARCHIVE = { recipientAccountId: "222222222222" };
const BY_SERVICE = { type: "AssumedRole", invokedBy: "ec2.amazonaws.com" };
const ORGANIZATION_GROUP = "arn:aws:logs:us-east-1:111111111111:log-group:/orgtrail/acme/organization";

/** At least one of each for every control. */
export const EXAMPLES: Readonly<Record<ControlId, Example>> = {
  ...LOG_FILE_EXAMPLES,
  ...IDENTITY_EXAMPLES,
  ...WATCHING_EXAMPLES,
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
      call("s3", "CreateAccessPoint", { name: "mine" }, { recipientAccountId: "666666666666" }),
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
      call("logs", "CreateScheduledQuery", { queryString: "SOURCE acme" }, IN_MANAGEMENT),
      call("observabilityadmin", "CreateCentralizationRuleForOrganization", {}, IN_MANAGEMENT),
      call("oam", "CreateLink", { sinkIdentifier: "s" }, IN_MANAGEMENT),
    ],
    nearMisses: [
      call("logs", "CreateExportTask", { logGroupName: "/aws/lambda/acme" }),
      call("logs", "UpdateScheduledQuery", { identifier: "q" }, IN_TEAM),
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
