import { stackNames } from "../../stacks/app";
import {
  configurationOf,
  EVERYTHING_CENTRAL_TEAM,
  EVERYTHING_ORGANIZATION,
  EVERYTHING_OWN_TEAM,
  MINIMAL_ORGANIZATION,
} from "../support/configurations";
import { addresses, onlyResource, resources, synthesized, type TerraformJson } from "../support/synthesized";

const SECURITY_ACCOUNT = MINIMAL_ORGANIZATION.replace(
  "  deployRole:",
  '    security: { id: "333333333333" }\n  deployRole:',
);
const checked = (base: string, keys = "notify: [security@acme.example]"): string =>
  `${base.replace(/^securityHub:.*\n(?: .*\n)*/m, "")}securityHub: { ${keys} }\n`;

const stacksOf = (text: string): Readonly<Record<string, TerraformJson>> =>
  synthesized(configurationOf(text));

/** Why each control is off in a stack, by control. */
const switchedOff = (json: TerraformJson | undefined): Readonly<Record<string, string>> =>
  Object.fromEntries(
    resources(json, "aws_securityhub_standards_control_association").map(
      ({ security_control_id: id, updated_reason: reason }) => [String(id), String(reason)],
    ),
  );

/** The keys of the states that a stack reads. */
const statesRead = (json: TerraformJson | undefined): readonly string[] =>
  Object.values(json?.data?.["terraform_remote_state"] ?? {}).map(
    ({ config }) => (config as { key: string }).key,
  );

describe("the security stack", () => {
  it("comes after the stacks that it needs and before the teams; the bus before all, what asks the logs after all", () => {
    const text = checked(EVERYTHING_ORGANIZATION);
    expect(stackNames(configurationOf(text, EVERYTHING_CENTRAL_TEAM, EVERYTHING_OWN_TEAM))).toEqual([
      "event-bus",
      "log-replica",
      "log-archive",
      "log-archive-2",
      "search",
      "management",
      "security",
      "team-data",
      "team-payments",
      "analytics",
    ]);
  });

  it("is not made where nothing asks for it", () => {
    expect(stackNames(configurationOf(SECURITY_ACCOUNT))).toEqual(["log-archive", "management"]);
  });

  it("reads the state of the management stack, so that it is deployed after it", () => {
    const { security } = stacksOf(checked(SECURITY_ACCOUNT));
    expect(statesRead(security)).toContain("orgtrail/management.tfstate");
  });

  it("publishes a contract in any case", () => {
    const { security } = stacksOf(checked(SECURITY_ACCOUNT));
    expect(security?.output).toEqual({
      topic_arns: {
        value: { "failed-controls": expect.stringMatching(/^\$\{aws_sns_topic_policy\./) as unknown },
      },
    });
  });
});

describe("Security Hub with a security account", () => {
  const stacks = stacksOf(checked(SECURITY_ACCOUNT));

  it("is enabled where orgtrail must do it: AWS enables it in the administrator's account", () => {
    const enabled = Object.keys(stacks).filter(
      (stack) => resources(stacks[stack], "aws_securityhub_account").length > 0,
    );
    expect(enabled).toEqual(["log-archive", "management"]);
  });

  it.each(["log-archive", "management", "security"])("has the same standards in %s", (stack) => {
    const arns = resources(stacks[stack], "aws_securityhub_standards_subscription").map(
      ({ standards_arn: arn }) => arn,
    );
    expect(arns.sort()).toEqual([
      "arn:aws:securityhub:us-east-1::standards/aws-foundational-security-best-practices/v/1.0.0",
      "arn:aws:securityhub:us-east-1::standards/cis-aws-foundations-benchmark/v/5.0.0",
    ]);
  });

  it("is administered by the security account once Security Hub of the management account is there", () => {
    const { management } = stacks;
    expect(onlyResource(management, "aws_securityhub_organization_admin_account")).toMatchObject({
      admin_account_id: "333333333333",
      depends_on: [expect.stringMatching(/^aws_securityhub_account\./)],
    });
    expect(management?.output?.["delegated_administrators"]?.value).toEqual({
      "security-hub": expect.stringMatching(
        /^\$\{aws_securityhub_organization_admin_account\..*\.admin_account_id\}$/,
      ) as unknown,
    });
  });

  it("looks whether the security account is the administrator before it configures the organization", () => {
    const { lifecycle } = onlyResource(stacks["security"], "aws_securityhub_organization_configuration");
    expect(JSON.stringify(lifecycle)).toContain("data.terraform_remote_state.management");
  });

  it("brings the findings of the accounts with trail and logs together", () => {
    expect(resources(stacks["security"], "aws_securityhub_member").map(({ account_id: id }) => id)).toEqual([
      "111111111111",
      "222222222222",
    ]);
  });

  it("leaves a registration alone that something else has made", () => {
    const left = stacksOf(checked(SECURITY_ACCOUNT, "registerDelegatedAdministrator: false"));
    expect(resources(left["management"], "aws_securityhub_organization_admin_account")).toEqual([]);
    expect(left["management"]?.output?.["delegated_administrators"]?.value).toEqual({});
    const { lifecycle } = onlyResource(left["security"], "aws_securityhub_organization_configuration");
    expect(lifecycle).toBeUndefined();
  });
});

describe("Security Hub without a security account", () => {
  const stacks = stacksOf(checked(MINIMAL_ORGANIZATION));

  it("is administered by the management account, in which it stands once", () => {
    expect(onlyResource(stacks["management"], "aws_securityhub_organization_admin_account")).toMatchObject({
      admin_account_id: "111111111111",
    });
    expect(resources(stacks["security"], "aws_securityhub_standards_subscription")).toEqual([]);
    expect(resources(stacks["security"], "aws_securityhub_member").map(({ account_id: id }) => id)).toEqual([
      "222222222222",
    ]);
  });

  it("brings the results of AWS Config together there, unless it is told not to", () => {
    const aggregators = (rules: string) =>
      resources(
        stacksOf(`${checked(MINIMAL_ORGANIZATION)}configRules: ${rules}\n`)["security"],
        "aws_config_configuration_aggregator",
      );
    expect(aggregators("{}")).toHaveLength(1);
    expect(aggregators("{ aggregate: false }")).toEqual([]);
  });

  it("asks for no delegation of AWS Config", () => {
    const both = stacksOf(`${checked(MINIMAL_ORGANIZATION)}configRules: {}\n`);
    expect(resources(both["management"], "aws_organizations_delegated_administrator")).toEqual([]);
  });
});

describe("the delegation of AWS Config", () => {
  const delegated = (text: string): number =>
    resources(stacksOf(text)["management"], "aws_organizations_delegated_administrator").length;

  it.each([
    ["where there are rules", "configRules: {}\n", 2],
    [
      "not where something else has registered",
      "configRules: { registerDelegatedAdministrator: false }\n",
      0,
    ],
    ["not without rules", "", 0],
  ])("is made %s", (_, rules, count) => {
    expect(delegated(`${SECURITY_ACCOUNT}${rules}`)).toBe(count);
  });
});

describe("controls that contradict the protection of the logs", () => {
  const lock = "immutability: { kind: object-lock, mode: governance, days: 30 }";
  const locked = SECURITY_ACCOUNT.replace("immutability: { kind: mfa-delete }", lock);

  it.each([
    ["MFA delete", SECURITY_ACCOUNT, ["S3.13"]],
    ["Object Lock", locked, ["S3.20"]],
  ])("are off in the account of the logs alone, by %s", (words, base, ids) => {
    const stacks = stacksOf(checked(base));
    const off = switchedOff(stacks["log-archive"]);
    expect(Object.keys(off)).toEqual(ids);
    for (const reason of Object.values(off)) expect(reason).toContain(words);
    expect(switchedOff(stacks["management"])).toEqual({});
    expect(switchedOff(stacks["security"])).toEqual({});
  });

  it("are off for the buckets of teams in that account, and not for those in accounts of their own", () => {
    const base = checked(
      SECURITY_ACCOUNT.replace(
        "  deployRole:",
        '    members: { payments: { id: "444444444444" } }\n  deployRole:',
      ),
    );
    const team = (destination: string): string =>
      `team: payments\naccount: payments\nregion: eu-west-1\ndestination: ${destination}\n${lock}\nrecord: [{ preset: lambda-invocations }]\n`;
    const off = (destination: string): readonly string[] =>
      Object.keys(switchedOff(synthesized(configurationOf(base, team(destination)))["log-archive"])).sort();
    expect(off("central")).toEqual(["S3.13", "S3.20"]);
    expect(off("own")).toEqual(["S3.13"]);
  });

  it("are off everywhere where they look at trails", () => {
    const stacks = stacksOf(checked(`${SECURITY_ACCOUNT}trail: { record: [{ preset: s3-all }] }\n`));
    for (const stack of ["management", "security"]) {
      expect(Object.keys(switchedOff(stacks[stack]))).toEqual(["S3.22", "S3.23"]);
    }
  });
});

describe("an organization without Security Hub", () => {
  it("has nothing of it", () => {
    for (const json of Object.values(synthesized(configurationOf(SECURITY_ACCOUNT)))) {
      expect(addresses(json).filter((address) => address.includes("securityhub"))).toEqual([]);
    }
  });
});
