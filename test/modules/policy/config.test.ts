import {
  blockedPublicAccess,
  CONFIG_BUCKET,
  LOG_ARCHIVE,
  MANAGEMENT,
  PLACE,
  RUNBOOK,
} from "./config-fixtures";
import {
  configBucketPolicy,
  configRecorderPolicy,
  configRecorderTrust,
  remediationRolePolicy,
  remediationRoleTrust,
} from "../../../modules/policy";
import {
  authorize,
  iamUser,
  roleSession,
  servicePrincipal,
  type ContextValue,
  type RequestPrincipal,
} from "../../../modules/policy-evaluation";

const config = servicePrincipal("config.amazonaws.com");
const ssm = servicePrincipal("ssm.amazonaws.com");
const recorder = roleSession({ account: LOG_ARCHIVE, role: "recorder", session: "config" });
const deployer = roleSession({ account: LOG_ARCHIVE, role: "Deploy", session: "terraform" });
const mender = roleSession({ account: LOG_ARCHIVE, role: "mend", session: "ssm" });
const stranger = iamUser({ account: "999999999999", user: "mallory" });

type Context = Readonly<Record<string, ContextValue>>;
const TLS: Context = { "aws:SecureTransport": "true", "s3:TlsVersion": "1.2" };
const from = (account: string): Context => ({ ...TLS, "aws:SourceAccount": account });
const delivered = (account: string): Context => ({
  ...from(account),
  "s3:x-amz-acl": "bucket-owner-full-control",
});
const BUCKET_ARN = `arn:aws:s3:::${CONFIG_BUCKET}`;
const file = (account: string): string => `${BUCKET_ARN}/AWSLogs/${account}/Config/us-east-1/history.json.gz`;

describe("the bucket of AWS Config", () => {
  const policy = configBucketPolicy({
    partition: "aws",
    account: LOG_ARCHIVE,
    bucket: CONFIG_BUCKET,
    recorders: [MANAGEMENT, LOG_ARCHIVE],
    recorderRoleArns: [`arn:aws:iam::${LOG_ARCHIVE}:role/recorder`],
    administrators: [`arn:aws:iam::${LOG_ARCHIVE}:role/Deploy`],
    minimumTlsVersion: "1.2",
  });
  const everything = {
    Version: "2012-10-17",
    Statement: [{ Sid: "All", Effect: "Allow", Action: "*", Resource: "*" }],
  } as const;
  const own = configRecorderPolicy("aws", LOG_ARCHIVE, CONFIG_BUCKET);

  it.each<[string, RequestPrincipal, string, string, Context, boolean]>([
    ["AWS Config looks for the bucket", config, "s3:ListBucket", BUCKET_ARN, from(MANAGEMENT), true],
    ["AWS Config asks for its ACL", config, "s3:GetBucketAcl", BUCKET_ARN, from(LOG_ARCHIVE), true],
    ["AWS Config delivers", config, "s3:PutObject", file(MANAGEMENT), delivered(MANAGEMENT), true],
    [
      "AWS Config of an account without a recorder",
      config,
      "s3:PutObject",
      file("444444444444"),
      delivered("444444444444"),
      false,
    ],
    ["AWS Config of a stranger", config, "s3:ListBucket", BUCKET_ARN, from("999999999999"), false],
    [
      "AWS Config to a folder that is none of its own",
      config,
      "s3:PutObject",
      `${BUCKET_ARN}/elsewhere`,
      delivered(MANAGEMENT),
      false,
    ],
    ["AWS Config reads", config, "s3:GetObject", file(MANAGEMENT), from(MANAGEMENT), false],
    [
      "AWS Config over plain HTTP",
      config,
      "s3:PutObject",
      file(MANAGEMENT),
      { ...delivered(MANAGEMENT), "aws:SecureTransport": "false" },
      false,
    ],
    [
      "the recorder's role delivers",
      recorder,
      "s3:PutObject",
      file(LOG_ARCHIVE),
      { ...TLS, "s3:x-amz-acl": "bucket-owner-full-control" },
      true,
    ],
    ["the recorder's role deletes", recorder, "s3:DeleteObject", file(LOG_ARCHIVE), TLS, false],
    ["whoever deploys forges a file", deployer, "s3:PutObject", file(LOG_ARCHIVE), TLS, false],
    ["whoever deploys deletes a file", deployer, "s3:DeleteObject", file(LOG_ARCHIVE), TLS, false],
    ["whoever deploys changes the policy", deployer, "s3:PutBucketPolicy", BUCKET_ARN, TLS, true],
    ["a stranger reads", stranger, "s3:GetObject", file(LOG_ARCHIVE), TLS, false],
  ])("%s", (_name, principal, action, resource, context, allowed) => {
    const identity = principal === recorder ? [own] : [everything];
    const verdict = authorize(
      { principal, action, resource, resourceAccount: LOG_ARCHIVE, context },
      { resource: policy, identity: principal === config ? [] : identity },
    );
    expect(verdict.verdict === "allowed").toBe(allowed);
  });
});

describe("the recorder's role", () => {
  const policy = configRecorderPolicy("aws", MANAGEMENT, CONFIG_BUCKET);
  const role = roleSession({ account: MANAGEMENT, role: "recorder", session: "config" });
  it.each<[string, string, string, boolean]>([
    ["delivers to its account's folder", "s3:PutObject", file(MANAGEMENT), true],
    ["delivers to another's", "s3:PutObject", file(LOG_ARCHIVE), false],
    ["reads what was delivered", "s3:GetObject", file(MANAGEMENT), false],
  ])("%s", (_name, action, resource, allowed) => {
    const context = { "s3:x-amz-acl": "bucket-owner-full-control" };
    const request = { principal: role, action, resource, resourceAccount: MANAGEMENT, context };
    expect(authorize(request, { identity: [policy] }).verdict === "allowed").toBe(allowed);
  });

  it.each<[string, RequestPrincipal, Context, boolean]>([
    ["AWS Config of the account", config, { "aws:SourceAccount": MANAGEMENT }, true],
    ["AWS Config of another", config, { "aws:SourceAccount": LOG_ARCHIVE }, false],
    ["another service", ssm, { "aws:SourceAccount": MANAGEMENT }, false],
  ])("is taken by %s", (_name, principal, context, allowed) => {
    const resource = `arn:aws:iam::${MANAGEMENT}:role/recorder`;
    const verdict = authorize(
      { principal, action: "sts:AssumeRole", resource, context },
      { resource: configRecorderTrust(MANAGEMENT) },
    );
    expect(verdict.verdict === "allowed").toBe(allowed);
  });
});

describe("a role that mends", () => {
  const policy = remediationRolePolicy(PLACE, RUNBOOK, blockedPublicAccess("acme-logs"));
  const execution = (account: string, region = "us-east-1"): string =>
    `arn:aws:ssm:${region}:${account}:automation-execution/1`;
  it.each<[string, string, string, boolean]>([
    ["mends its bucket", "s3:PutBucketPublicAccessBlock", "arn:aws:s3:::acme-logs", true],
    ["mends another bucket", "s3:PutBucketPublicAccessBlock", "arn:aws:s3:::other", false],
    ["changes the bucket's policy", "s3:PutBucketPolicy", "arn:aws:s3:::acme-logs", false],
    ["reads logs", "s3:GetObject", "arn:aws:s3:::acme-logs/AWSLogs/1", false],
    ["deletes logs", "s3:DeleteObject", "arn:aws:s3:::acme-logs/AWSLogs/1", false],
    [
      "runs its runbook",
      "ssm:StartAutomationExecution",
      `arn:aws:ssm:us-east-1::automation-definition/${RUNBOOK}:1`,
      true,
    ],
    [
      "runs another",
      "ssm:StartAutomationExecution",
      "arn:aws:ssm:us-east-1::automation-definition/AWS-RunShellScript:1",
      false,
    ],
    ["follows a run", "ssm:GetAutomationExecution", execution(LOG_ARCHIVE), true],
  ])("%s", (_name, action, resource, allowed) => {
    const request = { principal: mender, action, resource, resourceAccount: LOG_ARCHIVE };
    expect(authorize(request, { identity: [policy] }).verdict === "allowed").toBe(allowed);
  });

  it.each<[string, RequestPrincipal, string, string, boolean]>([
    ["Systems Manager, for a run of the account", ssm, LOG_ARCHIVE, execution(LOG_ARCHIVE), true],
    ["Systems Manager, for a run of another account", ssm, MANAGEMENT, execution(MANAGEMENT), false],
    [
      "Systems Manager, for a run in another Region",
      ssm,
      LOG_ARCHIVE,
      execution(LOG_ARCHIVE, "eu-west-1"),
      false,
    ],
    ["AWS Config", config, LOG_ARCHIVE, execution(LOG_ARCHIVE), false],
    ["whoever deploys", deployer, LOG_ARCHIVE, execution(LOG_ARCHIVE), false],
  ])("is taken by %s", (_name, principal, account, arn, allowed) => {
    const verdict = authorize(
      {
        principal,
        action: "sts:AssumeRole",
        resource: `arn:aws:iam::${LOG_ARCHIVE}:role/mend`,
        context: { "aws:SourceAccount": account, "aws:SourceArn": arn },
      },
      { resource: remediationRoleTrust(PLACE) },
    );
    expect(verdict.verdict === "allowed").toBe(allowed);
  });
});
