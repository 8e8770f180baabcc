import { CloudwatchLogMetricFilter } from "@cdktf/provider-aws/lib/cloudwatch-log-metric-filter";
import {
  CloudwatchMetricAlarm,
  type CloudwatchMetricAlarmConfig,
} from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import { Construct } from "constructs";
import { metricNamespace } from "../organization";
import type { LogSearchProps } from "./props";

/** What is watched of a stream, and who hears. */
interface SearchAlarmsProps extends Pick<LogSearchProps, "place" | "topicArn"> {
  readonly logGroupName: string;
}

const MINUTES = 60;
/** What came is to be searched within so long. */
const LATE_SECONDS = 30 * MINUTES;
/** Firehose's words in its metrics for where it delivers. */
const SERVICES = { domain: "Service", collection: "Serverless", newCollection: "Serverless" } as const;

/** What an alarm says of a metric, and when it rings. */
interface Watched extends Pick<
  CloudwatchMetricAlarmConfig,
  | "namespace"
  | "metricName"
  | "statistic"
  | "period"
  | "evaluationPeriods"
  | "threshold"
  | "comparisonOperator"
  | "treatMissingData"
> {
  readonly says: string;
}

/**
 * Alarms on what is late, refused, not made a document, throttled or broken, and on silence: an organization has events at any hour, so
 * where none comes, the log group sends nothing any more.
 * @see https://docs.aws.amazon.com/firehose/latest/dev/monitoring-with-cloudwatch-metrics.html
 */
export class SearchAlarms extends Construct {
  constructor(scope: Construct, id: string, props: SearchAlarmsProps) {
    super(scope, id);
    const { place, logGroupName, topicArn } = props;
    const { name, bucketName } = place;
    const failures = `${name}-failed`;
    const namespace = metricNamespace(name.slice(0, -"search".length));
    new CloudwatchLogMetricFilter(this, "failures", {
      name: failures,
      logGroupName,
      pattern: '{ $.failed = "*" }',
      metricTransformation: { name: failures, namespace, value: "1" },
    });
    const to = `DeliveryToAmazonOpenSearch${SERVICES[place.target.kind]}`;
    const stream = {
      namespace: "AWS/Firehose",
      period: 5 * MINUTES,
      evaluationPeriods: 3,
      treatMissingData: "notBreaching",
    } as const;
    const kept = `What failed is kept in ${bucketName}`;
    const why = `First: read why in the log group ${logGroupName}`;
    const alarms: Readonly<Record<string, Watched>> = {
      late: {
        ...stream,
        metricName: `${to}.DataFreshness`,
        statistic: "Maximum",
        threshold: LATE_SECONDS,
        comparisonOperator: "GreaterThanOrEqualToThreshold",
        says: `Events have waited for OpenSearch for half an hour (high). ${kept}, once Firehose has tried for an hour. ${why}, and whether OpenSearch has room.`,
      },
      refused: {
        ...stream,
        metricName: `${to}.Success`,
        statistic: "Average",
        evaluationPeriods: 1,
        threshold: 1,
        comparisonOperator: "LessThanThreshold",
        says: `OpenSearch has refused events (high). ${kept}. ${why}, and whether the index template stands.`,
      },
      failed: {
        ...stream,
        namespace,
        metricName: failures,
        statistic: "SampleCount",
        evaluationPeriods: 1,
        threshold: 1,
        comparisonOperator: "GreaterThanOrEqualToThreshold",
        says: `Records of CloudWatch Logs could not be made documents (high). They are kept in ${bucketName}, below processing-failed. ${why}.`,
      },
      throttled: {
        ...stream,
        metricName: "ThrottledRecords",
        statistic: "Sum",
        threshold: 1,
        comparisonOperator: "GreaterThanOrEqualToThreshold",
        says: `The stream to OpenSearch takes fewer events than come (high). CloudWatch Logs tries again for a day. First: have AWS raise the quota of ${name}.`,
      },
      broken: {
        ...stream,
        namespace: "AWS/Lambda",
        metricName: "Errors",
        statistic: "Sum",
        threshold: 1,
        comparisonOperator: "GreaterThanOrEqualToThreshold",
        says: `The function fails that makes documents of events (high). ${kept}. ${why}.`,
      },
      silent: {
        ...stream,
        metricName: "IncomingRecords",
        statistic: "Sum",
        period: 60 * MINUTES,
        evaluationPeriods: 1,
        threshold: 1,
        comparisonOperator: "LessThanThreshold",
        treatMissingData: "breaching",
        says: "No event has come from the log group for an hour (high): OpenSearch knows nothing of what happens now. First: see whether the log group has its subscription filter, and gets events itself.",
      },
    };
    for (const [alarm, { says, ...watched }] of Object.entries(alarms))
      new CloudwatchMetricAlarm(this, alarm, {
        ...watched,
        alarmName: `${name}-${alarm}`,
        alarmDescription: says,
        ...(watched.namespace === "AWS/Firehose" && { dimensions: { DeliveryStreamName: name } }),
        ...(watched.namespace === "AWS/Lambda" && { dimensions: { FunctionName: name } }),
        ...(topicArn !== undefined && { alarmActions: [topicArn] }),
      });
  }
}
