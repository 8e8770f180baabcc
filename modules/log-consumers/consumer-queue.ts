import { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import { SqsQueue } from "@cdktf/provider-aws/lib/sqs-queue";
import { SqsQueuePolicy } from "@cdktf/provider-aws/lib/sqs-queue-policy";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { DeadLetterQueue } from "../detection";
import { consumerQueuePolicy, policyArgument, type NotifiedPlace } from "../policy";

/** A queue of what is new, and who reads it. */
interface ConsumerQueueProps {
  readonly place: NotifiedPlace;
  readonly queueName: string;
  readonly queueArn: string;
  /** Who reads it. */
  readonly consumer: string;
  readonly roleArn: string;
  /** Hears of what the consumer does not take. @default - nobody does */
  readonly topicArn?: string;
}

/** The longest that SQS keeps a message. */
const RETENTION_SECONDS = 14 * 24 * 3600;
/** A consumer has so long to fetch the file that a message names. */
const VISIBILITY_SECONDS = 300;
/** A message that is taken so often and never deleted names a file that the consumer cannot read. */
const ATTEMPTS = 10;
/** The longest that SQS waits for a message: fewer requests are answered with nothing. */
const WAIT_SECONDS = 20;
const DAY_SECONDS = 24 * 3600;

/** The encrypted queue of a consumer, that of what it could not take, and an alarm on each. */
export class ConsumerQueue extends Construct {
  readonly queueArn: string;
  /** Before S3 is told to send, the queue has to let it. */
  readonly policy: ITerraformDependable;

  constructor(scope: Construct, id: string, props: ConsumerQueueProps) {
    super(scope, id);
    const { place, queueName, consumer, roleArn, topicArn } = props;
    const deadLetters = new DeadLetterQueue(this, "undelivered", {
      queueName: `${queueName}-undelivered`,
      alarmName: `${queueName}-undelivered`,
      alarmDescription:
        `${consumer} took a message of ${queueName} ${ATTEMPTS} times without deleting it: the log file that it names is missing there (high). ` +
        "First: see in its own log why it cannot read the file, mend that, and start the redrive of the queue of undelivered messages.",
      ...(topicArn !== undefined && { topicArn }),
    });
    const queue = new SqsQueue(this, "queue", {
      name: queueName,
      messageRetentionSeconds: RETENTION_SECONDS,
      visibilityTimeoutSeconds: VISIBILITY_SECONDS,
      receiveWaitTimeSeconds: WAIT_SECONDS,
      sqsManagedSseEnabled: true,
      redrivePolicy: JSON.stringify({ deadLetterTargetArn: deadLetters.queueArn, maxReceiveCount: ATTEMPTS }),
    });
    this.policy = new SqsQueuePolicy(this, "policy", {
      queueUrl: queue.id,
      policy: policyArgument(consumerQueuePolicy(place, props.queueArn, { roleArn })),
    });
    // What nobody takes is deleted after two weeks, and reaches no other queue.
    new CloudwatchMetricAlarm(this, "behind", {
      alarmName: `${queueName}-behind`,
      alarmDescription:
        `${consumer} has not read of log files for a day (high). After two weeks SQS deletes what it was told. ` +
        "First: see whether it still runs and takes its role.",
      namespace: "AWS/SQS",
      metricName: "ApproximateAgeOfOldestMessage",
      dimensions: { QueueName: queueName },
      statistic: "Maximum",
      period: 300,
      evaluationPeriods: 1,
      threshold: DAY_SECONDS,
      comparisonOperator: "GreaterThanOrEqualToThreshold",
      treatMissingData: "notBreaching",
      ...(topicArn !== undefined && { alarmActions: [topicArn] }),
    });
    this.queueArn = queue.arn;
  }
}
