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
export { logFiles, STANDARD_INPUT, type Found } from "./log-files";
export { readLogs, type ReadingOptions, type ReadLogs, type UnreadRecords } from "./reading";
