import { topicArn } from "../organization";
import type { MonitoringPlace } from "../policy";
import { SEVERITIES, type Severity } from "./severity";

/** Which topics tell of alarms. */
export interface AlarmTopicNames {
  readonly place: MonitoringPlace;
  /** What topics' names begin with, before the severity. @default - the name prefix of the place */
  readonly topicPrefix?: string;
  /** The severities that have a topic. */
  readonly severities: readonly Severity[];
  /** The ARNs of topics to use instead, of this account and Region. @default - none */
  readonly existing?: Readonly<Partial<Record<Severity, string>>>;
}

/** A topic that is made for alarms of a severity. */
export interface AlarmTopic {
  readonly severity: Severity;
  readonly name: string;
  readonly arn: string;
}

/** The topics that are made, the most severe first: those that exist already are none of them. */
export function alarmTopics({
  place,
  topicPrefix,
  severities,
  existing = {},
}: AlarmTopicNames): readonly AlarmTopic[] {
  const { partition, region, account, namePrefix } = place;
  return SEVERITIES.filter(
    (severity) => severities.includes(severity) && existing[severity] === undefined,
  ).map((severity) => {
    const name = `${topicPrefix ?? namePrefix}${severity}`;
    return { severity, name, arn: topicArn(partition, region, account, name) };
  });
}
