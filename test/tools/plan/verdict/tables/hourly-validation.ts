import type { JsonObject } from "../../../../../tools/plan/change";
import { created, destroyed, updated } from "../plans";
import { ALARM, EVENT_RULE, FILTER, TARGET } from "../resources";
import type { Row } from "./row";

const NAME = "acme-orgtrail-log-validation";
const FUNCTION_TYPE = "aws_lambda_function";
const FUNCTION: JsonObject = {
  function_name: NAME,
  architectures: ["arm64"],
  code_signing_config_arn: null,
  environment: [],
  handler: "index.handler",
  layers: null,
  logging_config: [{ log_format: "Text", log_group: "/orgtrail/acme/log-validation" }],
  memory_size: 1769,
  reserved_concurrent_executions: -1,
  role: `arn:aws:iam::222222222222:role/${NAME}`,
  runtime: "nodejs22.x",
  source_code_hash: "aGFzaA==",
  timeout: 900,
  vpc_config: [],
};
const SCHEDULE: JsonObject = {
  ...EVENT_RULE,
  name: NAME,
  event_pattern: null,
  schedule_expression: "cron(20 * * * ? *)",
};
const RUN: JsonObject = {
  ...TARGET,
  rule: NAME,
  target_id: "part-1",
  arn: "arn:function",
  input: '{"lastHours":24}',
};
const SILENCE: JsonObject = {
  ...ALARM,
  alarm_name: `${NAME}-silent`,
  comparison_operator: "LessThanThreshold",
  threshold: 1,
  evaluation_periods: 2,
  treat_missing_data: "breaching",
};

function changes(what: string, changed: JsonObject, says: readonly string[]): Row {
  return {
    rule: "detection-removed",
    when: `the hourly validation has ${what}`,
    change: updated(FUNCTION_TYPE, FUNCTION, changed),
    says,
  };
}

/** What keeps log files from being validated each hour, or keeps it from being heard. */
export const HOURLY_VALIDATION_ROWS: readonly Row[] = [
  {
    rule: "detection-removed",
    when: "the hourly validation is destroyed",
    change: destroyed(FUNCTION_TYPE, FUNCTION),
    says: [`"${NAME}" is removed`],
  },
  {
    rule: "detection-removed",
    when: "the hourly validation is new",
    change: created(FUNCTION_TYPE, FUNCTION),
    says: [],
  },
  changes("no run any more", { reserved_concurrent_executions: 0 }, ["nothing runs it any more"]),
  changes("runs of its own", { reserved_concurrent_executions: 5 }, []),
  changes("less time", { timeout: 60 }, ["timeout: "]),
  changes("another role", { role: "arn:aws:iam::222222222222:role/other" }, ["role: "]),
  changes("an environment", { environment: [{ variables: { AWS_ENDPOINT_URL: "https://other" } }] }, [
    "environment",
  ]),
  changes("a layer", { layers: ["arn:aws:lambda:us-east-1:999999999999:layer:x:1"] }, ["layers: "]),
  changes("a network", { vpc_config: [{ subnet_ids: ["subnet-1"] }] }, ["vpc_config"]),
  changes("another log group", { logging_config: [{ log_format: "JSON", log_group: "other" }] }, [
    "logging_config",
  ]),
  changes("another handler", { handler: "other.handler" }, ["handler: "]),
  {
    rule: "alarm-changed",
    when: "the hourly validation has other code",
    change: updated(FUNCTION_TYPE, FUNCTION, { source_code_hash: "b3RoZXI=" }),
    says: ["source_code_hash: "],
  },
  {
    rule: "alarm-removed",
    when: "the schedule of the hourly validation is destroyed",
    change: destroyed("aws_cloudwatch_event_rule", SCHEDULE),
    says: [`rule "${NAME}" is removed`],
  },
  {
    rule: "alarm-removed",
    when: "the schedule of the hourly validation is switched off",
    change: updated("aws_cloudwatch_event_rule", SCHEDULE, { state: "DISABLED" }),
    says: [`rule "${NAME}" is switched off`],
  },
  {
    rule: "alarm-changed",
    when: "log files are validated once a day",
    change: updated("aws_cloudwatch_event_rule", SCHEDULE, { schedule_expression: "rate(1 day)" }),
    says: ["schedule_expression: "],
  },
  {
    rule: "alarm-changed",
    when: "the hourly validation looks less far back",
    change: updated("aws_cloudwatch_event_target", RUN, { input: '{"lastHours":3}' }),
    says: ["input: "],
  },
  {
    rule: "notification-removed",
    when: "the schedule runs something else than the hourly validation",
    change: destroyed("aws_cloudwatch_event_target", RUN),
    says: ["no longer hears of it"],
  },
  {
    rule: "alarm-changed",
    when: "the silence of the hourly validation is no alarm",
    change: updated("aws_cloudwatch_metric_alarm", SILENCE, { treat_missing_data: "notBreaching" }),
    says: ["treat_missing_data: "],
  },
  {
    rule: "alarm-changed",
    when: "fewer runs of the hourly validation are enough",
    change: updated("aws_cloudwatch_metric_alarm", SILENCE, { threshold: 0 }),
    says: ["threshold: "],
  },
  {
    rule: "alarm-changed",
    when: "more runs of the hourly validation are asked for",
    change: updated("aws_cloudwatch_metric_alarm", SILENCE, { threshold: 2 }),
    says: [],
  },
  {
    rule: "alarm-changed",
    when: "runs of the hourly validation are counted otherwise",
    change: updated("aws_cloudwatch_log_metric_filter", FILTER, { pattern: "{ $.areas >= 1000 }" }),
    says: ["pattern: "],
  },
];
