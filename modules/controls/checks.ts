import type { Calls } from "./calls";
import type { Control } from "./control";
import { DEPLOYMENT, ownControl } from "./own-control";
import type { ProtectedResources } from "./protected-resources";

/** What CIS's filter on AWS Config passes over. */
const CONFIG_CALLS = [
  "DeleteAggregationAuthorization",
  "DeleteConfigurationRecorder",
  "DeleteRetentionConfiguration",
  "DisassociateResourceTypes",
  "PutRetentionConfiguration",
];

const SECURITY_HUB_CALLS = [
  "BatchDisableStandards",
  "BatchUpdateStandardsControlAssociations",
  "DeleteConfigurationPolicy",
  "DeleteFindingAggregator",
  "DeleteMembers",
  "DisableImportFindingsForProduct",
  "DisableSecurityHub",
  "DisableSecurityHubV2",
  "DisassociateFromAdministratorAccount",
  "DisassociateFromMasterAccount",
  "DisassociateMembers",
  "StartConfigurationPolicyDisassociation",
  "UpdateConfigurationPolicy",
  "UpdateFindingAggregator",
  "UpdateOrganizationConfiguration",
  "UpdateSecurityControl",
  "UpdateSecurityHubConfiguration",
  "UpdateStandardsControl",
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
      "AWS Config or Security Hub was stopped or loosened in an account, or a rule or conformance pack of orgtrail was changed or deleted.",
    firstStep: `${DEPLOYMENT} deploy the security stack again, and see what has changed since the last check.`,
    noise: "security teams disable controls of Security Hub by hand",
    fast: false,
    calls: [
      { eventSource: "config.amazonaws.com", eventNames: CONFIG_CALLS },
      ...configRules(resources),
      ...configPacks(resources),
      { eventSource: "securityhub.amazonaws.com", eventNames: SECURITY_HUB_CALLS },
    ],
  });
}
