import { CloudwatchLogSubscriptionFilter } from "@cdktf/provider-aws/lib/cloudwatch-log-subscription-filter";
import { Construct } from "constructs";
import { assertProps } from "../validation";

/** Which log group sends its events, and where to. */
export interface LogSubscriptionProps {
  readonly logGroupName: string;
  /** The ARN of a destination: that of a LogSearch, in the log group's Region. */
  readonly destinationArn: string;
  /** What the filter is called. A log group has two. @default "search" */
  readonly filterName?: string;
}

const DEFAULT_NAME = "search";

/**
 * Has a log group send all of its events to a destination, within minutes. Where it does no more, the alarm on silence rings at the
 * destination, which whoever changes the log group does not reach.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/SubscriptionFilters.html
 */
export class LogSubscription extends Construct {
  constructor(scope: Construct, id: string, props: LogSubscriptionProps) {
    super(scope, id);
    assertProps(this, props, "LogSubscription");
    const { logGroupName, destinationArn, filterName = DEFAULT_NAME } = props;
    new CloudwatchLogSubscriptionFilter(this, "filter", {
      name: filterName,
      logGroupName,
      // Every event.
      filterPattern: "",
      destinationArn,
    });
  }
}
