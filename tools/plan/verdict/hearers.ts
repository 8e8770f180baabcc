import {
  at,
  blocksAt,
  holdsUnknown,
  isNothing,
  isSame,
  shown,
  textAt,
  textsAt,
  withJsonRead,
  type JsonObject,
} from "../../../modules/facts";
import { alarmTopics, hears } from "../../../modules/controls";
import { LOG_VALIDATION, queueArn, topicArn } from "../../../modules/organization";
import type { MonitoringPlace } from "../../../modules/policy";
import type { Configuration } from "../../../stacks/config";
import { blueprintOf, type LogArchiveBlueprint } from "../../../stacks/blueprint";
import type { ResourceChange, StackPlan } from "../change";
import type { Judges } from "./verdict";

/**
 * Whoever hears of alarms learns what is watched and what is found, and may flood or answer for those who should. So all that sends
 * what is found somewhere is held to what the configuration says.
 */
export const HEARERS: Judges = {
  "access-widened": (change, { configuration, plan }) => {
    switch (change.type) {
      case "aws_sns_topic_subscription":
        return [
          ...newSubscriber(change, hearersOf(configuration)),
          ...newQueue(change, plan, "redrive_policy", "deadLetterTargetArn"),
        ];
      case "aws_cloudwatch_event_target":
        return [
          ...newTarget(change, hearersOf(configuration)),
          ...newQueue(change, plan, "dead_letter_config", "arn"),
        ];
      case "aws_cloudtrail":
        return newCopies(change, plan);
      case "aws_cloudwatch_metric_alarm":
      case "aws_cloudwatch_composite_alarm":
        return newActions(change, hearersOf(configuration));
      case "aws_config_delivery_channel":
        return newTopic(change);
      case "aws_s3_bucket_notification":
        return newlyTold(change, plan, hearersOf(configuration));
      default:
        return [];
    }
  },
};

/** Who hears of what is found, as the configuration has it. */
interface Hearers {
  /** By protocol and endpoint, the topics of whose alarms they hear. */
  readonly subscribers: ReadonlyMap<string, ReadonlySet<string>>;
  /** The ARNs of topics to which alarms and rules publish. */
  readonly topics: ReadonlySet<string>;
  /** The ARNs of the queues and topics that the log bucket tells of new files. */
  readonly consumers: ReadonlySet<string>;
  /** The ARNs of what else rules send to: targets, the bus that they forward to, the function that validates. */
  readonly targets: ReadonlySet<string>;
}

const known = new WeakMap<Configuration, Hearers>();

export function hearersOf(configuration: Configuration): Hearers {
  const found = known.get(configuration) ?? readHearers(configuration);
  known.set(configuration, found);
  return found;
}

function readHearers(configuration: Configuration): Hearers {
  const { eventBus, logArchive, management, replica, security, teams } = blueprintOf(configuration);
  const watches = [eventBus, logArchive, management, replica?.delay, security, ...teams].flatMap(
    (each) => each?.watch ?? [],
  );
  const notifiers = [...watches, ...(security?.findings ? [security.findings] : [])];
  const subscribers = new Map<string, Set<string>>();
  const topics = new Set<string>();
  for (const { topics: props } of notifiers) {
    for (const arn of Object.values(props.existing ?? {})) topics.add(arn);
    for (const { severity, arn } of alarmTopics(props)) {
      topics.add(arn);
      for (const subscriber of props.subscribers ?? []) {
        if (!hears(subscriber, severity)) continue;
        const address = addressOf(subscriber.protocol, subscriber.endpoint);
        subscribers.set(address, (subscribers.get(address) ?? new Set()).add(arn));
      }
    }
  }
  const { handOn, validation } = logArchive;
  const validates = ({ partition, region, account, namePrefix }: MonitoringPlace): string =>
    `arn:${partition}:lambda:${region}:${account}:function:${namePrefix}${LOG_VALIDATION}`;
  return {
    subscribers,
    topics,
    consumers: new Set(handOn && consumersTold(handOn)),
    targets: new Set([
      ...watches.flatMap(({ detection, forwarding }) => [
        ...(detection?.targets ?? []).map(({ arn }) => arn),
        ...(forwarding ? [forwarding.eventBusArn] : []),
      ]),
      ...(validation ? [validates(validation.place)] : []),
      ...(handOn?.consumers ?? []).flatMap(({ notify }) =>
        notify?.kind === "eventbridge" ? [notify.eventBusArn] : [],
      ),
    ]),
  };
}

function consumersTold({ consumers, place }: NonNullable<LogArchiveBlueprint["handOn"]>): readonly string[] {
  const { partition, region, account } = place;
  return consumers.flatMap(({ notify }) => {
    if (notify?.kind === "sqs") return [queueArn(partition, region, account, notify.queueName)];
    return notify?.kind === "sns" ? [topicArn(partition, region, account, notify.topicName)] : [];
  });
}

function addressOf(protocol: string, endpoint: string): string {
  return `${protocol} ${endpoint}`;
}

/** Where it newly stands, if it is made or becomes another. */
function isNew({ action, before, after }: ResourceChange, ...names: readonly string[]): boolean {
  if (after === undefined || action === "destroy" || action === "forget") return false;
  return action === "create" || names.some((name) => !isSame(before?.[name], after[name]));
}

const NOT_NAMED = "whom the configuration does not name";

function newSubscriber(change: ResourceChange, { subscribers }: Hearers): readonly string[] {
  const { after } = change;
  if (!isNew(change, "protocol", "endpoint", "topic_arn")) return [];
  const [protocol, endpoint, topic] = ["protocol", "endpoint", "topic_arn"].map((name) =>
    textAt(after, name),
  );
  const heard = subscribers.get(addressOf(protocol ?? "", endpoint ?? ""));
  // The ARN of a topic that the plan makes is known only after apply.
  const isSaid = heard !== undefined && (topic === undefined || heard.has(topic));
  const [who, of] = [at(after, "endpoint"), at(after, "topic_arn")].map(shown);
  return isSaid ? [] : [`${protocol ?? "somebody"} ${who} newly hears of ${of}, ${NOT_NAMED}`];
}

function newTarget(change: ResourceChange, { topics, targets }: Hearers): readonly string[] {
  const { after } = change;
  const arn = textAt(after, "arn");
  // What the plan makes too has no ARN yet, and is judged where it is made.
  if (!isNew(change, "arn") || arn === undefined || topics.has(arn) || targets.has(arn)) return [];
  return [`rule ${shown(at(after, "rule"))} newly sends to ${shown(arn)}, ${NOT_NAMED}`];
}

/** What cannot be delivered goes to a queue, which may be another account's. */
function newQueue(
  change: ResourceChange,
  { account }: StackPlan,
  name: string,
  part: string,
): readonly string[] {
  const queue = textAt(withJsonRead(at(change.after, name)), part);
  const isOwn = queue === undefined || accountIn(queue) === account.id;
  return isOwn || !isNew(change, name)
    ? []
    : [`what cannot be delivered newly goes to ${shown(queue)}, in another account`];
}

/** Whom a trail that is there already newly delivers to, or tells. Of one that delivers elsewhere, other judgements tell. */
function newCopies({ before, after, action }: ResourceChange, { account }: StackPlan): readonly string[] {
  const isNewly = (name: string): boolean =>
    action === "update" && isNothing(at(before, name)) && textAt(after, name) !== undefined;
  const [group, topic] = [at(after, "cloud_watch_logs_group_arn"), textAt(after, "sns_topic_name") ?? ""];
  return [
    ...(isNewly("cloud_watch_logs_group_arn")
      ? [`the trail newly delivers to log group ${shown(group)} too, for all who read it`]
      : []),
    ...(isNewly("sns_topic_name") && topic.includes(":") && accountIn(topic) !== account.id
      ? [`the trail newly tells topic ${shown(topic)} of delivered log files, in another account`]
      : []),
  ];
}

function accountIn(arn: string): string | undefined {
  return arn.split(":")[4];
}

/** By whom a bucket tells somebody of its files. */
const TOLD = { lambda_function: "lambda_function_arn", queue: "queue_arn", topic: "topic_arn" } as const;

/** A queue or topic that the plan makes has no ARN yet, and is judged where it is made. No function is told by orgtrail. */
function newlyTold(
  { action, before, after }: ResourceChange,
  { account }: StackPlan,
  { consumers }: Hearers,
): readonly string[] {
  if (action === "destroy" || action === "forget") return [];
  return Object.entries(TOLD).flatMap(([name, arn]) => {
    const toldBy = (side: JsonObject | undefined): readonly string[] =>
      blocksAt(side, name).flatMap(
        (block) => textAt(block, arn) ?? (name === "lambda_function" ? "a function" : []),
      );
    const was = action === "create" ? [] : toldBy(before);
    return toldBy(after)
      .filter((told) => !was.includes(told) && !(consumers.has(told) && accountIn(told) === account.id))
      .map((told) => `the bucket newly tells ${shown(told)} of new log files, ${NOT_NAMED}`);
  });
}

/** AWS Config tells a topic of each change that it records: orgtrail names none. */
function newTopic(change: ResourceChange): readonly string[] {
  const topic = at(change.after, "sns_topic_arn");
  if (!isNew(change, "sns_topic_arn") || isNothing(topic)) return [];
  return [`AWS Config newly tells ${shown(topic)} of what it records, ${NOT_NAMED}`];
}

/** By what an alarm does something, and when it does. */
const ACTIONS = {
  alarm_actions: "rings",
  ok_actions: "is over",
  insufficient_data_actions: "has no data",
} as const;

function newActions({ action, before, after }: ResourceChange, { topics }: Hearers): readonly string[] {
  if (action === "destroy" || action === "forget") return [];
  return Object.entries(ACTIONS).flatMap(([name, when]) => {
    const was = action === "create" || holdsUnknown(at(before, name)) ? [] : textsAt(before, name);
    return textsAt(after, name)
      .filter((arn) => !was.includes(arn) && !topics.has(arn))
      .map((arn) => `the alarm newly tells or starts ${shown(arn)} when it ${when}, ${NOT_NAMED}`);
  });
}
