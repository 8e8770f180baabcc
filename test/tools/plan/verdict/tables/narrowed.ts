import { UNKNOWN, type JsonObject } from "../../../../../tools/plan/change";
import { created, destroyed, hiding, replaced, updated } from "../plans";
import { ALARM, EVENT_RULE, FILTER, SUBSCRIPTION, TARGET } from "../resources";
import type { Row } from "./row";

const ALARM_TYPE = "aws_cloudwatch_metric_alarm";
const FILTER_TYPE = "aws_cloudwatch_log_metric_filter";
const RULE_TYPE = "aws_cloudwatch_event_rule";
const SUBSCRIPTION_TYPE = "aws_sns_topic_subscription";
const HEARS_ALL = "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS";
const EMPTY_FILTER = '{"a":["b"]}';
const BUS_TARGET: JsonObject = { ...TARGET, role_arn: "arn:aws:iam::111111111111:role/forward" };
const PERMISSION: JsonObject = {
  statement_id: "AllowRule",
  action: "lambda:InvokeFunction",
  function_name: "respond",
  principal: "events.amazonaws.com",
  source_arn: "arn:aws:events:us-east-1:111111111111:rule/acme-tampering",
};
const COMPOSITE: JsonObject = {
  alarm_name: "acme-all",
  alarm_rule: "ALARM(a) OR ALARM(b)",
  actions_enabled: true,
  alarm_actions: ["arn:aws:sns:us-east-1:111111111111:acme-orgtrail-critical"],
};
const QUEUE: JsonObject = {
  name: "acme-orgtrail-findings-undelivered",
  kms_master_key_id: null,
  message_retention_seconds: 1209600,
  sqs_managed_sse_enabled: true,
};

/** Alarms that ring for something else, hear of less, or tell nobody. */
export const NARROWED_ROWS: readonly Row[] = [
  {
    rule: "alarm-removed",
    when: "a rule no longer hears of reads, which another rule tells",
    change: updated(RULE_TYPE, { ...EVENT_RULE, state: HEARS_ALL }, { state: "ENABLED" }),
    says: [],
  },
  {
    rule: "alarm-changed",
    when: "a rule no longer hears of reads",
    change: updated(RULE_TYPE, { ...EVENT_RULE, state: HEARS_ALL }, { state: "ENABLED" }),
    says: [`state: "${HEARS_ALL}" → "ENABLED"`],
  },
  {
    rule: "alarm-changed",
    when: "a rule that hears of calls that only read has no state any more",
    change: updated(RULE_TYPE, { ...EVENT_RULE, state: HEARS_ALL }, { state: null }),
    says: [`state: "${HEARS_ALL}" → nothing`],
  },
  {
    rule: "alarm-changed",
    when: "a rule hears of reads too",
    change: updated(RULE_TYPE, EVENT_RULE, { state: HEARS_ALL }),
    says: [],
  },
  {
    rule: "alarm-changed",
    when: "the unit is another",
    change: updated(ALARM_TYPE, ALARM, { unit: "Terabytes" }),
    says: ['unit: nothing → "Terabytes"'],
  },
  {
    rule: "alarm-changed",
    when: "another percentile decides",
    change: updated(ALARM_TYPE, { ...ALARM, extended_statistic: "p99" }, { extended_statistic: "p1" }),
    says: ['extended_statistic: "p99" → "p1"'],
  },
  {
    rule: "alarm-changed",
    when: "it has another name",
    change: replaced(ALARM_TYPE, ALARM, { alarm_name: "other" }),
    says: ["alarm_name: "],
  },
  {
    rule: "alarm-changed",
    when: "what is not set is written otherwise",
    change: updated(
      ALARM_TYPE,
      { ...ALARM, dimensions: null, datapoints_to_alarm: null },
      { dimensions: {}, datapoints_to_alarm: 0 },
    ),
    says: [],
  },
  {
    rule: "alarm-changed",
    when: "a pattern says the same in another order",
    change: updated(
      RULE_TYPE,
      { ...EVENT_RULE, event_pattern: '{"source":["aws.iam"],"detail-type":["x"]}' },
      { event_pattern: '{"detail-type": ["x"], "source": ["aws.iam"]}' },
    ),
    says: [],
  },
  {
    rule: "alarm-changed",
    when: "an alarm of alarms rings for others",
    change: updated("aws_cloudwatch_composite_alarm", COMPOSITE, { alarm_rule: "ALARM(a)" }),
    says: ["alarm_rule: "],
  },
  {
    rule: "alarm-changed",
    when: "a message says nothing",
    change: updated("aws_cloudwatch_event_target", TARGET, { input: '"All is well."' }),
    says: ["input: nothing → "],
  },
  {
    rule: "alarm-changed",
    when: "a target keeps nothing of what it could not deliver",
    change: updated(
      "aws_cloudwatch_event_target",
      { ...TARGET, dead_letter_config: [{ arn: "arn:queue" }] },
      { dead_letter_config: [] },
    ),
    says: ["dead_letter_config: "],
  },
  {
    rule: "alarm-changed",
    when: "what could not be delivered is kept for a minute",
    change: updated("aws_sqs_queue", QUEUE, { message_retention_seconds: 60 }),
    says: ["message_retention_seconds: 1209600 → 60"],
  },
  {
    rule: "value-not-known",
    when: "much of an alarm is known only after apply",
    change: updated(ALARM_TYPE, ALARM, {
      metric_name: UNKNOWN,
      namespace: UNKNOWN,
      evaluation_periods: UNKNOWN,
    }),
    says: ["evaluation_periods was 1", "metric_name was ", "namespace was "],
  },
  {
    rule: "value-not-known",
    when: "part of a metric filter is known only after apply",
    change: updated(FILTER_TYPE, FILTER, {
      metric_transformation: [{ name: UNKNOWN, namespace: "acme", value: "1", unit: "None" }],
    }),
    says: ["metric_transformation was "],
  },
  {
    rule: "value-not-known",
    when: "an alarm of alarms is known only after apply",
    change: updated("aws_cloudwatch_composite_alarm", COMPOSITE, { alarm_rule: UNKNOWN }),
    says: ['alarm_rule was "ALARM(a) OR ALARM(b)"'],
  },
  {
    rule: "value-not-known",
    when: "whose target it is is known only after apply",
    change: replaced("aws_cloudwatch_event_target", TARGET, { rule: UNKNOWN }),
    says: ['rule was "acme-tampering"'],
  },
  {
    rule: "value-not-known",
    when: "a subscription's protocol and filter are known only after apply",
    change: updated(SUBSCRIPTION_TYPE, SUBSCRIPTION, { protocol: UNKNOWN, filter_policy: UNKNOWN }),
    says: ["filter_policy was nothing", 'protocol was "email"'],
  },
  {
    rule: "value-not-known",
    when: "a new alarm's name is known only after apply",
    change: created(ALARM_TYPE, { ...ALARM, alarm_name: UNKNOWN }),
    says: ["alarm_name cannot be told before the apply"],
  },
  {
    rule: "value-hidden",
    when: "a subscription gets a filter that is hidden",
    change: hiding(
      updated(SUBSCRIPTION_TYPE, SUBSCRIPTION, { filter_policy: EMPTY_FILTER }),
      "filter_policy",
    ),
    says: ["filter_policy changes"],
  },
  {
    rule: "notification-removed",
    when: "a filter looks into the other part of a message",
    change: updated(
      SUBSCRIPTION_TYPE,
      { ...SUBSCRIPTION, filter_policy: EMPTY_FILTER, filter_policy_scope: "MessageBody" },
      { filter_policy_scope: "MessageAttributes" },
    ),
    says: ['hears of less (filter_policy_scope: "MessageBody" → "MessageAttributes")'],
  },
  {
    rule: "notification-removed",
    when: "no filter would look into the other part of a message",
    change: updated(SUBSCRIPTION_TYPE, SUBSCRIPTION, { filter_policy_scope: "MessageBody" }),
    says: [],
  },
  {
    rule: "notification-removed",
    when: "a filter is written otherwise, or taken away",
    change: updated(
      SUBSCRIPTION_TYPE,
      { ...SUBSCRIPTION, filter_policy: EMPTY_FILTER },
      { filter_policy: '{ "a": ["b"] }' },
    ),
    says: [],
  },
  {
    rule: "notification-removed",
    when: "a target has no role any more to deliver with",
    change: updated("aws_cloudwatch_event_target", BUS_TARGET, { role_arn: null }),
    says: ["may hear of it no longer (it has no role any more)"],
  },
  {
    rule: "notification-removed",
    when: "a target has another role",
    change: updated("aws_cloudwatch_event_target", BUS_TARGET, { role_arn: "arn:aws:iam::1:role/x" }),
    says: ["may hear of it no longer (role_arn: "],
  },
  {
    rule: "notification-removed",
    when: "a function may no longer be called",
    change: destroyed("aws_lambda_permission", PERMISSION),
    says: ["function respond may no longer be called"],
  },
  {
    rule: "notification-removed",
    when: "a function may be called by another rule alone",
    change: replaced("aws_lambda_permission", PERMISSION, { source_arn: "arn:other" }),
    says: ["function respond may be called by others alone (source_arn: "],
  },
  {
    rule: "notification-removed",
    when: "a function's permission has another name",
    change: replaced("aws_lambda_permission", PERMISSION, { statement_id: "Other" }),
    says: [],
  },
  {
    rule: "notification-removed",
    when: "a queue is destroyed",
    change: destroyed("aws_sqs_queue", QUEUE),
    says: ["queue acme-orgtrail-findings-undelivered is destroyed"],
  },
  {
    rule: "notification-removed",
    when: "an event bus is destroyed",
    change: destroyed("aws_cloudwatch_event_bus", { name: "acme-findings" }),
    says: ["event bus acme-findings is destroyed"],
  },
  {
    rule: "notification-removed",
    when: "an event bus gets another description",
    change: updated("aws_cloudwatch_event_bus", { name: "acme-findings" }, { description: "x" }),
    says: [],
  },
];
