import type { JsonObject, JsonValue } from "../change";
import { isJsonObject } from "../json-value";
import { withJsonRead } from "../reading/embedded-json";
import { unshaded } from "../reading/shaded";
import { at, isNothing, numberAt, saysSame, textAt, textsAt } from "./attributes";
import { recordsFewerTypes } from "./recorded-types";

/** Whether AWS Config or Security Hub looks at less, or reports less of it, once an attribute has another value. */
export type Narrowing = (before: JsonValue | undefined, after: JsonValue | undefined) => boolean;

const another: Narrowing = (before, after) => !saysSame(before, after);

/** What was set is gone or another; that something is set now is no loss. */
const lost: Narrowing = (before, after) => !isNothing(before) && !saysSame(before, after);

const switchedOff: Narrowing = (before, after) => before === true && after !== true;

const lower: Narrowing = (before, after) => (numberAt(after) ?? -Infinity) < (numberAt(before) ?? -Infinity);

/** What is left out has one more. */
const moreLeftOut: Narrowing = (before, after) => hasOther(textsAt(after), textsAt(before));

const fewer: Narrowing = (before, after) => hasOther(textsAt(before), textsAt(after));

function hasOther(texts: readonly string[], others: readonly string[]): boolean {
  return texts.some((text) => !others.includes(text));
}

/** How often AWS Config evaluates, the most often first. */
const FREQUENCIES = ["One_Hour", "Three_Hours", "Six_Hours", "Twelve_Hours", "TwentyFour_Hours"];

const lessOften: Narrowing = (before, after) => {
  const [was, is] = [before, after].map((value) => FREQUENCIES.indexOf(textAt(value) ?? "TwentyFour_Hours"));
  return is === -1 || (was ?? -1) < (is ?? -1);
};

/** A conformance pack has not all its rules any more, or others. */
const losesRules: Narrowing = (before, after) => {
  if (saysSame(before, after)) return false;
  const [was, is] = [partsOf(before), partsOf(after)];
  return (
    was === undefined ||
    is === undefined ||
    ["Resources", "Parameters"].some((part) =>
      Object.entries(objectAt(was, part)).some(([name, value]) => !saysSame(value, objectAt(is, part)[name])),
    )
  );
};

/** A template of CloudFormation in JSON, as orgtrail writes it; of one in YAML, every change is told. */
function partsOf(template: JsonValue | undefined): JsonObject | undefined {
  const read = unshaded(withJsonRead(template ?? null));
  return isJsonObject(read) ? read : undefined;
}

function objectAt(template: JsonObject, part: string): JsonObject {
  const found = at(template, part);
  return isJsonObject(found) ? found : {};
}

const isDisabled: Narrowing = (_, after) => textAt(after) === "DISABLED";

const PACK = {
  name: another,
  excluded_accounts: moreLeftOut,
  input_parameter: lost,
  template_body: losesRules,
  template_s3_uri: another,
};

/** What decides what AWS Config and Security Hub look at, by type of resource and attribute. */
export const DETECTION: Readonly<Record<string, Readonly<Record<string, Narrowing>>>> = {
  aws_config_config_rule: {
    evaluation_mode: lost,
    input_parameters: lost,
    maximum_execution_frequency: lessOften,
    name: another,
    scope: another,
    source: another,
  },
  aws_config_configuration_recorder: {
    recording_group: recordsFewerTypes,
    recording_mode: another,
    role_arn: another,
  },
  aws_config_configuration_recorder_status: { is_enabled: switchedOff },
  aws_config_conformance_pack: {
    input_parameter: lost,
    template_body: losesRules,
    template_s3_uri: another,
  },
  aws_config_delivery_channel: {
    s3_bucket_name: another,
    s3_key_prefix: another,
    s3_kms_key_arn: lost,
    sns_topic_arn: lost,
  },
  aws_config_organization_conformance_pack: PACK,
  aws_config_organization_managed_rule: {
    excluded_accounts: moreLeftOut,
    input_parameters: lost,
    maximum_execution_frequency: lessOften,
    name: another,
    resource_id_scope: another,
    resource_types_scope: another,
    rule_identifier: another,
    tag_key_scope: another,
    tag_value_scope: another,
  },
  aws_config_remediation_configuration: {
    automatic: switchedOff,
    config_rule_name: another,
    maximum_automatic_attempts: lower,
    parameter: another,
    resource_type: another,
    target_id: another,
    target_version: another,
  },
  aws_organizations_delegated_administrator: { account_id: another, service_principal: another },
  aws_securityhub_account: {
    auto_enable_controls: switchedOff,
    control_finding_generator: another,
    enable_default_standards: another,
  },
  aws_securityhub_finding_aggregator: { linking_mode: another, specified_regions: fewer },
  aws_securityhub_organization_admin_account: { admin_account_id: another },
  aws_securityhub_organization_configuration: {
    auto_enable: switchedOff,
    auto_enable_standards: another,
    organization_configuration: another,
  },
  aws_securityhub_member: { account_id: another },
  aws_securityhub_standards_control_association: {
    association_status: isDisabled,
    security_control_id: another,
    standards_arn: another,
  },
  aws_securityhub_standards_subscription: { standards_arn: another },
};
