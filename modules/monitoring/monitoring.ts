import { CloudwatchDashboard } from "@cdktf/provider-aws/lib/cloudwatch-dashboard";
import { Construct } from "constructs";
import {
  alarmName,
  type Control,
  controlQuery,
  INVESTIGATION_QUERIES,
  queryName,
  type SavedQuery,
} from "../controls";
import { assertNoProblems, assertProps, repeatedProblems } from "../validation";
import type { AlarmTopics, AlarmTopicsProps } from "./alarm-topics";
import { ControlAlarms } from "./control-alarms";
import { dashboardBody, DELIVERIES_METRIC } from "./dashboard-body";
import { CloudwatchQueryDefinition } from "@cdktf/provider-aws/lib/cloudwatch-query-definition";
import {
  CloudwatchMetricAlarm,
  type CloudwatchMetricAlarmConfig,
} from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";

/** Queries that people find by name in CloudWatch Logs Insights. */
export interface SavedQueriesProps {
  readonly namePrefix: string;
  readonly logGroupName: string;
  readonly queries: readonly SavedQuery[];
}

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_Insights-Saving-Queries.html */
export class SavedQueries extends Construct {
  /** @throws ValidationError when two queries have one name */
  constructor(scope: Construct, id: string, props: SavedQueriesProps) {
    super(scope, id);
    assertProps(this, props, "SavedQueries");
    const { namePrefix, logGroupName, queries } = props;
    const names = queries.map(({ name }) => name);
    assertNoProblems(
      this,
      repeatedProblems("name", names, (_, index) => `queries[${index}].name`),
    );
    for (const { name, text } of queries) {
      new CloudwatchQueryDefinition(this, name, {
        name: queryName(namePrefix, name),
        queryString: text,
        logGroupNames: [logGroupName],
      });
    }
  }
}

/** What is heard to fall silent. */
type Silence = Pick<CloudwatchMetricAlarmConfig, "namespace" | "metricName" | "dimensions"> & {
  /** The alarm's name, after the prefix. */
  readonly name: string;
  readonly happened: string;
};

const HOUR_SECONDS = 3600;

/**
 * What must not fall silent. The log files' deliveries are counted by what CloudTrail publishes of each, to a topic to which nobody
 * else may: no administrator can make that number, as metrics of AWS's own namespaces take no PutMetricData. What arrives in the log
 * group may be written by others, so that its silence is a fault that was noticed, and its noise no proof.
 */
function silences({ logGroupName, deliveryTopicName, eventLogAlarm = false }: MonitoringProps): Silence[] {
  return [
    ...(deliveryTopicName === undefined
      ? []
      : [
          {
            name: "delivery-stopped",
            happened: "CloudTrail has delivered no log file for an hour (critical).",
            namespace: "AWS/SNS",
            metricName: DELIVERIES_METRIC,
            dimensions: { TopicName: deliveryTopicName },
          },
        ]),
    ...(eventLogAlarm
      ? [
          {
            name: "event-log-silent",
            happened: `CloudTrail has delivered nothing to ${logGroupName} for an hour (critical). No alarm of a control can ring meanwhile.`,
            namespace: "AWS/Logs",
            metricName: "IncomingLogEvents",
            dimensions: { LogGroupName: logGroupName },
          },
        ]
      : []),
  ];
}

/**
 * Makes an alarm that rings when there was nothing for an hour: a stopped trail, a broken role or a lost key makes every other
 * alarm silent too. Here, unlike elsewhere, no data is what the alarm is about.
 */
function makeSilenceAlarm(
  scope: Construct,
  { name, happened, ...metric }: Silence,
  { place: { namePrefix }, topics: { topicArns } }: MonitoringProps,
): CloudwatchMetricAlarm {
  return new CloudwatchMetricAlarm(scope, name, {
    alarmName: `${namePrefix}${name}`,
    alarmDescription: `${happened} First: aws cloudtrail get-trail-status says whether the trail logs, and its last delivery errors.`,
    ...metric,
    statistic: "Sum",
    period: HOUR_SECONDS,
    evaluationPeriods: 1,
    threshold: 1,
    comparisonOperator: "LessThanThreshold",
    treatMissingData: "breaching",
    ...(topicArns.critical !== undefined && { alarmActions: [topicArns.critical] }),
  });
}

/** What is watched in the log group of a trail, and who hears of it. */
export interface MonitoringProps {
  readonly topics: AlarmTopics;
  readonly place: AlarmTopicsProps["place"];
  /** The log group to which the trail delivers: that of an EventLog. */
  readonly logGroupName: string;
  /** At most 100 metric filters in all. */
  readonly controls: readonly Control[];
  /**
   * The topic, of this account and Region, to which the trail publishes each log file that it delivers, and nobody else anything: an
   * alarm rings when it hears of none for an hour. @default - there is no such alarm
   */
  readonly deliveryTopicName?: string;
  /**
   * Whether an alarm rings when nothing arrived in the log group for an hour. A trail that records little is silent for longer.
   * @default false
   */
  readonly eventLogAlarm?: boolean;
  /** The name of a dashboard: letters, digits, _ and -. @default - there is no dashboard */
  readonly dashboardName?: string;
  /** Whether the queries with which an investigation goes on are saved too. @default false */
  readonly investigationQueries?: boolean;
  /** The name of the queue of events that reached no target, for the dashboard. @default - there is none */
  readonly deadLetterQueueName?: string;
  /** The names of alarms made elsewhere in this account and Region that the dashboard shows too: that of DetectionRules. @default - none */
  readonly otherAlarmNames?: readonly string[];
}

/**
 * Filters, alarms and saved queries of the controls, in one log group, and a dashboard.
 *
 * Prices: $0.10 a month for each alarm, $3.00 for the dashboard, and CloudWatch Logs' prices for every event delivered.
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/monitor-cloudtrail-log-files-with-cloudwatch-logs.html
 */
export class Monitoring extends Construct {
  /** The names of all alarms that are made here. */
  readonly alarmNames: readonly string[];

  /** @throws ValidationError when CloudWatch would refuse a filter, an alarm or a query */
  constructor(scope: Construct, id: string, props: MonitoringProps) {
    super(scope, id);
    assertProps(this, props, "Monitoring");
    const { place, logGroupName, controls, topics, investigationQueries = false } = props;
    const { namePrefix } = place;
    new ControlAlarms(this, "controls", { namePrefix, logGroupName, controls, topicArns: topics.topicArns });
    new SavedQueries(this, "queries", {
      namePrefix,
      logGroupName,
      queries: [...controls.map(controlQuery), ...(investigationQueries ? INVESTIGATION_QUERIES : [])],
    });
    const silent = silences(props);
    for (const silence of silent) makeSilenceAlarm(this, silence, props);
    this.alarmNames = [
      ...controls.map((control) => alarmName(namePrefix, control)),
      ...silent.map(({ name }) => `${namePrefix}${name}`),
    ];
    if (props.dashboardName !== undefined) this.addDashboard(props.dashboardName, props);
  }

  private addDashboard(name: string, props: MonitoringProps): void {
    new CloudwatchDashboard(this, "dashboard", {
      dashboardName: name,
      dashboardBody: dashboardBody({
        place: props.place,
        title: name,
        logGroupName: props.logGroupName,
        controlMetrics: props.controls.map((control) => alarmName(props.place.namePrefix, control)),
        alarmNames: [...this.alarmNames, ...(props.otherAlarmNames ?? [])],
        topicNames: Object.values(props.topics.topicNames),
        ...(props.deliveryTopicName !== undefined && { deliveryTopicName: props.deliveryTopicName }),
        ...(props.deadLetterQueueName !== undefined && { deadLetterQueueName: props.deadLetterQueueName }),
      }),
    });
  }
}
