import {
  logGroupArn,
  queueArn,
  rootArn,
  topicArn,
  type AccountId,
  type Partition,
  type Region,
} from "../organization";
import { policyDocument, type PolicyDocument, type PolicyStatement } from "./document";
import { logsPrincipal } from "./service-principals";

/** Where monitoring stands, and what the names of its alarms, rules and topics begin with. */
export interface MonitoringPlace {
  readonly partition: Partition;
  readonly region: Region;
  readonly account: AccountId;
  /** `acme-` */
  readonly namePrefix: string;
}

function alarmArns({ partition, region, account, namePrefix }: MonitoringPlace): string {
  return `arn:${partition}:cloudwatch:${region}:${account}:alarm:${namePrefix}*`;
}

function ruleArns({ partition, region, account, namePrefix }: MonitoringPlace): string {
  return `arn:${partition}:events:${region}:${account}:rule/*${namePrefix}*`;
}

/**
 * Who publishes to a topic of alarms: the alarms of this account and Region that are orgtrail's, and its rules. Of the rules AWS
 * says two things: that a topic's policy takes no conditions on EventBridge, and that the value of aws:SourceArn is the rule's
 * ARN. A condition that every publication must meet could silence all rules; with `IfExists`, EventBridge is held to our rules
 * where it names one.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/AlarmThatSendsEmail.html
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-resource-based.html#eb-sns-permissions
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/cross-service-confused-deputy-prevention.html
 */
export function alarmTopicPolicy(place: MonitoringPlace, topicArn: string): PolicyDocument {
  const publish = { Effect: "Allow", Action: "SNS:Publish", Resource: topicArn } as const;
  return policyDocument(
    {
      Sid: "AllowAlarmsPublish",
      ...publish,
      Principal: { Service: "cloudwatch.amazonaws.com" },
      Condition: {
        ArnLike: { "aws:SourceArn": alarmArns(place) },
        StringEquals: { "aws:SourceAccount": place.account },
      },
    },
    {
      Sid: "AllowRulesPublish",
      ...publish,
      Principal: { Service: "events.amazonaws.com" },
      Condition: {
        ArnLikeIfExists: { "aws:SourceArn": ruleArns(place) },
        StringEqualsIfExists: { "aws:SourceAccount": place.account },
      },
    },
  );
}

/**
 * The policy of the key that encrypts log groups of events and topics of alarms: the account decides by IAM, CloudWatch
 * Logs encrypts those log groups and no others, and alarms and rules publish to topics of the account. SNS always names the topic
 * as encryption context; an account EventBridge need not name, as AWS says: "not supported for EventBridge-to-encrypted topics".
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html#compatibility-with-aws-services
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-enable-encryption-for-topic.html
 */
export function monitoringKeyPolicy(place: MonitoringPlace, logGroups: readonly string[]): PolicyDocument {
  const { partition, region, account } = place;
  const logs: readonly PolicyStatement[] =
    logGroups.length === 0
      ? []
      : [
          {
            Sid: "AllowLogsEncrypt",
            Effect: "Allow",
            Principal: { Service: logsPrincipal(partition, region) },
            Action: ["kms:Decrypt", "kms:Describe*", "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*"],
            Resource: "*",
            Condition: {
              ArnEquals: {
                "kms:EncryptionContext:aws:logs:arn": logGroups.map((group) =>
                  logGroupArn(partition, region, account, group),
                ),
              },
            },
          },
        ];
  return policyDocument(
    {
      Sid: "AllowAccountUseKey",
      Effect: "Allow",
      Principal: { AWS: rootArn(partition, account) },
      Action: "kms:*",
      Resource: "*",
    },
    logs,
    {
      Sid: "AllowAlarmsAndRulesPublish",
      Effect: "Allow",
      Principal: { Service: ["cloudwatch.amazonaws.com", "events.amazonaws.com"] },
      Action: ["kms:Decrypt", "kms:GenerateDataKey*"],
      Resource: "*",
      Condition: {
        ArnLike: { "kms:EncryptionContext:aws:sns:topicArn": topicArn(partition, region, account, "*") },
        StringEqualsIfExists: { "aws:SourceAccount": account },
      },
    },
  );
}

/** The name of the queue of events that reached no target. */
export function deadLetterQueueName({ namePrefix }: MonitoringPlace): string {
  return `${namePrefix}undelivered`;
}

/** The ARN of that queue. */
export function deadLetterQueueArn(place: MonitoringPlace): string {
  return queueArn(place.partition, place.region, place.account, deadLetterQueueName(place));
}

/**
 * Who puts events into the queue of those that reached no target: orgtrail's rules.
 * @param arn of a queue of one rule @default - of that of all rules
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html
 */
export function deadLetterQueuePolicy(
  place: MonitoringPlace,
  arn = deadLetterQueueArn(place),
): PolicyDocument {
  return policyDocument({
    Sid: "AllowRulesSend",
    Effect: "Allow",
    Principal: { Service: "events.amazonaws.com" },
    Action: "sqs:SendMessage",
    Resource: arn,
    Condition: { ArnLike: { "aws:SourceArn": ruleArns(place) } },
  });
}
