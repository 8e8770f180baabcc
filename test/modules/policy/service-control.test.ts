import { readFileSync } from "node:fs";
import { join } from "node:path";
import {
  POLICY_LIMITS,
  renderPolicy,
  serviceControlPolicies,
  serviceControlStatements,
  valuesOf,
  type PolicyDocument,
} from "../../../modules/policy";
import {
  accountRoot,
  authorize,
  FULL_AWS_ACCESS,
  iamUser,
  roleSession,
  servicePrincipal,
  type AccessRequest,
  type AccountPrincipal,
  type Policies,
  type Verdict,
} from "../../../modules/policy-evaluation";
import { configurationOf, organizationWithMembers } from "../../support/configurations";
import { ARCHIVE, MEMBER, PROTECTED, SECURITY, type ProtectedRow } from "./guardrail-requests";

const ORGANIZATION = "o-a1b2c3d4e5";

/** An organization with a name of each kind that does not begin as orgtrail's do. */
const CONFIGURATION = configurationOf(
  `${organizationWithMembers("payments")
    .replace('"300000000000"', `"${MEMBER}"`)
    .replace("  deployRole:", "  planRole: OrgTrailPlan\n  deployRole:")
    .replace("    members:", `    security: { id: "${SECURITY}" }\n    members:`)}
monitoring: { notify: [{ to: a@acme.example }], rules: { forwardToSecurity: true } }
guardrails: { targets: [r-ab12], breakGlass: ["arn:aws:iam::*:role/BreakGlass"] }
`,
  `
team: payments
account: payments
region: us-east-1
trailName: payments-audit
bucketName: payments-audit-logs
record: [{ preset: lambda-invocations }]
logGroup: { name: /acme/payments-audit }
`,
);

const NAMES = CONFIGURATION.guardrails?.names;
if (NAMES === undefined) throw new Error("the configuration has no guardrails");
const DOCUMENTS = serviceControlPolicies(NAMES);
const STATEMENTS = serviceControlStatements(NAMES);

/** The policies under which a member works that may do anything but for the guardrails. */
const POLICIES: Policies = {
  identity: [FULL_AWS_ACCESS],
  serviceControl: [[FULL_AWS_ACCESS, ...DOCUMENTS], [FULL_AWS_ACCESS]],
};

/** Actions that AWS authorizes and that are no call of their own. */
const NO_CALLS = ["iam:PassRole"];

/** What keys, and the policies of the organization, need besides an identity policy: a word of their own. */
const RESOURCE_POLICY: PolicyDocument = {
  Version: "2012-10-17",
  Statement: [{ Sid: "AllowAll", Effect: "Allow", Principal: "*", Action: "*", Resource: "*" }],
};

const role = (account: string, name: string): AccountPrincipal =>
  roleSession({ account, role: name, organization: ORGANIZATION });

const BOUND: Readonly<Record<string, (account: string) => AccountPrincipal>> = {
  "an administrator": (account) => role(account, "Administrator"),
  "the root user": (account) => accountRoot({ account, organization: ORGANIZATION }),
  "an SSO administrator": (account) =>
    role(
      account,
      "aws-reserved/sso.amazonaws.com/eu-west-1/AWSReservedSSO_AdministratorAccess_1234567890abcdef",
    ),
  "a user": (account) => iamUser({ account, user: "BreakGlass", organization: ORGANIZATION }),
  "a role of the deploy role's name under a path": (account) => role(account, "mine/OrgTrailDeploy"),
  "a session of that name": (account) =>
    roleSession({ account, role: "Developer", session: "OrgTrailDeploy", organization: ORGANIZATION }),
};

const FREE: Readonly<Record<string, (account: string) => AccountPrincipal>> = {
  "the deploy role": (account) => role(account, "OrgTrailDeploy"),
  "break glass": (account) => role(account, "BreakGlass"),
  "a service-linked role": (account) =>
    role(account, "aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig"),
};

function verdict(request: Omit<AccessRequest, "resourceAccount">, account: string): Verdict {
  const needed = /:key\/|:organizations:|:s3:/.test(request.resource) ? { resource: RESOURCE_POLICY } : {};
  const resourceAccount = ownerOf(request.resource, account);
  return authorize({ ...request, resourceAccount }, { ...POLICIES, ...needed }).verdict;
}

/** The account in the ARN, or that of who asks, where there is none. */
function ownerOf(resource: string, account: string): string {
  return /^arn:[^:]*:[^:]*:[^:]*:(\d{12}):/.exec(resource)?.[1] ?? account;
}

describe.each(PROTECTED)("$sid", (row: ProtectedRow) => {
  const { sid, actions, resources, context = {}, account = MEMBER, own } = row;
  const requests = actions.flatMap((action) =>
    resources.map((resource): [string, string] => [action, resource]),
  );

  it("denies these actions, and no others", () => {
    const statement = STATEMENTS.find((one) => one.Sid === sid);
    expect([...valuesOf(statement?.Action)].sort()).toEqual([...actions].sort());
  });

  it.each(requests)("keeps everybody else from %s on %s", (action, resource) => {
    for (const [who, principal] of Object.entries(BOUND)) {
      const request = { principal: principal(account), action, resource, context };
      expect({ who, verdict: verdict(request, account) }).toEqual({ who, verdict: "explicitly denied" });
    }
  });

  it.each(requests)("lets those through whom it must: %s on %s", (action, resource) => {
    for (const [who, principal] of Object.entries(FREE)) {
      const request = { principal: principal(account), action, resource, context };
      expect({ who, verdict: verdict(request, account) }).toEqual({ who, verdict: "allowed" });
    }
    const management = { principal: role(account, "Administrator"), principalInManagementAccount: true };
    expect(verdict({ ...management, action, resource, context }, account)).toBe("allowed");
  });

  if (own === undefined) return;
  it.each(actions)("leaves a member's own alone: %s", (action) => {
    const from = own.account ?? MEMBER;
    const principal = role(from, "Administrator");
    const request = { principal, action, resource: own.resource, context: own.context ?? {} };
    expect(verdict(request, from)).toBe("allowed");
  });
});

it("has a table for every statement", () => {
  expect(STATEMENTS.map(({ Sid }) => Sid)).toEqual(PROTECTED.map(({ sid }) => sid));
});

describe("what goes on under guardrails", () => {
  const logRole = role(MEMBER, "acme-team-payments-logs");
  const forwarder = role(MEMBER, "acme-orgtrail-forward-us-east-1");
  const reader = role(ARCHIVE, "SecurityAudit");
  it.each<[string, AccountPrincipal, string, string]>([
    [
      "CloudTrail writes with the log role",
      logRole,
      "logs:PutLogEvents",
      "logs/log-group:/orgtrail/acme/team-x",
    ],
    ["and makes streams", logRole, "logs:CreateLogStream", "logs/log-group:/orgtrail/acme/team-x"],
    ["EventBridge forwards with its role", forwarder, "events:PutEvents", "events/event-bus/acme-orgtrail"],
    ["a reader decrypts", reader, "kms:Decrypt", "kms/key/1234"],
    [
      "somebody on call reads what was undelivered",
      reader,
      "sqs:ReceiveMessage",
      "sqs/acme-orgtrail-undelivered",
    ],
    ["and confirms a subscription", reader, "sns:ConfirmSubscription", "sns/acme-orgtrail-critical"],
    [
      "anybody looks at a trail",
      reader,
      "cloudtrail:GetTrailStatus",
      "cloudtrail/trail/acme-organization-trail",
    ],
    [
      "a team evaluates its rules",
      reader,
      "config:StartConfigRulesEvaluation",
      "config/config-rule/config-rule-1",
    ],
    ["a team works on findings", reader, "securityhub:BatchUpdateFindings", "securityhub/hub/default"],
  ])("%s", (_, principal, action, place) => {
    const [service = "", ...rest] = place.split("/");
    const resource = `arn:aws:${service}:us-east-1:${principal.account}:${rest.join("/")}`;
    const context = { "kms:ResourceAliases": ["alias/acme-cloudtrail-organization"] };
    expect(verdict({ principal, action, resource, context }, principal.account)).toBe("allowed");
  });

  it("Config delivers with the recorder's role, which deletes nothing", () => {
    const resource = "arn:aws:s3:::acme-cloudtrail-222222222222-config/AWSLogs/x.json.gz";
    const principal = role(MEMBER, "acme-orgtrail-config-recorder");
    expect(verdict({ principal, action: "s3:PutObject", resource }, ARCHIVE)).toBe("allowed");
    expect(verdict({ principal, action: "s3:DeleteObject", resource }, ARCHIVE)).toBe("explicitly denied");
  });

  it("reads log files", () => {
    const resource = "arn:aws:s3:::acme-cloudtrail-222222222222-organization/AWSLogs/x.json.gz";
    expect(verdict({ principal: reader, action: "s3:GetObject", resource }, ARCHIVE)).toBe("allowed");
  });

  it("CloudTrail delivers in its own name", () => {
    const request: AccessRequest = {
      principal: servicePrincipal("cloudtrail.amazonaws.com"),
      action: "s3:PutObject",
      resource: "arn:aws:s3:::acme-cloudtrail-222222222222-organization/AWSLogs/x.json.gz",
      resourceAccount: ARCHIVE,
    };
    expect(authorize(request, { ...POLICIES, resource: RESOURCE_POLICY }).verdict).toBe("allowed");
  });
});

describe("the documents", () => {
  it("are of all statements in order, as few as AWS's size allows", () => {
    expect(DOCUMENTS.flatMap(({ Statement }) => Statement)).toEqual(STATEMENTS);
    const sizes = DOCUMENTS.map((document) => renderPolicy(document).length);
    expect(sizes.filter((size) => size > POLICY_LIMITS.serviceControlPolicy.maximum)).toEqual([]);
    expect(DOCUMENTS.length).toBe(3);
  });

  it("are the same whatever the order in which roles and names are given", () => {
    const reversed = {
      ...NAMES,
      exempt: [...NAMES.exempt].reverse(),
      trails: [...(NAMES.trails ?? [])].reverse(),
      buckets: [...(NAMES.buckets ?? [])].reverse(),
    };
    expect(serviceControlPolicies(reversed)).toEqual(DOCUMENTS);
  });

  it("know no Config rule and no policy without a tag, and no bus where none is", () => {
    const { partition, organization, name, exempt, logArchive } = NAMES;
    const least = { partition, organization, name, exempt, logArchive };
    const sids = serviceControlStatements(least).map(({ Sid }) => Sid);
    const missing = STATEMENTS.map(({ Sid }) => Sid).filter((sid) => !sids.includes(sid));
    expect(missing).toEqual(["DenyOpenEventBus", "DenyChangeConfigRules", "DenyChangeGuardrails"]);
  });
});

describe("each action", () => {
  const listed = JSON.parse(readFileSync(join(__dirname, "aws-actions.json"), "utf8")) as Record<
    string,
    string[]
  >;
  const clients: Readonly<Record<string, () => Promise<object>>> = {
    cloudtrail: () => import("@aws-sdk/client-cloudtrail"),
    cloudwatch: () => import("@aws-sdk/client-cloudwatch"),
    config: () => import("@aws-sdk/client-config-service"),
    events: () => import("@aws-sdk/client-eventbridge"),
    iam: () => import("@aws-sdk/client-iam"),
    logs: () => import("@aws-sdk/client-cloudwatch-logs"),
    organizations: () => import("@aws-sdk/client-organizations"),
    securityhub: () => import("@aws-sdk/client-securityhub"),
    sqs: () => import("@aws-sdk/client-sqs"),
  };

  it.each(["kms", "s3", "sns", ...Object.keys(clients)])("of %s is one of AWS's", async (service) => {
    const actions = PROTECTED.flatMap((row) => row.actions).filter(
      (action) => action.startsWith(`${service}:`) && !NO_CALLS.includes(action),
    );
    const client = await clients[service]?.();
    const unknown = actions
      .map((action) => action.slice(service.length + 1))
      .filter((name) =>
        client === undefined ? !listed[service]?.includes(name.toLowerCase()) : !(`${name}Command` in client),
      );
    expect(actions.length).toBeGreaterThan(0);
    expect(unknown).toEqual([]);
  });
});
