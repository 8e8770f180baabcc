export { advancedForm } from "./basic";
export {
  advancedSelectors,
  dataEventCoverage,
  isWhole,
  type DataEventCoverage,
  type ResourceCoverage,
} from "./data-events";
export { eventCategoryOf, type CloudTrailEvent } from "./event";
export type { SelectorPath, SelectorProblem } from "./findings";
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
  MAX_BASIC_SELECTORS,
  MAX_DATA_RESOURCES,
  MAX_SELECTOR_NAME_LENGTH,
  MAX_VALUE_LENGTH,
  MAX_VALUES,
} from "./limits";
export { excludeLogBuckets, type LogBuckets } from "./log-buckets";
export {
  leftOutManagementSources,
  recordsAllManagementEvents,
  recordsManagementEvents,
  type ManagementCoverage,
} from "./management-events";
export { compileSelectors, matchEvent, type EventMatcher, type SelectorMatch } from "./match";
export { NETWORK_EVENT_SOURCES } from "./network-event-sources";
export { fitSelectors, packSelectors } from "./pack";
export { EVENT_PRICES, listPrice, priceText, type EventPrice, type PricedEvents } from "./prices";
export { PRESET_OPTIONS, type Preset, type PresetOption } from "./presets/preset";
export { S3_DESTRUCTIVE_CALLS, type S3Scope } from "./presets/objects";
export type { DeniedNetworkScope, NetworkScope } from "./presets/network";
export type { FunctionScope, NamedResources, ResourceTypeScope, TableScope } from "./presets/resources";
export { isPresetRequest, presetProblems, type PresetOptions } from "./presets/request";
export { expandPreset, PRESET_NAMES, PRESETS, type PresetName, type PresetRequest } from "./presets/table";
export { readSelector, type ReadSelector } from "./read";
export { compileReach, type AwaitedEvent, type TrailReach } from "./reach";
export {
  askedSelectors,
  recordedSelectors,
  type OrganizationRecording,
  type TrailRecording,
} from "./recording";
export { RENAMED_CALLS, type RenamedCall } from "./renamed-calls";
export {
  renderAdvancedEventSelectors,
  renderBasicEventSelectors,
  type RenderedAdvancedEventSelector,
  type RenderedEventSelector,
  type RenderedFieldSelector,
} from "./render";
export { DATA_RESOURCE_TYPES } from "./resource-types";
export {
  BASIC_RESOURCE_TYPES,
  EXCLUDABLE_SOURCES,
  READ_WRITE_TYPES,
  type AdvancedEventSelector,
  type BasicDataResource,
  type BasicEventSelector,
  type BasicResourceType,
  type DataSelector,
  type ExcludableManagementSource,
  type FieldConditions,
  type ManagementSelector,
  type ManagementSourceConditions,
  type NetworkActivitySelector,
  type TrailSelectors,
} from "./selectors";
export { OLDEST_PROVIDER } from "./constraints/provider";
export type { SelectorConstraint, SelectorConstraintOptions } from "./constraints/constraint";
export { SELECTOR_CONSTRAINTS, selectorProblems, type DocumentedConstraint } from "./constraints/table";
export { selectorWarnings } from "./warnings";
