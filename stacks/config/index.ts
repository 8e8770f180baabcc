export type {
  AccessLogSettings,
  Account,
  ArchiveSettings,
  Configuration,
  LogStore,
  OrganizationTrailSettings,
  Team,
  TeamDestination,
  TerraformSettings,
} from "./configuration";
export { ConfigurationError, faultText, pathText, type ConfigPath, type Fault } from "./fault";
export { loadConfiguration, parseConfiguration, readSources, type SourceFile, type Sources } from "./load";
export { jsonSchemas } from "./json-schema";
export { suggestion } from "./suggestion";
