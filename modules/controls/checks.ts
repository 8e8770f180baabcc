import type { Calls, FieldValues } from "./calls";
import type { Control } from "./control";
import { DEPLOYMENT, ownControl } from "./own-control";
import type { ProtectedResources } from "./protected-resources";

/** What CIS's filter on AWS Config passes over. */
const CONFIG_CALLS = [
  "DeleteAggregationAuthorization",
  "DeleteConfigurationAggregator",
  "DeleteConfigurationRecorder",
  "DeleteRetentionConfiguration",
  "DisassociateResourceTypes",
  "PutAggregationAuthorization",
  "PutConfigurationAggregator",
  "PutRetentionConfiguration",
];

const SECURITY_HUB_CALLS = [
  "AcceptAdministratorInvitation",
  "AcceptInvitation",
  "BatchDeleteAutomationRules",
  "BatchDisableStandards",
  "BatchUpdateAutomationRules",
  "BatchUpdateStandardsControlAssociations",
  "CreateAutomationRule",
  "CreateAutomationRuleV2",
  "DeleteAggregatorV2",
  "DeleteAutomationRuleV2",
  "DeleteConfigurationPolicy",
  "DeleteFindingAggregator",
  "DeleteMembers",
  "DisableImportFindingsForProduct",
  "DisableOrganizationAdminAccount",
  "DisableSecurityHub",
  "DisableSecurityHubFeatureV2",
  "DisableSecurityHubV2",
  "DisassociateFromAdministratorAccount",
  "DisassociateFromMasterAccount",
  "DisassociateMembers",
  "EnableOrganizationAdminAccount",
  "StartConfigurationPolicyAssociation",
  "StartConfigurationPolicyDisassociation",
  "UpdateAggregatorV2",
  "UpdateAutomationRuleV2",
  "UpdateConfigurationPolicy",
  "UpdateFindingAggregator",
  "UpdateFindings",
  "UpdateOrganizationConfiguration",
  "UpdateSecurityControl",
  "UpdateSecurityHubConfiguration",
  "UpdateStandardsControl",
];

/** What keeps a finding from being seen. People note and assign findings all day by the same calls. */
const FINDING_CALLS = ["BatchUpdateFindings", "BatchUpdateFindingsV2"];

/** CloudTrail has parameters of Security Hub's calls as the API spells them. */
const QUIET: readonly FieldValues[] = [
  { field: "requestParameters.Workflow.Status", values: ["RESOLVED", "SUPPRESSED"] },
  { field: "requestParameters.StatusId", values: ["3", "4"] },
];

/** Rules of the organization stand in each account under a name that has ours in it; AWS Config makes them, and no person. */
function configRules({ namePrefix }: ProtectedResources): readonly Calls[] {
  const eventSource = "config.amazonaws.com";
  const values = [`*${namePrefix}*`];
  return [
    {
      eventSource,
      eventNames: [
        "DeleteConfigRule",
        "DeleteEvaluationResults",
        "DeleteRemediationConfiguration",
        "PutRemediationExceptions",
      ],
      without: "userIdentity.invokedBy",
      on: [{ field: "requestParameters.configRuleName", values }],
    },
    {
      eventSource,
      eventNames: ["PutConfigRule"],
      without: "userIdentity.invokedBy",
      on: [{ field: "requestParameters.configRule.configRuleName", values }],
    },
    {
      eventSource,
      eventNames: ["PutRemediationConfigurations"],
      on: [{ field: "requestParameters.remediationConfigurations[*].configRuleName", values }],
    },
    {
      eventSource,
      eventNames: ["DeleteOrganizationConfigRule", "PutOrganizationConfigRule"],
      on: [{ field: "requestParameters.organizationConfigRuleName", values }],
    },
  ];
}

function configPacks({ namePrefix }: ProtectedResources): readonly Calls[] {
  const eventSource = "config.amazonaws.com";
  const values = [`${namePrefix.replace(/-$/, "")}*`];
  return [
    {
      eventSource,
      eventNames: ["DeleteConformancePack", "PutConformancePack"],
      on: [{ field: "requestParameters.conformancePackName", values }],
    },
    {
      eventSource,
      eventNames: ["DeleteOrganizationConformancePack", "PutOrganizationConformancePack"],
      on: [{ field: "requestParameters.organizationConformancePackName", values }],
    },
  ];
}

/** The control that watches over what checks the log: AWS Config and Security Hub. */
export function checkControls(resources: ProtectedResources): readonly Control[] {
  return ownControl({
    id: "checks-changed",
    title: "Checks of AWS Config or Security Hub changed",
    severity: "medium",
    happened:
      "AWS Config or Security Hub was stopped or loosened in an account, findings were suppressed, or a rule or conformance pack of orgtrail was changed or deleted.",
    firstStep: `${DEPLOYMENT} deploy the security stack again, and see what has changed since the last check.`,
    noise: "security teams disable controls of Security Hub by hand",
    fast: false,
    calls: [
      { eventSource: "config.amazonaws.com", eventNames: CONFIG_CALLS },
      ...configRules(resources),
      ...configPacks(resources),
      { eventSource: "securityhub.amazonaws.com", eventNames: SECURITY_HUB_CALLS },
      { eventSource: "securityhub.amazonaws.com", eventNames: FINDING_CALLS, on: QUIET },
    ],
  });
}
