import { UNKNOWN } from "../../../../../tools/plan/change";
import { created, destroyed, replaced, updated } from "../plans";
import { ALARM, EVENT_RULE, FILTER, SUBSCRIPTION, TARGET, TOPIC_OF_ALARMS } from "../resources";
import type { Row } from "./row";

const ALARM_TYPE = "aws_cloudwatch_metric_alarm";
const FILTER_TYPE = "aws_cloudwatch_log_metric_filter";
const RULE_TYPE = "aws_cloudwatch_event_rule";
const SUBSCRIPTION_TYPE = "aws_sns_topic_subscription";

export const WATCHING_ROWS: readonly Row[] = [
  {
    rule: "notification-removed",
    when: "a topic, to which its own policy lets EventBridge deliver, is given a role",
    change: updated("aws_cloudwatch_event_target", TARGET, {
      role_arn: "arn:aws:iam::111111111111:role/some",
    }),
    says: ["with which EventBridge may fail to deliver there"],
  },
  {
    rule: "notification-removed",
    when: "a stream is given a role, which it takes",
    change: updated(
      "aws_cloudwatch_event_target",
      { ...TARGET, arn: "arn:aws:kinesis:us-east-1:111111111111:stream/events" },
      { role_arn: "arn:aws:iam::111111111111:role/some" },
    ),
    says: [],
  },
  {
    rule: "alarm-removed",
    when: "an alarm is destroyed",
    change: destroyed(ALARM_TYPE, ALARM),
    says: ['alarm "acme-root-used" is removed'],
  },
  {
    rule: "alarm-removed",
    when: "an alarm is replaced by one of another name",
    change: replaced(ALARM_TYPE, ALARM, { alarm_name: "acme-root" }),
    says: [],
  },
  {
    rule: "alarm-removed",
    when: "a metric filter is destroyed",
    change: destroyed(FILTER_TYPE, FILTER),
    says: ['metric filter "acme-root-used" is removed'],
  },
  {
    rule: "alarm-removed",
    when: "a metric filter looks elsewhere",
    change: replaced(FILTER_TYPE, FILTER, { log_group_name: "other" }),
    says: ["looks into log group other in place of acme-trail"],
  },
  {
    rule: "alarm-removed",
    when: "a rule is destroyed",
    change: destroyed(RULE_TYPE, EVENT_RULE),
    says: ['rule "acme-tampering" is removed'],
  },
  {
    rule: "alarm-removed",
    when: "a rule is switched off",
    change: updated(RULE_TYPE, EVENT_RULE, { state: "DISABLED" }),
    says: ['rule "acme-tampering" is switched off'],
  },
  {
    rule: "alarm-removed",
    when: "a rule is switched off by the older attribute",
    change: updated(RULE_TYPE, { ...EVENT_RULE, state: null }, { is_enabled: false }),
    says: ["is switched off"],
  },
  {
    rule: "alarm-removed",
    when: "a rule is enabled for all management events",
    change: updated(RULE_TYPE, EVENT_RULE, { state: "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS" }),
    says: [],
  },
  {
    rule: "notification-removed",
    when: "an alarm tells nobody",
    change: updated(ALARM_TYPE, ALARM, { actions_enabled: false }),
    says: ["the alarm tells nobody any more"],
  },
  {
    rule: "notification-removed",
    when: "an alarm has no actions",
    change: updated(ALARM_TYPE, ALARM, { alarm_actions: null }),
    says: ["no longer tells arn:aws:sns:us-east-1:111111111111:acme-orgtrail-critical"],
  },
  {
    rule: "notification-removed",
    when: "an alarm tells one more",
    change: updated(ALARM_TYPE, ALARM, {
      alarm_actions: ["arn:aws:sns:us-east-1:111111111111:acme-orgtrail-critical", "arn:other"],
    }),
    says: [],
  },
  {
    rule: "notification-removed",
    when: "whom an alarm tells is not known",
    change: updated(ALARM_TYPE, ALARM, { alarm_actions: [UNKNOWN] }),
    says: [],
  },
  {
    rule: "notification-removed",
    when: "a topic is destroyed",
    change: destroyed("aws_sns_topic", TOPIC_OF_ALARMS),
    says: ["topic acme-orgtrail-critical is destroyed"],
  },
  {
    rule: "notification-removed",
    when: "a subscription is destroyed",
    change: destroyed(SUBSCRIPTION_TYPE, SUBSCRIPTION),
    says: ["email security@acme.example no longer hears of it"],
  },
  {
    rule: "notification-removed",
    when: "a subscription is somebody else's",
    change: replaced(SUBSCRIPTION_TYPE, SUBSCRIPTION, { endpoint: "x@acme.example" }),
    says: ['(endpoint: "security@acme.example" → "x@acme.example")'],
  },
  {
    rule: "notification-removed",
    when: "a subscription gets a filter",
    change: updated(SUBSCRIPTION_TYPE, SUBSCRIPTION, { filter_policy: '{"a":["b"]}' }),
    says: ["email security@acme.example hears of less"],
  },
  {
    rule: "notification-removed",
    when: "a subscription is new",
    change: created(SUBSCRIPTION_TYPE, SUBSCRIPTION),
    says: [],
  },
  {
    rule: "notification-removed",
    when: "a target is destroyed",
    change: destroyed("aws_cloudwatch_event_target", TARGET),
    says: ["acme-orgtrail-critical no longer hears of it"],
  },
  {
    rule: "notification-removed",
    when: "a target's retries change",
    change: updated("aws_cloudwatch_event_target", TARGET, { retry_policy: [] }),
    says: [],
  },
  {
    rule: "alarm-changed",
    when: "the threshold rises",
    change: updated(ALARM_TYPE, ALARM, { threshold: 50 }),
    says: ["threshold: 1 → 50"],
  },
  {
    rule: "alarm-changed",
    when: "a pattern is another",
    change: updated(FILTER_TYPE, FILTER, { pattern: "{ $.x = 1 }" }),
    says: ["pattern: "],
  },
  {
    rule: "alarm-changed",
    when: "a rule's pattern is another",
    change: updated(RULE_TYPE, EVENT_RULE, { event_pattern: "{}" }),
    says: ["event_pattern: "],
  },
  {
    rule: "alarm-changed",
    when: "the description changes",
    change: updated(ALARM_TYPE, ALARM, { alarm_description: "Root was used." }),
    says: [],
  },
];
