import { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import type { Construct } from "constructs";

/** Whose silence is news. */
export interface DeliveryAlarmProps {
  readonly namePrefix: string;
  readonly logGroupName: string;
  /** @default - the alarm tells nobody */
  readonly topicArn?: string;
}

const HOUR_SECONDS = 3600;

/** The name of the alarm on silence, after the prefix. */
export const DELIVERY_ALARM = "delivery-stopped";

/**
 * Makes the alarm that rings when the log group has received nothing for an hour: a stopped trail, a broken role or a lost
 * key makes every other alarm silent too. Here, unlike elsewhere, no data is what the alarm is about.
 */
export function makeDeliveryAlarm(
  scope: Construct,
  id: string,
  props: DeliveryAlarmProps,
): CloudwatchMetricAlarm {
  const { namePrefix, logGroupName, topicArn } = props;
  return new CloudwatchMetricAlarm(scope, id, {
    alarmName: `${namePrefix}${DELIVERY_ALARM}`,
    alarmDescription:
      `CloudTrail has delivered nothing to ${logGroupName} for an hour (critical). No other alarm can ring meanwhile. ` +
      "First: aws cloudtrail get-trail-status says whether the trail logs, and its last delivery errors.",
    namespace: "AWS/Logs",
    metricName: "IncomingLogEvents",
    dimensions: { LogGroupName: logGroupName },
    statistic: "Sum",
    period: HOUR_SECONDS,
    evaluationPeriods: 1,
    threshold: 1,
    comparisonOperator: "LessThanThreshold",
    treatMissingData: "breaching",
    ...(topicArn !== undefined && { alarmActions: [topicArn] }),
  });
}
