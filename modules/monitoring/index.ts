export { AlarmTopics, type AlarmTopicsProps } from "./alarm-topics";
export { ControlAlarms, type ControlAlarmsProps } from "./control-alarms";
export { Monitoring, type MonitoringProps, SavedQueries, type SavedQueriesProps } from "./monitoring";
export { EventLog, type EventLogProps } from "./event-log";
export { MonitoringKey, type MonitoringKeyProps } from "./monitoring-key";
