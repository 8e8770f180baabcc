import { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import { SqsQueue } from "@cdktf/provider-aws/lib/sqs-queue";
import { SqsQueuePolicy } from "@cdktf/provider-aws/lib/sqs-queue-policy";
import { Construct } from "constructs";
import { deadLetterQueueName, deadLetterQueuePolicy, policyArgument, type MonitoringPlace } from "../policy";
import { assertProps } from "../validation";

/** Where events go that reached no target, and who hears of it. */
export interface DeadLetterQueueProps {
  readonly place: MonitoringPlace;
  /** Hears when an event arrives in the queue. @default - nobody does */
  readonly topicArn?: string;
}

/** The longest that SQS keeps a message: two weeks to find out why a target failed. */
const RETENTION_SECONDS = 14 * 24 * 3600;

/** The name of the alarm on the queue, after the prefix. */
export const UNDELIVERED_ALARM = "events-undelivered";

/**
 * The encrypted queue of events that no target took after all retries, and an alarm on it.
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html
 */
export class DeadLetterQueue extends Construct {
  /** The queue's ARN. */
  readonly queueArn: string;
  /** The alarm's name. */
  readonly alarmName: string;

  constructor(scope: Construct, id: string, props: DeadLetterQueueProps) {
    super(scope, id);
    assertProps(this, props, "DeadLetterQueue");
    const { place, topicArn } = props;
    const queueName = deadLetterQueueName(place);
    const queue = new SqsQueue(this, "queue", {
      name: queueName,
      messageRetentionSeconds: RETENTION_SECONDS,
      sqsManagedSseEnabled: true,
    });
    new SqsQueuePolicy(this, "policy", {
      queueUrl: queue.id,
      policy: policyArgument(deadLetterQueuePolicy(place)),
    });
    this.alarmName = `${place.namePrefix}${UNDELIVERED_ALARM}`;
    new CloudwatchMetricAlarm(this, "alarm", {
      alarmName: this.alarmName,
      alarmDescription:
        `EventBridge could not deliver an event to a target of orgtrail's rules, and put it into ${queueName} (high). ` +
        "First: read the message's attributes, which say the rule, the target and the error.",
      namespace: "AWS/SQS",
      metricName: "ApproximateNumberOfMessagesVisible",
      dimensions: { QueueName: queueName },
      statistic: "Maximum",
      period: 300,
      evaluationPeriods: 1,
      threshold: 1,
      comparisonOperator: "GreaterThanOrEqualToThreshold",
      treatMissingData: "notBreaching",
      ...(topicArn !== undefined && { alarmActions: [topicArn] }),
    });
    this.queueArn = queue.arn;
  }
}
