import { join } from "node:path";
import {
  FEATURES,
  POLICY_LIMITS,
  renderPolicy,
  serviceControlPolicies,
  serviceControlStatements,
  valuesOf,
  type GuardrailNames,
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
  type RequestVerdict,
} from "../../../modules/policy-evaluation";
import { loadConfiguration } from "../../../stacks/config";
import { configurationOf, organizationWithMembers } from "../../support/configurations";
import { ROOT } from "../../support/run";
import {
  ARCHIVE,
  ARCHIVE_FEATURES,
  MEMBER,
  PROTECTED,
  SECURITY,
  type ProtectedRow,
} from "./guardrail-requests";
import { longestNames } from "./longest-names";
import { actionsOf, asksAbout, askedFor } from "./service-authorization";

const ORGANIZATION = "o-a1b2c3d4e5";

/** An organization with a name of each kind that does not begin as orgtrail's do, and with all that it may do without. */
const CONFIGURATION = configurationOf(
  `${organizationWithMembers("payments", "copies")
    .replace('"300000000000"', `"${MEMBER}"`)
    .replace("  deployRole:", "  planRole: OrgTrailPlan\n  deployRole:")
    .replace("archive:\n", `archive:\n${ARCHIVE_FEATURES}`)
    .replace("    members:", `    security: { id: "${SECURITY}" }\n    members:`)}
monitoring: { notify: [{ to: a@acme.example }], rules: { forwardToSecurity: true } }
analytics:
  athena: { readers: ["arn:aws:iam::${SECURITY}:role/SecurityAudit"] }
  openSearch:
    newDomain:
      vpcId: vpc-0a1b2c3d
      subnetIds: [subnet-0a1b2c3d]
      reachedFrom: { cidrs: [10.0.0.0/16] }
      masterRole: "arn:aws:iam::${SECURITY}:role/SearchMaster"
guardrails:
  targets: [r-ab12]
  breakGlass:
    - arn:aws:iam::*:role/BreakGlass
    - arn:aws:iam::*:role/aws-reserved/sso.amazonaws.com*/AWSReservedSSO_BreakGlass_*
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

const OWN_NAMES = CONFIGURATION.guardrails?.names;
if (OWN_NAMES === undefined) throw new Error("the configuration has no guardrails");
/** An organization has one OpenSearch: these policies protect each that it can have. */
const NAMES: GuardrailNames = { ...OWN_NAMES, features: FEATURES };
const DOCUMENTS = serviceControlPolicies(NAMES);
const STATEMENTS = serviceControlStatements(NAMES);

/** The names of config/, with which whoever begins with orgtrail begins. */
function referenceNames(): GuardrailNames {
  const { guardrails } = loadConfiguration(join(ROOT, "config"));
  if (guardrails === undefined) throw new Error("the reference configuration has no guardrails");
  return guardrails.names;
}

/** The policies under which a member works that may do anything but for the guardrails. */
const POLICIES: Policies = {
  identity: [FULL_AWS_ACCESS],
  serviceControl: [[FULL_AWS_ACCESS, ...DOCUMENTS], [FULL_AWS_ACCESS]],
};

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
  "an SSO administrator of us-east-1, whose role's path has no Region": (account) =>
    role(account, "aws-reserved/sso.amazonaws.com/AWSReservedSSO_AdministratorAccess_1234567890abcdef"),
  "a role of the SSO role's name under a path of its own": (account) =>
    role(account, "mine/AWSReservedSSO_BreakGlass_1234567890abcdef"),
  "a user": (account) => iamUser({ account, user: "BreakGlass", organization: ORGANIZATION }),
  "a role of the deploy role's name under a path": (account) => role(account, "mine/OrgTrailDeploy"),
  "a session of that name": (account) =>
    roleSession({ account, role: "Developer", session: "OrgTrailDeploy", organization: ORGANIZATION }),
};

const FREE: Readonly<Record<string, (account: string) => AccountPrincipal>> = {
  "the deploy role": (account) => role(account, "OrgTrailDeploy"),
  "break glass": (account) => role(account, "BreakGlass"),
  "break glass by SSO": (account) =>
    role(account, "aws-reserved/sso.amazonaws.com/eu-west-1/AWSReservedSSO_BreakGlass_1234567890abcdef"),
  "break glass by SSO of us-east-1": (account) =>
    role(account, "aws-reserved/sso.amazonaws.com/AWSReservedSSO_BreakGlass_1234567890abcdef"),
  "a service-linked role": (account) =>
    role(account, "aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig"),
};

function verdict(request: Omit<AccessRequest, "resourceAccount">, account: string): RequestVerdict {
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

  it("denies these actions, and no others", async () => {
    const statement = STATEMENTS.find((one) => one.Sid === sid);
    const denied = await Promise.all(valuesOf(statement?.Action).map(actionsOf));
    expect(denied.flat().sort()).toEqual([...actions].sort());
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

it("has a table for every statement, those of what an organization may do without among them", () => {
  expect(NAMES.features).toEqual(FEATURES);
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

  it("reads log files", () => {
    const resource = "arn:aws:s3:::acme-cloudtrail-222222222222-organization/AWSLogs/x.json.gz";
    expect(verdict({ principal: reader, action: "s3:GetObject", resource }, ARCHIVE)).toBe("allowed");
  });

  it.each<[string, string, RequestVerdict]>([
    ["replication", "s3:ReplicateObject", "allowed"],
    ["replication", "s3:ReplicateDelete", "explicitly denied"],
    ["log-validation", "s3:ReplicateObject", "explicitly denied"],
  ])("the role %s asks for %s in the second copy", (name, action, expected) => {
    const resource = "arn:aws:s3:::acme-cloudtrail-444444444444-replica/AWSLogs/x.json.gz";
    const principal = role(ARCHIVE, `acme-orgtrail-${name}`);
    expect(verdict({ principal, action, resource }, ARCHIVE)).toBe(expected);
  });

  it.each([
    ["CloudTrail", "cloudtrail.amazonaws.com", "organization"],
    ["AWS Config", "config.amazonaws.com", "config"],
  ])("%s delivers in its own name", (_, service, bucket) => {
    const request: AccessRequest = {
      principal: servicePrincipal(service),
      action: "s3:PutObject",
      resource: `arn:aws:s3:::acme-cloudtrail-222222222222-${bucket}/AWSLogs/x.json.gz`,
      resourceAccount: ARCHIVE,
    };
    expect(authorize(request, { ...POLICIES, resource: RESOURCE_POLICY }).verdict).toBe("allowed");
  });
});

describe("root of an account in which it enables MFA delete", () => {
  const asks = (action: string, resource: string, account = ARCHIVE): RequestVerdict =>
    verdict({ principal: accountRoot({ account, organization: ORGANIZATION }), action, resource }, account);
  const buckets = ["organization", "team-payments", "one-more"].map(
    (name) => `arn:aws:s3:::acme-cloudtrail-222222222222-${name}`,
  );

  it.each(buckets)("may change the versions of %s, and any later one", (bucket) => {
    expect(asks("s3:PutBucketVersioning", bucket)).toBe("allowed");
  });

  it("may do nothing else that is denied", () => {
    const denied = PROTECTED.filter(({ account }) => account === ARCHIVE).flatMap(
      ({ actions, resources, context }) =>
        actions.flatMap((action) => resources.map((resource) => ({ action, resource, context }))),
    );
    expect(denied.length).toBeGreaterThan(50);
    const allowed = denied.filter(
      ({ action, resource, context }) =>
        verdict(
          {
            principal: accountRoot({ account: ARCHIVE, organization: ORGANIZATION }),
            action,
            resource,
            ...(context && { context }),
          },
          ARCHIVE,
        ) === "allowed",
    );
    expect(allowed).toEqual([]);
  });

  it("may not where it is another account's", () => {
    expect(asks("s3:PutBucketVersioning", buckets[0] ?? "", MEMBER)).toBe("explicitly denied");
  });
});

describe("the documents", () => {
  it("are of all statements in order, as few as AWS's size allows", () => {
    expect(DOCUMENTS.flatMap(({ Statement }) => Statement)).toEqual(STATEMENTS);
    const sizes = DOCUMENTS.map((document) => renderPolicy(document).length);
    expect(sizes.filter((size) => size > POLICY_LIMITS.serviceControlPolicy.maximum)).toEqual([]);
    expect(DOCUMENTS.length).toBe(4);
  });

  it.each<[string, GuardrailNames]>([
    ["the reference organization", referenceNames()],
    ["the longest names that there are", longestNames()],
  ])("of %s fit AWS's size, and leave room for AWS's own among the five of a target", (_, names) => {
    const sizes = serviceControlPolicies(names).map((document) => renderPolicy(document).length);
    expect(sizes.filter((size) => size > POLICY_LIMITS.serviceControlPolicy.maximum)).toEqual([]);
    expect(sizes.length).toBeLessThan(5);
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
    expect(missing).toEqual([
      "DenyChangeVersioning",
      "DenyChangeSecurityAccount",
      "DenyChangeConfigRules",
      "DenyChangeGuardrails",
      "DenyChangeFunctions",
      "DenyChangeAthena",
      "DenyChangeConsumerTopics",
    ]);
    const buckets = serviceControlStatements(least).find(({ Sid }) => Sid === "DenyChangeLogBuckets");
    expect(buckets?.Action).toContain("s3:PutBucketVersioning");
  });
});

describe("each statement bites: by AWS's service authorization reference", () => {
  /** What AWS knows of every request. */
  const GLOBAL = ["aws:PrincipalAccount", "aws:PrincipalArn"];

  it.each(PROTECTED)(
    "$sid names actions and resources that AWS asks about, by keys that it knows",
    async (row) => {
      const statement = STATEMENTS.find(({ Sid }) => Sid === row.sid);
      const keys = Object.values(statement?.Condition ?? {})
        .flatMap((values) => Object.keys(values))
        .map((key) => key.replace(/^(aws:ResourceTag\/).*/, "$1"))
        .filter((key) => !GLOBAL.includes(key));
      const found = await Promise.all(
        row.actions.map(async (action) => {
          const asked = (await askedFor(action)) ?? [];
          const about = asked.filter((each) => row.resources.some((resource) => asksAbout(each, resource)));
          const known = about.filter(({ conditionKeys }) => keys.every((key) => conditionKeys.includes(key)));
          return {
            action,
            known: asked.length > 0,
            aboutOurs: about.length > 0,
            byOurKeys: known.length > 0,
          };
        }),
      );
      expect(found).toEqual(
        row.actions.map((action) => ({ action, known: true, aboutOurs: true, byOurKeys: true })),
      );
    },
  );

  it.each(PROTECTED)("$sid has a request for each resource", async ({ actions, resources }) => {
    const asked = (await Promise.all(actions.map(askedFor))).flatMap((each) => each ?? []);
    expect(resources.filter((resource) => !asked.some((each) => asksAbout(each, resource)))).toEqual([]);
  });

  it.each<[string, string, boolean]>([
    ["config:PutConfigRule", "arn:aws:config:us-east-1:444444444444:config-rule/config-rule-1", true],
    ["config:PutRemediationConfigurations", "arn:aws:config:us-east-1:444444444444:config-rule/x", false],
    ["config:PutRemediationExceptions", "*", true],
    ["config:PutRemediationExceptions", "arn:aws:config:us-east-1:444444444444:config-rule/x", false],
    ["s3:PutBucketPolicy", "arn:aws:s3:::logs", true],
    ["s3:PutObject", "arn:aws:s3:::logs", false],
  ])("of %s on %s the reference tells: %s", async (action, resource, expected) => {
    const asked = (await askedFor(action)) ?? [];
    expect(asked.some((each) => asksAbout(each, resource))).toBe(expected);
  });

  it("knows no action that AWS does not", async () => {
    expect(await askedFor("config:PutNothing")).toBeUndefined();
    expect(await askedFor("nothing:PutConfigRule")).toBeUndefined();
  });
});
