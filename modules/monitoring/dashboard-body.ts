import { metricNamespace, queryOf } from "../controls";
import type { MonitoringPlace } from "../policy";

/** What a dashboard shows. */
export interface DashboardContent {
  readonly place: MonitoringPlace;
  readonly title: string;
  readonly logGroupName: string;
  /** The ids of the controls, whose counts are drawn. */
  readonly controls: readonly string[];
  /** The names of all alarms, at most 100. */
  readonly alarmNames: readonly string[];
  /** The names of the topics that alarms publish to. */
  readonly topicNames: readonly string[];
  /** The name of the queue of events that reached no target. @default - there is none */
  readonly deadLetterQueueName?: string;
}

/** Alarms that one widget shows. @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html */
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
  const { partition, region, account } = place;
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
    properties: { title, region, view, query: queryOf(`SOURCE '${logGroupName}'`, ...commands) },
  });
  const metrics = (x: number, y: number, title: string, drawn: readonly (readonly unknown[])[]): Widget => ({
    type: "metric",
    x,
    y,
    width: HALF,
    height: 6,
    properties: { title, region, view: "timeSeries", stat: "Sum", period: 300, metrics: drawn },
  });
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
    {
      type: "alarm",
      x: 0,
      y: 2,
      width: WIDTH,
      height: 6,
      properties: {
        title: "Alarms",
        alarms: content.alarmNames
          .slice(0, MAX_ALARMS_SHOWN)
          .map((name) => `arn:${partition}:cloudwatch:${region}:${account}:alarm:${name}`),
      },
    },
    logs(
      0,
      8,
      "Events by account",
      "bar",
      "stats count(*) as events by recipientAccountId",
      "sort events desc",
      "limit 20",
    ),
    logs(
      HALF,
      8,
      "Events by service",
      "bar",
      "stats count(*) as events by eventSource",
      "sort events desc",
      "limit 20",
    ),
    logs(
      0,
      14,
      "Errors by account and service",
      "table",
      "filter ispresent(errorCode)",
      "stats count(*) as events by recipientAccountId, eventSource, errorCode",
      "sort events desc",
      "limit 50",
    ),
    logs(
      HALF,
      14,
      "Refused calls by identity",
      "table",
      "filter errorCode like /AccessDenied|UnauthorizedOperation/",
      "stats count(*) as events by userIdentity.arn, sourceIPAddress",
      "sort events desc",
      "limit 50",
    ),
    metrics(
      0,
      20,
      "What the controls counted",
      content.controls.map((control) => [metricNamespace(place.namePrefix), control]),
    ),
    metrics(HALF, 20, "Delivery", [
      ["AWS/Logs", "IncomingLogEvents", "LogGroupName", logGroupName],
      ["AWS/Logs", "IncomingBytes", "LogGroupName", logGroupName, { yAxis: "right" }],
      ...content.topicNames.map((topic) => ["AWS/SNS", "NumberOfNotificationsFailed", "TopicName", topic]),
      ...(content.deadLetterQueueName === undefined
        ? []
        : [["AWS/SQS", "ApproximateNumberOfMessagesVisible", "QueueName", content.deadLetterQueueName]]),
    ]),
  ];
  return JSON.stringify({ widgets });
}
