import { S3BucketNotification } from "@cdktf/provider-aws/lib/s3-bucket-notification";
import { SnsTopic } from "@cdktf/provider-aws/lib/sns-topic";
import { SnsTopicPolicy } from "@cdktf/provider-aws/lib/sns-topic-policy";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { queueArn, roleArn, topicArn, type BucketName } from "../organization";
import { makeKey, makeRole } from "../keys-and-roles";
import {
  consumerKeyPolicy,
  consumerProblems,
  consumerRolePolicy,
  consumerRoleTrust,
  consumerTopicPolicy,
  POLICY_LIMITS,
  policyArgument,
  policySizeProblem,
  type Consumer,
  type MonitoringPlace,
} from "../policy";
import { assertNoProblems, assertProps, ofProperty, type PropertyProblem } from "../validation";
import { ConsumerBus } from "./consumer-bus";
import { ConsumerQueue } from "./consumer-queue";

/** To whom log files of a bucket are handed on. */
export interface LogConsumersProps {
  /** The account and Region of the bucket, and what the names of alarms begin with. */
  readonly place: MonitoringPlace;
  readonly bucketName: BucketName;
  /** The bucket that tells of new files: an attribute of it, which is known once it stands. @default - the bucket's name */
  readonly notifyingBucket?: string;
  /** The key that encrypts the log files, of whatever account. @default - any of the account in the Region */
  readonly logKeyArn?: string;
  /** At least one. Make their roles the `consumers` of the LogArchive. */
  readonly consumers: readonly Consumer[];
  /** The alias of the key that encrypts topics, with its `alias/`. */
  readonly keyAlias: string;
  /** Hears when a consumer is behind, or did not get what it was told. @default - nobody does */
  readonly topicArn?: string;
  /** Whether Terraform refuses to destroy the key. @default true */
  readonly destroyProtection?: boolean;
}

/** What S3 tells of: every file of CloudTrail. */
const NEW_FILES = { events: ["s3:ObjectCreated:*"], filterSuffix: ".json.gz" };

/** What S3 tells of a consumer's folders, and whom. */
interface Told {
  readonly queues: readonly { readonly queueArn: string; readonly filterPrefix: string }[];
  readonly topics: readonly { readonly topicArn: string; readonly filterPrefix: string }[];
  /** What has to stand before S3 is told so. */
  readonly after: readonly ITerraformDependable[];
}

/**
 * Hands log files on to others, such as a SIEM. For each a role of the bucket's account that reads its folders and nothing else, and that
 * nobody else takes; and where it is to hear of new files, a queue, a topic or a rule that tells it alone.
 *
 * All notifications of the bucket are set here: it has no others.
 *
 * Prices: USD 1 a month for the key of topics, USD 0.10 an alarm; USD 0.40 for a million requests to a queue, 0.50 to a topic, 1.00 to a
 * bus; what consumers ask S3 and KMS for, and what leaves the Region.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/EventNotifications.html
 */
export class LogConsumers extends Construct {
  /** The ARN of each consumer's role, by the consumer's name. */
  readonly roleArns: Readonly<Record<string, string>>;

  /** @throws ValidationError when AWS would refuse a value, or two consumers cannot both be told */
  constructor(scope: Construct, id: string, props: LogConsumersProps) {
    super(scope, id);
    assertProps(this, props, "LogConsumers");
    assertNoProblems(this, problemsOf(props));
    const { consumers, bucketName, notifyingBucket = bucketName } = props;
    this.roleArns = Object.fromEntries(
      consumers.map((consumer) => [consumer.name, this.makeRole(consumer, props)]),
    );
    const keyArn = consumers.some(({ notify }) => notify?.kind === "sns") ? this.makeKey(props) : undefined;
    const told = consumers.map((consumer) => this.tell(consumer, props, keyArn));
    const [queue, topic] = [told.flatMap(({ queues }) => queues), told.flatMap(({ topics }) => topics)];
    const eventbridge = consumers.some(({ notify }) => notify?.kind === "eventbridge");
    if (!eventbridge && queue.length + topic.length === 0) return;
    new S3BucketNotification(this, "notification", {
      bucket: notifyingBucket,
      ...(eventbridge && { eventbridge }),
      ...(queue.length > 0 && { queue: queue.map((each) => ({ ...each, ...NEW_FILES })) }),
      ...(topic.length > 0 && { topic: topic.map((each) => ({ ...each, ...NEW_FILES })) }),
      dependsOn: told.flatMap(({ after }) => after),
    });
  }

  private makeRole(consumer: Consumer, props: LogConsumersProps): string {
    const { name, roleName } = consumer;
    const { role } = makeRole(this, {
      id: `role-${name}`,
      policyId: `role-policy-${name}`,
      name: roleName,
      description: `Lets ${name} read log files of ${props.bucketName}`,
      trust: consumerRoleTrust(props.place.partition, consumer),
      policyName: "read-logs",
      permissions: permissionsOf(consumer, props),
    });
    return role.arn;
  }

  private makeKey({ place, keyAlias, destroyProtection = true }: LogConsumersProps): string {
    const description = "Encrypts what consumers of log files are told";
    const policy = consumerKeyPolicy(place);
    const made = { alias: keyAlias, aliasId: "key-alias", description, policy, destroyProtection };
    return makeKey(this, made).arn;
  }

  private tell(consumer: Consumer, props: LogConsumersProps, keyArn: string | undefined): Told {
    const { name, folders, notify, roleName } = consumer;
    const { place, bucketName } = props;
    const { partition, region, account } = place;
    const heard = props.topicArn !== undefined && { topicArn: props.topicArn };
    const nobody: Told = { queues: [], topics: [], after: [] };
    switch (notify?.kind) {
      case undefined:
        return nobody;
      case "sqs": {
        const queue = new ConsumerQueue(this, `queue-${name}`, {
          place: { partition, account, bucketName },
          queueName: notify.queueName,
          queueArn: queueArn(partition, region, account, notify.queueName),
          consumer: name,
          roleArn: roleArn(partition, account, roleName),
          ...heard,
        });
        const queues = folders.map((filterPrefix) => ({ queueArn: queue.queueArn, filterPrefix }));
        return { ...nobody, queues, after: [queue.policy] };
      }
      case "sns": {
        const topic = new SnsTopic(this, `topic-${name}`, {
          name: notify.topicName,
          ...(keyArn !== undefined && { kmsMasterKeyId: keyArn }),
        });
        const arn = topicArn(partition, region, account, notify.topicName);
        const policy = new SnsTopicPolicy(this, `topic-policy-${name}`, {
          arn: topic.arn,
          policy: policyArgument(consumerTopicPolicy({ partition, account, bucketName }, arn, consumer)),
        });
        const topics = folders.map((filterPrefix) => ({ topicArn: topic.arn, filterPrefix }));
        return { ...nobody, topics, after: [policy] };
      }
      case "eventbridge": {
        const { eventBusArn, ruleName, busRoleName } = notify;
        const bus = { eventBusArn, ruleName, busRoleName };
        new ConsumerBus(this, `bus-${name}`, {
          place,
          bucketName,
          folders,
          consumer: name,
          ...bus,
          ...heard,
        });
        return nobody;
      }
    }
  }
}

function permissionsOf({ roleName, folders, notify }: Consumer, props: LogConsumersProps) {
  const { place, bucketName, logKeyArn } = props;
  const { partition, region, account } = place;
  const logs = { ...place, bucketName, ...(logKeyArn !== undefined && { keyArn: logKeyArn }) };
  const consumer = { roleArn: roleArn(partition, account, roleName), folders };
  return consumerRolePolicy(
    logs,
    consumer,
    notify?.kind === "sqs" ? queueArn(partition, region, account, notify.queueName) : undefined,
  );
}

function problemsOf(props: LogConsumersProps): readonly PropertyProblem[] {
  const { place, consumers } = props;
  const found = consumerProblems(place.partition, consumers).map(({ path, ...problem }) => ({
    ...problem,
    property: path.reduce<string>(
      (text, part) => text + (typeof part === "number" ? `[${part}]` : `.${part}`),
      "consumers",
    ),
  }));
  if (found.length > 0) return found;
  return consumers.flatMap((consumer, index) =>
    ofProperty(
      `consumers[${index}].folders`,
      policySizeProblem(permissionsOf(consumer, props), POLICY_LIMITS.inlineRolePolicy),
    ),
  );
}
