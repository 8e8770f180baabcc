import type { Construct } from "constructs";
import { DetectionRules, EventForwarding } from "../modules/detection";
import { AlarmTopics, EventLog, Monitoring, MonitoringKey } from "../modules/monitoring";
import type { WatchBlueprint } from "./blueprint";

/** What watches over an account. */
export interface Watch {
  readonly keyArn: string;
  readonly topics: AlarmTopics;
  /** The log group to which the account's trail is to deliver. @default - there is none */
  readonly log?: EventLog;
}

/** Who hears what is of high severity. */
export function highTopicOf(watch: Pick<Watch, "topics"> | undefined): string | undefined {
  const { high, critical } = watch?.topics.topicArns ?? {};
  return high ?? critical;
}

/**
 * Makes what watches over an account.
 * @param eventBusName the bus that rules listen to, if not the default bus
 */
export function addWatch(scope: Construct, watch: WatchBlueprint, eventBusName?: string): Watch {
  const { key, topics: topicProps, eventLog, monitoring } = watch;
  const { keyArn } = new MonitoringKey(scope, "monitoring-key", key);
  const topics = new AlarmTopics(scope, "topics", { ...topicProps, keyArn });
  const rules = addRules(scope, watch, topics, eventBusName);
  if (eventLog === undefined || monitoring === undefined) return { keyArn, topics };
  const log = new EventLog(scope, "event-log", { ...eventLog, keyArn });
  new Monitoring(scope, "monitoring", {
    ...monitoring,
    topics,
    logGroupName: log.logGroupName,
    ...(rules !== undefined && {
      deadLetterQueueName: rules.deadLetterQueueName,
      otherAlarmNames: [rules.undeliveredAlarmName],
    }),
  });
  return { keyArn, topics, log };
}

function addRules(
  scope: Construct,
  { detection, forwarding }: WatchBlueprint,
  topics: AlarmTopics,
  eventBusName: string | undefined,
): DetectionRules | undefined {
  if (detection === undefined) return undefined;
  const { notifies, targets = [], ...props } = detection;
  const forward = forwarding && new EventForwarding(scope, "forwarding", forwarding);
  const undelivered = highTopicOf({ topics });
  return new DetectionRules(scope, "detection", {
    ...props,
    ...(notifies && { topicArns: topics.topicArns }),
    ...(undelivered !== undefined && { undeliveredTopicArn: undelivered }),
    targets: [...targets, ...(forward === undefined ? [] : [forward.target])],
    ...(eventBusName !== undefined && { eventBusName }),
  });
}
