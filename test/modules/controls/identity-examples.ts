import { call } from "./fixtures";
import type { Example } from "./log-file-examples";

const DENIED = { errorCode: "AccessDenied", errorMessage: "User is not authorized" };
const IN_MANAGEMENT = { recipientAccountId: "111111111111" };

/** What is done to roles and identities, and by them. */
export const IDENTITY_EXAMPLES = {
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
} satisfies Readonly<Record<string, Example>>;
