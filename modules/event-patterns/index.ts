export { eventBridgeEvents, SIGN_IN_DETAIL_TYPES, type EventBridgeHearing } from "./event-bridge-event";
export { compileEventDetail, compileEventPattern } from "./event-bridge-match";
export {
  MAX_EVENT_PATTERN_LENGTH,
  renderEventPattern,
  type PatternComparison,
  type EventBridgePattern,
  type Literal,
  type PatternValue,
} from "./event-bridge-pattern";
export {
  CALL_FIELDS,
  compileFilterCalls,
  compileFilterPattern,
  isCallField,
  type EventTest,
} from "./filter-match";
export { filterPatternProblem, parseFilterPattern } from "./filter-parser";
export {
  allOf,
  anyOf,
  fieldIs,
  fieldIsAbsent,
  fieldIsNull,
  fieldIsOneOf,
  fieldIsTrue,
  fitsOnePattern,
  MAX_FILTER_PATTERN_LENGTH,
  renderAlternatives,
  renderFilterPattern,
  splitAlternatives,
} from "./filter-render";
export {
  ANY_ELEMENT,
  MAX_WILDCARD_SELECTORS,
  type FieldSelector,
  type FilterExpression,
  type FilterTerm,
  type NumericOperator,
} from "./filter-syntax";
export { UnsupportedPatternError } from "./unsupported-pattern-error";
