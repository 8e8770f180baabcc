import {
  configRules,
  REMEDIABLE_RULE_IDS,
  remediationPermissions,
  type Remediation,
} from "../../../modules/config-rules";
import { logKeyPolicy, remediationRolePolicy, valuesOf, type PolicyDocument } from "../../../modules/policy";
import { authorize, roleSession, type RequestVerdict } from "../../../modules/policy-evaluation";
import { LOG_ARCHIVE, MANAGEMENT, REGION, scope, WATCHED } from "./fixtures";

const { rules } = configRules(scope(WATCHED));

/** What mends the rules of a kind, in one account. */
function remediations(id: string, owner: "logArchive" | "management"): readonly Remediation[] {
  return rules.flatMap((rule) =>
    rule.id === id && rule.owner === owner && rule.remediation !== undefined ? [rule.remediation] : [],
  );
}

/** The policy of the role that mends. */
function rolePolicy(id: string, owner: "logArchive" | "management"): PolicyDocument {
  const made = remediations(id, owner);
  const account = owner === "logArchive" ? LOG_ARCHIVE : MANAGEMENT;
  const place = { partition: "aws", region: REGION, account } as const;
  return remediationRolePolicy(place, made[0]?.runbook ?? "", remediationPermissions(made));
}

/** What becomes of a request of the role that mends; keys have the policy of log keys. */
function verdictOf(
  rule: string,
  owner: "logArchive" | "management",
  action: string,
  resource: string,
  context: Readonly<Record<string, string>> = {},
): RequestVerdict {
  const account = owner === "logArchive" ? LOG_ARCHIVE : MANAGEMENT;
  const principal = roleSession({ account, role: "mend", session: "ssm" });
  const key = logKeyPolicy({
    partition: "aws",
    account,
    trails: [scope().trail],
    administrators: [`arn:aws:iam::${account}:role/Deploy`],
  });
  const bucket = resource.startsWith("arn:aws:s3:::");
  return authorize(
    { principal, action, resource, context, ...(bucket && { resourceAccount: account }) },
    { identity: [rolePolicy(rule, owner)], ...(action.startsWith("kms:") && { resource: key }) },
  ).verdict;
}

const KEY = "arn:aws:kms:us-east-1:222222222222:key/logs";
const MONITORING_KEY = "arn:aws:kms:us-east-1:111111111111:key/monitoring";
const TRAIL = "arn:aws:cloudtrail:us-east-1:111111111111:trail/audit";
const LOG_ROLE = "arn:aws:iam::111111111111:role/audit-logs";
const TO_CLOUDTRAIL = { "iam:PassedToService": "cloudtrail.amazonaws.com" };

type Row = [
  rule: string,
  owner: "logArchive" | "management",
  action: string,
  resource: string,
  allowed: boolean,
  context?: Readonly<Record<string, string>>,
];

describe("the role that mends", () => {
  it.each<Row>([
    ["bucket-public-access", "logArchive", "s3:PutBucketPublicAccessBlock", "arn:aws:s3:::acme-logs", true],
    ["bucket-public-access", "logArchive", "s3:PutBucketPublicAccessBlock", "arn:aws:s3:::acme-access", true],
    ["bucket-public-access", "logArchive", "s3:PutBucketPublicAccessBlock", "arn:aws:s3:::other", false],
    ["bucket-public-access", "logArchive", "s3:PutAccountPublicAccessBlock", "*", false],
    ["bucket-public-access", "logArchive", "s3:PutBucketPolicy", "arn:aws:s3:::acme-logs", false],
    ["bucket-versioning", "logArchive", "s3:PutBucketVersioning", "arn:aws:s3:::acme-access", true],
    // Of a log bucket nobody may.
    ["bucket-versioning", "logArchive", "s3:PutBucketVersioning", "arn:aws:s3:::acme-logs", false],
    ["bucket-kms", "logArchive", "s3:PutEncryptionConfiguration", "arn:aws:s3:::acme-logs", true],
    // S3 delivers access logs to no bucket that encrypts with KMS.
    ["bucket-kms", "logArchive", "s3:PutEncryptionConfiguration", "arn:aws:s3:::acme-access", false],
    ["bucket-kms", "logArchive", "s3:PutBucketPolicy", "arn:aws:s3:::acme-logs", false],
    ["key-rotation", "logArchive", "kms:EnableKeyRotation", KEY, true],
    ["key-rotation", "logArchive", "kms:DisableKeyRotation", KEY, false],
    ["key-rotation", "logArchive", "kms:EnableKeyRotation", MONITORING_KEY, false],
    ["key-rotation", "management", "kms:EnableKeyRotation", MONITORING_KEY, true],
    ["key-not-deleted", "logArchive", "kms:CancelKeyDeletion", KEY, true],
    ["key-not-deleted", "logArchive", "kms:ScheduleKeyDeletion", KEY, false],
    ["key-not-deleted", "logArchive", "kms:EnableKey", KEY, false],
    ["key-not-deleted", "logArchive", "kms:Decrypt", KEY, false],
    ["trail-validated", "management", "cloudtrail:UpdateTrail", TRAIL, true],
    ["trail-validated", "management", "cloudtrail:UpdateTrail", `${TRAIL}-2`, false],
    ["trail-validated", "management", "cloudtrail:StopLogging", TRAIL, false],
    ["trail-validated", "management", "cloudtrail:DeleteTrail", TRAIL, false],
    ["trail-validated", "management", "iam:PassRole", LOG_ROLE, false, TO_CLOUDTRAIL],
    ["trail-cloudwatch-logs", "management", "cloudtrail:UpdateTrail", TRAIL, true],
    ["trail-cloudwatch-logs", "management", "iam:PassRole", LOG_ROLE, true, TO_CLOUDTRAIL],
    [
      "trail-cloudwatch-logs",
      "management",
      "iam:PassRole",
      "arn:aws:iam::111111111111:role/Admin",
      false,
      TO_CLOUDTRAIL,
    ],
    [
      "trail-cloudwatch-logs",
      "management",
      "iam:PassRole",
      LOG_ROLE,
      false,
      { "iam:PassedToService": "lambda.amazonaws.com" },
    ],
  ])("%s in %s: %s of %s", (rule, owner, action, resource, allowed, context = {}) => {
    expect(verdictOf(rule, owner, action, resource, context) === "allowed").toBe(allowed);
  });

  it.each([
    ["kms:CancelKeyDeletion", "allowed"],
    ["kms:DescribeKey", "allowed"],
    ["kms:Decrypt", "implicitly denied"],
    ["kms:PutKeyPolicy", "explicitly denied"],
  ])("a key is let by the key's policy too: %s is %s", (action, verdict) => {
    expect(verdictOf("key-not-deleted", "logArchive", action, KEY)).toBe(verdict);
  });

  it.each(REMEDIABLE_RULE_IDS)("%s has no action of a pattern", (id) => {
    const found = (["logArchive", "management"] as const).flatMap((owner) => remediations(id, owner));
    expect(found.length).toBeGreaterThan(0);
    for (const { Action } of remediationPermissions(found)) {
      for (const action of valuesOf(Action)) expect(action).not.toContain("*");
    }
  });
});

describe("what a runbook gets", () => {
  it.each<[string, "logArchive" | "management", Readonly<Record<string, string>>]>([
    [
      "bucket-public-access",
      "logArchive",
      {
        BucketName: "RESOURCE_ID",
        BlockPublicAcls: "true",
        BlockPublicPolicy: "true",
        IgnorePublicAcls: "true",
        RestrictPublicBuckets: "true",
      },
    ],
    ["bucket-versioning", "logArchive", { BucketName: "RESOURCE_ID", VersioningState: "Enabled" }],
    ["bucket-kms", "logArchive", { BucketName: "RESOURCE_ID", KmsKeyId: KEY }],
    ["key-rotation", "logArchive", { KeyId: "RESOURCE_ID" }],
    ["key-not-deleted", "management", { KeyId: "RESOURCE_ID" }],
    ["trail-validated", "management", { TrailName: TRAIL }],
    [
      "trail-cloudwatch-logs",
      "management",
      {
        TrailNames: "audit",
        CloudWatchLogsLogGroupArn: "arn:aws:logs:us-east-1:111111111111:log-group:/orgtrail/acme:*",
        CloudWatchLogsRoleArn: LOG_ROLE,
      },
    ],
  ])("to mend %s", (id, owner, parameters) => {
    const [first] = remediations(id, owner);
    expect(Object.fromEntries((first?.parameters ?? []).map(({ name, value }) => [name, value]))).toEqual(
      parameters,
    );
  });
});
