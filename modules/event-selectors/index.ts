export { advancedForm } from "./basic";
export {
  advancedSelectors,
  dataEventCoverage,
  isWhole,
  type DataEventCoverage,
  type ResourceCoverage,
} from "./data-events";
export { eventCategoryOf, type CloudTrailEvent } from "./event";
export type {
  SelectorConstraint,
  SelectorConstraintOptions,
  SelectorPath,
  SelectorProblem,
} from "./problems";
export {
  countValues,
  fieldsOf,
  OPERATOR_ATTRIBUTES,
  type CategoryField,
  type FieldKind,
  type Operator,
  type SelectorCategory,
  type SelectorField,
} from "./fields";
export {
  type AdvancedEventSelector,
  BASIC_RESOURCE_TYPES,
  type BasicDataResource,
  type BasicEventSelector,
  type BasicResourceType,
  type DataSelector,
  EXCLUDABLE_SOURCES,
  type ExcludableManagementSource,
  type FieldConditions,
  type ManagementSelector,
  type ManagementSourceConditions,
  MAX_BASIC_SELECTORS,
  MAX_DATA_RESOURCES,
  MAX_SELECTOR_NAME_LENGTH,
  MAX_VALUE_LENGTH,
  MAX_VALUES,
  type NetworkActivitySelector,
  READ_WRITE_TYPES,
  type TrailSelectors,
} from "./selectors";
export {
  excludeLogBuckets,
  LOG_FILE_CALLS,
  type LogBuckets,
  recordedLogFileCalls,
  recordsLogFileChanges,
} from "./log-buckets";
export {
  leftOutManagementSources,
  type ManagementCoverage,
  recordsAllManagementEvents,
  recordsManagementEvents,
} from "./management-events";
export { compileSelectors, matchEvent, type EventMatcher, type SelectorMatch } from "./match";
export { NETWORK_EVENT_SOURCES } from "./network-event-sources";
export { fitSelectors, packSelectors } from "./pack";
export { EVENT_PRICES, listPrice, priceText, type EventPrice, type PricedEvents } from "./prices";
export { PRESET_OPTIONS, type Preset, type PresetOption } from "./presets/preset";
export { S3_DESTRUCTIVE_CALLS, type S3Scope } from "./presets/objects";
export {
  type DeniedNetworkScope,
  expandPreset,
  type NetworkScope,
  PRESET_NAMES,
  type PresetName,
  type PresetRequest,
  PRESETS,
} from "./presets/table";
export type { FunctionScope, NamedResources, ResourceTypeScope, TableScope } from "./presets/resources";
export { isPresetRequest, presetProblems, type PresetOptions } from "./presets/request";
export {
  readSelector,
  type ReadSelector,
  renderAdvancedEventSelectors,
  renderBasicEventSelectors,
  type RenderedAdvancedEventSelector,
  type RenderedEventSelector,
  type RenderedFieldSelector,
} from "./render";
export { compileReach, type AwaitedEvent, type TrailReach } from "./reach";
export {
  askedSelectors,
  recordedSelectors,
  type FullRecording,
  type OrganizationRecording,
  type TrailRecording,
} from "./recording";
export { RENAMED_CALLS, type RenamedCall } from "./renamed-calls";
export { DATA_RESOURCE_TYPES } from "./resource-types";
export { OLDEST_PROVIDER } from "./constraints/trail";
export { SELECTOR_CONSTRAINTS, selectorProblems, type DocumentedConstraint } from "./constraints/table";
export { selectorWarnings } from "./warnings";
