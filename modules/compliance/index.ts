export { AccountConfigRules, type AccountConfigRulesProps } from "./account-config-rules";
export { ConfigAggregator, type ConfigAggregatorProps } from "./config-aggregator";
export { ConfigRecorder, type ConfigRecorderProps } from "./config-recorder";
export {
  OrganizationConfigRules,
  type OrganizationConfigRulesProps,
  OrganizationConformancePack,
  type OrganizationConformancePackProps,
} from "./organization-config-rules";
export {
  DelegatedAdministrator,
  type DelegatedAdministratorProps,
  type DelegatedService,
} from "./delegated-administrator";
export { FailedControlsRule, type FailedControlsRuleProps } from "./failed-controls-rule";
export { SecurityHub, type SecurityHubProps } from "./security-hub";
export {
  SecurityHubOrganization,
  type NewAccountSettings,
  type SecurityHubOrganizationProps,
} from "./security-hub-organization";
export { serviceRoleIsThere } from "./service-role";
