export { alarmTopics, type AlarmTopic, type AlarmTopicNames } from "./alarm-topic";
export { catalogue } from "./catalogue";
export { CIS_CONTROLS } from "./cis";
export { DEFAULT_PERIOD_MINUTES, type Control, type Standards } from "./control";
export { CIS_CONTROL_IDS, CONTROL_IDS, OWN_CONTROL_IDS, type ControlId } from "./control-ids";
export {
  compileAlarms,
  compileControls,
  compileRules,
  type ControlEvaluator,
  type ControlTest,
  type SetOff,
} from "./evaluate";
export {
  isOfPlace,
  lambdaFunction,
  MAX_TARGETS,
  targetProblems,
  type EventTarget,
  type RulePlace,
  type TargetProblem,
} from "./event-target";
export { eventAlarmControl, eventAlarmProblems, type EventAlarm } from "./event-alarm";
export { LOG_FILE_CONTROLS } from "./log-files";
export { LOG_VALIDATION_BOUNDS, LOG_VALIDATION_CONTROL, LOG_VALIDATION_SILENCE } from "./log-validation";
export { INSIGHT_CONTROLS } from "./insights";
export type { ProtectedResources } from "./protected-resources";
export {
  controlQuery,
  controlQuestion,
  INVESTIGATION_QUERIES,
  MAX_QUERY_LENGTH,
  sourceCommand,
  type SavedQuery,
} from "./saved-query";
export { MAX_PERIOD_MINUTES, thresholdProblems, withSettings, type ControlSettings } from "./settings";
export {
  hears,
  protocolOf,
  type RepeatedSubscriber,
  repeatedSubscribers,
  type Subscriber,
  SUBSCRIBER_PROTOCOLS,
  subscriberProblem,
} from "./subscriber";
export { SEVERITIES, type Severity } from "./severity";
export {
  alarmExcesses,
  controlProblems,
  excessText,
  filterCount,
  MAX_DESCRIPTION_LENGTH,
  MAX_FILTERS,
  MAX_ALARM_NAME_LENGTH,
  MAX_RULE_NAME_LENGTH,
  ruleExcesses,
  ruleProblems,
  type Excess,
  type LimitedPart,
} from "./limits";
export {
  DEFAULT_RETENTION_DAYS,
  LOG_GROUP_NAME_PATTERN,
  logGroupNameProblem,
  RETENTION_DAYS,
  retentionProblem,
} from "./log-group-rules";
export { alarmDescription, alarmName, queryName } from "./names";
