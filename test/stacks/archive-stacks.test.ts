import { stackNames } from "../../stacks/app";
import { blueprintOf, policiesOf } from "../../stacks/blueprint";
import { parseConfiguration, type Configuration } from "../../stacks/config";
import { configurationOf } from "../support/configurations";
import {
  addresses,
  resources,
  synthesized,
  synthesizedTexts,
  type TerraformJson,
} from "../support/synthesized";
import { edited, faults, MEMBERS, TEAM } from "./config/faults-of";

const organization = (stacks: number, rest = ""): string =>
  `${edited("archive:\n", `archive:\n  stacks: ${stacks}\n`, MEMBERS)}${rest}`;
const PAYMENTS = TEAM;
const DATA = TEAM.replaceAll("payments", "data");
const inStack = (team: string, number: number): string => `${team}archiveStack: ${number}\n`;

const buckets = (json: TerraformJson | undefined): readonly unknown[] =>
  resources(json, "aws_s3_bucket").map(({ bucket }) => bucket);

const ORGANIZATION_BUCKETS = [
  "acme-cloudtrail-222222222222-access",
  "acme-cloudtrail-222222222222-organization",
];
const PAYMENTS_BUCKET = "acme-cloudtrail-222222222222-team-payments";
const DATA_BUCKET = "acme-cloudtrail-222222222222-team-data";

/** The states that a stack reads. */
const read = (json: TerraformJson | undefined): readonly unknown[] =>
  Object.values(json?.data?.["terraform_remote_state"] ?? {}).map(
    ({ config }) => (config as { readonly key: string }).key,
  );

describe("central logs of teams in several stacks", () => {
  const configuration = configurationOf(organization(3), PAYMENTS, inStack(DATA, 2));
  const stacks = synthesized(configuration);

  it("stand in the stack that the team's file names, and those without one in log-archive", () => {
    expect(buckets(stacks["log-archive"]).toSorted()).toEqual([...ORGANIZATION_BUCKETS, PAYMENTS_BUCKET]);
    expect(buckets(stacks["log-archive-2"])).toEqual([DATA_BUCKET]);
    expect(buckets(stacks["log-archive-3"])).toEqual([]);
  });

  it("are read by the team from the state of its stack", () => {
    expect(read(stacks["team-payments"])).toEqual(["orgtrail/log-archive.tfstate"]);
    expect(read(stacks["team-data"])).toEqual(["orgtrail/log-archive-2.tfstate"]);
    expect(stacks["log-archive-2"]?.output).toEqual({
      team_logs: {
        value: {
          data: {
            bucket_name: expect.stringMatching(/^\$\{aws_s3_bucket_policy\./) as string,
            key_arn: expect.stringMatching(/^\$\{aws_kms_key\./) as string,
          },
        },
      },
    });
  });

  it("log their access to the bucket of the first stack, whose state they read", () => {
    expect(read(stacks["log-archive-2"])).toEqual(["orgtrail/log-archive.tfstate"]);
    expect(
      resources(stacks["log-archive-2"], "aws_s3_bucket_logging").map((each) => each["target_bucket"]),
    ).toEqual(["${data.terraform_remote_state.log-archive.outputs.access_log_bucket_name}"]);
  });

  it("are deployed by the log archive's account, before whatever reads them", () => {
    expect(stackNames(configuration)).toEqual([
      ...["log-archive", "log-archive-2", "log-archive-3", "management", "team-data", "team-payments"],
    ]);
    expect(stacks["log-archive-3"]?.provider["aws"]?.[0]).toMatchObject({
      allowed_account_ids: ["222222222222"],
    });
  });

  it("have the same resources by the same addresses in whichever stack, so that a state can be moved", () => {
    const of = (json: TerraformJson | undefined): readonly string[] =>
      json === undefined ? [] : addresses(json).filter((address) => address.includes("team-data"));
    const first = synthesized(configurationOf(organization(1), PAYMENTS, DATA))["log-archive"];
    expect(of(first).length).toBeGreaterThan(8);
    expect(of(stacks["log-archive-2"])).toEqual(of(first));
  });

  it("have the same policies, and the account has what it had", () => {
    const one = configurationOf(organization(1), PAYMENTS, DATA);
    expect(policiesOf(configuration)).toEqual(policiesOf(one));
  });
});

describe("the number of stacks", () => {
  const teamOf = (each: Configuration): Readonly<Record<string, readonly string[]>> =>
    Object.fromEntries(
      [blueprintOf(each)].flatMap(({ logArchive, teamArchives }) =>
        [logArchive, ...teamArchives].map(({ name, teamLogs }) => [name, teamLogs.map(({ team }) => team)]),
      ),
    );

  it("moves no team when it is raised, nor when a team comes or goes", () => {
    const two = configurationOf(organization(2), PAYMENTS, inStack(DATA, 2));
    expect(teamOf(two)).toEqual({ "log-archive": ["payments"], "log-archive-2": ["data"] });
    const many = configurationOf(organization(99), PAYMENTS, inStack(DATA, 2));
    expect(teamOf(many)).toMatchObject(teamOf(two));
    expect(teamOf(configurationOf(organization(2), inStack(DATA, 2)))["log-archive-2"]).toEqual(["data"]);
  });

  it("changes both stacks and the team's own, and no other, where a team's file names another", () => {
    const [before, after] = [1, 2].map((number) =>
      synthesizedTexts(configurationOf(organization(2), PAYMENTS, inStack(DATA, number))),
    );
    const changed = Object.entries(after ?? {}).filter(([stack, text]) => before?.[stack] !== text);
    expect(changed.map(([stack]) => stack)).toEqual(["log-archive", "log-archive-2", "team-data"]);
  });

  it.each([
    [
      "a stack that there is not",
      inStack(DATA, 3),
      /^teams\/1\.yaml:5:15 archiveStack: is more than there are stacks of the log archive; received 3; allowed: 1 to 2, of archive\.stacks in organization\.yaml; set archive\.stacks: 3 in organization\.yaml, or name another$/,
    ],
    [
      "a stack of logs that stand elsewhere",
      `${inStack(DATA, 2)}destination: own\n`,
      /^teams\/1\.yaml:5:15 archiveStack: stands beside destination: own, .*; leave it out$/,
    ],
    ["none", inStack(DATA, 0), /^teams\/1\.yaml:5:15 archiveStack: /],
  ])("has a fault: %s", (_name, team, expected) => {
    expect(faults(organization(2), team)).toEqual([expect.stringMatching(expected)]);
  });

  it.each(["0", "100", "1.5", "log-archive-2"])("is no %s", (stacks) => {
    const text = edited("archive:\n", `archive:\n  stacks: ${stacks}\n`, MEMBERS);
    // What follows from it is no fault of its own.
    expect(faults(text, inStack(DATA, 2))).toEqual([
      expect.stringMatching(/^organization\.yaml:\d+:11 archive\.stacks: /),
    ]);
  });
});

describe("a stack with more teams than one state should have", () => {
  const warnings = (stacks: number, ...counts: readonly number[]): readonly string[] => {
    const accounts = Array.from({ length: 100 }, (_, index) => index);
    const text = MEMBERS.replace(
      "    members:\n",
      `    members:\n${accounts.map((index) => `      unit-${index}: { id: "${700_000_000_000 + index}" }\n`).join("")}`,
    ).replace("archive:\n", `archive:\n  stacks: ${stacks}\n`);
    const teams = counts.flatMap((count, archive) =>
      Array.from({ length: count }, (_, index) => ({ index: index + 400 * archive, archive: archive + 1 })),
    );
    const file = ({ index, archive }: (typeof teams)[number]) => ({
      file: `teams/${index}.yaml`,
      text:
        `region: ${["eu-west-1", "us-east-1", "us-west-2", "eu-central-1"][Math.floor(index / 4) % 4]}\n` +
        `team: t-${index}\naccount: unit-${Math.floor(index / 16)}\n` +
        `record: [{ preset: lambda-invocations }]\narchiveStack: ${archive}\n`,
    });
    return parseConfiguration({
      organization: { file: "organization.yaml", text },
      teams: teams.map(file),
    }).warnings.map(({ path, what, remedy }) => `${path.join(".")} ${what}; ${remedy}`);
  };

  it("is told, with the stack that has room", () => {
    expect(warnings(1, 300)).toEqual([]);
    expect(warnings(1, 301)).toEqual([
      expect.stringMatching(
        /^archive\.stacks log-archive has the central logs of 301 teams in one state, .*; set archive\.stacks: 2, and give each new team archiveStack: 2 in its file; those that are there stay where they are/,
      ),
    ]);
    expect(warnings(3, 300, 301)).toEqual([
      expect.stringMatching(
        /^archive\.stacks log-archive-2 has .*; give each new team archiveStack: 3 in its file/,
      ),
    ]);
  });
});
