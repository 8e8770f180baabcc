import { queueArn, roleArn, topicArn } from "../../modules/organization";
import {
  consumerDeadLetters,
  consumerKeyPolicy,
  consumerQueuePolicy,
  consumerRolePolicy,
  consumerRoleTrust,
  consumerTopicPolicy,
  forwardingRolePolicy,
  forwardingRoleTrust,
  type Consumer,
} from "../../modules/policy";
import type { Blueprint } from "./blueprint";
import type { LogArchiveBlueprint } from "./log-archive";
import { exampleKeyArn, partsOf, roleSubjects, type Owner } from "./parts";
import type { ConsumerOf, Subject } from "./subject";

type HandOn = NonNullable<LogArchiveBlueprint["handOn"]>;

/** Those to whom log files are handed on, as the policies of bucket and key know them. */
export function consumersOf({ place, consumers }: HandOn): readonly ConsumerOf[] {
  const { partition, region, account } = place;
  return consumers.map(({ roleName, notify, ...consumer }) => ({
    ...consumer,
    roleArn: roleArn(partition, account, roleName),
    ...(notify?.kind === "sqs" && { queueArn: queueArn(partition, region, account, notify.queueName) }),
  }));
}

/** The roles of those to whom log files are handed on, and what tells them of new ones. */
export function consumerSubjects({ logArchive: { handOn } }: Blueprint, owner: Owner): readonly Subject[] {
  if (handOn === undefined) return [];
  const { place, bucketName, consumers, keyAlias: alias } = handOn;
  const parts = { ...partsOf(owner, place), logBuckets: [bucketName] };
  const key = "key of consumers' topics";
  const known = consumersOf(handOn);
  return [
    ...consumers.flatMap((consumer, index) =>
      ofConsumer(consumer, known.slice(index, index + 1), handOn, parts),
    ),
    ...(consumers.some(({ notify }) => notify?.kind === "sns")
      ? [
          {
            ...parts,
            ...({ name: key, kind: "consumer topic key", alias } as const),
            arn: exampleKeyArn(place.partition, place, key),
            document: consumerKeyPolicy(place),
          },
        ]
      : []),
  ];
}

function ofConsumer(
  consumer: Consumer,
  consumers: readonly ConsumerOf[],
  { place, bucketName, logKeyArn }: HandOn,
  common: ReturnType<typeof partsOf>,
): readonly Subject[] {
  const { partition, region, account } = place;
  const { name, roleName, notify } = consumer;
  const parts = { ...common, consumers };
  const [reader] = consumers;
  if (reader === undefined) return [];
  const logs = { ...place, bucketName, ...(logKeyArn !== undefined && { keyArn: logKeyArn }) };
  const role = roleSubjects(parts, place, `role of consumer ${name}`, "consumer role", {
    roleName,
    trust: consumerRoleTrust(partition, consumer),
    permissions: consumerRolePolicy(logs, reader, reader.queueArn),
  });
  switch (notify?.kind) {
    case "sqs": {
      const arn = queueArn(partition, region, account, notify.queueName);
      const document = consumerQueuePolicy(logs, arn, reader);
      return [
        ...role,
        { ...parts, name: `queue of consumer ${name}`, kind: "consumer queue", arn, document },
      ];
    }
    case "sns": {
      const arn = topicArn(partition, region, account, notify.topicName);
      const document = consumerTopicPolicy(logs, arn, consumer);
      return [
        ...role,
        { ...parts, name: `topic of consumer ${name}`, kind: "consumer topic", arn, document },
      ];
    }
    case "eventbridge": {
      const { eventBusArn, ruleName, busRoleName } = notify;
      const { queueArn: arn, policy: document } = consumerDeadLetters(place, ruleName);
      const watched = { ...parts, watch: { place, eventBusArn } };
      return [
        ...role,
        ...roleSubjects(watched, place, `role that tells consumer ${name}`, "forwarding role", {
          roleName: busRoleName,
          trust: forwardingRoleTrust(place),
          permissions: forwardingRolePolicy(eventBusArn),
        }),
        {
          ...watched,
          name: `dead-letter queue of consumer ${name}`,
          kind: "dead-letter queue",
          arn,
          document,
        },
      ];
    }
    default:
      return role;
  }
}
