import type { ComplianceTopic, MetBy } from "../topic";

/** An argument of the organization trail. */
function ofTrail(argument: string, is?: MetBy["is"]): MetBy {
  return {
    module: "organization-trail",
    construct: "OrganizationTrail",
    resource: "aws_cloudtrail",
    argument,
    ...(is !== undefined && { is }),
  };
}

/** An argument of the organization trail, and of those of teams. */
function ofTrails(argument: string, is?: MetBy["is"]): readonly MetBy[] {
  const met = ofTrail(argument, is);
  return [met, { ...met, module: "team-trail", construct: "TeamTrail" }];
}

const SELECTORS = ofTrail("advanced_event_selector.field_selector.equals", "AWS::S3::Object");

/** Deletes a log file: with the other calls that do something to one, it is recorded of log buckets too. */
const LOG_FILE_CHANGES = ofTrail("advanced_event_selector.field_selector.equals", "DeleteObject");

const LOG_BUCKETS_LEFT_OUT =
  "Recording what is delivered to the log buckets, or read there, writes logs about writing logs, each billed: of these what is done to log files alone is recorded, and AWS's checks ask for all of every bucket. Security Hub's control is switched off where they alone are missing, and the Config rule of all buckets is not made.";

/** What is asked of trails. */
export const TRAIL_TOPICS: readonly ComplianceTopic[] = [
  {
    id: "multi-region-trail",
    title: "A trail of all Regions records management events, read and write",
    securityHub: ["CloudTrail.1", "CloudTrail.3"],
    configRules: ["trail-enabled", "trail-multi-region", "trail-security"],
    controls: [],
    metBy: [
      ofTrail("is_multi_region_trail", true),
      ofTrail("is_organization_trail", true),
      ofTrail("enable_logging", true),
      ofTrail("include_global_service_events", true),
    ],
    conflict:
      "A record that leaves out events of KMS or the RDS Data API, which are many, fails it: AWS's checks ask for all management events.",
  },
  {
    id: "log-file-validation",
    title: "Trails have log file validation",
    securityHub: ["CloudTrail.4"],
    configRules: ["trail-validated"],
    controls: [],
    metBy: ofTrails("enable_log_file_validation", true),
    leftToYou:
      "Set archive.validation in organization.yaml, or run npx orgtrail logs validate: digests prove nothing until they are compared.",
  },
  {
    id: "trail-encryption",
    title: "Log files are encrypted with a KMS key",
    securityHub: ["CloudTrail.2"],
    configRules: ["trail-encrypted"],
    controls: [],
    metBy: ofTrails("kms_key_id"),
  },
  {
    id: "cloudwatch-logs",
    title: "Trails deliver to CloudWatch Logs",
    securityHub: ["CloudTrail.5"],
    configRules: ["trail-cloudwatch-logs"],
    controls: [],
    metBy: [ofTrail("cloud_watch_logs_group_arn"), ofTrail("cloud_watch_logs_role_arn")],
    leftToYou:
      "Switch monitoring on in organization.yaml. A team's trail delivers where the team asks for alarms.",
  },
  {
    id: "s3-write-events",
    title: "A trail records all writes of objects",
    securityHub: ["S3.22"],
    configRules: ["s3-data-events", "s3-write-events"],
    controls: [
      "log-file-deleted",
      "log-file-reencrypted",
      "log-file-lock-changed",
      "log-file-change-refused",
    ],
    metBy: [SELECTORS, LOG_FILE_CHANGES],
    leftToYou:
      "Record s3-write or s3-all in trail.record: each event is billed. What is done to log files is recorded without it.",
    conflict: LOG_BUCKETS_LEFT_OUT,
  },
  {
    id: "s3-read-events",
    title: "A trail records all reads of objects",
    securityHub: ["S3.23"],
    configRules: ["s3-data-events", "s3-read-events"],
    controls: [],
    metBy: [SELECTORS],
    leftToYou: "Record s3-read or s3-all in trail.record: reads are most of all events, and each is billed.",
    conflict: LOG_BUCKETS_LEFT_OUT,
  },
  {
    id: "trail-tags",
    title: "Trails have tags",
    securityHub: ["CloudTrail.9"],
    configRules: [],
    controls: [],
    metBy: [],
    leftToYou:
      "Nothing with orgtrail's stacks, whose providers tag all that they make. With the modules alone, give your provider default_tags. Tag keys that you ask for go into `tags` of organization.yaml.",
  },
];
