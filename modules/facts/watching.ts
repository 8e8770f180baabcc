import { destroyed, encrypted, removed, TAGGED, type JudgedResource } from "./judged-resource";
import {
  always,
  disabled,
  each,
  fewerBlocks,
  isFewer,
  isOfOtherBus,
  judged,
  lessOften,
  longer,
  losesRules,
  lost,
  narrower,
  notAnyMore,
  policy,
  recordsFewerTypes,
  recordsLessOften,
  ringsLess,
  shorter,
  stopped,
  switchedOff,
  told,
} from "./weaker";

const detected = told("detection-removed");
const ofDetection = (
  attributes: JudgedResource["attributes"],
  ...place: readonly string[]
): JudgedResource => ({ ...(place.length > 0 && { place }), attributes });

/** Alarms, EventBridge, topics and queues, AWS Config and Security Hub. */
export const WATCHING: Readonly<Record<string, JudgedResource>> = {
  aws_cloudwatch_log_metric_filter: {
    ...removed("alarm-removed", "metric filter"),
    place: ["log_group_name", "name"],
    attributes: {
      log_group_name: judged("alarm-removed"),
      ...each(told("alarm-changed"), "apply_on_transformed_logs", "metric_transformation", "pattern"),
      // A field of the event may stand there in place of a number.
      "metric_transformation.value": { ...judged("alarm-changed"), isWeak: (value) => Number(value) <= 0 },
    },
  },
  aws_cloudwatch_metric_alarm: {
    ...removed("alarm-removed", "alarm", "alarm_name"),
    place: ["alarm_name"],
    attributes: {
      actions_enabled: { judgement: "notification-removed", strong: true, always: true, otherwise: true },
      alarm_actions: judged("notification-removed"),
      ...each(
        told("alarm-changed"),
        "alarm_name",
        "comparison_operator",
        "datapoints_to_alarm",
        "dimensions",
        "evaluate_low_sample_count_percentiles",
        "evaluation_periods",
        "extended_statistic",
        "insufficient_data_actions",
        "metric_name",
        "metric_query",
        "namespace",
        "ok_actions",
        "period",
        "statistic",
        "threshold_metric_id",
        "treat_missing_data",
        "unit",
      ),
      threshold: told("alarm-changed", ringsLess),
    },
  },
  aws_cloudwatch_composite_alarm: {
    ...removed("alarm-removed", "alarm", "alarm_name"),
    place: ["alarm_name"],
    attributes: {
      ...each(judged("notification-removed"), "actions_enabled", "alarm_actions"),
      ...each(
        told("alarm-changed"),
        ...["actions_suppressor", "alarm_name", "alarm_rule", "insufficient_data_actions", "ok_actions"],
      ),
    },
  },
  aws_cloudwatch_dashboard: {
    // What people look at, and nobody is told by.
    harmless: ["dashboard_body", "dashboard_name"],
    attributes: {},
  },
  aws_cloudwatch_query_definition: { harmless: ["log_group_names", "name", "query_string"], attributes: {} },
  aws_cloudwatch_event_bus: {
    harmless: ["name"],
    ...destroyed("notification-removed", "event bus"),
    attributes: { kms_key_identifier: encrypted },
  },
  aws_cloudwatch_event_bus_policy: {
    place: ["event_bus_name"],
    attributes: { event_bus_name: policy, policy },
  },
  aws_cloudwatch_event_permission: {
    place: ["event_bus_name", "statement_id"],
    attributes: { action: policy, condition: policy, event_bus_name: policy, principal: policy },
  },
  aws_cloudwatch_event_rule: {
    ...removed("alarm-removed", "rule"),
    place: ["event_bus_name", "name"],
    attributes: {
      is_enabled: { ...judged("alarm-removed"), isWeak: (value) => value === false },
      event_bus_name: told("alarm-changed", isOfOtherBus),
      state: { ...judged("alarm-removed"), isWeak: (value) => value === "DISABLED" },
      ...each(told("alarm-changed"), ...["event_pattern", "name", "role_arn", "schedule_expression"]),
    },
  },
  aws_cloudwatch_event_target: {
    place: ["event_bus_name", "rule", "target_id"],
    attributes: {
      ...each(judged("notification-removed"), "arn", "event_bus_name", "role_arn", "rule"),
      ...each(told("alarm-changed"), ...["input", "input_path", "input_transformer", "retry_policy"]),
      dead_letter_config: told("alarm-changed", lost),
    },
  },
  aws_lambda_function: {
    ...removed("detection-removed", "function", "function_name"),
    place: ["function_name"],
    attributes: {
      reserved_concurrent_executions: {
        ...told("detection-removed", stopped, "nothing runs it any more"),
        otherwise: -1,
      },
      ...each(
        told("detection-removed"),
        ...[
          "code_signing_config_arn",
          "environment",
          "file_system_config",
          "function_name",
          "handler",
          "image_uri",
        ],
        ...["layers", "logging_config", "role", "s3_bucket", "s3_key", "vpc_config"],
      ),
      // Terraform uploads another file's code, though the hash be written as it was.
      ...each(
        told("alarm-changed"),
        ...["architectures", "filename", "memory_size", "runtime", "source_code_hash"],
      ),
      timeout: told("detection-removed", isFewer(3)),
    },
  },
  aws_lambda_permission: {
    harmless: ["statement_id"],
    attributes: each(
      judged("notification-removed"),
      ...["action", "event_source_token", "function_name", "principal", "principal_org_id", "qualifier"],
      ...["source_account", "source_arn"],
    ),
  },
  aws_sns_topic: {
    ...destroyed("notification-removed", "topic"),
    place: ["name"],
    setElsewhere: ["policy"],
    attributes: { kms_master_key_id: encrypted, delivery_policy: told("alarm-changed") },
  },
  aws_sns_topic_policy: { place: ["arn"], attributes: { arn: policy, policy } },
  aws_sns_topic_subscription: {
    attributes: {
      ...each(
        judged("notification-removed"),
        ...["endpoint", "filter_policy", "filter_policy_scope", "protocol", "topic_arn"],
      ),
      ...each(told("alarm-changed"), "delivery_policy", "raw_message_delivery"),
      redrive_policy: told("alarm-changed", lost),
    },
  },
  aws_sqs_queue: {
    harmless: ["name"],
    ...destroyed("notification-removed", "queue"),
    setElsewhere: ["policy"],
    attributes: {
      kms_master_key_id: encrypted,
      sqs_managed_sse_enabled: { ...judged("encryption-changed"), strong: true, always: true },
      max_message_size: told("alarm-changed", isFewer(262_144)),
      message_retention_seconds: {
        ...told("alarm-changed", isFewer(345_600)),
        ...always(1_209_600, 345_600),
      },
      redrive_policy: told("alarm-changed", lost),
      receive_wait_time_seconds: told("alarm-changed"),
      visibility_timeout_seconds: { ...told("alarm-changed"), otherwise: 30 },
    },
  },
  aws_sqs_queue_policy: { place: ["queue_url"], attributes: { policy, queue_url: policy } },

  aws_organizations_delegated_administrator: ofDetection(each(detected, "account_id", "service_principal")),

  aws_config_config_rule: ofDetection(
    {
      ...TAGGED,
      evaluation_mode: told("detection-removed", fewerBlocks("mode", "DETECTIVE")),
      maximum_execution_frequency: told("detection-removed", lessOften),
      ...each(detected, "input_parameters", "name", "scope", "source"),
    },
    "name",
  ),
  aws_config_configuration_recorder: ofDetection(
    {
      recording_group: told("detection-removed", recordsFewerTypes),
      recording_mode: told("detection-removed", recordsLessOften),
      role_arn: detected,
    },
    "name",
  ),
  aws_config_configuration_recorder_status: ofDetection(
    {
      is_enabled: {
        ...told("detection-removed", switchedOff, "AWS Config records no more"),
        isWeak: (value) => value === false,
      },
    },
    "name",
  ),
  aws_config_conformance_pack: ofDetection(
    {
      input_parameter: detected,
      template_body: told("detection-removed", losesRules),
      template_s3_uri: detected,
    },
    "name",
  ),
  aws_config_delivery_channel: ofDetection(
    {
      ...each(detected, "s3_bucket_name", "s3_key_prefix"),
      ...each(told("detection-removed", lost), "s3_kms_key_arn", "sns_topic_arn"),
    },
    "name",
  ),
  aws_config_organization_conformance_pack: ofDetection(
    {
      name: detected,
      excluded_accounts: told("detection-removed", longer),
      input_parameter: detected,
      template_body: told("detection-removed", losesRules),
      template_s3_uri: detected,
    },
    "name",
  ),
  aws_config_organization_managed_rule: ofDetection(
    {
      excluded_accounts: told("detection-removed", longer),
      maximum_execution_frequency: told("detection-removed", lessOften),
      ...each(detected, "input_parameters", "name", "rule_identifier"),
      ...each(
        told("detection-removed", narrower),
        ...["resource_id_scope", "resource_types_scope", "tag_key_scope", "tag_value_scope"],
      ),
    },
    "name",
  ),
  aws_config_remediation_configuration: {
    // How fast, not whether, something is mended.
    harmless: ["execution_controls", "retry_attempt_seconds", "target_type"],
    ...ofDetection(
      {
        automatic: told("detection-removed", switchedOff),
        config_rule_name: detected,
        maximum_automatic_attempts: told("detection-removed", isFewer(5)),
        ...each(detected, "parameter", "resource_type", "target_id", "target_version"),
      },
      "config_rule_name",
    ),
  },
  aws_securityhub_account: ofDetection({
    auto_enable_controls: { ...told("detection-removed", switchedOff), strong: true, always: true },
    control_finding_generator: told("detection-removed", notAnyMore("SECURITY_CONTROL")),
    enable_default_standards: told("detection-removed", switchedOff),
  }),
  aws_config_configuration_aggregator: {
    harmless: ["name"],
    ...ofDetection({
      organization_aggregation_source: detected,
      "organization_aggregation_source.all_regions": {
        ...judged("detection-removed"),
        ...{ strong: true, always: true },
      },
      account_aggregation_source: detected,
    }),
  },
  aws_securityhub_finding_aggregator: ofDetection({
    linking_mode: told("detection-removed", notAnyMore("ALL_REGIONS")),
    specified_regions: told("detection-removed", shorter),
  }),
  aws_securityhub_organization_admin_account: ofDetection({ admin_account_id: detected }),
  aws_securityhub_organization_configuration: ofDetection({
    auto_enable: { ...told("detection-removed", switchedOff), isWeak: (value) => value === false },
    auto_enable_standards: told("detection-removed", notAnyMore("DEFAULT")),
    organization_configuration: detected,
  }),
  aws_securityhub_member: ofDetection({ account_id: detected }),
  aws_securityhub_standards_control_association: {
    // Why a control is switched off.
    harmless: ["updated_reason"],
    ...ofDetection(
      {
        association_status: told("detection-removed", disabled),
        ...each(detected, "security_control_id", "standards_arn"),
      },
      ...["security_control_id", "standards_arn"],
    ),
  },
  aws_securityhub_standards_subscription: ofDetection({ standards_arn: detected }),
};
