import { readFileSync } from "node:fs";
import { join } from "node:path";
import { BucketName, NamePrefix, RoleName } from "../../../modules/organization";
import {
  deployRolePolicies,
  pipelineRolePolicy,
  planRoleStatements,
  policyDocument,
  valuesOf,
  type AccountPermissions,
  type PolicyDocument,
} from "../../../modules/policy";
import { authorize, roleSession, type ContextValue } from "../../../modules/policy-evaluation";

const ACCOUNT = "222222222222";
const NAMES = {
  partition: "aws",
  name: NamePrefix.of("acme"),
  trails: ["payments-audit"],
  buckets: ["acme-audit-logs"],
} as const;
const READ_ONLY: PolicyDocument = policyDocument({
  Sid: "Read",
  Effect: "Allow",
  Action: "*",
  Resource: "*",
});

type Context = Readonly<Record<string, ContextValue>>;

function allows(
  documents: readonly PolicyDocument[],
  action: string,
  resource: string,
  context: Context = {},
): boolean {
  const principal = roleSession({ account: ACCOUNT, role: "OrgTrailPlan" });
  const key = resource.includes(":key/")
    ? {
        resource: policyDocument({
          Sid: "Allow",
          Effect: "Allow",
          Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` },
          Action: "kms:*",
          Resource: "*",
        }),
      }
    : {};
  return (
    authorize(
      { principal, action, resource, resourceAccount: ACCOUNT, context },
      { identity: documents, ...key },
    ).verdict === "allowed"
  );
}

const arn = (service: string, resource: string): string =>
  `arn:aws:${service}:us-east-1:${ACCOUNT}:${resource}`;
const KEY = arn("kms", "key/1234");
const LOG = "arn:aws:s3:::acme-cloudtrail-222222222222-organization/AWSLogs/x.json.gz";
const BUCKET = "arn:aws:s3:::acme-cloudtrail-222222222222-organization";
const GROUP = arn("logs", "log-group:/orgtrail/acme/organization:*");
const OURS: Context = { "aws:ResourceTag/ManagedBy": "orgtrail" };

/** All policies of a deploy role. */
function documentsOf(permissions: AccountPermissions): readonly PolicyDocument[] {
  const { inline, managed } = deployRolePolicies(permissions);
  return [inline, ...managed];
}

type Row = readonly [action: string, resource: string, context?: Context];

/** Rows that all have a context: jest takes an absent third value for a callback. */
function withContext(rows: readonly Row[]): [string, string, Context][] {
  return rows.map(([action, resource, context = {}]) => [action, resource, context]);
}

/** What reads the log itself, or messages of it. */
const READS_LOGS: readonly [string, string][] = [
  ["s3:GetObject", LOG],
  ["s3:GetObjectVersion", LOG],
  ["kms:Decrypt", KEY],
  ["kms:ReEncryptFrom", KEY],
  ["kms:CreateGrant", KEY],
  ["logs:GetLogEvents", GROUP],
  ["logs:FilterLogEvents", GROUP],
  ["logs:StartQuery", GROUP],
  ["logs:Unmask", GROUP],
  ["cloudtrail:LookupEvents", "*"],
  ["sqs:ReceiveMessage", arn("sqs", "acme-orgtrail-undelivered")],
];

describe("the plan role", () => {
  const plan = [policyDocument(...planRoleStatements())];
  const reads = planRoleStatements().flatMap(({ Effect, Action }) =>
    Effect === "Allow" ? valuesOf(Action) : [],
  );

  it.each<[string, string]>([
    ["s3:GetBucketPolicy", BUCKET],
    ["s3:ListBucket", BUCKET],
    ["kms:GetKeyPolicy", KEY],
    ["cloudtrail:GetEventSelectors", arn("cloudtrail", "trail/acme-organization-trail")],
    ["logs:DescribeMetricFilters", GROUP],
    ["iam:GetRolePolicy", `arn:aws:iam::${ACCOUNT}:role/acme-organization-trail-logs`],
    ["organizations:DescribePolicy", "*"],
    ["securityhub:GetEnabledStandards", "*"],
  ])("reads settings: %s", (action, resource) => {
    expect(allows(plan, action, resource)).toBe(true);
  });

  it.each(READS_LOGS)("reads no log, whatever else is attached: %s", (action, resource) => {
    expect(allows([...plan, READ_ONLY], action, resource)).toBe(false);
  });

  it("changes nothing: each action describes, gets or lists", () => {
    const others = reads.filter((action) => !/^[a-z0-9-]+:(Describe|Get|List|BatchGet)/.test(action));
    expect(reads.length).toBeGreaterThan(50);
    expect(others).toEqual([]);
  });

  it("takes no value of a secret, parameter, object or function", () => {
    const secrets =
      /^(secretsmanager|ssm|dynamodb|ec2):|GetObject$|GetFunction|GetParameter|GetSecret|Credential/;
    expect(reads.filter((action) => secrets.test(action))).toEqual([]);
  });
});

describe("the deploy role", () => {
  const PIPELINE = [
    `arn:aws:iam::${ACCOUNT}:role/OrgTrailDeploy`,
    `arn:aws:iam::${ACCOUNT}:role/OrgTrailPlan`,
  ];
  const deploy = documentsOf({ names: NAMES, pipelineRoles: PIPELINE });
  const management = documentsOf({ names: NAMES, management: true });
  const role = (name: string): string => `arn:aws:iam::${ACCOUNT}:role/${name}`;

  it.each(
    withContext([
      ["cloudtrail:CreateTrail", arn("cloudtrail", "trail/acme-organization-trail")],
      ["cloudtrail:PutEventSelectors", arn("cloudtrail", "trail/payments-audit")],
      ["s3:CreateBucket", BUCKET],
      ["s3:PutBucketPolicy", "arn:aws:s3:::acme-audit-logs"],
      ["kms:CreateKey", "*", { "aws:RequestTag/ManagedBy": "orgtrail" }],
      ["kms:PutKeyPolicy", KEY, OURS],
      ["kms:CreateAlias", KEY, OURS],
      ["kms:CreateAlias", arn("kms", "alias/acme-cloudtrail-organization")],
      ["logs:CreateLogGroup", arn("logs", "log-group:/orgtrail/acme/organization")],
      ["cloudwatch:PutMetricAlarm", arn("cloudwatch", "alarm:acme-orgtrail-root-use")],
      ["cloudwatch:PutDashboard", `arn:aws:cloudwatch::${ACCOUNT}:dashboard/acme-orgtrail`],
      ["events:PutRule", arn("events", "rule/acme-orgtrail-root-use")],
      ["sns:CreateTopic", arn("sns", "acme-orgtrail-critical")],
      ["sns:CreateTopic", arn("sns", "acme-organization-trail-delivery")],
      ["sqs:CreateQueue", arn("sqs", "acme-orgtrail-undelivered")],
      ["iam:CreateRole", role("acme-organization-trail-logs")],
      [
        "iam:PassRole",
        role("acme-organization-trail-logs"),
        { "iam:PassedToService": "cloudtrail.amazonaws.com" },
      ],
      ["config:PutConfigRule", arn("config", "config-rule/x")],
      ["securityhub:EnableSecurityHub", "*"],
    ]),
  )("makes what orgtrail makes: %s on %s", (action, resource, context) => {
    expect(allows(deploy, action, resource, context)).toBe(true);
  });

  it.each(
    withContext([
      ["cloudtrail:DeleteTrail", arn("cloudtrail", "trail/debugging")],
      ["s3:PutBucketPolicy", "arn:aws:s3:::acme-ledger"],
      ["s3:PutObject", LOG],
      ["kms:CreateKey", "*"],
      ["kms:PutKeyPolicy", KEY],
      ["kms:ScheduleKeyDeletion", KEY, { "aws:ResourceTag/ManagedBy": "payments" }],
      [
        "kms:TagResource",
        KEY,
        { "aws:RequestTag/ManagedBy": "orgtrail", "kms:ResourceAliases": ["alias/ledger"] },
      ],
      ["kms:UpdateAlias", arn("kms", "alias/ledger")],
      ["logs:DeleteLogGroup", arn("logs", "log-group:/aws/lambda/pay")],
      ["cloudwatch:DeleteAlarms", arn("cloudwatch", "alarm:cpu")],
      ["sns:DeleteTopic", arn("sns", "orders")],
      ["iam:CreateRole", role("Administrator")],
      ["iam:CreateUser", `arn:aws:iam::${ACCOUNT}:user/mallory`],
      ["iam:PassRole", role("acme-organization-trail-logs"), { "iam:PassedToService": "ec2.amazonaws.com" }],
      ["sts:AssumeRole", role("Administrator")],
      ["organizations:DetachPolicy", "*"],
      ["lambda:AddPermission", arn("lambda", "function:pay"), { "lambda:Principal": "*" }],
    ]),
  )("changes nothing else: %s on %s", (action, resource, context) => {
    expect(allows(deploy, action, resource, context)).toBe(false);
  });

  it.each<[string, string]>([
    ...READS_LOGS,
    ["s3:DeleteObject", LOG],
    ["s3:DeleteObjectVersion", LOG],
    ["s3:BypassGovernanceRetention", LOG],
    ["iam:PutRolePolicy", role("OrgTrailDeploy")],
    ["iam:UpdateAssumeRolePolicy", role("OrgTrailPlan")],
    ["iam:AttachRolePolicy", role("acme-pipeline-deploy")],
  ])("does not, whatever else is attached: %s on %s", (action, resource) => {
    expect(allows([...deploy, READ_ONLY], action, resource)).toBe(false);
  });

  it("manages guardrails in the management account", () => {
    expect(allows(management, "organizations:AttachPolicy", "*")).toBe(true);
    expect(allows(management, "cloudtrail:RegisterOrganizationDelegatedAdmin", "*")).toBe(true);
    expect(allows(management, "organizations:CloseAccount", "*")).toBe(false);
  });
});

describe("the pipeline's own role", () => {
  const state = { bucket: BucketName.of("acme-state"), keyPrefix: "orgtrail", kmsKeyArn: KEY };
  const document = (purpose: "plan" | "deploy", more: object = {}): readonly PolicyDocument[] => [
    pipelineRolePolicy("aws", purpose, RoleName.of(purpose === "plan" ? "OrgTrailPlan" : "OrgTrailDeploy"), {
      ...state,
      ...more,
    }),
  ];
  const STATE = "arn:aws:s3:::acme-state/orgtrail/management.tfstate";

  it.each<[string, string, boolean, boolean]>([
    ["s3:ListBucket", "arn:aws:s3:::acme-state", true, true],
    ["s3:GetObject", STATE, true, true],
    ["s3:PutObject", STATE, false, true],
    ["s3:DeleteObject", STATE, false, false],
    ["s3:GetObject", `${STATE}.tflock`, false, true],
    ["s3:PutObject", `${STATE}.tflock`, false, true],
    ["s3:DeleteObject", `${STATE}.tflock`, false, true],
    ["s3:GetObject", "arn:aws:s3:::acme-state/network/x.tfstate", false, false],
    ["s3:GetObject", LOG, false, false],
    ["kms:Decrypt", KEY, true, true],
    ["kms:GenerateDataKey", KEY, false, true],
    ["kms:PutKeyPolicy", KEY, false, false],
  ])("%s on %s", (action, resource, plan, deploy) => {
    expect({
      plan: allows(document("plan"), action, resource),
      deploy: allows(document("deploy"), action, resource),
    }).toEqual({ plan, deploy });
  });

  it.each<[string, boolean, boolean]>([
    ["arn:aws:iam::444444444444:role/OrgTrailPlan", true, false],
    ["arn:aws:iam::444444444444:role/OrgTrailDeploy", false, true],
    ["arn:aws:iam::444444444444:role/Administrator", false, false],
  ])("takes %s", (resource, plan, deploy) => {
    const takes = (purpose: "plan" | "deploy"): boolean => {
      const principal = roleSession({ account: ACCOUNT, role: `acme-pipeline-${purpose}` });
      return (
        authorize(
          { principal, action: "sts:AssumeRole", resource },
          {
            identity: document(purpose),
            resource: policyDocument({
              Sid: "Allow",
              Effect: "Allow",
              Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` },
              Action: "sts:AssumeRole",
            }),
          },
        ).verdict === "allowed"
      );
    };
    expect({ plan: takes("plan"), deploy: takes("deploy") }).toEqual({ plan, deploy });
  });

  it("leaves states to their own role where they have one", () => {
    const roleArn = "arn:aws:iam::999999999999:role/State";
    const [policy] = document("deploy", { roleArn });
    expect(policy?.Statement.map(({ Sid }) => Sid)).toEqual(["AllowAssumeAccountRoles"]);
    expect(valuesOf(policy?.Statement[0]?.Resource)).toContain(roleArn);
  });
});

describe("each action of the roles", () => {
  const listed = JSON.parse(readFileSync(join(__dirname, "aws-actions.json"), "utf8")) as Record<
    string,
    readonly string[]
  >;
  const clients: Readonly<Record<string, () => Promise<object>>> = {
    cloudtrail: () => import("@aws-sdk/client-cloudtrail"),
    cloudwatch: () => import("@aws-sdk/client-cloudwatch"),
    config: () => import("@aws-sdk/client-config-service"),
    events: () => import("@aws-sdk/client-eventbridge"),
    iam: () => import("@aws-sdk/client-iam"),
    lambda: () => import("@aws-sdk/client-lambda"),
    logs: () => import("@aws-sdk/client-cloudwatch-logs"),
    organizations: () => import("@aws-sdk/client-organizations"),
    securityhub: () => import("@aws-sdk/client-securityhub"),
    sqs: () => import("@aws-sdk/client-sqs"),
  };
  /** Actions that AWS authorizes and that are no call of their own. */
  const noCalls = ["iam:PassRole", "logs:Unmask"];
  const actions = documentsOf({ names: NAMES, management: true })
    .flatMap(({ Statement }) => Statement)
    .flatMap(({ Action }) => valuesOf(Action));

  it.each(["kms", "s3", "sns", ...Object.keys(clients)])("of %s is one of AWS's", async (service) => {
    const names = actions
      .filter((action) => action.startsWith(`${service}:`) && !noCalls.includes(action))
      .map((action) => action.slice(service.length + 1));
    const client = await clients[service]?.();
    expect(names.length).toBeGreaterThan(0);
    expect(
      names.filter((name) =>
        client === undefined ? !listed[service]?.includes(name.toLowerCase()) : !(`${name}Command` in client),
      ),
    ).toEqual([]);
  });
});
