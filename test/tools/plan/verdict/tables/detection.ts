import { UNKNOWN, type JsonObject, type JsonValue } from "../../../../../tools/plan/change";
import { created, destroyed, replaced, updated } from "../plans";
import type { Row } from "./row";

const ASSOCIATION = "aws_securityhub_standards_control_association";
const STANDARD = "arn:aws:securityhub:us-east-1::standards/cis";
const RECORDER = "aws_config_configuration_recorder";
const PACK = "aws_config_organization_conformance_pack";

const control = (changes: JsonObject): JsonObject => ({
  association_status: "ENABLED",
  security_control_id: "CloudTrail.1",
  standards_arn: STANDARD,
  ...changes,
});

/** A recorder whose group is another. */
const recording = (before: JsonObject, after: JsonObject) =>
  updated(RECORDER, { name: "default", recording_group: [before] }, { recording_group: [after] });

const ALL = { all_supported: true, include_global_resource_types: true };
const these = (...types: readonly string[]): JsonObject => ({ all_supported: false, resource_types: types });
const allBut = (...types: readonly string[]): JsonObject => ({
  all_supported: false,
  exclusion_by_resource_types: [{ resource_types: types }],
  recording_strategy: [{ use_only: "EXCLUSION_BY_RESOURCE_TYPES" }],
});

const template = (...rules: readonly string[]): JsonValue =>
  JSON.stringify({
    Resources: Object.fromEntries(rules.map((rule) => [rule, { Type: "AWS::Config::ConfigRule" }])),
  });

/** What AWS Config and Security Hub look at. */
export const DETECTION_ROWS: readonly Row[] = [
  {
    rule: "detection-removed",
    when: "a rule of AWS Config is destroyed",
    change: destroyed("aws_config_config_rule", { name: "acme-cloudtrail-enabled" }),
    says: ['aws_config_config_rule "acme-cloudtrail-enabled" is removed'],
  },
  {
    rule: "detection-removed",
    when: "a standard of Security Hub is destroyed",
    change: destroyed("aws_securityhub_standards_subscription", { standards_arn: "arn:cis" }),
    says: ['aws_securityhub_standards_subscription "arn:cis" is removed'],
  },
  {
    rule: "detection-removed",
    when: "AWS Config stops recording",
    change: updated("aws_config_configuration_recorder_status", { is_enabled: true }, { is_enabled: false }),
    says: ["AWS Config records no more"],
  },
  {
    rule: "detection-removed",
    when: "a rule of AWS Config is new",
    change: created("aws_config_config_rule", { name: "acme-cloudtrail-enabled" }),
    says: [],
  },
  {
    rule: "detection-removed",
    when: "a recorder records one type less",
    change: recording(these("A", "B"), these("A")),
    says: ["recording_group: "],
  },
  {
    rule: "detection-removed",
    when: "a recorder records one type more, or all of them",
    change: recording(these("A"), these("A", "B")),
    says: [],
  },
  {
    rule: "detection-removed",
    when: "a recorder of some types records all",
    change: recording(these("A"), ALL),
    says: [],
  },
  {
    rule: "detection-removed",
    when: "a recorder of all types records some",
    change: recording(ALL, these("A")),
    says: ["recording_group: "],
  },
  {
    rule: "detection-removed",
    when: "a recorder of all types leaves those of IAM out",
    change: recording(ALL, { all_supported: true, include_global_resource_types: false }),
    says: ["recording_group: "],
  },
  {
    rule: "detection-removed",
    when: "a recorder leaves one type out that it recorded",
    change: recording(these("A", "B"), allBut("B")),
    says: ["recording_group: "],
  },
  {
    rule: "detection-removed",
    when: "a recorder leaves one type more out",
    change: recording(allBut("A"), allBut("A", "B")),
    says: ["recording_group: "],
  },
  {
    rule: "detection-removed",
    when: "a recorder of all but one type records some",
    change: recording(allBut("A"), these("B")),
    says: ["recording_group: "],
  },
  {
    rule: "detection-removed",
    when: "a recorder leaves types out that it did not record",
    change: recording(these("A"), allBut("B")),
    says: [],
  },
  {
    rule: "detection-removed",
    when: "a rule has no parameters any more",
    change: updated(
      "aws_config_config_rule",
      { input_parameters: '{"s3BucketName":"a"}' },
      { input_parameters: "{}" },
    ),
    says: ["input_parameters: "],
  },
  {
    rule: "detection-removed",
    when: "a rule's parameters are written otherwise, and it evaluates more often",
    change: updated(
      "aws_config_config_rule",
      { input_parameters: '{"a":"1","b":"2"}', maximum_execution_frequency: "TwentyFour_Hours" },
      { input_parameters: '{ "b": "2", "a": "1" }', maximum_execution_frequency: "Twelve_Hours" },
    ),
    says: [],
  },
  {
    rule: "detection-removed",
    when: "a rule evaluates less often",
    change: updated(
      "aws_config_config_rule",
      { maximum_execution_frequency: "Twelve_Hours" },
      { maximum_execution_frequency: null },
    ),
    says: ['maximum_execution_frequency: "Twelve_Hours" → nothing'],
  },
  {
    rule: "detection-removed",
    when: "a rule leaves an account out",
    change: updated(
      "aws_config_organization_managed_rule",
      { excluded_accounts: ["333333333333"] },
      { excluded_accounts: ["333333333333", "444444444444"] },
    ),
    says: ["excluded_accounts: "],
  },
  {
    rule: "detection-removed",
    when: "a rule leaves an account out no more",
    change: updated(
      "aws_config_organization_managed_rule",
      { excluded_accounts: ["333333333333"] },
      { excluded_accounts: null },
    ),
    says: [],
  },
  {
    rule: "detection-removed",
    when: "a pack has a rule less",
    change: updated(PACK, { template_body: template("A", "B") }, { template_body: template("A") }),
    says: ["template_body: "],
  },
  {
    rule: "detection-removed",
    when: "a pack has a rule more",
    change: updated(PACK, { template_body: template("A") }, { template_body: template("B", "A") }),
    says: [],
  },
  {
    rule: "detection-removed",
    when: "a pack in YAML is another",
    change: updated(PACK, { template_body: "Resources: {A: 1}" }, { template_body: "Resources: {}" }),
    says: ["template_body: "],
  },
  {
    rule: "detection-removed",
    when: "a remediation is no longer automatic, and tries less often",
    change: updated(
      "aws_config_remediation_configuration",
      { automatic: true, maximum_automatic_attempts: 5 },
      { automatic: false, maximum_automatic_attempts: 4 },
    ),
    says: ["automatic: true → false", "maximum_automatic_attempts: 5 → 4"],
  },
  {
    rule: "detection-removed",
    when: "a remediation becomes automatic, and tries more often",
    change: updated(
      "aws_config_remediation_configuration",
      { automatic: false, maximum_automatic_attempts: 5 },
      { automatic: true, maximum_automatic_attempts: 6 },
    ),
    says: [],
  },
  {
    rule: "detection-removed",
    when: "a control is switched off",
    change: updated(ASSOCIATION, control({}), { association_status: "DISABLED" }),
    says: ['association_status: "ENABLED" → "DISABLED"'],
  },
  {
    rule: "detection-removed",
    when: "a control is switched on",
    change: updated(ASSOCIATION, control({ association_status: "DISABLED" }), {
      association_status: "ENABLED",
    }),
    says: [],
  },
  {
    rule: "detection-removed",
    when: "a control of a standard that is there is switched off",
    change: created(ASSOCIATION, control({ association_status: "DISABLED" })),
    says: ['control "CloudTrail.1" is switched off'],
  },
  {
    rule: "detection-removed",
    when: "a control of a new standard is switched off",
    change: created(ASSOCIATION, control({ association_status: "DISABLED" })),
    beside: [created("aws_securityhub_standards_subscription", { standards_arn: STANDARD })],
    says: [],
  },
  {
    rule: "detection-removed",
    when: "another control is switched off",
    change: replaced(ASSOCIATION, control({ association_status: "DISABLED" }), {
      security_control_id: "S3.1",
    }),
    says: ["security_control_id: "],
  },
  {
    rule: "detection-removed",
    when: "Security Hub is not switched on in new accounts",
    change: updated(
      "aws_securityhub_organization_configuration",
      { auto_enable: true },
      { auto_enable: false },
    ),
    says: ["auto_enable: true → false"],
  },
  {
    rule: "detection-removed",
    when: "findings of one Region less come together",
    change: updated(
      "aws_securityhub_finding_aggregator",
      { specified_regions: ["eu-west-1", "us-east-1"] },
      { specified_regions: ["eu-west-1"] },
    ),
    says: ["specified_regions: "],
  },
  {
    rule: "detection-removed",
    when: "what AWS Config's rules say in all accounts no longer comes together",
    change: destroyed("aws_config_configuration_aggregator", { name: "acme-orgtrail" }),
    says: ['aws_config_configuration_aggregator "acme-orgtrail" is removed'],
  },
  {
    rule: "detection-removed",
    when: "an account no longer manages AWS Config for the organization",
    change: destroyed("aws_organizations_delegated_administrator", {
      account_id: "333333333333",
      service_principal: "config.amazonaws.com",
    }),
    says: ['aws_organizations_delegated_administrator "config.amazonaws.com" is removed'],
  },
  {
    rule: "value-not-known",
    when: "what a rule looks for is known only after apply",
    change: updated(
      "aws_config_config_rule",
      { input_parameters: '{"a":"1"}' },
      { input_parameters: UNKNOWN },
    ),
    says: ["input_parameters was "],
  },
];
