import { compileControls } from "../../../modules/controls";
import { callOnOurs } from "./calls-on-ours";
import { CONTROLS } from "./fixtures";
import { changingActions, SERVICES } from "./services";

/**
 * What pages by calls on what is none of orgtrail's, in an account that is none of orgtrail's: developers make trails, keys, rules and
 * roles all day. Each call by which a critical control rings all the same has a reason.
 */
const CRITICAL: Readonly<Record<string, { readonly reason: string; readonly actions: readonly string[] }>> = {
  "identity-source-changed": {
    reason: "who manages Identity Center for the organization, and in which account, orgtrail does not know",
    actions: [
      "identitystore:DeleteIdentityStore",
      "identitystore:UpdateIdentityStore",
      "sso-directory:CreateBearerToken",
      "sso-directory:CreateExternalIdPConfigurationForDirectory",
      "sso-directory:CreateProvisioningTenant",
      "sso-directory:DeleteExternalIdPCertificate",
      "sso-directory:DeleteExternalIdPConfigurationForDirectory",
      "sso-directory:DeleteProvisioningTenant",
      "sso-directory:DisableExternalIdPConfigurationForDirectory",
      "sso-directory:EnableExternalIdPConfigurationForDirectory",
      "sso-directory:ImportExternalIdPCertificate",
      "sso-directory:UpdateExternalIdPConfigurationForDirectory",
      "sso:AssociateDirectory",
      "sso:CreateTrust",
      "sso:CreateTrustedTokenIssuer",
      "sso:DeleteInstance",
      "sso:DisassociateDirectory",
      "sso:PutMfaDeviceManagementForDirectory",
      "sso:UpdateInstance",
      "sso:UpdateInstanceAccessControlAttributeConfiguration",
      "sso:UpdateSSOConfiguration",
      "sso:UpdateTrust",
      "sso:UpdateTrustedTokenIssuer",
    ],
  },
  "root-access": {
    reason: "whoever is root of any account is bound by guardrails alone, and no daily work is done as root",
    actions: [
      "account:AcceptPrimaryEmailUpdate",
      "account:StartPrimaryEmailUpdate",
      "iam:DisableOrganizationsRootCredentialsManagement",
      "iam:DisableOrganizationsRootSessions",
      "iam:EnableOrganizationsRootCredentialsManagement",
      "iam:EnableOrganizationsRootSessions",
      "iam:UpdateAccountEmailAddress",
      "sts:AssumeRoot",
    ],
  },
  "trail-delegation-changed": {
    reason: "the management account alone can, and an organization has each done once",
    actions: [
      "cloudtrail:DeregisterOrganizationDelegatedAdmin",
      "cloudtrail:RegisterOrganizationDelegatedAdmin",
      "organizations:DeleteResourcePolicy",
      "organizations:DeregisterDelegatedAdministrator",
      "organizations:DisableAWSServiceAccess",
      "organizations:PutResourcePolicy",
      "organizations:RegisterDelegatedAdministrator",
    ],
  },
};

const evaluate = compileControls(CONTROLS);
const critical = CONTROLS.filter(({ severity }) => severity === "critical").map(({ id }): string => id);

/** The same call on somebody else's resources: other names, in another account. */
function callOnOthers(action: string): object {
  const text = JSON.stringify(callOnOurs(action))
    .replaceAll("acme", "ledger")
    .replaceAll("orgtrail", "billing")
    .replaceAll("BreakGlass", "Developer")
    .replace(/111111111111|222222222222/g, "444444444444");
  return JSON.parse(text) as object;
}

test("no call on what is somebody else's sets off a critical control, but what is named", async () => {
  const actions = (await Promise.all(SERVICES.map(changingActions))).flat();
  expect(actions.length).toBeGreaterThan(1000);
  const found: Record<string, string[]> = {};
  for (const action of actions) {
    const { alarms, rules } = evaluate(callOnOthers(action));
    const ringing = new Set([...alarms, ...rules].filter((id) => critical.includes(id)));
    for (const id of ringing) (found[id] ??= []).push(action);
  }
  const sorted = Object.entries(found).map(([id, calls]) => [id, calls.sort()] as const);
  expect(Object.fromEntries(sorted)).toEqual(
    Object.fromEntries(Object.entries(CRITICAL).map(([id, { actions: named }]) => [id, named])),
  );
});
