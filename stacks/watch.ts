import type { Construct } from "constructs";
import { DetectionRules, EventForwarding } from "../modules/detection";
import { AlarmTopics, EventLog, Monitoring, MonitoringKey } from "../modules/monitoring";
import type { TrailIdentity } from "../modules/organization";
import type { Configuration, LogGroupSettings, WatchSettings } from "./config";

/**
 * Makes what watches over an account, and gives the log group to which its trail is to deliver.
 * @param trail the trail of the log group @param eventBusName the bus that rules listen to, if not the default bus
 */
export function addWatch(
  scope: Construct,
  { terraform }: Configuration,
  watch: WatchSettings,
  trail?: TrailIdentity,
  eventBusName?: string,
): EventLog | undefined {
  const { place, keyAlias, topics: settings, logGroup, detection } = watch;
  const { destroyProtection } = terraform;
  const { keyArn } = new MonitoringKey(scope, "monitoring-key", {
    place,
    alias: keyAlias,
    logGroups: logGroup === undefined ? [] : [logGroup.name],
    destroyProtection,
  });
  const topics = new AlarmTopics(scope, "topics", {
    ...settings,
    place,
    topicPrefix: settings.prefix,
    keyArn,
  });
  const rules = detection && addRules(scope, watch, detection, topics, eventBusName);
  if (logGroup === undefined || trail === undefined) return undefined;
  const log = new EventLog(scope, "event-log", {
    trail,
    logGroupName: logGroup.name,
    roleName: logGroup.roleName,
    retentionDays: logGroup.retentionDays,
    keyArn,
    destroyProtection,
  });
  addMonitoring(scope, watch, logGroup, log, topics, rules);
  return log;
}

function addRules(
  scope: Construct,
  { place }: WatchSettings,
  { controls, notifies, targets, forwarding }: NonNullable<WatchSettings["detection"]>,
  { topicArns }: AlarmTopics,
  eventBusName: string | undefined,
): DetectionRules {
  const { partition, account } = place;
  const forward =
    forwarding && new EventForwarding(scope, "forwarding", { partition, account, ...forwarding });
  const undelivered = topicArns.high ?? topicArns.critical;
  return new DetectionRules(scope, "detection", {
    place,
    controls,
    ...(notifies && { topicArns }),
    ...(undelivered !== undefined && { undeliveredTopicArn: undelivered }),
    targets: [...targets, ...(forward === undefined ? [] : [forward.target])],
    ...(eventBusName !== undefined && { eventBusName }),
  });
}

function addMonitoring(
  scope: Construct,
  { place }: WatchSettings,
  { controls, wholeOrganization, dashboardName }: LogGroupSettings,
  { logGroupName }: EventLog,
  topics: AlarmTopics,
  rules: DetectionRules | undefined,
): void {
  new Monitoring(scope, "monitoring", {
    place,
    topics,
    logGroupName,
    controls,
    deliveryAlarm: wholeOrganization,
    investigationQueries: wholeOrganization,
    ...(dashboardName !== undefined && { dashboardName }),
    ...(rules !== undefined && {
      deadLetterQueueName: rules.deadLetterQueueName,
      otherAlarmNames: [rules.undeliveredAlarmName],
    }),
  });
}
