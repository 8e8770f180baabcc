import { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import { SqsQueue } from "@cdktf/provider-aws/lib/sqs-queue";
import { SqsQueuePolicy } from "@cdktf/provider-aws/lib/sqs-queue-policy";
import { Construct } from "constructs";
import {
  deadLetterQueueName,
  deadLetterQueuePolicy,
  policyArgument,
  type MonitoringPlace,
  type PolicyDocument,
} from "../policy";
import { assertProps } from "../validation";

/** Where goes what reached nobody, and who hears of it. */
export interface DeadLetterQueueProps {
  readonly queueName: string;
  readonly alarmName: string;
  readonly alarmDescription: string;
  /** Who puts in what reached nobody. @default - queues of the account, by their redrive policy, and nobody else */
  readonly policy?: PolicyDocument;
  /** Hears when something arrives in the queue. @default - nobody does */
  readonly topicArn?: string;
}

/** The longest that SQS keeps a message: two weeks to find out why a target failed. */
const RETENTION_SECONDS = 14 * 24 * 3600;

/** The name of the alarm on the queue, after the prefix. */
export const UNDELIVERED_ALARM = "events-undelivered";

/** The queue of events that reached no target of orgtrail's rules. */
export function undeliveredEvents(
  place: MonitoringPlace,
): DeadLetterQueueProps & { readonly policy: PolicyDocument } {
  const queueName = deadLetterQueueName(place);
  return {
    queueName,
    alarmName: `${place.namePrefix}${UNDELIVERED_ALARM}`,
    alarmDescription:
      `EventBridge could not deliver an event to a target of orgtrail's rules, and put it into ${queueName} (high). ` +
      "First: read the message's attributes, which say the rule, the target and the error.",
    policy: deadLetterQueuePolicy(place),
  };
}

/**
 * The encrypted queue of what nobody took after all retries, and an alarm on it.
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
    const { queueName, alarmName, alarmDescription, policy, topicArn } = props;
    const queue = new SqsQueue(this, "queue", {
      name: queueName,
      messageRetentionSeconds: RETENTION_SECONDS,
      sqsManagedSseEnabled: true,
    });
    if (policy !== undefined)
      new SqsQueuePolicy(this, "policy", { queueUrl: queue.id, policy: policyArgument(policy) });
    this.alarmName = alarmName;
    new CloudwatchMetricAlarm(this, "alarm", {
      ...{ alarmName, alarmDescription },
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
