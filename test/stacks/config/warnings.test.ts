import { policiesOf } from "../../../stacks/blueprint";
import { faultText, parseConfiguration, type LoadedConfiguration } from "../../../stacks/config";
import {
  EVERYTHING_CENTRAL_TEAM,
  EVERYTHING_ORGANIZATION,
  EVERYTHING_OWN_TEAM,
  MINIMAL_ORGANIZATION,
} from "../../support/configurations";
import { edited, MEMBERS, TEAM } from "./faults-of";

function loaded(organization: string, ...teams: readonly string[]): LoadedConfiguration {
  return parseConfiguration({
    organization: { file: "organization.yaml", text: organization },
    teams: teams.map((text, index) => ({ file: `teams/${index + 1}.yaml`, text })),
  });
}

function warnings(organization: string, ...teams: readonly string[]): readonly string[] {
  return loaded(organization, ...teams).warnings.map(faultText);
}

const UNBOUNDED = edited(
  "  permissionsBoundary: acme-pipeline-deploy-boundary\n",
  "",
  EVERYTHING_ORGANIZATION,
);

describe("roles that nothing bounds", () => {
  it("are told where the role stands that makes them, with the boundary that AccountRoles makes", () => {
    expect(warnings(UNBOUNDED, EVERYTHING_CENTRAL_TEAM, EVERYTHING_OWN_TEAM)).toEqual([
      "organization.yaml:15:15 organization.deployRole: stands without organization.permissionsBoundary: where AccountRoles made this " +
        "role, AWS refuses it every role of the stacks; where you made it, nothing bounds the roles that it makes; add " +
        "permissionsBoundary: acme-pipeline-deploy-boundary to organization, or the name of a boundary of your own that each account has",
    ]);
  });

  it("are told of each account's own role where there is none of all accounts", () => {
    const own = edited("  deployRole: OrgTrailDeploy\n", "")
      .replace('"111111111111" }', '"111111111111", deployRole: A }')
      .replace('"222222222222" }', '"222222222222", deployRole: B }');
    const places = loaded(
      `${own}  validation: {}\nmonitoring: { notify: [{ to: a@acme.example }] }\n`,
    ).warnings;
    expect(places.map(({ path }) => path.join("."))).toEqual([
      "organization.accounts.management.deployRole",
      "organization.accounts.logArchive.deployRole",
    ]);
  });

  it("are not, where there is a boundary, or people deploy with credentials of their own", () => {
    expect(warnings(EVERYTHING_ORGANIZATION, EVERYTHING_CENTRAL_TEAM, EVERYTHING_OWN_TEAM)).toEqual([]);
    const people = edited("  deployRole: OrgTrailDeploy\n", "").replace(
      "immutability: { kind: mfa-delete }",
      'immutability: { kind: mfa-delete }\n  administrators: ["arn:aws:iam::222222222222:role/Admin"]',
    );
    expect(warnings(`${people}monitoring: { notify: [{ to: a@acme.example }] }\n`)).toEqual([]);
  });

  it.each<[string, string, ...string[]]>([
    ["nothing but a trail", MINIMAL_ORGANIZATION],
    ["monitoring", `${MINIMAL_ORGANIZATION}monitoring: { notify: [{ to: a@acme.example }] }\n`],
    ["AWS Config rules", `${MINIMAL_ORGANIZATION}configRules: {}\n`],
    ["AWS Config rules and an aggregator", `${MINIMAL_ORGANIZATION}configRules: { aggregate: true }\n`],
    ["remediation", `${MINIMAL_ORGANIZATION}configRules: { remediation: { manual: [trail-validated] } }\n`],
    ["a team with a trail", MEMBERS, TEAM],
    ["a team with a log group", MEMBERS, `${TEAM}logGroup: {}\n`],
    ["a team with rules", MEMBERS, `${TEAM}rules: true\nnotify: [a@acme.example]\n`],
    ["everything", UNBOUNDED, EVERYTHING_CENTRAL_TEAM, EVERYTHING_OWN_TEAM],
  ])("are told exactly where the stacks make roles: %s", (_, organization, ...teams) => {
    const configuration = loaded(organization, ...teams);
    const roles = policiesOf(configuration).filter(
      ({ kind, bootstrapped }) => kind.endsWith(" role") && bootstrapped !== true,
    );
    expect([configuration.warnings.length, roles.map(({ name }) => name)]).toEqual([
      roles.length === 0 ? 0 : 1,
      roles.map(({ name }) => name),
    ]);
  });
});

describe("a Region that is newer than this version", () => {
  it("is taken wherever a Region may be of any kind, and told", () => {
    const newer = edited(
      "    region: us-east-1\n",
      "    region: eu-west-9\n",
      EVERYTHING_ORGANIZATION,
    ).replace("kms:us-east-1:999999999999", "kms:eu-west-9:999999999999");
    expect(warnings(newer, EVERYTHING_CENTRAL_TEAM, EVERYTHING_OWN_TEAM)).toEqual([
      expect.stringMatching(
        /terraform\.state\.region: is named as a Region is, and none that this version of orgtrail knows; received "eu-west-9"; correct it, unless AWS has added it/,
      ),
    ]);
  });

  it("is told of a team, with its file", () => {
    const team = edited("region: eu-central-1", "region: eu-central-9", EVERYTHING_OWN_TEAM);
    const [told = "", ...others] = warnings(EVERYTHING_ORGANIZATION, EVERYTHING_CENTRAL_TEAM, team);
    expect([told, others]).toEqual([expect.stringMatching(/^teams\/.*\.yaml:\d+:\d+ region: is named/), []]);
  });
});
