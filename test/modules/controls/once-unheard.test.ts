import { compileControls } from "../../../modules/controls";
import { matchesWildcards } from "../../../modules/kernel";
import { serviceControlPolicies } from "../../../modules/policy";
import { referenceConfiguration } from "../../support/configurations";
import { call, CONTROLS } from "./fixtures";

/**
 * Calls that were recorded and set off nothing though they open the audit log, each by the name that CloudTrail has for it and with
 * nothing of ours in it but where a name decides. Beside the list that must be complete (every-action), which takes its names
 * from AWS: a name lost there by a mistake in the list is found here.
 */
const MEMBER = { recipientAccountId: "444444444444" };
const MANAGEMENT = { recipientAccountId: "111111111111" };
const SECURITY = { recipientAccountId: "333333333333" };
const ROLE = "arn:aws:iam::999999999999:role/";

type Unheard = readonly [service: string, name: string, parameters: object, where: object];

const CALLS: readonly Unheard[] = [
  ["organizations", "PutResourcePolicy", {}, MANAGEMENT],
  ["organizations", "DeleteResourcePolicy", {}, MANAGEMENT],
  ["organizations", "CancelHandshake", {}, MANAGEMENT],
  ["organizations", "CreateOrganization", {}, MANAGEMENT],
  ["organizations", "EnableAllFeatures", {}, MANAGEMENT],
  ["account", "StartPrimaryEmailUpdate", { accountId: "444444444444" }, MANAGEMENT],
  ["account", "AcceptPrimaryEmailUpdate", { accountId: "444444444444" }, MANAGEMENT],
  ["account", "EnableRegion", { regionName: "me-south-1" }, MEMBER],
  ["iam", "EnableOrganizationsRootSessions", {}, MANAGEMENT],
  ["iam", "EnableOrganizationsRootCredentialsManagement", {}, MANAGEMENT],
  ["iam", "PutRolePermissionsBoundary", { roleName: "x" }, MEMBER],
  ["iam", "DeleteRolePermissionsBoundary", { roleName: "x" }, MEMBER],
  ["iam", "PutUserPermissionsBoundary", { userName: "x" }, MEMBER],
  ["iam", "DeleteUserPermissionsBoundary", { userName: "x" }, MEMBER],
  ["iam", "CreateVirtualMFADevice", {}, MEMBER],
  ["iam", "EnableMFADevice", { userName: "x" }, MEMBER],
  ["iam", "DeactivateMFADevice", { userName: "x" }, MEMBER],
  ["iam", "DeleteVirtualMFADevice", {}, MEMBER],
  ["iam", "ResyncMFADevice", {}, MEMBER],
  ["iam", "CreateSAMLProvider", { name: "x" }, MEMBER],
  ["iam", "UpdateSAMLProvider", {}, MEMBER],
  ["iam", "DeleteSAMLProvider", {}, MEMBER],
  // Roles by their names, in an account that orgtrail does not know.
  ["iam", "CreateRole", { roleName: "BreakGlass" }, MEMBER],
  ["iam", "UpdateAssumeRolePolicy", { roleName: "BreakGlass" }, MEMBER],
  ["iam", "DeleteRole", { roleName: "OrgTrailDeploy" }, MEMBER],
  ["iam", "AttachRolePolicy", { roleName: "OrgTrailDeploy" }, MEMBER],
  ["sts", "AssumeRole", { roleArn: `${ROLE}BreakGlass` }, { recipientAccountId: "999999999999" }],
  ["sts", "AssumeRole", { roleArn: `${ROLE}OrgTrailDeploy` }, { recipientAccountId: "999999999999" }],
  ["sso", "CreateAccountAssignment", {}, MANAGEMENT],
  ["sso", "AttachManagedPolicyToPermissionSet", {}, MANAGEMENT],
  ["sso", "AttachCustomerManagedPolicyReferenceToPermissionSet", {}, MANAGEMENT],
  ["sso", "PutInlinePolicyToPermissionSet", {}, MANAGEMENT],
  ["sso", "PutPermissionsBoundaryToPermissionSet", {}, MANAGEMENT],
  ["sso", "DeletePermissionsBoundaryFromPermissionSet", {}, MANAGEMENT],
  ["sso", "AssociateDirectory", {}, MANAGEMENT],
  ["sso", "DisassociateDirectory", {}, MANAGEMENT],
  ["sso", "CreateTrustedTokenIssuer", {}, MANAGEMENT],
  ["sso", "DeleteInstance", {}, MANAGEMENT],
  ["sso-directory", "CreateExternalIdPConfigurationForDirectory", {}, MANAGEMENT],
  ["sso-directory", "CreateBearerToken", {}, MANAGEMENT],
  ["securityhub", "CreateAutomationRule", {}, SECURITY],
  ["securityhub", "CreateAutomationRuleV2", {}, SECURITY],
  ["securityhub", "BatchUpdateAutomationRules", {}, SECURITY],
  ["securityhub", "BatchDeleteAutomationRules", {}, SECURITY],
  ["securityhub", "BatchUpdateFindings", { Workflow: { Status: "SUPPRESSED" } }, SECURITY],
  ["securityhub", "DisableOrganizationAdminAccount", {}, MANAGEMENT],
  ["config", "PutConfigurationAggregator", {}, SECURITY],
  ["config", "DeleteConfigurationAggregator", {}, SECURITY],
  ["config", "PutAggregationAuthorization", {}, MEMBER],
  ["config", "DeleteAggregationAuthorization", {}, MEMBER],
  ["logs", "CreateExportTask", { logGroupName: "/orgtrail/acme/organization" }, MANAGEMENT],
  ["logs", "CreateScheduledQuery", { queryString: "SOURCE all" }, MANAGEMENT],
  ["logs", "UpdateScheduledQuery", { identifier: "q" }, MANAGEMENT],
  ["ec2", "ModifySecurityGroupRules", { groupId: "sg-1" }, MEMBER],
  ["s3", "UpdateObjectEncryption", { bucketName: "acme-cloudtrail-222222222222-organization" }, MANAGEMENT],
  ["s3", "CreateAccessPoint", {}, { recipientAccountId: "222222222222" }],
  ["s3", "CreateAccessPointForObjectLambda", {}, { recipientAccountId: "222222222222" }],
  // What guards the log beside orgtrail.
  ["guardduty", "DeleteDetector", { detectorId: "d" }, MEMBER],
  ["guardduty", "CreateFilter", { action: "ARCHIVE" }, SECURITY],
  ["guardduty", "DisableOrganizationAdminAccount", {}, MANAGEMENT],
  ["access-analyzer", "DeleteAnalyzer", { analyzerName: "organization" }, SECURITY],
  ["access-analyzer", "CreateArchiveRule", {}, SECURITY],
];

const evaluate = compileControls(CONTROLS);

it.each(CALLS)("%s %s is heard, allowed or refused", (service, name, parameters, where) => {
  const refused = { errorCode: "AccessDenied", errorMessage: "User is not authorized" };
  for (const more of [where, { ...where, ...refused }]) {
    const { alarms } = evaluate(call(service, name, parameters, more));
    // That many calls are refused says nothing of this one.
    expect(alarms.filter((id) => id !== "unauthorized-api-calls")).not.toEqual([]);
  }
});

it.each(["s3:UpdateObjectEncryption", "s3:CreateAccessPoint", "s3:CreateAccessPointForObjectLambda"])(
  "%s is denied by a policy",
  (action) => {
    const { guardrails } = referenceConfiguration();
    if (guardrails === undefined) throw new Error("the reference configuration has no guardrails");
    const denied = serviceControlPolicies(guardrails.names).flatMap(({ Statement }) =>
      Statement.filter(({ Effect }) => Effect === "Deny").flatMap(({ Action = [] }) => Action),
    );
    expect(denied.filter((pattern) => matchesWildcards(pattern, action))).not.toEqual([]);
  },
);
