import { CloudwatchEventRule } from "@cdktf/provider-aws/lib/cloudwatch-event-rule";
import { CloudwatchEventTarget } from "@cdktf/provider-aws/lib/cloudwatch-event-target";
import { Construct } from "constructs";
import { DeadLetterQueue, EventForwarding } from "../detection";
import type { BucketName, RoleName } from "../organization";
import { consumerDeadLetters, type MonitoringPlace } from "../policy";

/** A bus that hears of what is new, and whose it is. */
interface ConsumerBusProps {
  readonly place: MonitoringPlace;
  readonly bucketName: BucketName;
  readonly folders: readonly string[];
  readonly consumer: string;
  readonly eventBusArn: string;
  readonly ruleName: string;
  readonly busRoleName: RoleName;
  /** Hears of what did not reach the bus. @default - nobody does */
  readonly topicArn?: string;
}

/** As those of all rules: a day. */
const RETRY = { maximumEventAgeInSeconds: 86_400, maximumRetryAttempts: 185 };

/**
 * The rule that sends to a consumer's bus what is new in its folders, and the queue of what did not reach it.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/EventBridge.html
 */
export class ConsumerBus extends Construct {
  constructor(scope: Construct, id: string, props: ConsumerBusProps) {
    super(scope, id);
    const { place, bucketName, folders, consumer, eventBusArn, ruleName, busRoleName, topicArn } = props;
    const { target } = new EventForwarding(this, "forwarding", { place, roleName: busRoleName, eventBusArn });
    const { queueName, policy } = consumerDeadLetters(place, ruleName);
    const deadLetters = new DeadLetterQueue(this, "undelivered", {
      ...{ queueName, policy },
      alarmName: queueName,
      alarmDescription:
        `EventBridge could not tell ${consumer} of a log file, and put the event into ${queueName} (high). ` +
        "First: read the message's attributes, which say the error; the policy of the bus has to let this account put events.",
      ...(topicArn !== undefined && { topicArn }),
    });
    const rule = new CloudwatchEventRule(this, "rule", {
      name: ruleName,
      description: `Tells ${consumer} of new log files`,
      eventPattern: JSON.stringify({
        source: ["aws.s3"],
        "detail-type": ["Object Created"],
        detail: {
          bucket: { name: [bucketName] },
          object: { key: folders.map((prefix) => ({ prefix })) },
        },
      }),
    });
    new CloudwatchEventTarget(this, "target", {
      rule: rule.name,
      targetId: "consumer",
      arn: target.arn,
      ...(target.roleArn !== undefined && { roleArn: target.roleArn }),
      deadLetterConfig: { arn: deadLetters.queueArn },
      retryPolicy: RETRY,
    });
  }
}
