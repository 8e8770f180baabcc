import { UNKNOWN } from "../../../../../tools/plan/change";
import { created, destroyed, replaced, updated } from "../plans";
import { KEY, LOG_GROUP } from "../resources";
import type { Row } from "./row";

const ALIAS = { name: "alias/acme-cloudtrail-organization", target_key_id: "1111" };
const QUEUE = { name: "acme-undelivered", kms_master_key_id: null, sqs_managed_sse_enabled: true };

/** What logs, queues and events are encrypted with. */
export const KEY_ROWS: readonly Row[] = [
  {
    rule: "encryption-changed",
    when: "a queue is no longer encrypted",
    change: updated("aws_sqs_queue", QUEUE, { sqs_managed_sse_enabled: false }),
    says: ["it is no longer encrypted (sqs_managed_sse_enabled: true → false)"],
  },
  {
    rule: "encryption-changed",
    when: "a queue gets a key in place of SQS's own",
    change: updated("aws_sqs_queue", QUEUE, {
      sqs_managed_sse_enabled: false,
      kms_master_key_id: "arn:key/2",
    }),
    says: [],
  },
  {
    rule: "encryption-changed",
    when: "an event bus has no key any more",
    change: updated(
      "aws_cloudwatch_event_bus",
      { kms_key_identifier: "arn:key/2" },
      { kms_key_identifier: null },
    ),
    says: ["it is no longer encrypted with its key"],
  },
  {
    rule: "encryption-changed",
    when: "a log group has no key any more",
    change: updated("aws_cloudwatch_log_group", LOG_GROUP, { kms_key_id: "" }),
    says: ['no longer encrypted with its key (kms_key_id: "arn:key/2" → "")'],
  },
  {
    rule: "key-destroyed",
    when: "it is destroyed",
    change: destroyed("aws_kms_key", KEY),
    says: ["key arn:aws:kms:us-east-1:222222222222:key/1111 is destroyed"],
  },
  {
    rule: "key-destroyed",
    when: "it is updated",
    change: updated("aws_kms_key", KEY, { description: "x" }),
    says: [],
  },
  {
    rule: "key-disabled",
    when: "it is disabled",
    change: updated("aws_kms_key", KEY, { is_enabled: false }),
    says: ["the key is disabled"],
  },
  {
    rule: "key-disabled",
    when: "it is enabled",
    change: updated("aws_kms_key", { ...KEY, is_enabled: false }, { is_enabled: true }),
    says: [],
  },
  {
    rule: "key-rotation-off",
    when: "it is switched off",
    change: updated("aws_kms_key", KEY, { enable_key_rotation: false }),
    says: ["the key is no longer rotated"],
  },
  {
    rule: "key-rotation-off",
    when: "it stays",
    change: updated("aws_kms_key", KEY, { is_enabled: false }),
    says: [],
  },
  {
    rule: "key-deletion-sooner",
    when: "AWS's default becomes 7 days",
    change: updated("aws_kms_key", KEY, { deletion_window_in_days: 7 }),
    says: ["(deletion_window_in_days: 30 → 7)"],
  },
  {
    rule: "key-deletion-sooner",
    when: "the default is written out",
    change: updated("aws_kms_key", KEY, { deletion_window_in_days: 30 }),
    says: [],
  },
  {
    rule: "key-rotated-less",
    when: "it is rotated every seven years",
    change: updated(
      "aws_kms_key",
      { ...KEY, rotation_period_in_days: 90 },
      { rotation_period_in_days: 2560 },
    ),
    says: ["(rotation_period_in_days: 90 → 2560)"],
  },
  {
    rule: "key-rotated-less",
    when: "it is rotated a day later than by default",
    change: updated("aws_kms_key", KEY, { rotation_period_in_days: 366 }),
    says: ["(rotation_period_in_days: 365 → 366)"],
  },
  {
    rule: "key-rotated-less",
    when: "the provider wrote 0 where nothing was set, and 90 is more often than what AWS takes",
    change: updated("aws_kms_key", { ...KEY, rotation_period_in_days: 0 }, { rotation_period_in_days: 90 }),
    says: [],
  },
  {
    rule: "key-deletion-sooner",
    when: "the provider wrote 0 where nothing was set, and 7 is sooner",
    change: updated("aws_kms_key", { ...KEY, deletion_window_in_days: 0 }, { deletion_window_in_days: 7 }),
    says: ["(deletion_window_in_days: 30 → 7)"],
  },
  {
    rule: "access-lost",
    when: "AWS is no longer to check that the key's policy can be changed again",
    change: updated("aws_kms_key", KEY, { bypass_policy_lockout_safety_check: true }),
    says: ["(bypass_policy_lockout_safety_check: nothing → true)"],
  },
  {
    rule: "access-lost",
    when: "AWS checks it again",
    change: updated(
      "aws_kms_key",
      { ...KEY, bypass_policy_lockout_safety_check: true },
      { bypass_policy_lockout_safety_check: false },
    ),
    says: [],
  },
  {
    rule: "key-rotated-less",
    when: "it is rotated as by default",
    change: updated("aws_kms_key", KEY, { rotation_period_in_days: 365 }),
    says: [],
  },
  {
    rule: "value-not-known",
    when: "how often a key is rotated, and how long it waits, is not known",
    change: updated("aws_kms_key", KEY, {
      rotation_period_in_days: UNKNOWN,
      deletion_window_in_days: UNKNOWN,
    }),
    says: ["deletion_window_in_days was ", "rotation_period_in_days was "],
  },
  {
    rule: "key-deletion-sooner",
    when: "how long it waits is not known, which another rule tells",
    change: updated(
      "aws_kms_key",
      { ...KEY, deletion_window_in_days: 30 },
      { deletion_window_in_days: UNKNOWN },
    ),
    says: [],
  },
  {
    rule: "key-alias-changed",
    when: "it means another key",
    change: updated("aws_kms_alias", ALIAS, { target_key_id: "2222" }),
    says: ['alias "alias/acme-cloudtrail-organization" changes (target_key_id: "1111" → "2222")'],
  },
  {
    rule: "key-alias-changed",
    when: "it is another",
    change: replaced("aws_kms_alias", ALIAS, { name: "alias/other" }),
    says: ['(name: "alias/acme-cloudtrail-organization" → "alias/other")'],
  },
  {
    rule: "key-alias-changed",
    when: "it is destroyed",
    change: destroyed("aws_kms_alias", ALIAS),
    says: ["is removed"],
  },
  {
    rule: "key-alias-changed",
    when: "it is new",
    change: created("aws_kms_alias", ALIAS),
    says: [],
  },
];
