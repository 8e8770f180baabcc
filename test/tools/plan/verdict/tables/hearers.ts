import { UNKNOWN, type JsonObject } from "../../../../../tools/plan/change";
import { created, destroyed, replaced, updated } from "../plans";
import { ALARM, SUBSCRIPTION, TARGET, TRAIL } from "../resources";
import type { Row } from "./row";

const SUBSCRIPTION_TYPE = "aws_sns_topic_subscription";
const ALARM_TYPE = "aws_cloudwatch_metric_alarm";
const COMPOSITE_TYPE = "aws_cloudwatch_composite_alarm";
const TARGET_TYPE = "aws_cloudwatch_event_target";
const STRANGERS_QUEUE = "arn:aws:sqs:us-east-1:999999999999:undelivered";
const STRANGERS_TOPIC = "arn:aws:sns:us-east-1:999999999999:alarms";
const [OWN_TOPIC] = ALARM["alarm_actions"] as readonly [string];
const COMPOSITE: JsonObject = { alarm_name: "acme-all", actions_enabled: true, alarm_actions: [OWN_TOPIC] };

const hears = (when: string, changes: JsonObject, ...says: readonly string[]): Row => ({
  ...{ rule: "access-widened", when, says },
  change: created(SUBSCRIPTION_TYPE, { ...SUBSCRIPTION, ...changes }),
});

const tells = (
  when: string,
  type: string,
  before: JsonObject,
  changes: JsonObject,
  ...says: readonly string[]
): Row => ({ rule: "access-widened", when, change: updated(type, before, changes), says });

const NOT_NAMED = "whom the configuration does not name";

/** Who hears of what is found, and whom the configuration does not name. */
export const HEARER_ROWS: readonly Row[] = [
  hears("whom the configuration names hears of alarms", {}),
  hears("whom it names hears of a topic that the plan makes", { topic_arn: UNKNOWN }),
  hears(
    "a web address of a stranger hears of alarms",
    { protocol: "https", endpoint: "https://evil.example/hook" },
    `https "https://evil.example/hook" newly hears of "${OWN_TOPIC}", ${NOT_NAMED}`,
  ),
  hears("an address of another domain hears of alarms", { endpoint: "security@evil.example" }, NOT_NAMED),
  hears("another address of the same domain hears of alarms", { endpoint: "x@acme.example" }, NOT_NAMED),
  hears(
    "a function of another account hears of alarms",
    { protocol: "lambda", endpoint: "arn:aws:lambda:us-east-1:999999999999:function:x" },
    NOT_NAMED,
  ),
  hears(
    "a function of the own account hears of alarms",
    { protocol: "lambda", endpoint: "arn:aws:lambda:us-east-1:111111111111:function:x" },
    NOT_NAMED,
  ),
  hears(
    "a queue of another account hears of alarms",
    { protocol: "sqs", endpoint: "arn:aws:sqs:us-east-1:999999999999:x" },
    NOT_NAMED,
  ),
  hears("a telephone hears of alarms", { protocol: "sms", endpoint: "+49301234567" }, NOT_NAMED),
  hears(
    "the address that is named hears by another way, in JSON",
    { protocol: "email-json" },
    `email-json "security@acme.example"`,
  ),
  hears(
    "whom the configuration names hears of delivered log files",
    { topic_arn: "arn:aws:sns:us-east-1:111111111111:acme-organization-trail-delivery" },
    NOT_NAMED,
  ),
  hears("who hears is known only after apply", { endpoint: UNKNOWN }, NOT_NAMED),
  {
    rule: "access-widened",
    when: "a subscription becomes a stranger's",
    change: replaced(SUBSCRIPTION_TYPE, SUBSCRIPTION, { endpoint: "x@evil.example" }),
    says: [NOT_NAMED],
  },
  {
    rule: "access-widened",
    when: "a stranger's subscription goes",
    change: destroyed(SUBSCRIPTION_TYPE, { ...SUBSCRIPTION, endpoint: "x@evil.example" }),
    says: [],
  },
  tells("a stranger's subscription is sent raw messages no more", SUBSCRIPTION_TYPE, SUBSCRIPTION, {
    raw_message_delivery: false,
  }),

  tells(
    "an alarm tells a topic of a stranger too",
    ALARM_TYPE,
    ALARM,
    { alarm_actions: [OWN_TOPIC, STRANGERS_TOPIC] },
    `the alarm newly tells or starts "${STRANGERS_TOPIC}" when it rings, ${NOT_NAMED}`,
  ),
  tells(
    "an alarm starts a function",
    ALARM_TYPE,
    ALARM,
    { alarm_actions: [OWN_TOPIC, "arn:aws:lambda:us-east-1:111111111111:function:x"] },
    NOT_NAMED,
  ),
  tells(
    "an alarm stops a machine",
    ALARM_TYPE,
    ALARM,
    { alarm_actions: [OWN_TOPIC, "arn:aws:automate:us-east-1:ec2:stop"] },
    NOT_NAMED,
  ),
  tells(
    "an alarm tells a stranger that all is well",
    ALARM_TYPE,
    ALARM,
    { ok_actions: [STRANGERS_TOPIC] },
    "when it is over",
  ),
  tells(
    "an alarm tells a stranger that it is blind",
    ALARM_TYPE,
    ALARM,
    { insufficient_data_actions: [STRANGERS_TOPIC] },
    "when it has no data",
  ),
  tells("an alarm tells its own topic that all is well", ALARM_TYPE, ALARM, { ok_actions: [OWN_TOPIC] }),
  tells("an alarm tells another topic of orgtrail's too", ALARM_TYPE, ALARM, {
    alarm_actions: [OWN_TOPIC, OWN_TOPIC.replace("critical", "high")],
  }),
  tells(
    "an alarm on alarms tells a stranger",
    COMPOSITE_TYPE,
    COMPOSITE,
    { alarm_actions: [OWN_TOPIC, STRANGERS_TOPIC] },
    NOT_NAMED,
  ),
  {
    rule: "access-widened",
    when: "a new alarm tells a stranger",
    change: created(ALARM_TYPE, { ...ALARM, alarm_actions: [STRANGERS_TOPIC] }),
    says: [NOT_NAMED],
  },
  {
    rule: "access-widened",
    when: "a new alarm tells orgtrail's topic",
    change: created(ALARM_TYPE, ALARM),
    says: [],
  },
  {
    rule: "alarm-changed",
    when: "an alarm newly tells that all is well",
    change: updated(ALARM_TYPE, { ...ALARM, ok_actions: [] }, { ok_actions: [OWN_TOPIC] }),
    says: ["ok_actions: "],
  },
  {
    rule: "alarm-changed",
    when: "an alarm tells no more that all is well",
    change: updated(ALARM_TYPE, { ...ALARM, ok_actions: [OWN_TOPIC] }, { ok_actions: [] }),
    says: ["ok_actions: "],
  },

  ...(
    [
      ["the bus of another account", "arn:aws:events:us-east-1:999999999999:event-bus/collect", NOT_NAMED],
      ["a function of the account", "arn:aws:lambda:us-east-1:111111111111:function:x", NOT_NAMED],
      ["a stream of the account", "arn:aws:kinesis:us-east-1:111111111111:stream/x", NOT_NAMED],
      ["orgtrail's topic", OWN_TOPIC],
      ["what the plan makes", UNKNOWN],
    ] as const
  ).map(([when, arn, ...says]): Row => ({
    rule: "access-widened",
    when: `a rule sends to ${when}`,
    change: created(TARGET_TYPE, { ...TARGET, target_id: "more", arn }),
    says,
  })),
  {
    rule: "access-widened",
    when: "a target becomes a stranger's",
    change: updated(TARGET_TYPE, TARGET, { arn: STRANGERS_TOPIC }),
    says: [NOT_NAMED],
  },
  tells(
    "what cannot be delivered newly goes to a queue of another account",
    TARGET_TYPE,
    TARGET,
    { dead_letter_config: [{ arn: STRANGERS_QUEUE }] },
    `what cannot be delivered newly goes to "${STRANGERS_QUEUE}", in another account`,
  ),
  tells("what cannot be delivered newly goes to a queue of the own account", TARGET_TYPE, TARGET, {
    dead_letter_config: [{ arn: "arn:aws:sqs:us-east-1:222222222222:x" }],
  }),
  hears(
    "what cannot be delivered goes to a queue of another account from the start",
    { redrive_policy: JSON.stringify({ deadLetterTargetArn: STRANGERS_QUEUE }) },
    `what cannot be delivered newly goes to "${STRANGERS_QUEUE}", in another account`,
  ),
  tells(
    "a trail without a log group newly delivers to one",
    "aws_cloudtrail",
    { ...TRAIL, cloud_watch_logs_group_arn: null },
    { cloud_watch_logs_group_arn: "arn:aws:logs:us-east-1:222222222222:log-group:x:*" },
    "the trail newly delivers to log group",
  ),
  tells(
    "a trail newly tells a topic of another account",
    "aws_cloudtrail",
    { ...TRAIL, sns_topic_name: "" },
    { sns_topic_name: STRANGERS_TOPIC },
    `the trail newly tells topic "${STRANGERS_TOPIC}" of delivered log files, in another account`,
  ),
  tells(
    "a trail newly tells a topic of its own",
    "aws_cloudtrail",
    { ...TRAIL, sns_topic_name: null },
    { sns_topic_name: "acme-organization-trail-delivery" },
  ),
];
