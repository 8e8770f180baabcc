/** What monitoring promises of the organization in monitoring-configuration.ts, by the ids of controls. */

/** The accounts that are watched, and where their trails deliver. */
export const MANAGEMENT = "111111111111";
export const LOG_ARCHIVE = "222222222222";
export const PAYMENTS = "444444444444";
export const LOG_GROUP = "/orgtrail/acme/organization";
export const TEAM_LOG_GROUP = "/orgtrail/acme/team-payments";

/** The controls of the CIS benchmark, and what Security Hub counts to it. */
const CIS: readonly string[] = [
  "bucket-policy-changes",
  "cloudtrail-changes",
  "config-changes",
  "iam-policy-changes",
  "key-deletion",
  "network-acl-changes",
  "network-gateway-changes",
  "organizations-changes",
  "root-use",
  "route-table-changes",
  "security-group-changes",
  "sign-in-failures",
  "sign-in-without-mfa",
  "unauthorized-api-calls",
  "vpc-changes",
];

/** The controls that Insights set off. */
export const INSIGHTS = ["insight-call-rate", "insight-error-rate"];

/** The controls of the team's rules; those of the organization have Insights besides. */
export const RULES = [
  "alarms-changed",
  "audit-trail-changed",
  "delivery-role-changed",
  "event-log-changed",
  "event-log-shared",
  "identity-source-changed",
  "log-bucket-changed",
  "log-file-deleted",
  "log-file-lock-changed",
  "log-file-reencrypted",
  "log-key-changed",
  "notifications-changed",
  "organization-checks-changed",
  "privileged-role-changed",
  "root-access",
  "root-use",
  "rules-changed",
  "sign-in-without-mfa",
  "trail-delegation-changed",
  "trail-selectors-changed",
];

/** The controls of the log archive's rules: one is about that account alone, so that it has rules nowhere else. */
export const ARCHIVE_RULES = [...RULES, ...INSIGHTS, "log-access-opened"];

/** The controls that CIS misses and that have no rule: minutes later is soon enough. */
const WITHOUT_RULE = [
  "account-closed",
  "checks-changed",
  "deploy-role-used",
  "iam-identity-changed",
  "identity-center-access-changed",
  "key-grants-changed",
  "log-file-change-refused",
  "threat-detection-changed",
];

/** All controls. */
export const CONTROLS = [...new Set([...CIS, ...ARCHIVE_RULES, ...WITHOUT_RULE])];

/** How many metric filters a control has of which one pattern would be too long. */
export const SEVERAL_FILTERS: Readonly<Record<string, number>> = {
  "alarms-changed": 2,
  "checks-changed": 4,
  "cloudtrail-changes": 2,
  "event-log-changed": 2,
  "event-log-shared": 2,
  "iam-identity-changed": 3,
  "identity-center-access-changed": 2,
  "identity-source-changed": 4,
  "log-bucket-changed": 3,
  "log-key-changed": 2,
  "notifications-changed": 2,
  "organization-checks-changed": 2,
  "organizations-changes": 2,
  "privileged-role-changed": 2,
  "rules-changed": 2,
  "security-group-changes": 2,
};

/** All metric filters. The first of a standard's control is the standard's own, and has its name. */
export const FILTERS: readonly string[] = CONTROLS.flatMap((id) => {
  const count = SEVERAL_FILTERS[id] ?? 1;
  const first = count === 1 || CIS.includes(id) ? id : `${id}-1`;
  return [first, ...Array.from({ length: count - 1 }, (_, index) => `${id}-${index + 2}`)];
});

/** Rules that hear calls that only read too. */
export const HEARS_READS = ["root-access"];

/** The patterns that Security Hub looks for in the trail's account, to the letter. */
export const SECURITY_HUB_PATTERNS = {
  "acme-orgtrail-root-use":
    '{$.userIdentity.type="Root" && $.userIdentity.invokedBy NOT EXISTS && $.eventType !="AwsServiceEvent"}',
  "acme-orgtrail-unauthorized-api-calls":
    '{($.errorCode="*UnauthorizedOperation") || ($.errorCode="AccessDenied*")}',
  "acme-orgtrail-cloudtrail-changes":
    "{($.eventName=CreateTrail) || ($.eventName=UpdateTrail) || ($.eventName=DeleteTrail) || ($.eventName=StartLogging) || ($.eventName=StopLogging)}",
  "acme-orgtrail-key-deletion":
    "{($.eventSource=kms.amazonaws.com) && (($.eventName=DisableKey) || ($.eventName=ScheduleKeyDeletion))}",
  "acme-orgtrail-sign-in-failures":
    '{($.eventName=ConsoleLogin) && ($.errorMessage="Failed authentication")}',
};

/** The ARN of a topic. */
export const topic = (account: string, name: string, region = "us-east-1"): string =>
  `arn:aws:sns:${region}:${account}:${name}`;

/** The alarms of the organization that are no control's. */
export const OTHER_ALARMS = ["delivery-stopped", "event-log-silent", "events-undelivered"];

/** Who publishes to a topic. Of that of deliveries the second statement denies it to everybody else. */
export const publishersOf = (name: string): readonly (string | undefined)[] =>
  name.endsWith("-delivery")
    ? ["cloudtrail.amazonaws.com", undefined]
    : ["cloudwatch.amazonaws.com", "events.amazonaws.com"];

/** What is promised of some alarms of the organization, by id. */
export const ALARMS: readonly (readonly [string, Readonly<Record<string, unknown>>])[] = [
  ["root-use", { Threshold: 1, Period: 60, AlarmActions: [topic(MANAGEMENT, "acme-orgtrail-critical")] }],
  // As the configuration sets it.
  ["security-group-changes", { Threshold: 50, Period: 3600 }],
  [
    "delivery-stopped",
    {
      Namespace: "AWS/SNS",
      MetricName: "NumberOfMessagesPublished",
      Dimensions: [{ Name: "TopicName", Value: "acme-organization-trail-delivery" }],
      ComparisonOperator: "LessThanThreshold",
      Threshold: 1,
      TreatMissingData: "breaching",
      AlarmActions: [topic(MANAGEMENT, "acme-orgtrail-critical")],
    },
  ],
  [
    "event-log-silent",
    {
      Namespace: "AWS/Logs",
      MetricName: "IncomingLogEvents",
      Dimensions: [{ Name: "LogGroupName", Value: LOG_GROUP }],
      ComparisonOperator: "LessThanThreshold",
      Threshold: 1,
      // Silence is what it is about.
      TreatMissingData: "breaching",
      AlarmActions: [topic(MANAGEMENT, "acme-orgtrail-critical")],
    },
  ],
  [
    "events-undelivered",
    {
      Namespace: "AWS/SQS",
      Dimensions: [{ Name: "QueueName", Value: "acme-orgtrail-undelivered" }],
      TreatMissingData: "notBreaching",
      AlarmActions: [topic(MANAGEMENT, "acme-orgtrail-high")],
    },
  ],
];

/** Who hears of what, by account and topic. */
export const SUBSCRIBERS = {
  management: {
    "acme-organization-trail-delivery": [],
    "acme-orgtrail-critical": ["security-oncall@acme.example", "security@acme.example"],
    "acme-orgtrail-high": ["security@acme.example"],
    "acme-orgtrail-medium": ["security@acme.example"],
    "acme-orgtrail-low": ["security@acme.example"],
  },
  logArchive: {
    "acme-orgtrail-critical": ["security-oncall@acme.example", "security@acme.example"],
    "acme-orgtrail-high": ["security@acme.example"],
    "acme-orgtrail-medium": ["security@acme.example"],
  },
  team: {
    "acme-orgtrail-team-payments-critical": ["payments-oncall@acme.example"],
    "acme-orgtrail-team-payments-high": ["payments-oncall@acme.example"],
  },
};
