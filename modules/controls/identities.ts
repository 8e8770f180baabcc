import type { Control } from "./control";
import { ownControl } from "./own-control";

/**
 * What gives somebody a way in, which CIS passes over as long as no policy is changed: users and their credentials, who
 * may take a role, and who is believed to say who somebody is.
 */
const IDENTITY_CALLS = [
  "AcceptDelegationRequest",
  "AddClientIDToOpenIDConnectProvider",
  "AddUserToGroup",
  "CreateAccessKey",
  "CreateLoginProfile",
  "CreateOpenIDConnectProvider",
  "CreateSAMLProvider",
  "CreateServiceSpecificCredential",
  "CreateUser",
  "CreateVirtualMFADevice",
  "DeactivateMFADevice",
  "DeleteAccountPasswordPolicy",
  "DeleteOpenIDConnectProvider",
  "DeleteRolePermissionsBoundary",
  "DeleteSAMLProvider",
  "DeleteUserPermissionsBoundary",
  "DeleteVirtualMFADevice",
  "EnableMFADevice",
  "EnableOutboundWebIdentityFederation",
  "PutAccountProperties",
  "PutRolePermissionsBoundary",
  "PutUserPermissionsBoundary",
  "ResetServiceSpecificCredential",
  "ResyncMFADevice",
  "SetDefaultPolicyVersion",
  "UpdateAccessKey",
  "UpdateAccountPasswordPolicy",
  "UpdateAssumeRolePolicy",
  "UpdateLoginProfile",
  "UpdateOpenIDConnectProviderThumbprint",
  "UpdateSAMLProvider",
  "UpdateSSHPublicKey",
  "UpdateServiceSpecificCredential",
  "UpdateSigningCertificate",
  "UpdateUser",
  "UploadSSHPublicKey",
  "UploadSigningCertificate",
];

/** From where people may sign in to the console. */
const CONSOLE_CALLS = [
  "DeleteConsoleAuthorizationConfiguration",
  "DeleteResourcePermissionStatement",
  "PutConsoleAuthorizationConfiguration",
  "PutResourcePermissionStatement",
];

/** A role that is made, which every pipeline does, can do nothing until a policy is given to it: CIS's filter hears that. */
function identities(): readonly Control[] {
  return ownControl({
    id: "iam-identity-changed",
    title: "IAM user, credentials or trust changed",
    severity: "medium",
    happened:
      "An IAM user, access key, password or identity provider was made or changed, an MFA device or permissions boundary added, changed or removed, or who may take a role changed.",
    firstStep:
      "See for whom the way in is and whether the change has a ticket or a commit; if not, deactivate the key or take the trust back.",
    noise:
      "common where users and keys are made by hand; rare where people are federated and a pipeline makes roles",
    fast: false,
    calls: [
      { eventSource: "iam.amazonaws.com", eventNames: IDENTITY_CALLS },
      { eventSource: "signin.amazonaws.com", eventNames: CONSOLE_CALLS },
    ],
  });
}

/** In a Region that is newly enabled nothing of ours stands but the trail; and AWS tells an alternate contact of abuse. */
const ACCOUNT_CALLS = [
  "CloseAccount",
  "DeleteAlternateContact",
  "DisableRegion",
  "EnableRegion",
  "PutAlternateContact",
];

/** CIS's filter on Organizations hears that an account is made, moved or removed, and not that one is closed, with its logs. */
function accounts(): readonly Control[] {
  return ownControl({
    id: "account-closed",
    title: "Account closed, or its Regions or contacts changed",
    severity: "high",
    happened:
      "An account of the organization was closed, so that what it holds is lost after 90 days; or a Region was enabled or disabled in one, or whom AWS tells of incidents was changed; or somebody tried.",
    firstStep:
      "Ask who did it whether they meant to; if not, have AWS Support reopen a closed account, which it does within 90 days.",
    fast: false,
    calls: [
      // The result is told of in the management account, whoever closed the account.
      { eventSource: "organizations.amazonaws.com", eventNames: ["CloseAccount", "CloseAccountResult"] },
      { eventSource: "account.amazonaws.com", eventNames: ACCOUNT_CALLS },
    ],
  });
}

/** The controls on who may act at all, and on the accounts in which they do. */
export function identityControls(): readonly Control[] {
  return [...identities(), ...accounts()];
}
