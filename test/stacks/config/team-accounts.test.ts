import { TeamName } from "../../../modules/organization";
import { stackNames } from "../../../stacks/app";
import { LONGEST_SHARED_NAME } from "../../../stacks/config/teams/accounts";
import { configurationOf, organizationWithMembers } from "../../support/configurations";
import { synthesized } from "../../support/synthesized";
import { edited, faults, TEAM } from "./faults-of";

const UNITS = organizationWithMembers("payments", "data", "search", "sandbox")
  .replace('"300000000000" }', '"300000000000", organizationalUnit: Workloads/Production }')
  .replace('"300000000001" }', '"300000000001", organizationalUnit: Workloads/Test }')
  .replace('"300000000002" }', '"300000000002", organizationalUnit: Workloads }')
  .replace('"300000000003" }', '"300000000003", organizationalUnit: WorkloadsNot }');
const of = (accounts: string, team = TEAM): string => edited("account: payments", accounts, team);
const teamsOf = (...files: readonly string[]) => configurationOf(UNITS, ...files).teams;

describe("a team's file for several accounts", () => {
  it("is a trail, a stack and a store of its own in each", () => {
    const configuration = configurationOf(UNITS, of("accounts: [payments, data]"));
    expect(
      configuration.teams.map(({ name, account, identity, destination }) => [
        name,
        account.name,
        identity.account,
        identity.name,
        destination.bucketName,
      ]),
    ).toEqual([
      [
        "payments-300000000000",
        "payments",
        "300000000000",
        "acme-team-payments-300000000000",
        "acme-cloudtrail-222222222222-team-payments-300000000000",
      ],
      [
        "payments-300000000001",
        "data",
        "300000000001",
        "acme-team-payments-300000000001",
        "acme-cloudtrail-222222222222-team-payments-300000000001",
      ],
    ]);
    expect(stackNames(configuration).slice(-2)).toEqual([
      "team-payments-300000000000",
      "team-payments-300000000001",
    ]);
  });

  it("is for the accounts of a unit, and of those below it", () => {
    const names = (unit: string) =>
      teamsOf(of(`organizationalUnit: ${unit}`)).map(({ account }) => account.name);
    expect(names("Workloads")).toEqual(["payments", "data", "search"]);
    expect(names("Workloads/Test")).toEqual(["data"]);
  });

  it.each(["central", "own"])(
    "changes nothing of the others when an account comes or goes, destination %s",
    (kind) => {
      const team = `${TEAM}destination: ${kind}\n`;
      const [before = {}, after = {}] = ["[payments, data]", "[search, payments, data]"].map((accounts) =>
        synthesized(configurationOf(UNITS, of(`accounts: ${accounts}`, team))),
      );
      expect(Object.keys(after).filter((stack) => !(stack in before))).toEqual([
        "team-payments-300000000002",
      ]);
      for (const [stack, json] of Object.entries(before)) {
        if (stack.startsWith("team-")) expect(after[stack]).toEqual(json);
        // The organization trail records what is done to the files in the new bucket.
        if (stack === "management") continue;
        // All that stood in the log archive stands there with the same text.
        for (const [type, blocks] of Object.entries(json.resource ?? {}))
          expect(after[stack]?.resource?.[type]).toMatchObject(blocks);
      }
    },
  );

  it("keeps its names when an account is called otherwise", () => {
    const [before, after] = [UNITS, UNITS.replaceAll(" payments:", " ledger:")].map((organization) =>
      configurationOf(organization, of("organizationalUnit: Workloads/Production")).teams.map(
        ({ name, destination }) => [name, destination.bucketName],
      ),
    );
    expect(after).toEqual(before);
  });

  it("has room for the id of an account in the longest name, and in a longer one not", () => {
    const named = (length: number) =>
      edited("team: payments", `team: ${"t".repeat(length)}`, of("accounts: [data]"));
    expect(TeamName.problem(`${"t".repeat(LONGEST_SHARED_NAME)}-300000000001`)).toBeUndefined();
    expect(TeamName.problem(`${"t".repeat(LONGEST_SHARED_NAME + 1)}-300000000001`)).toBeDefined();
    // The bucket's name has room for 16, beside acme.
    expect(faults(UNITS, named(16))).toEqual([]);
    expect(faults(UNITS, named(17))).toEqual([
      expect.stringMatching(/ team: makes a bucket name that is longer than 63 characters.*; shorten it$/),
    ]);
    expect(faults(UNITS, named(18))).toEqual([
      expect.stringMatching(/ team: is longer than 17 characters, and the id of each account follows/),
    ]);
  });

  it("may be two files, of one name and with other accounts", () => {
    expect(teamsOf(of("accounts: [payments]"), of("accounts: [data]"))).toHaveLength(2);
  });

  it.each<[string, string, RegExp]>([
    [
      "an account that the organization does not know",
      of("accounts: [payments, dta]"),
      /:3:22 accounts\[1\]: is no account of the organization; received "dta";.*; did you mean data\?$/,
    ],
    [
      "an account twice",
      of("accounts: [data, data]"),
      /:3:18 accounts\[1\]: is listed twice; received "data"/,
    ],
    ["no account", of("accounts: []"), /:3:11 accounts: /],
    [
      "a unit without accounts",
      of("organizationalUnit: Workload"),
      /:3:21 organizationalUnit: has no account in organization\.yaml; received "Workload"; allowed: Workloads, Workloads\/Production, .*; did you mean Workloads\?$/,
    ],
    [
      "what is no unit",
      of("organizationalUnit: Workloads/"),
      /:3:21 organizationalUnit: is no organizational unit; received "Workloads\/"/,
    ],
    [
      "two ways of naming accounts",
      of("account: payments\naccounts: [data]"),
      /:4:11 accounts: stands beside account, which says already of which accounts the file is/,
    ],
    [
      "none",
      edited("account: payments\n", "", TEAM),
      /^teams\/1\.yaml:1:1 account: is missing; allowed: text; add it, or in its place accounts or organizationalUnit$/,
    ],
    [
      "one bucket for all",
      `${of("accounts: [data]")}bucketName: acme-data-audit\n`,
      /:5:13 bucketName: names one bucket, and each account of the file has its own/,
    ],
    [
      "what is wrong in all of them, once",
      `${of("accounts: [data, payments]")}alarms: [{ name: x y, events: [Invoke] }]\nreaders: [nobody]\n`,
      /alarms\[0\]\.name: is no name/,
    ],
  ])("%s is a fault", (name, text, expected) => {
    const found = faults(UNITS, text);
    expect(found[0]).toMatch(expected);
    expect(found).toHaveLength(name.endsWith("once") ? 2 : 1);
  });

  it("counts against the trails of an account as any other", () => {
    const teams = ["one", "two", "three", "four"].map((name) =>
      edited("team: payments", `team: ${name}`, of("accounts: [payments, data]")),
    );
    expect(faults(UNITS, ...teams)).toEqual([]);
    expect(faults(UNITS, ...teams, of("accounts: [data]"))).toEqual([
      expect.stringMatching(/^teams\/5\.yaml.* region: makes 6 trails in eu-west-1 of account 300000000001/),
    ]);
  });
});
