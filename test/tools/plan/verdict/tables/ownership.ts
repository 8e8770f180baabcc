import { UNKNOWN } from "../../../../../tools/plan/change";
import { called, created, replaced, updated } from "../plans";
import { ALARM, BUCKET, ENCRYPTION, encryption, EVENT_RULE, TOPIC_OF_ALARMS } from "../resources";
import type { Row } from "./row";

const ALARM_TYPE = "aws_cloudwatch_metric_alarm";
const RULE_TYPE = "aws_cloudwatch_event_rule";
const ENCRYPTION_TYPE = "aws_s3_bucket_server_side_encryption_configuration";

/** Whether one resource alone sets a thing, and is known as orgtrail's. */
export const OWNERSHIP_ROWS: readonly Row[] = [
  {
    rule: "set-twice",
    when: "a second alarm has the same name",
    change: called(created(ALARM_TYPE, { ...ALARM, threshold: 999 }), "second"),
    unchanged: new Map([[`${ALARM_TYPE}.it`, { type: ALARM_TYPE, values: ALARM }]]),
    says: ["aws_cloudwatch_metric_alarm.it sets the same"],
  },
  {
    rule: "set-twice",
    when: "an alarm takes the name of another",
    change: called(
      replaced(ALARM_TYPE, { ...ALARM, alarm_name: "x" }, { alarm_name: "acme-root-used" }),
      "second",
    ),
    unchanged: new Map([[`${ALARM_TYPE}.it`, { type: ALARM_TYPE, values: ALARM }]]),
    says: ["aws_cloudwatch_metric_alarm.it sets the same"],
  },
  {
    rule: "set-twice",
    when: "a second alarm has another name, or stands in another Region",
    change: called(created(ALARM_TYPE, { ...ALARM, region: "eu-west-1" }), "second"),
    unchanged: new Map([
      [`${ALARM_TYPE}.it`, { type: ALARM_TYPE, values: { ...ALARM, region: "us-east-1" } }],
      [`${ALARM_TYPE}.other`, { type: ALARM_TYPE, values: { ...ALARM, alarm_name: "other" } }],
    ]),
    says: [],
  },
  {
    rule: "set-twice",
    when: "a second rule of the same name stands on the same bus, written otherwise",
    change: called(
      created(RULE_TYPE, { ...EVENT_RULE, event_bus_name: "arn:aws:events:us-east-1:1:event-bus/default" }),
      "second",
    ),
    unchanged: new Map([
      [`${RULE_TYPE}.it`, { type: RULE_TYPE, values: { ...EVENT_RULE, event_bus_name: null } }],
    ]),
    says: ["aws_cloudwatch_event_rule.it sets the same"],
  },
  {
    rule: "set-twice",
    when: "a second rule of the same name stands on another bus",
    change: called(created(RULE_TYPE, { ...EVENT_RULE, event_bus_name: "acme-findings" }), "second"),
    unchanged: new Map([[`${RULE_TYPE}.it`, { type: RULE_TYPE, values: EVENT_RULE }]]),
    says: [],
  },
  {
    rule: "set-twice",
    when: "of two that stood there twice, one changes otherwise",
    change: called(updated(ALARM_TYPE, ALARM, { alarm_description: "x" }), "second"),
    unchanged: new Map([[`${ALARM_TYPE}.it`, { type: ALARM_TYPE, values: ALARM }]]),
    says: [],
  },
  {
    rule: "set-twice",
    when: "a second resource encrypts the bucket",
    change: created(ENCRYPTION_TYPE, { ...ENCRYPTION, rule: encryption("AES256", null) }),
    unchanged: new Map([[`${ENCRYPTION_TYPE}.first`, { type: ENCRYPTION_TYPE, values: ENCRYPTION }]]),
    says: [`${ENCRYPTION_TYPE}.first sets the same`],
  },
  {
    rule: "set-twice",
    when: "the bucket has a lifecycle in itself",
    change: updated(
      "aws_s3_bucket",
      { ...BUCKET, lifecycle_rule: [] },
      { lifecycle_rule: [{ enabled: true }] },
    ),
    says: ["lifecycle_rule is set here, and not by a resource of its own"],
  },
  {
    rule: "set-twice",
    when: "a new topic has a policy in itself",
    change: created("aws_sns_topic", { ...TOPIC_OF_ALARMS, policy: "{}" }),
    says: ["policy is set here"],
  },
  {
    rule: "set-twice",
    when: "the bucket has no ACL in itself any more",
    change: updated("aws_s3_bucket", { ...BUCKET, acl: "public-read" }, { acl: null }),
    says: [],
  },
  {
    rule: "set-twice",
    when: "the bucket has another tag",
    change: updated("aws_s3_bucket", BUCKET, { tags: { policy: "x" } }),
    says: [],
  },
  {
    rule: "guard-tag-removed",
    when: "a guardrail is no longer tagged",
    change: updated("aws_organizations_policy", { tags_all: { ManagedBy: "orgtrail" } }, { tags_all: {} }),
    says: ['the tag ManagedBy is taken away or another ("orgtrail" → nothing)'],
  },
  {
    rule: "guard-tag-removed",
    when: "a rule of AWS Config is somebody else's",
    change: updated(
      "aws_config_config_rule",
      { tags_all: { ManagedBy: "orgtrail" } },
      { tags_all: { ManagedBy: "me" } },
    ),
    says: ['("orgtrail" → "me")'],
  },
  {
    rule: "guard-tag-removed",
    when: "there is another tag besides",
    change: updated(
      "aws_organizations_policy",
      { tags_all: { ManagedBy: "orgtrail" } },
      { tags_all: { ManagedBy: "orgtrail", a: "b" } },
    ),
    says: [],
  },
  {
    rule: "value-not-known",
    when: "the tags of a guardrail are known only after apply",
    change: updated(
      "aws_organizations_policy",
      { tags_all: { ManagedBy: "orgtrail" } },
      { tags_all: UNKNOWN },
    ),
    says: ["tags_all was "],
  },
];
