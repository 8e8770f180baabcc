import {
  MAX_BASIC_SELECTORS,
  MAX_DATA_RESOURCES,
  MAX_SELECTOR_NAME_LENGTH,
  MAX_VALUE_LENGTH,
  MAX_VALUES,
} from "../../modules/event-selectors";
import {
  MAX_ALARM_NAME_LENGTH,
  MAX_FILTERS,
  MAX_PERIOD_MINUTES,
  MAX_QUERY_LENGTH,
  MAX_TARGETS,
} from "../../modules/controls";
import { MAX_EVENT_PATTERN_LENGTH, MAX_FILTER_PATTERN_LENGTH } from "../../modules/event-patterns";
import { LONGEST_LOCK_DAYS } from "../../modules/immutability";
import { MAX_OBJECT_KEY_BYTES } from "../../modules/organization";
import { ATTACHED_POLICIES, POLICY_LIMITS } from "../../modules/policy";
import { MAX_BUCKETS } from "./archive/checks";
import { ARCHIVE_LIMITS } from "./archive/limits";
import { CONSUMER_LIMITS } from "./consumers/limits";
import { EXPIRY_KEYS, SEARCH_LIMITS } from "./search/limits";
import { TRAIL_LIMITS } from "./trail/limits";
import { AWS, type AwsLimit } from "./aws-limit";
import { CONFIG_RULE_LIMITS } from "./config-rules/limits";
import { ORGANIZATION_LIMITS } from "./organization/limits";
import { MAX_TAGS } from "./tags/checks";
import { TAG_LIMITS } from "./tags/schema";

const CLOUDTRAIL = `${AWS}awscloudtrail/latest/userguide/`;
const S3 = `${AWS}AmazonS3/latest/userguide/`;
const IAM = `${AWS}IAM/latest/UserGuide/`;
const ORGANIZATIONS = `${AWS}organizations/latest/userguide/`;
const TERRAFORM = "https://developer.hashicorp.com/terraform/language/backend/s3";

const DEPLOY_ROLES = [
  "organization.accounts.*.deployRole",
  "organization.accounts.members.*.deployRole",
  "archive.replica.deployRole",
];
const SELECTED = ["trail.record", "team:record"];
const BASIC = ["trail.basicSelectors", "team:basicSelectors"];
const READERS = ["archive.readers[]", "team:readers[]"];
const COPY = ["archive.replica.administrators[]", "archive.replica.readers[]"];
const ASKING = "analytics.athena.readers[]";
const STATEMENTS = ["archive.policyStatements", "team:policyStatements"];
const LOCKS = ["archive.immutability", "team:immutability"];

/**
 * Every limit that a configuration can meet. A test has an edge for each, and finds a key of the configuration that takes any text
 * or number and stands in none.
 */
export const AWS_LIMITS = {
  ...ORGANIZATION_LIMITS,
  "name-prefix": {
    what: "What begins the names of buckets, roles and rules",
    limit:
      "20 characters, so that each name made from it fits; a team's name 30, and 17 where it has several accounts",
    keys: ["organization.name", "team:team"],
    page: `${S3}bucketnamingrules.html`,
  },
  "role-name": {
    what: "A role's name",
    limit: "64 characters",
    keys: ["organization.deployRole", "organization.planRole", ...DEPLOY_ROLES],
    page: `${IAM}reference_iam-quotas.html`,
  },
  "policy-name": {
    what: "The name of a managed policy",
    limit: "128 characters",
    keys: ["organization.permissionsBoundary"],
    page: `${IAM}reference_iam-quotas.html`,
  },
  "role-trust": {
    what: "The trust of the pipeline's roles: environments, branches, subjects or principals",
    limit: "2,048 characters",
    keys: ["pipeline", ASKING],
    page: `${IAM}reference_iam-quotas.html`,
  },
  "pipeline-accounts": {
    what: "The accounts whose roles a pipeline takes",
    limit: "10,240 characters of their roles' ARNs, some 195 accounts",
    keys: ["organization.accounts.members.*.id"],
    page: `${IAM}reference_iam-quotas.html`,
  },
  region: {
    what: "A Region",
    limit: "one of the partition; the home Region no opt-in one",
    keys: [
      "organization.homeRegion",
      "archive.region",
      "archive.replica.region",
      "terraform.state.region",
      "securityHub.aggregate[]",
      "analytics.athena.regions[]",
      "team:region",
    ],
    page: `${CLOUDTRAIL}creating-trail-organization.html`,
  },
  ...TRAIL_LIMITS,
  "bucket-name": {
    what: "A bucket's name, given or derived",
    limit: "3 to 63 characters, none of S3's own beginnings and endings, each once in a configuration",
    keys: [
      "archive.bucketName",
      "archive.accessLogs.bucketName",
      "terraform.state.bucket",
      "team:bucketName",
      "team:alarms[].bucket",
    ],
    page: `${S3}bucketnamingrules.html`,
  },
  buckets: {
    what: "Buckets of the log-archive account: one for each team whose logs are central",
    limit: `${MAX_BUCKETS}, unless AWS raises its quota`,
    keys: ["team:team"],
    checked: "synthesis, with a warning",
    page: `${S3}BucketRestrictions.html`,
  },
  ...ARCHIVE_LIMITS,
  ...CONSUMER_LIMITS,
  ...SEARCH_LIMITS,
  "state-key": {
    what: "The key of a Terraform state and its lock",
    limit: `${MAX_OBJECT_KEY_BYTES} bytes; no slash at either end of the prefix, or two in a row`,
    keys: ["terraform.state.keyPrefix"],
    page: TERRAFORM,
  },
  "state-arns": {
    what: "The role and key of Terraform states",
    limit: "whole ARNs of the partition, the key in the state bucket's Region",
    keys: ["terraform.state.roleArn", "terraform.state.kmsKeyArn"],
    page: TERRAFORM,
  },
  "tag-count": {
    what: "Tags of a resource, orgtrail's own among them",
    limit: String(MAX_TAGS),
    keys: ["tags"],
    page: `${IAM}reference_iam-quotas.html`,
  },
  "tag-key": {
    what: "A tag's key",
    limit: `1 to ${TAG_LIMITS.key} letters, digits, spaces and _ . : / = + - @, not beginning with aws:`,
    keys: ["tags.*"],
    page: `${IAM}id_tags.html#id_tags_rules`,
  },
  "tag-value": {
    what: "A tag's value",
    limit: `1 to ${TAG_LIMITS.value} of the same characters`,
    keys: ["tags.*"],
    page: `${AWS}awscloudtrail/latest/APIReference/API_Tag.html`,
  },
  "tag-case": {
    what: "Tags whose keys differ in case, from one another or from orgtrail's own",
    limit: "none",
    keys: ["tags.*"],
    page: `${IAM}id_tags.html#id_tags_rules_case-sensitivity`,
  },
  "basic-selectors": {
    what: "Basic event selectors of a trail",
    limit: String(MAX_BASIC_SELECTORS),
    keys: BASIC,
    page: `${CLOUDTRAIL}WhatIsCloudTrail-Limits.html`,
  },
  "data-resources": {
    what: "ARNs over all basic selectors of a trail",
    limit: String(MAX_DATA_RESOURCES),
    keys: BASIC,
    page: `${CLOUDTRAIL}WhatIsCloudTrail-Limits.html`,
  },
  "basic-arn": {
    what: "An ARN of a basic selector",
    limit: "a bucket with the slash after it, a function or a table, or all of them",
    keys: BASIC,
    page: `${AWS}awscloudtrail/latest/APIReference/API_DataResource.html`,
  },
  "selector-values": {
    what: "Values over all conditions of a trail's advanced selectors",
    limit: String(MAX_VALUES),
    keys: SELECTED,
    page: `${CLOUDTRAIL}WhatIsCloudTrail-Limits.html`,
  },
  "selector-name": {
    what: "A selector's name",
    limit: `${MAX_SELECTOR_NAME_LENGTH} characters`,
    keys: SELECTED,
    page: `${AWS}awscloudtrail/latest/APIReference/API_AdvancedEventSelector.html`,
  },
  "selector-value": {
    what: "A value of a selector",
    limit: `1 to ${MAX_VALUE_LENGTH} characters`,
    keys: SELECTED,
    page: `${AWS}awscloudtrail/latest/APIReference/API_AdvancedFieldSelector.html`,
  },
  principal: {
    what: "Who reads and manages",
    limit: "roles and users of the partition, by their whole ARN",
    keys: [...READERS, ...COPY, ASKING, "archive.administrators[]"],
    page: `${IAM}reference_identifiers.html`,
  },
  "bucket-policy": {
    what: "A bucket policy",
    limit: `${POLICY_LIMITS.bucketPolicy.maximum} bytes`,
    keys: [...READERS, ...COPY, "archive.administrators[]", "team:bucketName", ...STATEMENTS],
    page: `${S3}bucket-policies.html`,
  },
  "key-policy": {
    what: "A key policy",
    limit: `${POLICY_LIMITS.keyPolicy.maximum} bytes`,
    keys: [...READERS, ...STATEMENTS],
    page: `${AWS}kms/latest/developerguide/resource-limits.html`,
  },
  "role-policy": {
    what: "The policies in a role: of the hourly validation, which names each log bucket, of consumers, which name each folder, and of runbooks, which name what they mend",
    limit: `${POLICY_LIMITS.inlineRolePolicy.maximum} characters`,
    keys: ["archive.validation", "team:team", "archive.consumers[].accounts[]"],
    page: `${IAM}reference_iam-quotas.html`,
  },
  "organization-policy": {
    what: "A statement of a service control policy",
    limit: `${POLICY_LIMITS.serviceControlPolicy.maximum} characters`,
    keys: ["guardrails.breakGlass[]", ...DEPLOY_ROLES],
    page: `${ORGANIZATIONS}orgs_reference_limits.html`,
  },
  "attached-policies": {
    what: "Policies attached to a root or unit, AWS's own that allows everything among them",
    limit: `${ATTACHED_POLICIES.SERVICE_CONTROL_POLICY} service control policies, ${ATTACHED_POLICIES.RESOURCE_CONTROL_POLICY} resource control policies`,
    keys: [
      "guardrails.breakGlass[]",
      "trail.name",
      "archive.bucketName",
      "archive.accessLogs.bucketName",
      "monitoring.logGroupName",
      "team:trailName",
      "team:bucketName",
      "team:logGroup.name",
    ],
    checked: "synthesis, with a warning",
    page: `${ORGANIZATIONS}orgs_reference_limits.html`,
  },
  "reader-in-organization": {
    what: "Accounts of readers, which guardrails keep to the organization",
    limit: "of the organization",
    keys: READERS,
    checked: "plan",
    page: `${ORGANIZATIONS}orgs_manage_policies_rcps.html`,
  },
  "guardrail-target": {
    what: "What guardrails are attached to",
    limit: "ids of a root or organizational units, each once",
    keys: ["guardrails.targets[]"],
    page: `${AWS}organizations/latest/APIReference/API_AttachPolicy.html`,
  },
  "guardrail-role": {
    what: "Whom guardrails let through",
    limit: "roles of the partition, and not every role",
    keys: ["guardrails.breakGlass[]"],
    page: `${ORGANIZATIONS}orgs_manage_policies_scps.html`,
  },
  lock: {
    what: "Days of Object Lock",
    limit: `1 to ${LONGEST_LOCK_DAYS}`,
    keys: LOCKS,
    page: `${S3}object-lock-managing.html`,
  },
  lifecycle: {
    what: "Days before a log file moves to STANDARD_IA or ONEZONE_IA",
    limit: "30 or more",
    keys: [...LOCKS, ...EXPIRY_KEYS],
    page: `${S3}lifecycle-transition-general-considerations.html`,
  },
  "log-group-name": {
    what: "A log group's name",
    limit: "512 letters, digits and . - _ / #, not beginning with aws/",
    keys: ["monitoring.logGroupName", "team:logGroup.name"],
    page: `${AWS}AmazonCloudWatchLogs/latest/APIReference/API_CreateLogGroup.html`,
  },
  retention: {
    what: "Days for which a log group keeps events",
    limit: "one of CloudWatch Logs' own",
    keys: ["monitoring.retentionDays", "team:logGroup.retentionDays"],
    page: `${AWS}AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html`,
  },
  subscriber: {
    what: "Who hears of alarms",
    limit: "what SNS reaches, each once",
    keys: ["monitoring.notify[].to", "securityHub.notify[]", "team:notify[]"],
    page: `${AWS}sns/latest/api/API_Subscribe.html`,
  },
  topic: {
    what: "A topic that is there already",
    limit: "of the management account and the home Region",
    keys: ["monitoring.topics.*"],
    page: `${AWS}AmazonCloudWatch/latest/monitoring/AlarmThatSendsEmail.html`,
  },
  period: {
    what: "Minutes in which an alarm counts",
    limit: `1 to ${MAX_PERIOD_MINUTES}`,
    keys: [
      "monitoring.controls.*.periodMinutes",
      "monitoring.controls.*.threshold",
      "team:alarms[].periodMinutes",
      "team:alarms[].threshold",
    ],
    page: `${AWS}AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html`,
  },
  "metric-filters": {
    what: "Metric filters of a log group",
    limit: String(MAX_FILTERS),
    keys: ["team:alarms[].events[]", "team:alarms[].name"],
    page: `${AWS}AmazonCloudWatch/latest/logs/cloudwatch_limits_cwl.html`,
  },
  "filter-pattern": {
    what: "A metric filter's pattern",
    limit: `${MAX_FILTER_PATTERN_LENGTH} characters`,
    keys: ["team:alarms[].principal", "team:alarms[].events[]", "team:alarms[].function"],
    page: `${AWS}AmazonCloudWatchLogs/latest/APIReference/API_PutMetricFilter.html`,
  },
  "saved-query": {
    what: "A saved query, with all that its alarm looks for",
    limit: `${MAX_QUERY_LENGTH} characters`,
    keys: ["team:alarms[].principal", "team:alarms[].events[]"],
    page: `${AWS}AmazonCloudWatchLogs/latest/APIReference/API_PutQueryDefinition.html`,
  },
  "alarm-name": {
    what: "The name of an alarm, a metric or a query, with the organization's and the team's before it",
    limit: `${MAX_ALARM_NAME_LENGTH} characters`,
    keys: ["team:alarms[].name"],
    page: `${AWS}AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html`,
  },
  "event-pattern": {
    what: "An event pattern, with each bucket and log group that is named otherwise than orgtrail names them",
    limit: `${MAX_EVENT_PATTERN_LENGTH} characters`,
    keys: ["archive.bucketName", "team:bucketName", "team:logGroup.name"],
    page: `${AWS}eventbridge/latest/userguide/eb-quota.html`,
  },
  "alarm-description": {
    what: "An alarm's description, with the first step in it",
    limit: "1024 characters, 300 of them the first step",
    keys: ["team:alarms[].firstStep"],
    page: `${AWS}AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html`,
  },
  "rule-targets": {
    what: "Targets of a rule, its topic among them",
    limit: `${MAX_TARGETS}, in the rules' Region`,
    keys: [
      "monitoring.rules.targets[].id",
      "monitoring.rules.targets[].arn",
      "monitoring.rules.targets[].roleArn",
    ],
    page: `${AWS}eventbridge/latest/userguide/eb-quota.html`,
  },
  ...CONFIG_RULE_LIMITS,
} as const satisfies Readonly<Record<string, AwsLimit>>;

/** The name of a limit. */
export type AwsLimitId = keyof typeof AWS_LIMITS;
