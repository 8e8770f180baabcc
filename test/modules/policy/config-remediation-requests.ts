import { configRules, remediationPermissions } from "../../../modules/config-rules";
import { policyDocument, remediationRolePolicy } from "../../../modules/policy";
import { roleSession, type ContextValue } from "../../../modules/policy-evaluation";
import { LOG_ARCHIVE, MANAGEMENT, REGION, scope, WATCHED } from "../config-rules/fixtures";
import type { PolicyRow, PolicyTable } from "./mutations-tables";

type Owner = "logArchive" | "management";
type Asked = readonly [
  action: string,
  resource: string,
  allowed: boolean,
  context?: Readonly<Record<string, ContextValue>>,
];

const LOGS = "arn:aws:s3:::acme-logs";
const ACCESS = "arn:aws:s3:::acme-access";
const KEY = "arn:aws:kms:us-east-1:222222222222:key/logs";
const TEAM_KEY = "arn:aws:kms:us-east-1:222222222222:key/team";
const OTHER_KEY = "arn:aws:kms:us-east-1:222222222222:key/ledger";
const MONITORING_KEY = "arn:aws:kms:us-east-1:111111111111:key/monitoring";
const MONITORING_OTHER_KEY = "arn:aws:kms:us-east-1:111111111111:key/ledger";
const TRAIL = "arn:aws:cloudtrail:us-east-1:111111111111:trail/audit";
const LOG_ROLE = "arn:aws:iam::111111111111:role/audit-logs";
const SERVICE_ROLE =
  "arn:aws:iam::111111111111:role/aws-service-role/cloudtrail.amazonaws.com/AWSServiceRoleForCloudTrail";
const TO_CLOUDTRAIL = { "iam:PassedToService": "cloudtrail.amazonaws.com" };
const { rules } = configRules(scope(WATCHED));

/** The role that mends what a rule finds in an account, and what it may do besides running its runbook. */
function mends(rule: string, owner: Owner, asked: readonly Asked[]): PolicyTable {
  const made = rules.flatMap((each) =>
    each.id === rule && each.owner === owner && each.remediation !== undefined ? [each.remediation] : [],
  );
  const runbook = made[0]?.runbook ?? "";
  const account = owner === "logArchive" ? LOG_ARCHIVE : MANAGEMENT;
  const ssm = (resource: string, of: string = account): string => `arn:aws:ssm:${REGION}:${of}:${resource}`;
  const running: readonly Asked[] = [
    ["ssm:StartAutomationExecution", ssm(`automation-definition/${runbook}:1`, ""), true],
    ["ssm:StartAutomationExecution", ssm(`document/${runbook}`, ""), true],
    ["ssm:StartAutomationExecution", ssm("automation-definition/AWS-RunShellScript:1", ""), false],
    ["ssm:GetDocument", ssm(`document/${runbook}`, ""), false],
    ["ssm:GetAutomationExecution", ssm("automation-execution/1"), true],
    ["ssm:GetAutomationExecution", `arn:aws:ssm:eu-west-1:${account}:automation-execution/1`, false],
    ["ssm:StopAutomationExecution", ssm("automation-execution/1"), false],
  ];
  return {
    kind: "remediation role permissions",
    name: `remediation role permissions of ${rule} (${owner})`,
    document: remediationRolePolicy(
      { partition: "aws", region: REGION, account },
      runbook,
      remediationPermissions(made),
    ),
    attachedTo: "the role that asks",
    rows: [...running, ...asked].map((row) => rowOf(account, row)),
  };
}

/** A request of the role. Keys leave it to the account's own policies who uses them. */
function rowOf(account: string, [action, resource, allowed, context = {}]: Asked): PolicyRow {
  const key = policyDocument({
    Sid: "Allow",
    Effect: "Allow",
    Principal: { AWS: `arn:aws:iam::${account}:root` },
    Action: "kms:*",
    Resource: "*",
  });
  return {
    name: [action, "on", resource, ...Object.values(context)].join(" "),
    request: {
      principal: roleSession({ account, role: "mend" }),
      action,
      resource,
      resourceAccount: account,
      context,
    },
    beside: action.startsWith("kms:") ? { resource: key } : {},
    allowed,
  };
}

/** What CloudTrail asks for when a trail is updated, and what it does not. */
const UPDATE_TRAIL: readonly Asked[] = [
  ["cloudtrail:UpdateTrail", TRAIL, true],
  ["cloudtrail:GetTrail", TRAIL, true],
  ["cloudtrail:UpdateTrail", `${TRAIL}-2`, false],
  ["cloudtrail:StopLogging", TRAIL, false],
  ["cloudtrail:DeleteTrail", TRAIL, false],
  ["cloudtrail:DescribeTrails", "*", true],
  ["cloudtrail:LookupEvents", "*", false],
  ["organizations:DescribeOrganization", "*", true],
  ["organizations:ListAWSServiceAccessForOrganization", "*", true],
  ["organizations:DisableAWSServiceAccess", "*", false],
  ["iam:GetRole", SERVICE_ROLE, true],
  ["iam:GetRole", LOG_ROLE, false],
  ["iam:DeleteServiceLinkedRole", SERVICE_ROLE, false],
];

/** The roles with which AWS's runbooks mend what the rules find. */
export const CONFIG_REMEDIATION_TABLES: readonly PolicyTable[] = [
  mends("bucket-public-access", "logArchive", [
    ...[LOGS, ACCESS].flatMap((bucket): readonly Asked[] => [
      ["s3:GetBucketPublicAccessBlock", bucket, true],
      ["s3:PutBucketPublicAccessBlock", bucket, true],
    ]),
    ["s3:PutBucketPublicAccessBlock", "arn:aws:s3:::other", false],
    ["s3:PutBucketPolicy", LOGS, false],
  ]),
  mends("bucket-versioning", "logArchive", [
    ["s3:GetBucketVersioning", ACCESS, true],
    ["s3:PutBucketVersioning", ACCESS, true],
    // Of a log bucket nobody may.
    ["s3:PutBucketVersioning", LOGS, false],
    ["s3:PutBucketPolicy", ACCESS, false],
  ]),
  mends("bucket-kms", "logArchive", [
    ["s3:GetEncryptionConfiguration", LOGS, true],
    ["s3:PutEncryptionConfiguration", LOGS, true],
    // S3 delivers access logs to no bucket that encrypts with KMS.
    ["s3:PutEncryptionConfiguration", ACCESS, false],
    ["s3:PutBucketPolicy", LOGS, false],
  ]),
  mends("key-rotation", "logArchive", [
    ...[KEY, TEAM_KEY].flatMap((key): readonly Asked[] => [
      ["kms:EnableKeyRotation", key, true],
      ["kms:GetKeyRotationStatus", key, true],
    ]),
    ["kms:EnableKeyRotation", OTHER_KEY, false],
    ["kms:DisableKeyRotation", KEY, false],
  ]),
  mends("key-rotation", "management", [
    ["kms:EnableKeyRotation", MONITORING_KEY, true],
    ["kms:GetKeyRotationStatus", MONITORING_KEY, true],
    ["kms:EnableKeyRotation", MONITORING_OTHER_KEY, false],
    ["kms:DisableKeyRotation", MONITORING_KEY, false],
  ]),
  mends("key-not-deleted", "logArchive", [
    ...[KEY, TEAM_KEY].flatMap((key): readonly Asked[] => [
      ["kms:CancelKeyDeletion", key, true],
      ["kms:DescribeKey", key, true],
    ]),
    ["kms:CancelKeyDeletion", OTHER_KEY, false],
    ["kms:ScheduleKeyDeletion", KEY, false],
  ]),
  mends("key-not-deleted", "management", [
    ["kms:CancelKeyDeletion", MONITORING_KEY, true],
    ["kms:DescribeKey", MONITORING_KEY, true],
    ["kms:CancelKeyDeletion", MONITORING_OTHER_KEY, false],
    ["kms:ScheduleKeyDeletion", MONITORING_KEY, false],
  ]),
  mends("trail-validated", "management", [...UPDATE_TRAIL, ["iam:PassRole", LOG_ROLE, false, TO_CLOUDTRAIL]]),
  mends("trail-cloudwatch-logs", "management", [
    ...UPDATE_TRAIL,
    ["iam:PassRole", LOG_ROLE, true, TO_CLOUDTRAIL],
    ["iam:PassRole", "arn:aws:iam::111111111111:role/Admin", false, TO_CLOUDTRAIL],
    ["iam:PassRole", LOG_ROLE, false, { "iam:PassedToService": "lambda.amazonaws.com" }],
  ]),
];
