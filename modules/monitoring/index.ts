export { AlarmTopics, type AlarmTopicsProps } from "./alarm-topics";
export { ControlAlarms, type ControlAlarmsProps } from "./control-alarms";
export { DELIVERY_ALARM } from "./delivery-alarm";
export { EventLog, type EventLogProps } from "./event-log";
export { Monitoring, type MonitoringProps } from "./monitoring";
export { MonitoringKey, type MonitoringKeyProps } from "./monitoring-key";
export { SavedQueries, type SavedQueriesProps } from "./saved-queries";
