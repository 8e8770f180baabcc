import { configurationOf, MINIMAL_ORGANIZATION } from "../../support/configurations";
import { edited, faults, MEMBERS, TEAM } from "./faults-of";

const GUARDED = (keys: string, base = MINIMAL_ORGANIZATION): string => `${base}guardrails: { ${keys} }\n`;
const TARGETS = "targets: [ou-ab12-34cd56ef]";
const WITHOUT_ROLE = edited("  deployRole: OrgTrailDeploy\n", "");
const ADMINISTRATORS = '  administrators: ["arn:aws:iam::222222222222:role/Admin"]\n';

describe("guardrails without fault", () => {
  it.each<[string, string]>([
    ["on a unit", GUARDED(TARGETS)],
    ["on the root and a unit", GUARDED("targets: [r-ab12, ou-ab12-34cd56ef]")],
    [
      "with one role that breaks the glass",
      GUARDED(`${TARGETS}, breakGlass: ["arn:aws:iam::333333333333:role/Admin"]`),
    ],
    ["with roles by pattern", GUARDED(`${TARGETS}, breakGlass: ["arn:aws:iam::*:role/ops/Break*"]`)],
    ["without resource control", GUARDED(`${TARGETS}, resourceControl: false`)],
    [
      "without service control and without roles",
      GUARDED(`${TARGETS}, serviceControl: false`, WITHOUT_ROLE + ADMINISTRATORS),
    ],
    [
      "by roles that break the glass alone",
      GUARDED(`${TARGETS}, breakGlass: ["arn:aws:iam::*:role/Admin"]`, WITHOUT_ROLE + ADMINISTRATORS),
    ],
  ])("%s", (_, organization) => {
    expect(faults(organization)).toEqual([]);
  });
});

describe("a fault of guardrails", () => {
  it.each<[string, string, string]>([
    [
      "no targets",
      GUARDED("targets: []"),
      "organization.yaml:14:24 guardrails.targets: is an empty list; received []; allowed: one entry or more; add an entry",
    ],
    [
      "a target that is an account",
      GUARDED('targets: ["222222222222"]'),
      'organization.yaml:14:25 guardrails.targets[0]: is the id of neither a root nor an organizational unit; received "222222222222"; allowed: "r-" and 4 to 32 lower-case letters or digits, or "ou-", the root\'s, "-" and 8 to 32 more; copy it from `aws organizations list-roots`, or from `list-organizational-units-for-parent`',
    ],
    [
      "a target twice",
      GUARDED("targets: [r-ab12, r-ab12]"),
      'organization.yaml:14:33 guardrails.targets[1]: is listed twice; received "r-ab12"; allowed: each target once; remove one',
    ],
    [
      "a session in place of a role",
      GUARDED(`${TARGETS}, breakGlass: ["arn:aws:sts::333333333333:assumed-role/Admin/me"]`),
      'organization.yaml:14:57 guardrails.breakGlass[0]: is not the ARN of an IAM role; received "arn:aws:sts::333333333333:assumed-role/Admin/me"; allowed: arn:PARTITION:iam::ACCOUNT:role/NAME, with * for any account, and * and ? in the name; write the whole ARN; of a role session, the ARN of its role',
    ],
    [
      "a role of another partition",
      GUARDED(`${TARGETS}, breakGlass: ["arn:aws-cn:iam::333333333333:role/Admin"]`),
      'organization.yaml:14:57 guardrails.breakGlass[0]: is of partition aws-cn; received "arn:aws-cn:iam::333333333333:role/Admin"; allowed: ARNs of partition aws; correct the ARN',
    ],
    [
      "every role",
      GUARDED(`${TARGETS}, breakGlass: ["arn:aws:iam::*:role/*/?*"]`),
      'organization.yaml:14:57 guardrails.breakGlass[0]: lets every role through; received "arn:aws:iam::*:role/*/?*"; allowed: a name, or a pattern with a part of the name in it; name the roles that break the glass',
    ],
    [
      "neither kind of policy",
      GUARDED(`${TARGETS}, serviceControl: false, resourceControl: false`),
      "organization.yaml:14:13 guardrails: asks for neither service control nor resource control policies; allowed: serviceControl: true, resourceControl: true, or both; set one of them to true, or remove guardrails",
    ],
    [
      "nobody who could deploy",
      GUARDED(TARGETS, WITHOUT_ROLE + ADMINISTRATORS),
      "organization.yaml:14:13 guardrails.breakGlass: is empty and there is no deploy role in logArchive: the guardrails would lock out the next deployment; allowed: ARNs of the roles that deploy, or patterns of them; set organization.deployRole, or list the roles that deploy in guardrails.breakGlass",
    ],
  ])("%s", (_, organization, fault) => {
    expect(faults(organization)).toEqual([fault]);
  });

  it("looks at the accounts of teams too, and not at the management account", () => {
    const own = MEMBERS.replace("  deployRole: OrgTrailDeploy\n", "").replace(
      '{ id: "222222222222" }',
      '{ id: "222222222222", deployRole: Deploy }',
    );
    expect(faults(GUARDED(TARGETS, own))).toEqual([]);
    expect(faults(GUARDED(TARGETS, own), TEAM)).toEqual([
      expect.stringContaining("there is no deploy role in payments"),
    ]);
  });
});

describe("what is let through", () => {
  const exempt = (organization: string): readonly string[] | undefined =>
    configurationOf(organization).guardrails?.names.exempt;

  it("is the common deploy role in all accounts, and an account's own one in its account", () => {
    expect(exempt(GUARDED(TARGETS))).toEqual(["arn:aws:iam::*:role/OrgTrailDeploy"]);
    const own = edited('{ id: "222222222222" }', '{ id: "222222222222", deployRole: ops/Deploy }');
    expect(exempt(GUARDED(TARGETS, own))).toEqual(["arn:aws:iam::222222222222:role/ops/Deploy"]);
    expect(
      exempt(
        GUARDED(
          TARGETS,
          own.replace("    logArchive", '    security: { id: "333333333333" }\n    logArchive'),
        ),
      ),
    ).toEqual(["arn:aws:iam::*:role/OrgTrailDeploy", "arn:aws:iam::222222222222:role/ops/Deploy"]);
  });

  it("is a runbook's role, where there are runbooks", () => {
    const rules = (remediation: string): string =>
      `${MINIMAL_ORGANIZATION}configRules: { remediation: ${remediation} }\n`;
    expect(exempt(GUARDED(TARGETS, rules("{}")))).toEqual(["arn:aws:iam::*:role/OrgTrailDeploy"]);
    expect(exempt(GUARDED(TARGETS, rules("{ manual: [bucket-versioning] }")))).toEqual([
      "arn:aws:iam::*:role/OrgTrailDeploy",
      "arn:aws:iam::*:role/acme-orgtrail-mend-*",
    ]);
  });

  it("is not the management account's deploy role, which nothing binds", () => {
    const own = edited('{ id: "111111111111" }', '{ id: "111111111111", deployRole: Root }');
    expect(exempt(GUARDED(TARGETS, own))).toEqual(["arn:aws:iam::*:role/OrgTrailDeploy"]);
  });
});
