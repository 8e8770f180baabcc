import { readFileSync } from "node:fs";
import { join } from "node:path";
import { deployRolePolicies, planRoleStatements, valuesOf } from "../../../modules/policy";
import { isAllowed } from "./mutations-tables";
import { DEPLOY_ROLE_TABLES, EVERYTHING, NAMES, OWN_ACCOUNT } from "./pipeline-deploy-requests";
import { PIPELINE_ROLE_TABLES, PLAN_ROLE_TABLE } from "./pipeline-requests";

describe.each([PLAN_ROLE_TABLE, ...DEPLOY_ROLE_TABLES, ...PIPELINE_ROLE_TABLES])("$name", (table) => {
  it.each(table.rows)("$name: $allowed", (row) => {
    expect(isAllowed(table, row)).toBe(row.allowed);
  });
});

describe("what the plan role reads", () => {
  const reads = planRoleStatements(NAMES, OWN_ACCOUNT).flatMap(({ Effect, Action }) =>
    Effect === "Allow" ? valuesOf(Action) : [],
  );

  it("changes nothing: each action describes, gets or lists", () => {
    const others = reads.filter((action) => !/^[a-z0-9-]+:(Describe|Get|List|BatchGet)/.test(action));
    expect(reads.length).toBeGreaterThan(50);
    expect(others).toEqual([]);
  });

  it("takes no value of a secret, parameter, object or function, but of the one that is orgtrail's", () => {
    const secrets =
      /^(secretsmanager|ssm|dynamodb|ec2):|GetObject$|GetFunction|GetParameter|GetSecret|Credential/;
    const found = planRoleStatements(NAMES, OWN_ACCOUNT).flatMap(({ Effect, Action, Resource }) =>
      Effect === "Allow" && valuesOf(Action).some((action) => secrets.test(action)) ? [Resource] : [],
    );
    expect(found).toEqual([`arn:aws:lambda:*:${OWN_ACCOUNT}:function:acme-orgtrail-log-validation`]);
  });
});

describe("the pipeline's own role", () => {
  it("leaves states to their own role where they have one", () => {
    const behind = PIPELINE_ROLE_TABLES.filter(({ name }) => name.endsWith("behind a role"));
    expect(behind).toHaveLength(2);
    for (const { document } of behind) {
      expect(document.Statement.map(({ Sid }) => Sid)).toEqual(["AllowAssumeAccountRoles"]);
    }
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
  const { inline, managed } = deployRolePolicies({ names: NAMES, account: OWN_ACCOUNT, ...EVERYTHING });
  const actions = [inline, ...managed]
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
