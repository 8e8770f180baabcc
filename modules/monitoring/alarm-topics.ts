import { SnsTopic } from "@cdktf/provider-aws/lib/sns-topic";
import { SnsTopicPolicy } from "@cdktf/provider-aws/lib/sns-topic-policy";
import { SnsTopicSubscription } from "@cdktf/provider-aws/lib/sns-topic-subscription";
import { Annotations } from "cdktf";
import { Construct } from "constructs";
import {
  alarmTopics,
  hears,
  repeatedSubscribers,
  type AlarmTopic,
  type AlarmTopicNames,
  type Severity,
  type Subscriber,
} from "../controls";
import { alarmTopicPolicy, policyArgument } from "../policy";
import { assertNoProblems, assertProps, type PropertyProblem } from "../validation";

/** Who hears of alarms, by severity. */
export interface AlarmTopicsProps extends AlarmTopicNames {
  /** A key whose policy lets alarms and rules publish: that of a MonitoringKey. */
  readonly keyArn: string;
  /** @default - nobody, of which a warning tells */
  readonly subscribers?: readonly Subscriber[];
  /** The ARNs of topics to use instead, of this account and Region. Their policies and keys must let alarms and rules publish, and their subscribers are their owner's concern. @default - none */
  readonly existing?: Readonly<Partial<Record<Severity, string>>>;
}

/** The longest name of a topic. @see https://docs.aws.amazon.com/sns/latest/api/API_CreateTopic.html */
const MAX_TOPIC_NAME_LENGTH = 256;

/**
 * A topic for each severity, encrypted, to which the alarms and rules of its account and Region publish and nobody else.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/AlarmThatSendsEmail.html
 */
export class AlarmTopics extends Construct {
  /** The ARN of each severity's topic, known once its policy lets alarms publish. */
  readonly topicArns: Readonly<Partial<Record<Severity, string>>>;
  /** The names of the topics that were made, by severity. */
  readonly topicNames: Readonly<Partial<Record<Severity, string>>>;

  /** @throws ValidationError when SNS would refuse a name, or a subscriber stands twice */
  constructor(scope: Construct, id: string, props: AlarmTopicsProps) {
    super(scope, id);
    assertProps(this, props, "AlarmTopics");
    const { subscribers = [], existing = {} } = props;
    const topics = alarmTopics(props);
    assertNoProblems(this, [
      ...nameProblems(topics.map(({ name }) => name)),
      ...repetitionProblems(subscribers),
    ]);
    const arns: Partial<Record<Severity, string>> = { ...existing };
    const names: Partial<Record<Severity, string>> = {};
    for (const topic of topics) {
      const { severity, name } = topic;
      const heard = subscribers.filter((subscriber) => hears(subscriber, severity));
      const arn = this.makeTopic(topic, props);
      names[severity] = name;
      arns[severity] = arn;
      this.subscribe(severity, arn, heard);
      if (heard.length === 0) {
        Annotations.of(this).addWarning(
          `nobody hears of ${severity} alarms: add a subscriber, or subscribe to ${name} by hand`,
        );
      }
    }
    this.topicArns = arns;
    this.topicNames = names;
  }

  private makeTopic({ severity, name, arn }: AlarmTopic, { place, keyArn }: AlarmTopicsProps): string {
    const topic = new SnsTopic(this, severity, { name, kmsMasterKeyId: keyArn });
    const policy = new SnsTopicPolicy(this, `${severity}-policy`, {
      arn: topic.arn,
      policy: policyArgument(alarmTopicPolicy(place, arn)),
    });
    return policy.arn;
  }

  private subscribe(severity: Severity, arn: string, subscribers: readonly Subscriber[]): void {
    const taken = new Set<string>();
    for (const { protocol, endpoint } of subscribers) {
      // The id is the endpoint, so that a subscriber keeps its resource when another is added before it.
      const plain = `${severity}-${protocol}-${endpoint.replace(/[^A-Za-z0-9]+/g, "-")}`;
      const id = taken.has(plain) ? `${severity}-${protocol}-${spelledOut(endpoint)}` : plain;
      taken.add(plain);
      new SnsTopicSubscription(this, id, { topicArn: arn, protocol, endpoint });
    }
  }
}

/** The endpoint with each sign spelled out: no two have the same, and none is a plain id, which has no underscore. */
function spelledOut(endpoint: string): string {
  return endpoint.replace(/[^A-Za-z0-9]/gu, (sign) => `_${(sign.codePointAt(0) ?? 0).toString(16)}_`);
}

function repetitionProblems(subscribers: readonly Subscriber[]): readonly PropertyProblem[] {
  return repeatedSubscribers(subscribers).map(({ index, first, severities }) => ({
    property: `subscribers[${index}]`,
    what: `has the endpoint of subscribers[${first}], for severity ${severities.join(", ")}`,
    received: subscribers[index]?.endpoint,
    allowed: "each endpoint once for a severity",
    remedy: "remove one of the two, or give each severities of its own",
  }));
}

function nameProblems(names: readonly string[]): readonly PropertyProblem[] {
  return names
    .filter((name) => name.length > MAX_TOPIC_NAME_LENGTH || !/^[A-Za-z0-9_-]+$/.test(name))
    .map((name) => ({
      property: "topicPrefix",
      what: "makes a name that SNS takes for no topic",
      received: name,
      allowed: `1 to ${MAX_TOPIC_NAME_LENGTH} letters, digits, _ and -`,
      remedy: "choose another prefix",
    }));
}
