import { SENSITIVE, UNKNOWN } from "../../../../../tools/plan/change";
import { created, destroyed, forgotten, replaced, updated } from "../plans";
import { LOG_BUCKET, TEAM_TRAIL, TRAIL } from "../resources";
import type { Row } from "./row";

const trail = (changes: Parameters<typeof updated>[2]) => updated("aws_cloudtrail", TRAIL, changes);
const teamTrail = (changes: Parameters<typeof updated>[2]) => updated("aws_cloudtrail", TEAM_TRAIL, changes);

const TOPICS_HERE = "arn:aws:sns:us-east-1:111111111111";

export const TRAIL_ROWS: readonly Row[] = [
  {
    rule: "trail-destroyed",
    when: "it is destroyed",
    change: destroyed("aws_cloudtrail", TRAIL),
    says: ["trail acme-organization-trail is destroyed"],
  },
  {
    rule: "trail-destroyed",
    when: "it is renamed, and so replaced",
    change: replaced("aws_cloudtrail", TRAIL, { name: "other" }),
    says: ["is destroyed and made anew, since these cannot be changed in place: name"],
  },
  { rule: "trail-destroyed", when: "it is new", change: created("aws_cloudtrail", TRAIL), says: [] },
  { rule: "trail-destroyed", when: "it is forgotten", change: forgotten("aws_cloudtrail", TRAIL), says: [] },
  {
    rule: "logging-stopped",
    when: "logging is switched off",
    change: trail({ enable_logging: false }),
    says: ["logging is switched off (enable_logging: true → false)"],
  },
  {
    rule: "logging-stopped",
    when: "logging is switched on",
    change: updated("aws_cloudtrail", { ...TRAIL, enable_logging: false }, { enable_logging: true }),
    says: [],
  },
  {
    rule: "logging-stopped",
    when: "it is not known",
    change: trail({ enable_logging: UNKNOWN }),
    says: [],
  },
  {
    rule: "validation-off",
    when: "it is switched off",
    change: trail({ enable_log_file_validation: false }),
    says: ["log file validation is switched off"],
  },
  {
    rule: "validation-off",
    when: "the attribute is gone",
    change: trail({ enable_log_file_validation: null }),
    says: ["enable_log_file_validation: true → nothing"],
  },
  { rule: "validation-off", when: "something else changes", change: trail({ tags: null }), says: [] },
  {
    rule: "multi-region-off",
    when: "it is switched off",
    change: trail({ is_multi_region_trail: false }),
    says: ["the trail records its home Region alone"],
  },
  {
    rule: "multi-region-off",
    when: "it is switched on",
    change: teamTrail({ is_multi_region_trail: true }),
    says: [],
  },
  {
    rule: "organization-off",
    when: "it is switched off",
    change: trail({ is_organization_trail: false }),
    says: ["the trail records its own account alone"],
  },
  {
    rule: "organization-off",
    when: "it never was one",
    change: teamTrail({ is_organization_trail: null }),
    says: [],
  },
  {
    rule: "global-services-off",
    when: "it is switched off",
    change: trail({ include_global_service_events: false }),
    says: ["the events of global services are left out"],
  },
  { rule: "global-services-off", when: "it stays", change: trail({ tags: { a: "b" } }), says: [] },
  {
    rule: "trail-destination",
    when: "the bucket is another",
    change: trail({ s3_bucket_name: "elsewhere" }),
    says: [`another bucket (s3_bucket_name: "${LOG_BUCKET}" → "elsewhere")`],
  },
  {
    rule: "trail-destination",
    when: "the log group is taken away",
    change: trail({ cloud_watch_logs_group_arn: null }),
    says: ["delivers to no log group any more"],
  },
  {
    rule: "trail-destination",
    when: "the log group is another",
    change: trail({ cloud_watch_logs_group_arn: "arn:aws:logs:us-east-1:111111111111:log-group:other:*" }),
    says: ["the trail delivers to another log group"],
  },
  {
    rule: "trail-destination",
    when: "the log group is written without its streams",
    change: trail({ cloud_watch_logs_group_arn: "arn:aws:logs:us-east-1:111111111111:log-group:acme" }),
    says: [],
  },
  {
    rule: "trail-destination",
    when: "the role is another",
    change: trail({ cloud_watch_logs_role_arn: "arn:aws:iam::111111111111:role/other" }),
    says: ["with another role, which may not be allowed to"],
  },
  {
    rule: "trail-destination",
    when: "the role is taken away",
    change: trail({ cloud_watch_logs_role_arn: null }),
    says: ["the trail has no role any more"],
  },
  {
    rule: "trail-destination",
    when: "a log group is added",
    change: updated(
      "aws_cloudtrail",
      { ...TRAIL, cloud_watch_logs_group_arn: null, cloud_watch_logs_role_arn: "" },
      {
        cloud_watch_logs_group_arn: "arn:aws:logs:us-east-1:111111111111:log-group:acme:*",
        cloud_watch_logs_role_arn: "arn:aws:iam::111111111111:role/acme",
      },
    ),
    says: [],
  },
  {
    rule: "trail-destination",
    when: "the bucket is not known",
    change: trail({ s3_bucket_name: UNKNOWN }),
    says: [],
  },
  {
    rule: "log-prefix-changed",
    when: "there is a prefix",
    change: trail({ s3_key_prefix: "audit" }),
    says: ['another folder (s3_key_prefix: nothing → "audit")'],
  },
  {
    rule: "log-prefix-changed",
    when: "no prefix is written otherwise",
    change: trail({ s3_key_prefix: "" }),
    says: [],
  },
  {
    rule: "encryption-changed",
    when: "the trail has no key any more",
    change: trail({ kms_key_id: null }),
    says: ["it is no longer encrypted with its key"],
  },
  {
    rule: "encryption-changed",
    when: "the trail has another key",
    change: trail({ kms_key_id: "arn:aws:kms:us-east-1:999999999999:key/2" }),
    says: ["it is encrypted with another key"],
  },
  {
    rule: "encryption-changed",
    when: "the trail gets a key",
    change: updated("aws_cloudtrail", { ...TRAIL, kms_key_id: null }, { kms_key_id: "arn:key/1" }),
    says: [],
  },
  {
    rule: "delivery-notification-removed",
    when: "the topic is taken away",
    change: trail({ sns_topic_name: null }),
    says: ["no longer tells topic acme-organization-trail-delivery"],
  },
  {
    rule: "delivery-notification-removed",
    when: "there is another topic",
    change: trail({ sns_topic_name: "other" }),
    says: [
      'another topic of delivered log files (sns_topic_name: "acme-organization-trail-delivery" → "other")',
    ],
  },
  {
    rule: "delivery-notification-removed",
    when: "the topic is written as its ARN",
    change: trail({ sns_topic_name: `${TOPICS_HERE}:acme-organization-trail-delivery` }),
    account: "111111111111",
    says: [],
  },
  {
    rule: "delivery-notification-removed",
    when: "the topic of that name is another account's",
    change: trail({ sns_topic_name: "arn:aws:sns:us-east-1:999999999999:acme-organization-trail-delivery" }),
    account: "111111111111",
    says: ["the trail tells another topic"],
  },
  {
    rule: "delegated-administrator-added",
    when: "there is one more",
    change: created("aws_cloudtrail_organization_delegated_admin_account", { account_id: "333333333333" }),
    says: ['account "333333333333" may manage the organization trail'],
  },
  {
    rule: "delegated-administrator-added",
    when: "AWS Organizations registers it",
    change: created("aws_organizations_delegated_administrator", {
      account_id: "333333333333",
      service_principal: "cloudtrail.amazonaws.com",
    }),
    says: ['account "333333333333" may manage the organization trail'],
  },
  {
    rule: "delegated-administrator-added",
    when: "AWS Organizations registers it for who knows what",
    change: created("aws_organizations_delegated_administrator", {
      account_id: "333333333333",
      service_principal: SENSITIVE,
    }),
    says: ["may manage the organization trail"],
  },
  {
    rule: "delegated-administrator-added",
    when: "AWS Organizations registers one of another service",
    change: created("aws_organizations_delegated_administrator", {
      account_id: "333333333333",
      service_principal: "config.amazonaws.com",
    }),
    says: [],
  },
  {
    rule: "delegated-administrator-added",
    when: "a registration becomes CloudTrail's",
    change: replaced(
      "aws_organizations_delegated_administrator",
      { account_id: "333333333333", service_principal: "config.amazonaws.com" },
      { service_principal: "cloudtrail.amazonaws.com" },
    ),
    says: ["may manage the organization trail"],
  },
  {
    rule: "delegated-administrator-added",
    when: "there is one less",
    change: destroyed("aws_cloudtrail_organization_delegated_admin_account", { account_id: "333333333333" }),
    says: [],
  },
  {
    rule: "insights-changed",
    when: "a kind is gone and another added",
    change: trail({ insight_selector: [{ insight_type: "ApiErrorRateInsight" }] }),
    says: ["no longer looks for ApiCallRateInsight", "looks for ApiErrorRateInsight too"],
  },
  { rule: "insights-changed", when: "they stay", change: trail({ tags: {} }), says: [] },
];
