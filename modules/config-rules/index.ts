export { bucketTag } from "./bucket-tag";
export {
  CONFIG_RULE_IDS,
  CONFIG_RULE_KINDS,
  configRules,
  OWNER_RULE_IDS,
  RECORDED_RESOURCE_TYPES,
  REMEDIABLE_RULE_IDS,
  type ConfigRules,
} from "./catalogue";
export type {
  ConfigRule,
  ConfigRuleOwner,
  ConfigRuleReach,
  ConfigRuleResource,
  ConfigRuleTag,
  ConfigRuleTrigger,
  OmittedConfigRule,
  Remediation,
  RunbookParameter,
} from "./config-rule";
export {
  conformancePack,
  type ConformancePack,
  type ConformancePackProps,
  DEFAULT_EVALUATION_HOURS,
  EVALUATION_FREQUENCIES,
  EVALUATION_HOURS,
  type EvaluationHours,
} from "./conformance-pack";
export type { ConfigRuleDraft, ConfigRuleKind, ConfigRuleStandards, DraftedConfigRule } from "./kind";
export {
  conformancePackProblems,
  excludedAccountsProblems,
  MAX_ACCOUNT_RULES,
  MAX_EXCLUDED_ACCOUNTS,
  MAX_ORGANIZATION_RULE_NAME_LENGTH,
  MAX_PACK_NAME_LENGTH,
  MAX_PACK_PARAMETERS,
  MAX_PACK_RULES,
  MAX_PACK_TEMPLATE_BYTES,
  MAX_PARAMETERS_LENGTH,
  organizationRuleProblems,
  repeatedRuleProblems,
  ruleCountProblems,
} from "./limits";
export {
  placeRules,
  type AccountRulePlace,
  type OrganizationRulePlace,
  type PlacedRules,
  type PlacementChoices,
} from "./placement";
export {
  mendedKinds,
  remediationPermissions,
  remediationRolePolicies,
  RUNBOOKS,
  type MendedKind,
  type RemediationRolePolicies,
} from "./remediation";
export {
  REMEDIATION_BOUNDS,
  REMEDIATION_DEFAULTS,
  remediationProblems,
  type RemediationSettings,
} from "./remediation-settings";
export type {
  AccessLogBucketScope,
  ConfigRuleBucket,
  ConfigRuleKey,
  ConfigRuleMonitoring,
  ConfigRuleScope,
  LogBucketScope,
  TaggedBuckets,
} from "./scope";
