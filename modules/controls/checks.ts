import type { Calls, FieldValues } from "./calls";
import type { Control } from "./control";
import { DEPLOYMENT, ownControl } from "./own-control";
import type { ProtectedResources } from "./protected-resources";

/** What CIS's filter on AWS Config passes over. */
const CONFIG_CALLS = [
  "DeleteAggregationAuthorization",
  "DeleteConfigurationRecorder",
  "DeleteRetentionConfiguration",
  "DisassociateResourceTypes",
  "PutAggregationAuthorization",
  "PutRetentionConfiguration",
];

const SECURITY_HUB_CALLS = [
  "AcceptAdministratorInvitation",
  "AcceptInvitation",
  "BatchDisableStandards",
  "BatchUpdateStandardsControlAssociations",
  "DisableImportFindingsForProduct",
  "DisableSecurityHub",
  "DisableSecurityHubFeatureV2",
  "DisableSecurityHubV2",
  "DisassociateFromAdministratorAccount",
  "DisassociateFromMasterAccount",
  "UpdateFindings",
  "UpdateSecurityControl",
  "UpdateSecurityHubConfiguration",
  "UpdateStandardsControl",
];

/** What the organization's administrator of Security Hub alone does: it changes or hides what is found in all accounts. */
const ADMINISTRATOR_CALLS = [
  "BatchDeleteAutomationRules",
  "BatchUpdateAutomationRules",
  "CreateAutomationRule",
  "CreateAutomationRuleV2",
  "DeleteAggregatorV2",
  "DeleteAutomationRuleV2",
  "DeleteConfigurationPolicy",
  "DeleteFindingAggregator",
  "DeleteMembers",
  "DisableOrganizationAdminAccount",
  "DisassociateMembers",
  "EnableOrganizationAdminAccount",
  "StartConfigurationPolicyAssociation",
  "StartConfigurationPolicyDisassociation",
  "UpdateAggregatorV2",
  "UpdateAutomationRuleV2",
  "UpdateConfigurationPolicy",
  "UpdateFindingAggregator",
  "UpdateOrganizationConfiguration",
];

/**
 * What stops GuardDuty in an account or in all, takes it from its administrator, or has it pass over an address or a finding: a filter
 * may archive what it matches, and a list of trusted addresses is never told of.
 */
const GUARD_DUTY_CALLS = [
  "CreateFilter",
  "CreateIPSet",
  "CreateTrustedEntitySet",
  "DeleteDetector",
  "DeleteMembers",
  "DisableOrganizationAdminAccount",
  "DisassociateFromAdministratorAccount",
  "DisassociateFromMasterAccount",
  "DisassociateMembers",
  "EnableOrganizationAdminAccount",
  "StopMonitoringMembers",
  "UpdateDetector",
  "UpdateFilter",
  "UpdateIPSet",
  "UpdateMemberDetectors",
  "UpdateOrganizationConfiguration",
  "UpdateTrustedEntitySet",
];

/** What stops IAM Access Analyzer, which tells of a log bucket or a key that outsiders may use, or archives what it finds by a rule. */
const ACCESS_ANALYZER_CALLS = ["CreateArchiveRule", "DeleteAnalyzer", "UpdateAnalyzer", "UpdateArchiveRule"];

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
      eventNames: ["DeleteConformancePack", "PutConformancePack"],
      on: [{ field: "requestParameters.conformancePackName", values: [packs(namePrefix)] }],
    },
  ];
}

const packs = (namePrefix: string): string => `${namePrefix.replace(/-$/, "")}*`;

/** What the delegated administrator does to the rules and packs of all accounts, and to where their results come together. */
function organizationConfig({ namePrefix }: ProtectedResources): readonly Calls[] {
  const eventSource = "config.amazonaws.com";
  return [
    { eventSource, eventNames: ["DeleteConfigurationAggregator", "PutConfigurationAggregator"] },
    {
      eventSource,
      eventNames: ["DeleteOrganizationConfigRule", "PutOrganizationConfigRule"],
      on: [{ field: "requestParameters.organizationConfigRuleName", values: [`*${namePrefix}*`] }],
    },
    {
      eventSource,
      eventNames: ["DeleteOrganizationConformancePack", "PutOrganizationConformancePack"],
      on: [{ field: "requestParameters.organizationConformancePackName", values: [packs(namePrefix)] }],
    },
  ];
}

/**
 * The controls that watch over what checks the log, in an account and in all of them: AWS Config and Security Hub; and over what
 * orgtrail does not make, but what tells of an attack on it: GuardDuty and IAM Access Analyzer.
 */
export function checkControls(resources: ProtectedResources): readonly Control[] {
  const hub = "securityhub.amazonaws.com";
  return [
    ...ownControl({
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
        { eventSource: hub, eventNames: SECURITY_HUB_CALLS },
        { eventSource: hub, eventNames: FINDING_CALLS, on: QUIET },
      ],
    }),
    ...ownControl({
      id: "organization-checks-changed",
      title: "Checks of the whole organization changed",
      severity: "high",
      happened:
        "The administrator of AWS Config or Security Hub changed or deleted a rule, conformance pack or aggregator of the organization, a configuration policy or an automation rule, or took members out, or there is another administrator.",
      firstStep: `${DEPLOYMENT} see who works in the security account, put back what was changed, and look at what was found, and hidden, since.`,
      noise: "security teams change policies and automation rules of Security Hub by hand",
      calls: [...organizationConfig(resources), { eventSource: hub, eventNames: ADMINISTRATOR_CALLS }],
    }),
    ...ownControl({
      id: "threat-detection-changed",
      title: "GuardDuty or Access Analyzer changed",
      severity: "medium",
      happened:
        "GuardDuty or IAM Access Analyzer was stopped or narrowed in an account or in all, taken from its administrator, or told to pass over addresses or findings.",
      firstStep:
        "See who did it and put back what was changed, then look at what was found, and hidden, since. orgtrail makes neither: no deployment of it explains the call.",
      noise: "security teams write suppression rules and lists of trusted addresses by hand",
      fast: false,
      calls: [
        { eventSource: "guardduty.amazonaws.com", eventNames: GUARD_DUTY_CALLS },
        { eventSource: "access-analyzer.amazonaws.com", eventNames: ACCESS_ANALYZER_CALLS },
      ],
    }),
  ];
}
