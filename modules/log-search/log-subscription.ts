import { CloudwatchLogSubscriptionFilter } from "@cdktf/provider-aws/lib/cloudwatch-log-subscription-filter";
import { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import { Construct } from "constructs";
import { assertNoProblems, assertProps } from "../validation";
import { subscriptionProblems, subscriptionQuery } from "./metrics-query";

/** Which log group sends its events, and where to. */
export interface LogSubscriptionProps {
  readonly logGroupName: string;
  /** The ARN of a destination: that of a LogSearch, in the log group's Region. */
  readonly destinationArn: string;
  /** What the filter is called. A log group has two. @default "search" */
  readonly filterName?: string;
  /** Two alarms, in the account and the Region of the log group, on what it could not send, at $0.10 a month each. @default - none */
  readonly alarms?: SubscriptionAlarms;
}

/** The alarms of a subscription. */
export interface SubscriptionAlarms {
  /** What their names begin with: `acme-orgtrail-search`. */
  readonly namePrefix: string;
  /** The topic that hears, of the same account and Region. @default - nobody */
  readonly topicArn?: string;
}

const DEFAULT_NAME = "search";
const PERIOD_SECONDS = 300;

/**
 * Has a log group send all of its events to a destination, within minutes. Where it does no more, the alarm on silence rings at the
 * destination, which whoever changes the log group does not reach; what it could not send, CloudWatch Logs tells where the log group is.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/SubscriptionFilters.html
 */
export class LogSubscription extends Construct {
  /** @throws ValidationError when an alarm would not find the filter or its log group */
  constructor(scope: Construct, id: string, props: LogSubscriptionProps) {
    super(scope, id);
    assertProps(this, props, "LogSubscription");
    const { logGroupName, destinationArn, filterName = DEFAULT_NAME, alarms } = props;
    const subscription = { filterName, logGroupName };
    if (alarms !== undefined) assertNoProblems(this, subscriptionProblems(subscription));
    new CloudwatchLogSubscriptionFilter(this, "filter", {
      name: filterName,
      logGroupName,
      // Every event.
      filterPattern: "",
      destinationArn,
    });
    if (alarms === undefined) return;
    const sends = `The log group ${logGroupName}`;
    this.addAlarm("undelivered", alarms, {
      query: subscriptionQuery("DeliveryErrors", subscription),
      periods: 1,
      says:
        `${sends} could not send events to its subscription (high). CloudWatch Logs tries again for a day where the destination is busy, and not where it may not send. ` +
        "First: see who changed the destination, its policy, its role or the stream.",
    });
    this.addAlarm("held-back", alarms, {
      query: subscriptionQuery("DeliveryThrottling", subscription),
      periods: 3,
      says:
        `${sends} has sent events more slowly than they came, for a quarter of an hour (high). CloudWatch Logs tries again for a day. ` +
        "First: have AWS raise the quota of the stream.",
    });
  }

  private addAlarm(id: string, { namePrefix, topicArn }: SubscriptionAlarms, watched: Watched): void {
    new CloudwatchMetricAlarm(this, id, {
      alarmName: `${namePrefix}-${id}`,
      alarmDescription: watched.says,
      metricQuery: [{ id: "events", expression: watched.query, period: PERIOD_SECONDS, returnData: true }],
      evaluationPeriods: watched.periods,
      threshold: 1,
      comparisonOperator: "GreaterThanOrEqualToThreshold",
      treatMissingData: "notBreaching",
      ...(topicArn !== undefined && { alarmActions: [topicArn] }),
    });
  }
}

interface Watched {
  readonly query: string;
  readonly periods: number;
  readonly says: string;
}
