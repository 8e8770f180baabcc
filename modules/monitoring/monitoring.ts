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
import type { AlarmTopics, AlarmTopicsProps } from "./alarm-topics";
import { ControlAlarms } from "./control-alarms";
import { dashboardBody } from "./dashboard-body";
import { CloudwatchQueryDefinition } from "@cdktf/provider-aws/lib/cloudwatch-query-definition";
import { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";

/** Queries that people find by name in CloudWatch Logs Insights. */
export interface SavedQueriesProps {
  readonly namePrefix: string;
  readonly logGroupName: string;
  readonly queries: readonly SavedQuery[];
}

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_Insights-Saving-Queries.html */
export class SavedQueries extends Construct {
  constructor(scope: Construct, id: string, { namePrefix, logGroupName, queries }: SavedQueriesProps) {
    super(scope, id);
    for (const { name, text } of queries) {
      new CloudwatchQueryDefinition(this, name, {
        name: queryName(namePrefix, name),
        queryString: text,
        logGroupNames: [logGroupName],
      });
    }
  }
}

/** Whose silence is news. */
interface DeliveryAlarmProps {
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
function makeDeliveryAlarm(scope: Construct, id: string, props: DeliveryAlarmProps): CloudwatchMetricAlarm {
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

/** What is watched in the log group of a trail, and who hears of it. */
export interface MonitoringProps {
  readonly topics: AlarmTopics;
  readonly place: AlarmTopicsProps["place"];
  /** The log group to which the trail delivers: that of an EventLog. */
  readonly logGroupName: string;
  /** At most 100 metric filters in all. */
  readonly controls: readonly Control[];
  /** Whether an alarm rings when nothing was delivered for an hour. A trail that records little is silent for longer. @default false */
  readonly deliveryAlarm?: boolean;
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
    const {
      place,
      logGroupName,
      controls,
      topics,
      deliveryAlarm = false,
      investigationQueries = false,
    } = props;
    const { namePrefix } = place;
    new ControlAlarms(this, "controls", { namePrefix, logGroupName, controls, topicArns: topics.topicArns });
    new SavedQueries(this, "queries", {
      namePrefix,
      logGroupName,
      queries: [...controls.map(controlQuery), ...(investigationQueries ? INVESTIGATION_QUERIES : [])],
    });
    const critical = topics.topicArns.critical;
    if (deliveryAlarm) {
      makeDeliveryAlarm(this, DELIVERY_ALARM, {
        namePrefix,
        logGroupName,
        ...(critical !== undefined && { topicArn: critical }),
      });
    }
    this.alarmNames = [
      ...controls.map((control) => alarmName(namePrefix, control)),
      ...(deliveryAlarm ? [`${namePrefix}${DELIVERY_ALARM}`] : []),
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
        controls: props.controls.map(({ id }) => id),
        alarmNames: [...this.alarmNames, ...(props.otherAlarmNames ?? [])],
        topicNames: Object.values(props.topics.topicNames),
        ...(props.deadLetterQueueName !== undefined && { deadLetterQueueName: props.deadLetterQueueName }),
      }),
    });
  }
}
