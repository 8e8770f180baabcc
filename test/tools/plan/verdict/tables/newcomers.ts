import { UNKNOWN, type JsonObject } from "../../../../../tools/plan/change";
import { created, updated } from "../plans";
import { TRAIL } from "../resources";
import type { Row } from "./row";

const MANAGEMENT = "111111111111";
const NOT_ASKED = "which the configuration does not ask for";

const makes = (when: string, type: string, after: JsonObject, ...says: readonly string[]): Row => ({
  ...{ rule: "access-widened", when, account: MANAGEMENT, says },
  change: created(type, after),
});

const trustOf = (principal: JsonObject): string =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Sid: "Trust", Effect: "Allow", Principal: principal, Action: "sts:AssumeRole" }],
  });
const ALL = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Sid: "All", Effect: "Allow", Action: "*", Resource: "*" }],
});
const ADMINISTRATOR_ACCESS = "arn:aws:iam::aws:policy/AdministratorAccess";
const BACKDOOR: JsonObject = {
  name: "backdoor",
  assume_role_policy: trustOf({ Service: "lambda.amazonaws.com" }),
};
const PERMISSION: JsonObject = {
  action: "lambda:InvokeFunction",
  function_name: "respond",
  principal: "events.amazonaws.com",
  source_arn: "arn:aws:events:us-east-1:111111111111:rule/acme-tampering",
};
const delegated = (account_id: string, service_principal: string): JsonObject => ({
  account_id,
  service_principal,
});
const RULE: JsonObject = { name: "r", source: [{ owner: "AWS", source_identifier: "CLOUD_TRAIL_ENABLED" }] };
const REMEDIATION: JsonObject = {
  config_rule_name: "r",
  target_type: "SSM_DOCUMENT",
  target_id: "AWSConfigRemediation-EnableKeyRotation",
};
const DELEGATED = "aws_organizations_delegated_administrator";

/** What is new of a type that orgtrail makes, and was not asked for. */
export const NEWCOMER_ROWS: readonly Row[] = [
  makes("a role that a service may take", "aws_iam_role", BACKDOOR, `role "backdoor" is new, ${NOT_ASKED}`),
  makes(
    "a role that its account may take",
    "aws_iam_role",
    { ...BACKDOOR, assume_role_policy: trustOf({ AWS: MANAGEMENT }) },
    NOT_ASKED,
  ),
  makes(
    "a role with a policy of AWS's in itself",
    "aws_iam_role",
    { ...BACKDOOR, managed_policy_arns: [ADMINISTRATOR_ACCESS] },
    NOT_ASKED,
    `all that ${ADMINISTRATOR_ACCESS} permits for role backdoor`,
  ),
  makes(
    "a role with a policy in itself",
    "aws_iam_role",
    { ...BACKDOOR, inline_policy: [{ name: "all", policy: ALL }] },
    NOT_ASKED,
    "* on * for role backdoor",
  ),
  makes("a function", "aws_lambda_function", { function_name: "respond" }, NOT_ASKED),
  makes("a rule of the account may call a function", "aws_lambda_permission", PERMISSION),
  makes("a rule that the plan makes may call it", "aws_lambda_permission", {
    ...PERMISSION,
    source_arn: UNKNOWN,
  }),
  makes(
    "rules of all accounts may call a function",
    "aws_lambda_permission",
    { ...PERMISSION, source_arn: null },
    NOT_ASKED,
  ),
  makes(
    "a rule of another account may call a function",
    "aws_lambda_permission",
    { ...PERMISSION, source_arn: "arn:aws:events:us-east-1:999999999999:rule/x" },
    NOT_ASKED,
  ),
  makes(
    "a bucket may call a function",
    "aws_lambda_permission",
    { ...PERMISSION, principal: "s3.amazonaws.com", source_arn: "arn:aws:s3:::b" },
    NOT_ASKED,
  ),
  makes(
    "the security account administers AWS Config",
    DELEGATED,
    delegated("333333333333", "config.amazonaws.com"),
  ),
  makes(
    "the security account administers AWS Config's packs",
    DELEGATED,
    delegated("333333333333", "config-multiaccountsetup.amazonaws.com"),
  ),
  makes(
    "another account administers AWS Config",
    DELEGATED,
    delegated("444444444444", "config.amazonaws.com"),
    NOT_ASKED,
  ),
  makes(
    "the security account administers another service",
    DELEGATED,
    delegated("333333333333", "guardduty.amazonaws.com"),
    NOT_ASKED,
  ),
  makes(
    "another account administers Security Hub by Organizations",
    DELEGATED,
    delegated("999999999999", "securityhub.amazonaws.com"),
    NOT_ASKED,
  ),
  makes("the security account administers Security Hub", "aws_securityhub_organization_admin_account", {
    admin_account_id: "333333333333",
  }),
  makes(
    "another account administers Security Hub",
    "aws_securityhub_organization_admin_account",
    { admin_account_id: "444444444444" },
    NOT_ASKED,
  ),
  makes(
    "a stranger is a member of Security Hub",
    "aws_securityhub_member",
    { account_id: "999999999999" },
    NOT_ASKED,
  ),
  makes("a rule of AWS's", "aws_config_config_rule", RULE),
  makes(
    "a rule that a function evaluates",
    "aws_config_config_rule",
    {
      ...RULE,
      source: [{ owner: "CUSTOM_LAMBDA", source_identifier: "arn:aws:lambda:us-east-1:1:function:x" }],
    },
    NOT_ASKED,
  ),
  makes(
    "a rule of somebody's own text",
    "aws_config_config_rule",
    { ...RULE, source: [{ owner: "CUSTOM_POLICY" }] },
    NOT_ASKED,
  ),
  makes("a runbook of orgtrail's", "aws_config_remediation_configuration", REMEDIATION),
  makes(
    "a runbook that runs a command",
    "aws_config_remediation_configuration",
    { ...REMEDIATION, target_id: "AWS-RunShellScript" },
    NOT_ASKED,
  ),
  makes("a pack with its rules", "aws_config_conformance_pack", { name: "p", template_body: "{}" }),
  makes(
    "a pack of rules from elsewhere",
    "aws_config_conformance_pack",
    { name: "p", template_s3_uri: "s3://elsewhere/pack.yaml" },
    NOT_ASKED,
  ),
  makes(
    "an organization's pack of rules from elsewhere",
    "aws_config_organization_conformance_pack",
    { name: "p", template_s3_uri: "s3://elsewhere/pack.yaml" },
    NOT_ASKED,
  ),
  makes("a trail to the log bucket", "aws_cloudtrail", TRAIL),
  makes("a trail to a bucket that is known only after apply", "aws_cloudtrail", {
    ...TRAIL,
    s3_bucket_name: UNKNOWN,
  }),
  makes(
    "a copy of the log for a stranger",
    "aws_cloudtrail",
    { ...TRAIL, s3_bucket_name: "elsewhere" },
    NOT_ASKED,
  ),
  makes(
    "a filter that sends the log to a stranger",
    "aws_cloudwatch_log_subscription_filter",
    { log_group_name: "acme-trail", destination_arn: "arn:aws:logs:us-east-1:999999999999:destination:x" },
    `events of log group "acme-trail" go to "arn:aws:logs:us-east-1:999999999999:destination:x", ${NOT_ASKED}`,
  ),
  makes(
    "a policy of log groups",
    "aws_cloudwatch_log_resource_policy",
    { policy_name: "p", policy_document: ALL },
    `policy "p" lets others use log groups, ${NOT_ASKED}`,
  ),
  {
    rule: "policy-not-judged",
    when: "what a new policy of the organization denies is known only after apply",
    change: created("aws_organizations_policy", {
      name: "p",
      type: "SERVICE_CONTROL_POLICY",
      content: UNKNOWN,
    }),
    says: ["the policy is known only after apply"],
  },
  {
    rule: "policy-not-judged",
    when: "a new policy of the organization denies nothing",
    change: created("aws_organizations_policy", { name: "p", type: "SERVICE_CONTROL_POLICY", content: ALL }),
    says: [],
  },
  {
    rule: "access-widened",
    when: "a role of the configuration keeps its policies, and gets a description",
    change: updated("aws_iam_role", BACKDOOR, { description: "x" }),
    says: [],
  },
];
