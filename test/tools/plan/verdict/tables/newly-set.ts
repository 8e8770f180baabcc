import { updated } from "../plans";
import { ALARM, EVENT_RULE, KEY, TARGET } from "../resources";
import { rows, RULE } from "./edits";
import type { Row } from "./row";

const DENY_ALL = { Version: "2012-10-17", Statement: [{ Effect: "Deny", Action: "*", Resource: "*" }] };
const ADMINISTRATOR = "arn:aws:iam::aws:policy/AdministratorAccess";
const ALLOW_ALL = { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }] };
const WORKGROUP = { name: "w", configuration: [{ enforce_workgroup_configuration: true }] };
const configured = (more: object) => ({ configuration: [{ ...WORKGROUP.configuration[0], ...more }] });
const [FUNCTION, QUEUE] = [{ function_name: "acme-log-validation" }, { name: "q" }];
const role = (changes: Parameters<typeof updated>[2]) =>
  updated("aws_iam_role", { name: "acme-organization-trail-logs" }, changes);

/** What was not set, so that AWS took its own value or none, and is set. */
export const NEWLY_SET_ROWS: readonly Row[] = [
  ...rows(
    [
      "detection-removed",
      "aws_config_config_rule",
      RULE,
      { evaluation_mode: [{ mode: "PROACTIVE" }] },
      "evaluation_mode: ",
    ],
    ["detection-removed", "aws_config_config_rule", RULE, { evaluation_mode: [{ mode: "DETECTIVE" }] }],
    [
      "detection-removed",
      "aws_config_config_rule",
      RULE,
      { evaluation_mode: [{ mode: "PROACTIVE" }, { mode: "DETECTIVE" }] },
    ],
    [
      "notification-removed",
      "aws_cloudwatch_event_target",
      { ...TARGET, event_bus_name: null },
      { event_bus_name: "other" },
      "no longer hears of it (event_bus_name: ",
    ],
    [
      "notification-removed",
      "aws_cloudwatch_event_target",
      { ...TARGET, event_bus_name: null },
      { event_bus_name: "arn:aws:events:us-east-1:222222222222:event-bus/default" },
    ],
    [
      "alarm-changed",
      "aws_cloudwatch_event_rule",
      { ...EVENT_RULE, event_bus_name: null },
      { event_bus_name: "other" },
      "event_bus_name: ",
    ],
    [
      "alarm-changed",
      "aws_cloudwatch_event_rule",
      { ...EVENT_RULE, event_bus_name: null },
      { event_bus_name: "default" },
    ],
    [
      "notification-removed",
      "aws_cloudwatch_metric_alarm",
      { ...ALARM, actions_enabled: null },
      { actions_enabled: false },
      "tells nobody",
    ],
    ["alarm-changed", "aws_sqs_queue", QUEUE, { max_message_size: 1024 }, "max_message_size: "],
    ["alarm-changed", "aws_sqs_queue", QUEUE, { max_message_size: 262_144 }],
    [
      "alarm-changed",
      "aws_sqs_queue",
      QUEUE,
      { message_retention_seconds: 60 },
      "message_retention_seconds: ",
    ],
    [
      "key-disabled",
      "aws_kms_key",
      { ...KEY, is_enabled: null },
      { is_enabled: false },
      "the key is disabled",
    ],
    ["key-disabled", "aws_kms_key", { ...KEY, is_enabled: null }, { is_enabled: true }],
    [
      "detection-removed",
      "aws_lambda_function",
      FUNCTION,
      { reserved_concurrent_executions: 0 },
      "nothing runs it any more",
    ],
    ["detection-removed", "aws_lambda_function", FUNCTION, { reserved_concurrent_executions: 2 }],
    ["detection-removed", "aws_lambda_function", FUNCTION, { timeout: 1 }, "timeout: "],
    [
      "attribute-not-judged",
      "aws_athena_workgroup",
      WORKGROUP,
      configured({ managed_query_results_configuration: [{ enabled: true }] }),
      "no rule knows what configuration.managed_query_results_configuration.enabled does",
    ],
    [
      "attribute-not-judged",
      "aws_athena_workgroup",
      WORKGROUP,
      configured({ execution_role: "arn:x", engine_version: [] }),
    ],
  ),
  {
    rule: "delivery-refused",
    when: "a role that delivers is denied everything by a policy in itself",
    change: role({ inline_policy: [{ name: "x", policy: JSON.stringify(DENY_ALL) }] }),
    account: "111111111111",
    says: ["for role acme-organization-trail-logs"],
  },
  {
    rule: "access-widened",
    when: "a role that listed no policies gets one",
    change: role({ managed_policy_arns: [ADMINISTRATOR] }),
    account: "111111111111",
    says: [`all that ${ADMINISTRATOR} permits`],
  },
  {
    rule: "access-widened",
    when: "a role that had no policies in itself gets one",
    change: role({ inline_policy: [{ name: "x", policy: JSON.stringify(ALLOW_ALL) }] }),
    account: "111111111111",
    says: ["* on *"],
  },
  {
    rule: "access-lost",
    when: "a role lists its policies no more, which stay attached",
    change: updated(
      "aws_iam_role",
      { name: "r", managed_policy_arns: [ADMINISTRATOR] },
      { managed_policy_arns: null },
    ),
    says: [],
  },
];
