export type { AcceptedChange } from "./accepted-changes/settings";
export type { ConfigRuleSettings, RecorderAccount, RecorderSettings } from "./config-rules/settings";
export type { GuardrailSettings } from "./guardrails/resolve";
export type { SecurityHubSettings } from "./security-hub/settings";
export { ACCESS_MODES } from "./configuration";
export type {
  AccessLogSettings,
  AccessMode,
  Account,
  ArchiveSettings,
  Configuration,
  DetectionSettings,
  LogGroupSettings,
  LogStore,
  MonitoringSettings,
  OrganizationTrailSettings,
  SecuritySettings,
  Team,
  TeamDestination,
  TerraformSettings,
  WatchSettings,
} from "./configuration";
export { ConfigurationError, faultText, pathText, type ConfigPath, type Fault } from "./fault";
export { loadConfiguration, parseConfiguration, readSources, type SourceFile, type Sources } from "./load";
export { jsonSchemas } from "./json-schema";
export { schemaFaults } from "./schema-faults";
export { didYouMean, suggestion } from "./suggestion";
export { YamlFile } from "./yaml-file";
export { compileWatch, type Heard, type RecordingTrail, type WatchEvaluator } from "./monitoring/set-off";
export { VERDICT_RULE_IDS, type VerdictRuleId } from "./verdict-rules";
