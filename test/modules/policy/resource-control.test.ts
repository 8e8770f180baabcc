import { AccountId, NamePrefix, OrganizationId } from "../../../modules/organization";
import {
  resourceControlPolicies,
  resourceControlStatements,
  type PolicyDocument,
} from "../../../modules/policy";
import {
  accountRoot,
  anonymous,
  authorize,
  FULL_AWS_ACCESS,
  roleSession,
  servicePrincipal,
  type ContextValue,
  type RequestPrincipal,
  type RequestVerdict,
} from "../../../modules/policy-evaluation";

const ORGANIZATION = "o-a1b2c3d4e5";
const ARCHIVE = "222222222222";
const NAMES = {
  partition: "aws",
  organization: OrganizationId.of(ORGANIZATION),
  name: NamePrefix.of("acme"),
  logArchive: AccountId.of(ARCHIVE),
  buckets: ["payments-audit-logs"],
} as const;
const DOCUMENTS = resourceControlPolicies(NAMES);

/** The most careless policy that a bucket or key can have. */
const OPEN: PolicyDocument = {
  Version: "2012-10-17",
  Statement: [{ Sid: "AllowAll", Effect: "Allow", Principal: "*", Action: "*", Resource: "*" }],
};

type Context = Readonly<Record<string, ContextValue>>;

/** What AWS sends of who uses a bucket and a key of logs. */
const TLS: Context = { "aws:SecureTransport": true };
const LOG_KEY = { "kms:ResourceAliases": ["alias/acme-cloudtrail-team-payments"] };
const MONITORING_KEY = { "kms:ResourceAliases": ["alias/acme-orgtrail"] };
const OWN_KEY = { "kms:ResourceAliases": ["alias/acme-ledger"] };
const FOR_US: Context = { "aws:SourceAccount": ARCHIVE, "aws:SourceOrgID": ORGANIZATION };

const LOG = "arn:aws:s3:::acme-cloudtrail-222222222222-organization/AWSLogs/x.json.gz";
const BUCKET = "arn:aws:s3:::acme-cloudtrail-222222222222-organization";
const NAMED_LOG = "arn:aws:s3:::payments-audit-logs/AWSLogs/x.json.gz";
const OWN = "arn:aws:s3:::acme-ledger/x.json";
const KEY = `arn:aws:kms:us-east-1:${ARCHIVE}:key/1234`;

const reader = roleSession({ account: "333333333333", role: "SecurityAudit", organization: ORGANIZATION });
const stranger = roleSession({
  account: "999999999999",
  role: "SecurityAudit",
  organization: "o-zzzzzzzzzz",
});
const loner = accountRoot({ account: "888888888888" });
const cloudTrail = servicePrincipal("cloudtrail.amazonaws.com");
const accessLogs = servicePrincipal("logging.s3.amazonaws.com");
const linked = roleSession({
  account: "999999999999",
  role: "aws-service-role/access-analyzer.amazonaws.com/AWSServiceRoleForAccessAnalyzer",
});

function verdict(
  principal: RequestPrincipal,
  action: string,
  resource: string,
  context: Context,
): RequestVerdict {
  return authorize(
    { principal, action, resource, resourceAccount: ARCHIVE, context },
    { identity: [FULL_AWS_ACCESS], resource: OPEN, resourceControl: DOCUMENTS },
  ).verdict;
}

const DENIED = "explicitly denied";
const ALLOWED = "allowed";

type Row = [string, RequestPrincipal, string, string, Context, RequestVerdict];

describe("who uses log buckets and keys", () => {
  it.each<Row>([
    ["a reader of the organization", reader, "s3:GetObject", LOG, TLS, ALLOWED],
    ["a reader who decrypts", reader, "kms:Decrypt", KEY, { ...TLS, ...LOG_KEY }, ALLOWED],
    ["a member of another organization", stranger, "s3:GetObject", LOG, TLS, DENIED],
    ["who lists", stranger, "s3:ListBucket", BUCKET, TLS, DENIED],
    ["who reads from a bucket named otherwise", stranger, "s3:GetObject", NAMED_LOG, TLS, DENIED],
    ["who decrypts", stranger, "kms:Decrypt", KEY, { ...TLS, ...LOG_KEY }, DENIED],
    [
      "who decrypts what tells of events",
      stranger,
      "kms:Decrypt",
      KEY,
      { ...TLS, ...MONITORING_KEY },
      DENIED,
    ],
    ["an account of no organization", loner, "s3:GetObject", LOG, TLS, DENIED],
    [
      "an account of no organization that deletes the key",
      loner,
      "kms:ScheduleKeyDeletion",
      KEY,
      { ...TLS, ...LOG_KEY },
      DENIED,
    ],
    ["anybody", anonymous(), "s3:GetObject", LOG, TLS, DENIED],
    ["a service-linked role, which no policy binds", linked, "s3:GetObject", LOG, TLS, ALLOWED],
  ])("%s", (_, principal, action, resource, context, expected) => {
    expect(verdict(principal, action, resource, context)).toBe(expected);
  });
});

describe("for whom AWS services use them", () => {
  const elsewhere: Context = { "aws:SourceAccount": "999999999999", "aws:SourceOrgID": "o-zzzzzzzzzz" };
  const loners: Context = { "aws:SourceAccount": "999999999999" };
  it.each<Row>([
    ["CloudTrail, for the organization", cloudTrail, "s3:PutObject", LOG, { ...TLS, ...FOR_US }, ALLOWED],
    ["with the key", cloudTrail, "kms:GenerateDataKey", KEY, { ...TLS, ...FOR_US, ...LOG_KEY }, ALLOWED],
    ["access logs, for nobody in particular", accessLogs, "s3:PutObject", LOG, TLS, ALLOWED],
    ["inside AWS's own network", accessLogs, "s3:PutObject", LOG, {}, ALLOWED],
    [
      "CloudTrail, for another organization",
      cloudTrail,
      "s3:PutObject",
      LOG,
      { ...TLS, ...elsewhere },
      DENIED,
    ],
    ["with the key", cloudTrail, "kms:GenerateDataKey", KEY, { ...TLS, ...elsewhere, ...LOG_KEY }, DENIED],
    [
      "CloudTrail, for an account of no organization",
      cloudTrail,
      "s3:PutObject",
      LOG,
      { ...TLS, ...loners },
      DENIED,
    ],
  ])("%s", (_, principal, action, resource, context, expected) => {
    expect(verdict(principal, action, resource, context)).toBe(expected);
  });
});

describe("TLS", () => {
  const plain: Context = { "aws:SecureTransport": false };
  it.each<Row>([
    ["a reader", reader, "s3:GetObject", LOG, plain, DENIED],
    ["a reader who lists", reader, "s3:ListBucket", BUCKET, plain, DENIED],
    ["a service", cloudTrail, "s3:PutObject", LOG, { ...FOR_US, ...plain }, DENIED],
    ["a key", reader, "kms:Decrypt", KEY, { ...plain, ...LOG_KEY }, DENIED],
  ])("is asked of %s", (_, principal, action, resource, context, expected) => {
    expect(verdict(principal, action, resource, context)).toBe(expected);
  });
});

describe("what is a member's own", () => {
  it.each<Row>([
    ["a bucket that a partner reads", stranger, "s3:GetObject", OWN, TLS, ALLOWED],
    ["a bucket behind plain HTTP", reader, "s3:GetObject", OWN, { "aws:SecureTransport": false }, ALLOWED],
    ["a key that a partner uses", stranger, "kms:Decrypt", KEY, { ...TLS, ...OWN_KEY }, ALLOWED],
    ["a key without alias", stranger, "kms:Decrypt", KEY, TLS, ALLOWED],
  ])("is left alone: %s", (_, principal, action, resource, context, expected) => {
    expect(verdict(principal, action, resource, context)).toBe(expected);
  });
});

it("is one document, in the form that AWS asks of resource control policies", () => {
  expect(DOCUMENTS).toHaveLength(1);
  for (const statement of resourceControlStatements(NAMES)) {
    expect(statement).toMatchObject({ Effect: "Deny", Principal: "*" });
    expect(["s3:*", "kms:*"]).toContain(statement.Action);
  }
});
