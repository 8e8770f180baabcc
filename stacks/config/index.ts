export { SEARCH_STACK, type SearchSettings } from "./search/resolve";
export { ANALYTICS_STACK, type AnalyticsSettings, type AthenaSettings } from "./analytics/resolve";
export type { AcceptedChange } from "./accepted-changes/schema";
export {
  type AccessLogSettings,
  archiveStackName,
  archiveStackNumbers,
  type ArchiveSettings,
  LOG_ARCHIVE_STACK,
  type LogStore,
} from "./archive/resolve";
export { logSourcesOf } from "./archive/log-sources";
export type { ConsumerSettings } from "./consumers/resolve";
export { readingRolesOf } from "./archive/reading-roles";
export type { ConfigRuleSettings, RecorderAccount, RecorderSettings } from "./config-rules/resolve";
export type { Configuration, LoadedConfiguration } from "./configuration";
export type { GuardrailSettings } from "./guardrails/resolve";
export type {
  DetectionSettings,
  LogGroupSettings,
  MonitoringSettings,
  SecuritySettings,
  WatchSettings,
} from "./monitoring/settings";
export type { Account } from "./organization/resolve";
export type { PipelineSettings } from "./pipeline/resolve";
export { replicaPolicyOf } from "./replica/policy";
export { REPLICA_STACK, type ReplicaSettings } from "./replica/resolve";
export type { SecurityHubSettings } from "./security-hub/resolve";
export type { Team, TeamDestination } from "./teams/resolve";
export { ACCESS_MODES, type AccessMode, type TerraformSettings } from "./terraform/resolve";
export type { DeliveryTopic } from "./trail/delivery-topic";
export type { ResolvedTrail } from "./trail/resolve";
export { ConfigurationError, faultText, configPathText, type ConfigPath, type Fault } from "./fault";
export { loadConfiguration, parseConfiguration } from "./load";
export { isFault, readSource, readSources, type SourceFile, type Sources } from "./source-files";
export { jsonSchemas } from "./json-schema";
export type { AwsLimit } from "./aws-limit";
export { AWS_LIMITS, type AwsLimitId } from "./limits";
export { readAs } from "./schema-faults";
export { compileWatch, type Heard, type RecordingTrail, type WatchEvaluator } from "./monitoring/set-off";
