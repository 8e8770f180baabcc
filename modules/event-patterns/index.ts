export { eventBridgeEvents, SIGN_IN_DETAIL_TYPES } from "./event-bridge-event";
export { compileEventPattern } from "./event-bridge-match";
export {
  MAX_EVENT_PATTERN_LENGTH,
  renderEventPattern,
  type Comparison,
  type EventBridgePattern,
  type Literal,
  type PatternValue,
} from "./event-bridge-pattern";
export { compileFilterPattern, type EventTest } from "./filter-match";
export { parseFilterPattern } from "./filter-parser";
export {
  allOf,
  anyOf,
  fieldIs,
  fieldIsAbsent,
  fieldIsOneOf,
  MAX_FILTER_PATTERN_LENGTH,
  renderAlternatives,
  renderFilterPattern,
} from "./filter-render";
export type { FieldSelector, FilterExpression, FilterTerm, NumericOperator } from "./filter-syntax";
export { UnsupportedPatternError } from "./unsupported-pattern-error";
export { escaped, wildcardTest } from "./wildcard";
