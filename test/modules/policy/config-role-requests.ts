import {
  configRecorderPolicy,
  configRecorderTrust,
  remediationRolePolicy,
  remediationRoleTrust,
} from "../../../modules/policy";
import {
  FULL_AWS_ACCESS,
  roleSession,
  servicePrincipal,
  type ContextValue,
  type RequestPrincipal,
} from "../../../modules/policy-evaluation";
import {
  blockedPublicAccess,
  CONFIG_BUCKET,
  LOG_ARCHIVE,
  MANAGEMENT,
  PLACE,
  RUNBOOK,
} from "./config-fixtures";
import type { PolicyTable } from "./mutations-tables";

type Context = Readonly<Record<string, ContextValue>>;
type Asked = readonly [name: string, action: string, resource: string, allowed: boolean, context?: Context];
type Taken = readonly [
  name: string,
  principal: RequestPrincipal,
  action: string,
  context: Context,
  allowed: boolean,
];

const config = servicePrincipal("config.amazonaws.com");
const ssm = servicePrincipal("ssm.amazonaws.com");
const ASSUME = "sts:AssumeRole";

/** What a role may do. */
function permissions(
  name: string,
  document: PolicyTable["document"],
  role: { readonly account: string; readonly role: string },
  rows: readonly Asked[],
): PolicyTable {
  const principal = roleSession(role);
  return {
    kind: name,
    name,
    document,
    attachedTo: "the role that asks",
    rows: rows.map(([row, action, resource, allowed, context = {}]) => ({
      name: row,
      request: { principal, action, resource, resourceAccount: role.account, context },
      allowed,
    })),
  };
}

/** Who may take a role. Whoever is of an account may take any as far as their own policies go. */
function trust(
  name: string,
  document: PolicyTable["document"],
  resource: string,
  rows: readonly Taken[],
): PolicyTable {
  return {
    kind: name,
    name,
    document,
    attachedTo: "the resource",
    rows: rows.map(([row, principal, action, context, allowed]) => ({
      name: row,
      request: { principal, action, resource, context },
      beside: "account" in principal ? { identity: [FULL_AWS_ACCESS] } : {},
      allowed,
    })),
  };
}

const BUCKET_ARN = `arn:aws:s3:::${CONFIG_BUCKET}`;
const file = (account: string): string => `${BUCKET_ARN}/AWSLogs/${account}/Config/us-east-1/history.json.gz`;
const FULL_CONTROL: Context = { "s3:x-amz-acl": "bucket-owner-full-control" };

const RECORDER = permissions(
  "recorder role permissions",
  configRecorderPolicy("aws", MANAGEMENT, CONFIG_BUCKET),
  { account: MANAGEMENT, role: "recorder" },
  [
    ["looks for the bucket", "s3:ListBucket", BUCKET_ARN, true],
    ["asks for its ACL", "s3:GetBucketAcl", BUCKET_ARN, true],
    ["reads its policy", "s3:GetBucketPolicy", BUCKET_ARN, false],
    ["looks for another bucket", "s3:ListBucket", "arn:aws:s3:::acme-ledger", false],
    ["delivers to its account's folder", "s3:PutObject", file(MANAGEMENT), true, FULL_CONTROL],
    ["delivers to another's", "s3:PutObject", file(LOG_ARCHIVE), false, FULL_CONTROL],
    ["keeps the file from the bucket's owner", "s3:PutObject", file(MANAGEMENT), false],
    ["opens a file", "s3:PutObjectAcl", file(MANAGEMENT), false, FULL_CONTROL],
    ["reads what was delivered", "s3:GetObject", file(MANAGEMENT), false],
    ["deletes what was delivered", "s3:DeleteObject", file(MANAGEMENT), false],
  ],
);

const OF_MANAGEMENT = { "aws:SourceAccount": MANAGEMENT };
const RECORDER_TRUST = trust(
  "recorder role trust",
  configRecorderTrust(MANAGEMENT),
  `arn:aws:iam::${MANAGEMENT}:role/recorder`,
  [
    ["AWS Config of the account", config, ASSUME, OF_MANAGEMENT, true],
    ["AWS Config of another", config, ASSUME, { "aws:SourceAccount": LOG_ARCHIVE }, false],
    ["AWS Config, with tags for the session", config, "sts:TagSession", OF_MANAGEMENT, false],
    ["another service", ssm, ASSUME, OF_MANAGEMENT, false],
  ],
);

const LOGS = "arn:aws:s3:::acme-logs";
const start = "ssm:StartAutomationExecution";
const definition = (name: string): string => `arn:aws:ssm:us-east-1::automation-definition/${name}:1`;
const execution = (account: string, region = "us-east-1"): string =>
  `arn:aws:ssm:${region}:${account}:automation-execution/1`;

const REMEDIATION = permissions(
  "remediation role permissions",
  remediationRolePolicy(PLACE, RUNBOOK, blockedPublicAccess("acme-logs")),
  { account: LOG_ARCHIVE, role: "mend" },
  [
    ["looks whether its bucket is to be mended", "s3:GetBucketPublicAccessBlock", LOGS, true],
    ["mends its bucket", "s3:PutBucketPublicAccessBlock", LOGS, true],
    ["mends another bucket", "s3:PutBucketPublicAccessBlock", "arn:aws:s3:::other", false],
    ["changes the bucket's policy", "s3:PutBucketPolicy", LOGS, false],
    ["reads logs", "s3:GetObject", `${LOGS}/AWSLogs/1`, false],
    ["deletes logs", "s3:DeleteObject", `${LOGS}/AWSLogs/1`, false],
    ["runs its runbook", start, definition(RUNBOOK), true],
    ["runs its runbook, by its document", start, `arn:aws:ssm:us-east-1::document/${RUNBOOK}`, true],
    ["runs another", start, definition("AWS-RunShellScript"), false],
    ["reads its runbook", "ssm:GetDocument", `arn:aws:ssm:us-east-1::document/${RUNBOOK}`, false],
    ["follows a run", "ssm:GetAutomationExecution", execution(LOG_ARCHIVE), true],
    [
      "follows a run of another Region",
      "ssm:GetAutomationExecution",
      execution(LOG_ARCHIVE, "eu-west-1"),
      false,
    ],
    ["stops a run", "ssm:StopAutomationExecution", execution(LOG_ARCHIVE), false],
  ],
);

const runOf = (account: string, arn = execution(account)): Context => ({
  "aws:SourceAccount": account,
  "aws:SourceArn": arn,
});
const deployer = roleSession({ account: LOG_ARCHIVE, role: "Deploy", session: "terraform" });

const REMEDIATION_TRUST = trust(
  "remediation role trust",
  remediationRoleTrust(PLACE),
  `arn:aws:iam::${LOG_ARCHIVE}:role/mend`,
  [
    ["Systems Manager, for a run of the account", ssm, ASSUME, runOf(LOG_ARCHIVE), true],
    ["Systems Manager, for a run of another account", ssm, ASSUME, runOf(MANAGEMENT), false],
    [
      "Systems Manager, for a run in another Region",
      ssm,
      ASSUME,
      runOf(LOG_ARCHIVE, execution(LOG_ARCHIVE, "eu-west-1")),
      false,
    ],
    ["Systems Manager, with tags for the session", ssm, "sts:TagSession", runOf(LOG_ARCHIVE), false],
    ["AWS Config", config, ASSUME, runOf(LOG_ARCHIVE), false],
    ["whoever deploys", deployer, ASSUME, runOf(LOG_ARCHIVE), false],
  ],
);

/** The roles with which AWS Config records, and with which its rules are mended. */
export const CONFIG_ROLE_TABLES: readonly PolicyTable[] = [
  RECORDER,
  RECORDER_TRUST,
  REMEDIATION,
  REMEDIATION_TRUST,
];
