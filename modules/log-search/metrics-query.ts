import type { PropertyProblem } from "../validation";

/** A subscription filter, and the log group that has it. */
export interface Subscription {
  readonly filterName: string;
  readonly logGroupName: string;
}

/** What CloudWatch takes for the name of a filter in its metrics: another sign is a question mark there. */
const PLAIN = /^[\x20-\x26\x28-\x7e]+$/;

/** Why a query of metrics would not find it: a name ends at a quotation mark. */
export function subscriptionProblems(subscription: Subscription): readonly PropertyProblem[] {
  return (["filterName", "logGroupName"] as const)
    .filter((property) => !PLAIN.test(subscription[property]))
    .map((property) => ({
      property,
      what: "has a sign by which no alarm finds it in CloudWatch's metrics",
      received: subscription[property],
      allowed: "ASCII without '",
      remedy: "choose another name, or leave the alarms out",
    }));
}

/**
 * The sum of a metric of the subscription. The metrics have a dimension for the kind of destination, whose values no page of AWS lists:
 * a query needs none, and a metric by its dimensions would need all.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CloudWatch-Logs-Monitoring-CloudWatch-Metrics.html
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch-metrics-insights-alarms.html
 */
export function subscriptionQuery(metric: string, { filterName, logGroupName }: Subscription): string {
  return `SELECT SUM(${metric}) FROM SCHEMA("AWS/Logs", DestinationType, FilterName, LogGroupName) WHERE FilterName = '${filterName}' AND LogGroupName = '${logGroupName}'`;
}
