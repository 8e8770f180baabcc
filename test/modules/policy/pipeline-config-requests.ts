import { actionsOf, arn } from "./pipeline-requests";

/** What is done to rules and aggregators of AWS Config that stand: ours are told by their tag. */
export const CHANGE_CONFIG_RULES = actionsOf(
  "config",
  "DeleteConfigRule DeleteConfigurationAggregator DeleteEvaluationResults UntagResource",
);

/** What the deploy role changes of AWS Config, of which resources. */
export const CONFIG_CHANGES = [
  {
    actions: actionsOf(
      "config",
      `DeleteAggregationAuthorization DeleteConfigurationRecorder DeleteDeliveryChannel
       DeleteRemediationConfiguration DeleteRetentionConfiguration DisassociateResourceTypes PutConfigRule
       PutConfigurationAggregator PutConfigurationRecorder PutDeliveryChannel PutRemediationConfigurations
       PutRemediationExceptions PutRetentionConfiguration StartConfigurationRecorder StopConfigurationRecorder TagResource`,
    ),
    ours: [arn("config", "config-rule/x")],
  },
  {
    actions: CHANGE_CONFIG_RULES,
    ours: [arn("config", "config-rule/x"), arn("config", "config-aggregator/x")],
    context: { "aws:ResourceTag/ManagedBy": "orgtrail" },
    beyond: ["config:GetComplianceDetailsByConfigRule"],
  },
  {
    actions: actionsOf(
      "config",
      `DeleteConformancePack DeleteOrganizationConfigRule DeleteOrganizationConformancePack PutConformancePack
       PutOrganizationConfigRule PutOrganizationConformancePack`,
    ),
    ours: [
      "conformance-pack/acme-orgtrail/conformance-pack-x",
      "conformance-pack/acme-orgtrail-x/conformance-pack-x",
      "organization-config-rule/acme-orgtrail-x",
      "organization-conformance-pack/acme-orgtrail-x",
    ].map((pack) => arn("config", pack)),
    beyond: ["config:GetConformancePackComplianceDetails"],
    others: ["conformance-pack/pci/conformance-pack-x", "organization-config-rule/pci-x"].map((pack) =>
      arn("config", pack),
    ),
  },
];
