import {
  CloudwatchMetricAlarm,
  type CloudwatchMetricAlarmConfig,
} from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import type { Construct } from "constructs";
import type { SearchPlace } from "../policy";

/** When an alarm on the health of OpenSearch rings, in minutes one after the other, and what it says. */
export interface WatchedHealth extends Pick<
  CloudwatchMetricAlarmConfig,
  "metricName" | "statistic" | "threshold"
> {
  readonly minutes: number;
  /** Whether it rings at the threshold and below. @default - at the threshold and above */
  readonly below?: true;
  /** Whether it rings where there is no metric. @default - it does not: some metrics are there only while something is wrong, and of a stream that stops, others tell */
  readonly whenMissing?: true;
  readonly says: string;
}

/** Whose metrics are watched, and who hears. */
interface HealthOf extends Pick<CloudwatchMetricAlarmConfig, "dimensions" | "namespace"> {
  readonly place: SearchPlace;
  readonly topicArn: string | undefined;
}

/** Alarms on the health of an OpenSearch that is made, each by its id. */
export function makeHealthAlarms(
  scope: Construct,
  alarms: Readonly<Record<string, WatchedHealth>>,
  { place, topicArn, ...metrics }: HealthOf,
): void {
  for (const [alarm, { says, minutes, below, whenMissing, ...watched }] of Object.entries(alarms))
    new CloudwatchMetricAlarm(scope, alarm, {
      ...watched,
      ...metrics,
      period: 60,
      evaluationPeriods: minutes,
      comparisonOperator: below ? "LessThanOrEqualToThreshold" : "GreaterThanOrEqualToThreshold",
      treatMissingData: whenMissing ? "breaching" : "notBreaching",
      alarmName: `${place.name}-${alarm}`,
      alarmDescription: says,
      ...(topicArn !== undefined && { alarmActions: [topicArn] }),
    });
}
