import { recordsAllManagementEvents } from "../../event-selectors";
import type { Remediation } from "../config-rule";
import type { ConfigRuleKind } from "../kind";
import { deliverToLogGroup, NO_RUNBOOK, RUNBOOKS, validateLogFiles } from "../remediation";
import type { ConfigRuleScope } from "../scope";

/** A rule with one draft, made in every account. */
type TrailRule = Omit<ConfigRuleKind, "trigger" | "reach" | "drafts"> & {
  readonly parameters?: (scope: ConfigRuleScope) => Readonly<Record<string, string>>;
  readonly omitted?: (scope: ConfigRuleScope) => string | undefined;
  readonly remediation?: (scope: ConfigRuleScope) => Remediation;
};

function trailRule({ parameters, omitted, remediation, ...kind }: TrailRule): ConfigRuleKind {
  return {
    ...kind,
    trigger: "periodic",
    reach: "organization",
    drafts: (scope) => {
      const reason = omitted?.(scope);
      if (reason !== undefined) return [{ omitted: reason }];
      const mended = remediation?.(scope);
      return [
        {
          owner: "management",
          ...(parameters && { parameters: parameters(scope) }),
          ...(mended && { remediation: mended }),
        },
      ];
    },
  };
}

const NEW_TRAIL = "its runbook makes another trail, which costs money and is not this one";

/**
 * Where this trail delivers: what two of AWS's rules compare a trail with. They would take its log group too, but stand in
 * every account, and no page of AWS's says whether a member sees the log group of the organization trail: where it does not,
 * they would fail. trail-cloudwatch-logs checks it in the trail's own account.
 */
function destination({ trailBucket, deliveryTopicArn }: ConfigRuleScope): Readonly<Record<string, string>> {
  return {
    s3BucketName: trailBucket,
    ...(deliveryTopicArn !== undefined && { snsTopicArn: deliveryTopicArn }),
  };
}

/** Why no rule can ask for all management events. */
function leavesEventsOut({ selectors }: ConfigRuleScope): string | undefined {
  return recordsAllManagementEvents(selectors)
    ? undefined
    : "the trail leaves management events out, with which the rule always fails";
}

/** Rules about the organization trail. */
export const TRAIL_RULES: readonly ConfigRuleKind[] = [
  trailRule({
    id: "trail-enabled",
    identifier: "CLOUD_TRAIL_ENABLED",
    title: "a trail is on in the account, and delivers to the organization's log bucket",
    standards: { securityHub: "CloudTrail.3" },
    mending: { unsuitable: NEW_TRAIL },
    parameters: destination,
  }),
  trailRule({
    id: "trail-multi-region",
    identifier: "MULTI_REGION_CLOUD_TRAIL_ENABLED",
    title: "that trail records all management events of every Region",
    standards: {
      cis12: "2.1",
      cis14: "3.1",
      cis30To50: "3.1",
      cis60To70: "4.1",
      securityHub: "CloudTrail.1",
    },
    mending: { unsuitable: NEW_TRAIL },
    parameters: (scope) => ({ ...destination(scope), includeManagementEvents: "true", readWriteType: "ALL" }),
    omitted: leavesEventsOut,
  }),
  trailRule({
    id: "trail-security",
    identifier: "CLOUDTRAIL_SECURITY_TRAIL_ENABLED",
    title:
      "one trail has all of AWS's security practices: every Region, validation, KMS, all management events",
    mending: NO_RUNBOOK,
    omitted: leavesEventsOut,
  }),
  trailRule({
    id: "trail-encrypted",
    identifier: "CLOUD_TRAIL_ENCRYPTION_ENABLED",
    title: "trails encrypt log files with a KMS key",
    standards: {
      cis12: "2.7",
      cis14: "3.7",
      cis30To50: "3.5",
      cis60To70: "4.5",
      securityHub: "CloudTrail.2",
    },
    mending: {
      unsuitable:
        "its runbook describes the key, which the key's policy lets nobody of the trail's account do",
    },
  }),
  trailRule({
    id: "trail-validated",
    identifier: "CLOUD_TRAIL_LOG_FILE_VALIDATION_ENABLED",
    title: "trails have log file validation on",
    standards: {
      cis12: "2.2",
      cis14: "3.2",
      cis30To50: "3.2",
      cis60To70: "4.2",
      securityHub: "CloudTrail.4",
    },
    mending: { runbook: RUNBOOKS.validateLogFiles },
    remediation: ({ trail }) => validateLogFiles(trail),
  }),
  trailRule({
    id: "trail-bucket-access-logging",
    identifier: "CLOUDTRAIL_S3_BUCKET_ACCESS_LOGGING",
    title: "the buckets of trails have server access logs",
    standards: {
      cis12: "2.6",
      cis14: "3.6",
      cis30To50: "3.4",
      cis60To70: "4.4",
      securityHub: "CloudTrail.7",
    },
    mending: { unsuitable: "its runbook grants access by ACL, which buckets without ACLs refuse" },
  }),
  trailRule({
    id: "trail-bucket-not-public",
    identifier: "CLOUDTRAIL_S3_BUCKET_PUBLIC_ACCESS_PROHIBITED",
    title: "the buckets of trails are not public",
    standards: { cis12: "2.3", cis14: "3.3", securityHub: "CloudTrail.6" },
    mending: { unsuitable: "bucket-public-access has the runbook, in the account of the bucket" },
  }),
  {
    id: "trail-cloudwatch-logs",
    identifier: "CLOUD_TRAIL_CLOUD_WATCH_LOGS_ENABLED",
    title: "trails of the management account deliver to CloudWatch Logs",
    trigger: "periodic",
    // Trails of teams need no log group.
    reach: "owner",
    standards: { cis12: "2.4", cis14: "3.4", securityHub: "CloudTrail.5" },
    mending: { runbook: RUNBOOKS.deliverToLogGroup },
    drafts: ({ trail, monitoring }) =>
      monitoring === undefined
        ? [{ omitted: "there is no monitoring: the trail delivers to its bucket alone" }]
        : [{ owner: "management", remediation: deliverToLogGroup(trail, monitoring) }],
  },
];
