export {
  callerOf,
  callOf,
  isEventTime,
  isSelected,
  recipientAccountOf,
  resourceTextsOf,
  SELECTED_CATEGORIES,
  type LogEvent,
  type SelectedCategory,
} from "./log-event";
export { logFiles, inParts, STANDARD_INPUT, type Found } from "./log-files";
export { allRead, readFound, readLogs, type Listening, type ReadLogs, type UnreadRecords } from "./reading";
