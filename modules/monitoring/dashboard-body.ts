import { sourceCommand } from "../controls";
import { queryOf } from "../questions";
import { metricNamespace } from "../organization";
import type { MonitoringPlace } from "../policy";

/** What a dashboard shows. */
export interface DashboardContent {
  readonly place: MonitoringPlace;
  readonly title: string;
  readonly logGroupName: string;
  /** The names of the metrics into which the controls' filters count. */
  readonly controlMetrics: readonly string[];
  /** The names of all alarms. */
  readonly alarmNames: readonly string[];
  /** The names of the topics that alarms publish to. */
  readonly topicNames: readonly string[];
  /** The name of the topic that hears of each delivered log file. @default - there is none */
  readonly deliveryTopicName?: string;
  /** The name of the queue of events that reached no target. @default - there is none */
  readonly deadLetterQueueName?: string;
}

/** Counts what the trail publishes. @see https://docs.aws.amazon.com/sns/latest/dg/sns-monitoring-using-cloudwatch.html */
export const DELIVERIES_METRIC = "NumberOfMessagesPublished";

/** Alarms that one widget shows: of more, there are several widgets. @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html */
export const MAX_ALARMS_SHOWN = 100;

type Widget = Readonly<{
  type: string;
  x: number;
  y: number;
  width: number;
  height: number;
  properties: object;
}>;

const WIDTH = 24;
const HALF = WIDTH / 2;

/** The body of the dashboard: alarms, events by account, service and error, and the health of delivery. */
export function dashboardBody(content: DashboardContent): string {
  const { place, logGroupName } = content;
  const { region } = place;
  const logs = (
    x: number,
    y: number,
    title: string,
    view: string,
    ...commands: readonly string[]
  ): Widget => ({
    type: "log",
    x,
    y,
    width: HALF,
    height: 6,
    properties: { title, region, view, query: queryOf(sourceCommand(logGroupName), ...commands) },
  });
  const metrics = (x: number, y: number, title: string, drawn: readonly (readonly unknown[])[]): Widget => ({
    type: "metric",
    x,
    y,
    width: HALF,
    height: 6,
    properties: { title, region, view: "timeSeries", stat: "Sum", period: 300, metrics: drawn },
  });
  const alarms = alarmWidgets(content);
  // What stands below the alarms stands as far down as these reach.
  const below = 2 + 6 * alarms.length;
  const widgets: readonly Widget[] = [
    {
      type: "text",
      x: 0,
      y: 0,
      width: WIDTH,
      height: 2,
      properties: {
        markdown: `# ${content.title}\nWhat is in alarm, who does what, and whether the log arrives.`,
      },
    },
    ...alarms,
    logs(
      0,
      below,
      "Events by account",
      "bar",
      "stats count(*) as events by recipientAccountId",
      "sort events desc",
      "limit 20",
    ),
    logs(
      HALF,
      below,
      "Events by service",
      "bar",
      "stats count(*) as events by eventSource",
      "sort events desc",
      "limit 20",
    ),
    logs(
      0,
      below + 6,
      "Errors by account and service",
      "table",
      "filter ispresent(errorCode)",
      "stats count(*) as events by recipientAccountId, eventSource, errorCode",
      "sort events desc",
      "limit 50",
    ),
    logs(
      HALF,
      below + 6,
      "Refused calls by identity",
      "table",
      "filter errorCode like /AccessDenied|UnauthorizedOperation/",
      "stats count(*) as events by userIdentity.arn, sourceIPAddress",
      "sort events desc",
      "limit 50",
    ),
    metrics(
      0,
      below + 12,
      "What the controls counted",
      content.controlMetrics.map((metric) => [
        metricNamespace(place.namePrefix),
        metric,
        { stat: "SampleCount" },
      ]),
    ),
    metrics(HALF, below + 12, "Delivery", [
      ["AWS/Logs", "IncomingLogEvents", "LogGroupName", logGroupName],
      ["AWS/Logs", "IncomingBytes", "LogGroupName", logGroupName, { yAxis: "right" }],
      ...(content.deliveryTopicName === undefined
        ? []
        : [["AWS/SNS", DELIVERIES_METRIC, "TopicName", content.deliveryTopicName]]),
      ...content.topicNames.map((topic) => ["AWS/SNS", "NumberOfNotificationsFailed", "TopicName", topic]),
      ...(content.deadLetterQueueName === undefined
        ? []
        : [["AWS/SQS", "ApproximateNumberOfMessagesVisible", "QueueName", content.deadLetterQueueName]]),
    ]),
  ];
  return JSON.stringify({ widgets });
}

/** The widgets of alarms, one below the other. */
function alarmWidgets({ place, alarmNames }: DashboardContent): readonly Widget[] {
  const { partition, region, account } = place;
  const pages = Math.ceil(alarmNames.length / MAX_ALARMS_SHOWN);
  return Array.from({ length: pages }, (_, page) => ({
    type: "alarm",
    x: 0,
    y: 2 + 6 * page,
    width: WIDTH,
    height: 6,
    properties: {
      title: pages === 1 ? "Alarms" : `Alarms (${page + 1} of ${pages})`,
      alarms: alarmNames
        .slice(page * MAX_ALARMS_SHOWN, (page + 1) * MAX_ALARMS_SHOWN)
        .map((name) => `arn:${partition}:cloudwatch:${region}:${account}:alarm:${name}`),
    },
  }));
}
