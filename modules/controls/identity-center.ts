import type { Control } from "./control";
import { ownControl } from "./own-control";

/** The APIs of IAM Identity Center: its own, that of its console's directory, and that of its store of users and groups. */
const CENTER = ["sso.amazonaws.com", "sso-directory.amazonaws.com"];
const STORE = "identitystore.amazonaws.com";

/**
 * Who says who somebody is, and whether they need MFA for it. The console calls one API or another for the same thing. CreateInstance
 * is not among them: AWS refuses it in the management account, and a member's own instance lets nobody into an account.
 * @see https://docs.aws.amazon.com/singlesignon/latest/userguide/logging-using-cloudtrail.html
 */
const SOURCE_CALLS = [
  "AssociateDirectory",
  "CreateBearerToken",
  "CreateExternalIdPConfigurationForDirectory",
  "CreateProvisioningTenant",
  "CreateTrust",
  "CreateTrustedTokenIssuer",
  "DeleteExternalIdPCertificate",
  "DeleteExternalIdPConfigurationForDirectory",
  "DeleteInstance",
  "DeleteProvisioningTenant",
  "DisableExternalIdPConfigurationForDirectory",
  "DisassociateDirectory",
  "EnableExternalIdPConfigurationForDirectory",
  "ImportExternalIdPCertificate",
  "PutMfaDeviceManagementForDirectory",
  "UpdateExternalIdPConfigurationForDirectory",
  "UpdateInstance",
  "UpdateInstanceAccessControlAttributeConfiguration",
  "UpdateSSOConfiguration",
  "UpdateTrust",
  "UpdateTrustedTokenIssuer",
];

/** Who may be what in which account. */
const ASSIGNMENT_CALLS = [
  "AssociateProfile",
  "AttachCustomerManagedPolicyReferenceToPermissionSet",
  "AttachManagedPolicyToPermissionSet",
  "CreateAccountAssignment",
  "CreateInstanceAccessControlAttributeConfiguration",
  "DeleteInstanceAccessControlAttributeConfiguration",
  "DeletePermissionsBoundaryFromPermissionSet",
  "PutInlinePolicyToPermissionSet",
  "PutPermissionsBoundaryToPermissionSet",
  "PutPermissionsPolicy",
  "UpdatePermissionSet",
];

/** Who is in a group of the console's directory, and with which password and device they sign in. */
const DIRECTORY_CALLS = [
  "AddMemberToGroup",
  "CompleteVirtualMfaDeviceRegistration",
  "CompleteWebAuthnDeviceRegistration",
  "CreateUser",
  "DeleteMfaDeviceForUser",
  "EnableUser",
  "UpdateMfaDeviceForUser",
  "UpdatePassword",
  "UpdateUser",
  "UpdateUserName",
];

const STORE_CALLS = ["CreateGroupMembership", "CreateUser", "UpdateUser"];

/**
 * The controls on IAM Identity Center. What it does itself with a permission set in each account, and what an identity provider
 * sends it by SCIM, has other event sources and does not count: both follow from what somebody did before, or did elsewhere.
 */
export function identityCenterControls(): readonly Control[] {
  return [
    ...ownControl({
      id: "identity-source-changed",
      title: "Identity source changed",
      severity: "critical",
      happened:
        "Who says who somebody is was changed in IAM Identity Center: its directory, identity provider, trusted issuers, provisioning, MFA or the instance itself.",
      firstStep:
        "Ask who manages Identity Center whether it was them; if not, set the source back first: whoever controls it can be anybody in any account.",
      calls: [
        ...CENTER.map((eventSource) => ({ eventSource, eventNames: SOURCE_CALLS })),
        { eventSource: STORE, eventNames: ["DeleteIdentityStore", "UpdateIdentityStore"] },
      ],
    }),
    ...ownControl({
      id: "identity-center-access-changed",
      title: "Access by Identity Center widened",
      severity: "medium",
      happened:
        "In IAM Identity Center somebody was assigned to an account, a permission set was widened, or a user, member of a group, password or MFA device was added or changed.",
      firstStep: "See who gets into which account now, and whether the change has a ticket or a commit.",
      noise: "common where people are assigned and managed by hand; rare where an identity provider does it",
      fast: false,
      calls: [
        { eventSource: "sso.amazonaws.com", eventNames: ASSIGNMENT_CALLS },
        { eventSource: "sso-directory.amazonaws.com", eventNames: DIRECTORY_CALLS },
        { eventSource: STORE, eventNames: STORE_CALLS },
      ],
    }),
  ];
}
