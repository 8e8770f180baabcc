import { consumerFamily, consumerTopicName, type AccountId, type ConsumerName } from "../../organization";
import { allow } from "../allowance";
import { CONSUMER_QUEUE_ACTIONS } from "../consumer-policies";
import type { PolicyStatement } from "../document";
import type { Feature } from "../features";
import * as Change from "../guardrail-actions";
import type { NameFamilies } from "../guardrail-names";
import { anyLogFile, findLogs, decryptLogs, type PoliciesOf } from "./feature";

export const CONSUMERS_POLICIES = {
  // Others take a role of the account, and hear of new files.
  consumers: (names, account) => {
    const topics = `arn:${names.partition}:sns:*:*:${consumerTopicName(names.name, "*" as ConsumerName)}`;
    const subscriptions: readonly string[] = Change.CHANGE_SUBSCRIPTION_ACTIONS;
    // Who subscribes, and changes that subscription, the topic says: a consumer may be a member.
    const changes = Change.CHANGE_TOPIC_ACTIONS.filter(
      (action) => action !== "sns:Subscribe" && !subscriptions.includes(action),
    );
    return {
      plans: [allow("ReadNotifications", ["s3:GetBucketNotification"], "*")],
      deploys: [allow("ConsumerTopics", [...changes, "sns:CreateTopic"], topics)],
      bounds: consumerBounds(names, account),
      guards: [{ what: "ChangeConsumerTopics", actions: changes, resources: [topics] }],
    };
  },
} as const satisfies Partial<Record<Feature, PoliciesOf>>;

/** Reads log files and messages as the roles of consumers do, and sends to buses of theirs. Which, each role's policy says. */
function consumerBounds(names: NameFamilies, account: AccountId): readonly PolicyStatement[] {
  const { partition } = names;
  const own = `${consumerFamily(names.name)}*`;
  const asConsumer = { ArnLike: { "aws:PrincipalArn": `arn:${partition}:iam::${account}:role/${own}` } };
  return [
    findLogs(names),
    allow(
      "HandOn",
      ["s3:GetObject", ...CONSUMER_QUEUE_ACTIONS],
      [anyLogFile(names), `arn:${partition}:sqs:*:${account}:${own}`],
      asConsumer,
    ),
    decryptLogs(names),
    allow("Tell", ["events:PutEvents"], `arn:${partition}:events:*:*:event-bus/*`, {
      ArnLike: { "aws:PrincipalArn": `arn:${partition}:iam::${account}:role/${own}-bus` },
    }),
  ];
}
