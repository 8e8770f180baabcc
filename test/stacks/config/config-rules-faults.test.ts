import { MINIMAL_ORGANIZATION, organizationWithMembers } from "../../support/configurations";
import { edited, faults } from "./faults-of";

const rules = (text: string, base = MINIMAL_ORGANIZATION): string => `${base}configRules:\n  ${text}\n`;

describe("a fault of configRules", () => {
  it.each<[string, string, string]>([
    [
      "a recorder in an account that is not there",
      "recorders: { accounts: [management, security] }",
      'organization.yaml:15:39 configRules.recorders.accounts[1]: has no account; received "security"; add organization.accounts.security, or leave it out',
    ],
    [
      "a rule that is disabled and mended",
      "{ disabled: [trail-validated], remediation: { manual: [trail-validated] } }",
      'organization.yaml:15:58 configRules.remediation.manual[0]: is disabled too; received "trail-validated"; leave it out of one of the two lists',
    ],
    [
      "a rule that is disabled and wanted in every account",
      "{ disabled: [key-rotation], everyAccount: [key-rotation] }",
      'organization.yaml:15:46 configRules.everyAccount[0]: is disabled too; received "key-rotation"; leave it out of one of the two lists',
    ],
    [
      "a rule that starts by itself and by hand",
      "remediation: { manual: [key-rotation], automatic: [key-rotation] }",
      'organization.yaml:15:27 configRules.remediation.manual[0]: is automatic too; received "key-rotation"; leave it out of one of the two lists',
    ],
  ])("%s", (_name, text, fault) => {
    expect(faults(rules(text))).toEqual([fault]);
  });

  it("an unknown rule names the known ones", () => {
    expect(faults(rules("disabled: [trail-enable]"))).toEqual([
      expect.stringMatching(/^organization\.yaml:15:14 configRules\.disabled\[0\]: .*trail-enabled/),
    ]);
  });

  it("a rule without a runbook cannot be mended", () => {
    expect(faults(rules("remediation: { automatic: [trail-encrypted] }"))).toEqual([
      expect.stringMatching(/configRules\.remediation\.automatic\[0\]: .*trail-validated/),
    ]);
  });

  it.each([
    ["attempts", 1, 25],
    ["retrySeconds", 1, 2_678_000],
    ["concurrentPercent", 1, 100],
    ["errorPercent", 1, 100],
  ])("%s outside of its bounds", (setting, least, most) => {
    const of = (value: number): number =>
      faults(rules(`remediation: { automatic: [key-rotation], ${setting}: ${value} }`)).length;
    expect([least, most].map(of)).toEqual([0, 0]);
    expect([least - 1, most + 1].map(of)).toEqual([1, 1]);
  });

  it.each([
    [1, 0],
    [2, 1],
    [24, 0],
  ])("evaluations every %d hours", (hours, count) => {
    expect(faults(rules(`evaluateEveryHours: ${hours}`))).toHaveLength(count);
  });
});

describe("limits of AWS Config, with teams", () => {
  const names = (count: number, length = 2): readonly string[] =>
    Array.from({ length: count }, (_, index) => `t${String(index).padStart(length - 1, "0")}`);
  const organization = (teams: readonly string[], text: string): string =>
    rules(text, organizationWithMembers(...teams));
  const team = (name: string): string =>
    `team: ${name}\naccount: ${name}\nregion: us-east-1\nrecord: [{ preset: s3-write }]\n`;
  const found = (teams: readonly string[], text: string): readonly string[] =>
    faults(organization(teams, text), ...teams.map(team));

  it("takes the central buckets of 11 teams in a pack, as docs/config-rules.md says, and of no more", () => {
    const text = "deployAs: conformance-pack";
    expect(found(names(11, 12), text)).toEqual([]);
    expect(found(names(12, 12), text)).toEqual([
      expect.stringMatching(
        /^organization\.yaml:28:13 configRules\.deployAs: make a pack of 51\d{3} bytes; allowed: at most 51200; set configRules.buckets: tagged, which makes the same rules for all log buckets, or organization, which leaves out those of teams$/,
      ),
    ]);
    for (const buckets of ["organization", "tagged"]) {
      expect(found(names(12, 12), `{ deployAs: conformance-pack, buckets: ${buckets} }`)).toEqual([]);
    }
  });

  it("takes the buckets of 7 teams that keep them themselves in a pack, and of no more", () => {
    const own = (count: number): readonly string[] => {
      const teams = names(count, 12);
      const files = teams.map((name) => `${team(name)}destination: own\n`);
      return faults(organization(teams, "deployAs: conformance-pack"), ...files);
    };
    expect(own(7)).toEqual([]);
    expect(own(8)).toEqual(
      expect.arrayContaining([
        "organization.yaml:24:13 configRules.deployAs: make a pack of 133 rules; allowed: at most 130; set configRules.buckets: tagged, which makes the same rules for all log buckets, or organization, which leaves out those of teams",
      ]),
    );
  });

  it("takes any number of rules of the organization", () => {
    expect(found(names(30, 3), "deployAs: organization-rules")).toEqual([]);
  });

  it("names the rules of the organization whose names are too long", () => {
    const fits = (length: number): readonly string[] => {
      const [name = ""] = names(1, length);
      const given = `${team(name)}bucketName: a-shorter-name\n`;
      return faults(organization([name], "deployAs: organization-rules"), given);
    };
    // acme-orgtrail-bucket-access-logging-team- has 41 characters.
    expect(fits(23)).toEqual([]);
    expect(fits(24)).toEqual([
      'organization.yaml:17:13 configRules.deployAs: makes the name of a rule of 65 characters; received "acme-orgtrail-bucket-access-logging-team-t00000000000000000000000"; allowed: at most 64; choose a shorter name, or deploy a conformance pack, which takes longer ones; or set configRules.buckets: tagged, which makes the same rules for all log buckets, or organization, which leaves out those of teams',
    ]);
    const [name = ""] = names(1, 24);
    for (const text of ["buckets: organization", "buckets: tagged", "deployAs: conformance-pack"]) {
      expect(faults(organization([name], text), `${team(name)}bucketName: a-shorter-name\n`)).toEqual([]);
    }
  });

  it("says nothing of limits while a bucket has no name", () => {
    const [name = ""] = names(1, 30);
    expect(found([name], "deployAs: conformance-pack")).toEqual([expect.stringMatching(/bucket/)]);
    const own = `${team("t0")}destination: own\n`.replace("account: t0", "account: nobody");
    expect(faults(organization(["t0"], "{}"), own)).toEqual([
      expect.stringMatching(/account: is no account/),
    ]);
  });

  it("says nothing of limits while something else is wrong", () => {
    expect(found(["a b"], "deployAs: conformance-pack").join()).not.toContain("make a pack");
  });

  it("says nothing of limits while names cannot be made of the home Region", () => {
    const security = 'logArchive: { id: "222222222222" }\n    security: { id: "333333333333" }';
    const base = edited("homeRegion: us-east-1", "homeRegion: (", rules("deployAs: conformance-pack"));
    const watched = `${edited('logArchive: { id: "222222222222" }', security, base)}monitoring:
  notify: [{ to: soc@acme.example }]
  rules: { forwardToSecurity: true }
`;
    expect(faults(watched)).toEqual([expect.stringMatching(/homeRegion: .*received "\("/)]);
  });
});
