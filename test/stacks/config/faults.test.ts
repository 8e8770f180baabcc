import { ConfigurationError, faultText, parseConfiguration } from "../../../stacks/config";
import { MINIMAL_ORGANIZATION, organizationWithMembers } from "../../support/configurations";

/** What each fault says, one a line, as a person reads it. */
function faults(organization: string, ...teams: readonly string[]): readonly string[] {
  try {
    parseConfiguration({
      organization: { file: "organization.yaml", text: organization },
      teams: teams.map((text, index) => ({ file: `teams/${index + 1}.yaml`, text })),
    });
    return [];
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    return error.faults.map(faultText);
  }
}

/** The minimal organization with one text in place of another. */
function edited(text: string, by: string, base = MINIMAL_ORGANIZATION): string {
  if (!base.includes(text)) throw new Error(`there is no ${text}`);
  return base.replace(text, by);
}

const MEMBERS = organizationWithMembers("payments", "data");
const team = (rest: string): string => `region: eu-west-1\n${rest}`;
const TEAM = team("team: payments\naccount: payments\nrecord: [{ preset: lambda-invocations }]\n");

it("finds no fault in the minimal organization, nor in a minimal team", () => {
  expect(faults(MINIMAL_ORGANIZATION)).toEqual([]);
  expect(faults(MEMBERS, TEAM)).toEqual([]);
});

describe("a fault of the organization's file", () => {
  it.each<[string, string, string]>([
    [
      "an unknown key",
      edited("homeRegion: us-east-1", "homeRegion: us-east-1\n  partion: aws"),
      "organization.yaml:6:3 organization.partion: is not a known key; allowed: name, id, homeRegion, partition, accounts, deployRole; did you mean partition?",
    ],
    [
      "a key that resembles nothing",
      edited("homeRegion: us-east-1", "homeRegion: us-east-1\n  xyz: aws"),
      "organization.yaml:6:3 organization.xyz: is not a known key; allowed: name, id, homeRegion, partition, accounts, deployRole; remove it",
    ],
    [
      "a missing key",
      edited("  id: o-a1b2c3d4e5\n", ""),
      "organization.yaml:3:3 organization.id: is missing; allowed: text; add it",
    ],
    [
      "a wrong type",
      edited("homeRegion: us-east-1", "homeRegion: [us-east-1]"),
      'organization.yaml:5:15 organization.homeRegion: is a list, not text; received ["us-east-1"]; allowed: text; write text',
    ],
    [
      "an account id given as a number, whose leading zero is lost",
      edited('{ id: "222222222222" }', "{ id: 022222222222 }"),
      'organization.yaml:8:23 organization.accounts.logArchive.id: is a number, not text, and YAML drops the leading zeros of numbers; received 22222222222; allowed: text in quotes; write "022222222222", in quotes',
    ],
    [
      "an account id with 11 digits",
      edited('"222222222222"', '"22222222222"'),
      'organization.yaml:8:23 organization.accounts.logArchive.id: does not have 12 digits; received "22222222222"; allowed: 12 digits in quotes, such as "111122223333"; copy the id again; leading zeros belong to it',
    ],
    [
      "one id under two names",
      edited('"222222222222"', '"111111111111"'),
      'organization.yaml:8:23 organization.accounts.logArchive.id: is the id of management too; received "111111111111"; allowed: one name for each account; correct the id, or use the name management',
    ],
    [
      "a member under the name of an account with a role of its own",
      organizationWithMembers("security"),
      'organization.yaml:10:7 organization.accounts.members.security: is the name of an account with a role of its own; received "security"; rename the member, or move it to organization.accounts.security',
    ],
    [
      "a member's name that is none",
      edited("  deployRole:", '    members: { "A B": { id: "333333333333" } }\n  deployRole:'),
      'organization.yaml:9:16 organization.accounts.members.A B: is not a name; received "A B"; allowed: lower-case letters, digits and hyphens, starting with a letter; choose another name',
    ],
    [
      "a trail name that AWS refuses",
      `${MINIMAL_ORGANIZATION}trail: { name: a--b }\n`,
      'organization.yaml:14:16 trail.name: has two of . _ - in a row; received "a--b"; allowed: 3 to 128 letters, digits and single . _ - that start and end with a letter or digit; keep one of them',
    ],
    [
      "a prefix that ends in a slash",
      `${MINIMAL_ORGANIZATION}  prefix: a/\n`,
      'organization.yaml:14:11 archive.prefix: has a slash at an end or two in a row; received "a/"; allowed: 1 to 200 letters, digits and ! - _ . * \' ( ) /, without AWSLogs and without a slash at either end; remove the slash',
    ],
    [
      "a choice that is none",
      edited("kind: mfa-delete", "kind: mfa-delet"),
      'organization.yaml:13:25 archive.immutability.kind: is not one of the values allowed; received "mfa-delet"; allowed: mfa-delete, object-lock; did you mean mfa-delete?',
    ],
    [
      "a lifecycle beside MFA delete",
      edited("kind: mfa-delete", "kind: mfa-delete, lifecycle: { expireAfterDays: 9 }"),
      "organization.yaml:13:37 archive.immutability.lifecycle: is not a known key; allowed: kind; remove it",
    ],
    [
      "a lock that outlasts what S3 can lock",
      edited("kind: mfa-delete", "kind: object-lock, mode: compliance, days: 36501"),
      "organization.yaml:13:62 archive.immutability.days: is more than allowed; received 36501; allowed: at most 36500; make it smaller",
    ],
    [
      "expiry before the lock ends",
      edited(
        "kind: mfa-delete",
        "kind: object-lock, mode: compliance, days: 9, lifecycle: { expireAfterDays: 8 }",
      ),
      "organization.yaml:13:95 archive.immutability.lifecycle.expireAfterDays: is before the lock ends, when S3 can hide log files and not delete them; received 8; allowed: 9 days or more; expire later, or lock for fewer days",
    ],
    [
      "nobody who may change the bucket",
      edited("  deployRole: OrgTrailDeploy\n", ""),
      "organization.yaml:12:3 archive.administrators: is empty and there is no deploy role in logArchive: the MFA-delete policy would lock out the next deployment; allowed: ARNs of the roles that deploy; set organization.deployRole, or list the roles that deploy in archive.administrators",
    ],
    [
      "a reader of another partition",
      `${MINIMAL_ORGANIZATION}  readers: ["arn:aws-cn:iam::333333333333:role/A"]\n`,
      'organization.yaml:14:13 archive.readers[0]: is of partition aws-cn; received "arn:aws-cn:iam::333333333333:role/A"; allowed: ARNs of partition aws; correct the ARN',
    ],
    [
      "an unknown delegated administrator",
      `${MINIMAL_ORGANIZATION}trail: { delegatedAdministrator: securty }\n`,
      'organization.yaml:14:34 trail.delegatedAdministrator: is no account of the organization; received "securty"; allowed: management, logArchive; add it to organization.accounts.members in organization.yaml',
    ],
    [
      "a provider older than is proven",
      edited("terraform:\n", "terraform:\n  awsProvider: { atLeast: 5.99.9 }\n"),
      'organization.yaml:11:27 terraform.awsProvider.atLeast: is older than the oldest AWS provider that orgtrail works with; received "5.99.9"; allowed: 5.100.0 or later; raise it',
    ],
    [
      "a range of providers without any",
      edited("terraform:\n", "terraform:\n  awsProvider: { atLeast: 6.0.0, below: 6.0.0 }\n"),
      'organization.yaml:11:41 terraform.awsProvider.below: leaves no version at or above 6.0.0; received "6.0.0"; allowed: a version above 6.0.0; raise it, or lower atLeast',
    ],
    [
      "a selector field that needs a newer provider",
      `${MINIMAL_ORGANIZATION}trail: { record: [{ preset: network-activity-denied, eventSources: [s3.amazonaws.com] }] }\n`,
      "organization.yaml:14:19 trail.record[0]:",
    ],
    [
      "an unknown preset",
      `${MINIMAL_ORGANIZATION}trail: { record: [{ preset: s3-wrte }] }\n`,
      "organization.yaml:14:29 trail.record[0].preset: is not one of the values allowed",
    ],
    [
      "a preset's prefix without its buckets, which would record every bucket",
      `${MINIMAL_ORGANIZATION}trail: { record: [{ preset: s3-all, prefix: x }] }\n`,
      "organization.yaml:14:",
    ],
    [
      "an option that the preset does not take",
      `${MINIMAL_ORGANIZATION}trail: { record: [{ preset: s3-write, bukets: [a] }] }\n`,
      "organization.yaml:14:39 trail.record[0].bukets: is not a known key; allowed: preset, buckets, prefix, bucketPrefix; did you mean buckets?",
    ],
    [
      "Insights into events that are not recorded",
      `${MINIMAL_ORGANIZATION}trail: { insights: [api-call-rate], record: [{ category: Management, readOnly: true }] }\n`,
      "organization.yaml:14:",
    ],
    [
      "more than 500 values",
      `${MINIMAL_ORGANIZATION}trail: { record: [{ preset: lambda-invocations, functions: [${Array.from(
        { length: 500 },
        (_, index) => `"arn:aws:lambda:us-east-1:111122223333:function:f${index}x"`,
      ).join(", ")}] }] }\n`,
      "organization.yaml:14:",
    ],
    ["text that is no YAML", "a: [", "organization.yaml:1:5: is not YAML: "],
    ["an empty file", "", "organization.yaml:1:1: is empty, not keys with values; received null"],
    [
      "two documents in one file",
      `${MINIMAL_ORGANIZATION}---\n${MINIMAL_ORGANIZATION}`,
      "organization.yaml:14:1: is not YAML: ",
    ],
    [
      "the same key twice",
      edited("  name: acme", "  name: acme\n  name: acme"),
      "organization.yaml:4:3: is not YAML: Map keys must be unique",
    ],
  ])("%s", (_name, text, expected) => {
    const [first, ...others] = faults(text);
    expect(others).toEqual([]);
    expect(first?.slice(0, expected.length)).toBe(expected);
  });

  it.each([
    ["homeRegion: us-east-1", "homeRegion: af-south-1", /organization\.homeRegion: is an opt-in Region/],
    [
      "homeRegion: us-east-1",
      "homeRegion: us-esat-1",
      /organization\.homeRegion: is not a Region of AWS.*did you mean us-east-1\?$/,
    ],
    [
      "homeRegion: us-east-1",
      "homeRegion: cn-north-1",
      /organization\.homeRegion: is a Region of partition aws-cn, not of aws/,
    ],
    [
      "region: us-east-1 }",
      "region: eu-wset-1 }",
      /terraform\.state\.region: is not a Region of AWS.*did you mean eu-west-1\?$/,
    ],
  ])("a Region: %s → %s", (from, to, expected) => {
    expect(faults(edited(from, to))).toEqual([expect.stringMatching(expected)]);
  });
});

describe("a fault of a team's file", () => {
  it.each<[string, string, RegExp]>([
    [
      "an account that the organization does not know",
      edited("account: payments", "account: payment", TEAM),
      /^teams\/1\.yaml:3:10 account: is no account of the organization; received "payment"; allowed: management, logArchive, payments, data; did you mean payments\?$/,
    ],
    [
      "a Region outside the partition",
      edited("eu-west-1", "us-gov-west-1", TEAM),
      /^teams\/1\.yaml:1:9 region: is a Region of partition aws-us-gov, not of aws/,
    ],
    [
      "a name that AWS refuses",
      edited("team: payments", "team: Payments", TEAM),
      /^teams\/1\.yaml:2:7 team: does not start with a lower-case letter/,
    ],
    [
      "nothing to record",
      edited("[{ preset: lambda-invocations }]", "[]", TEAM),
      /^teams\/1\.yaml:4:9 record: is empty/,
    ],
    [
      "a destination that is none",
      `${TEAM}destination: centrl\n`,
      /^teams\/1\.yaml:5:14 destination: is not one of the values allowed.*did you mean central\?$/,
    ],
  ])("%s", (_name, text, expected) => {
    expect(faults(MEMBERS, text)).toEqual([expect.stringMatching(expected)]);
  });

  it("a bucket name over 63 characters after derivation, and at 63 none", () => {
    const organization = MEMBERS.replace("name: acme", "name: abcdefghijklmnopqr");
    const named = (length: number): string => edited("team: payments", `team: ${"t".repeat(length)}`, TEAM);
    // 18 of the name, 12 of "-cloudtrail-", 12 of the account, 6 of "-team-".
    expect(faults(organization, named(15))).toEqual([]);
    expect(faults(organization, named(16))).toEqual([
      expect.stringMatching(
        /^teams\/1\.yaml:2:7 team: makes a bucket name that is longer than 63 characters: \S+ \(64 characters\);.*; shorten it, or set bucketName$/,
      ),
    ]);
  });

  it("two teams of one name: their stacks, trails and buckets would be one", () => {
    expect(faults(MEMBERS, TEAM, TEAM)).toEqual([
      expect.stringMatching(
        /^teams\/2\.yaml:2:7 team: is the name of the team in teams\/1\.yaml too; received "payments"/,
      ),
    ]);
  });

  it("a trail name that another trail of the account has", () => {
    const other = edited("team: payments", "team: ledger", TEAM);
    expect(faults(MEMBERS, TEAM, `${other}trailName: acme-team-payments\n`)).toEqual([
      expect.stringMatching(
        /^teams\/2\.yaml:5:12 trailName: gives the trail the name of the trail of team payments/,
      ),
    ]);
    expect(
      faults(
        MEMBERS,
        TEAM,
        `${edited("account: payments", "account: data", other)}trailName: acme-team-payments\n`,
      ),
    ).toEqual([]);
  });

  it("a bucket name that another trail has", () => {
    const other = edited("team: payments", "team: ledger", TEAM);
    expect(faults(MEMBERS, TEAM, `${other}bucketName: acme-cloudtrail-222222222222-team-payments\n`)).toEqual(
      [
        expect.stringMatching(
          /^teams\/2\.yaml:5:13 bucketName: gives the bucket the name of the bucket of team payments/,
        ),
      ],
    );
  });

  it("the fifth team trail in a Region of an account, where the organization trail counts; the fourth is none", () => {
    const teams = (count: number, rest = ""): readonly string[] =>
      Array.from(
        { length: count },
        (_, index) => `${edited("team: payments", `team: team-${index}`, TEAM)}${rest}`,
      );
    expect(faults(MEMBERS, ...teams(4))).toEqual([]);
    expect(faults(MEMBERS, ...teams(5))).toEqual([
      expect.stringMatching(
        /^teams\/5\.yaml:1:9 region: makes 6 trails in eu-west-1 of account 300000000000, with the organization trail and those of team-0, team-1, team-2, team-3, team-4/,
      ),
    ]);
  });

  it("a trail of all Regions counts in each", () => {
    const regional = ["eu-west-1", "eu-west-1", "eu-west-1", "eu-west-1"].map((region, index) =>
      edited("team: payments", `team: t-${index}`, TEAM).replace("eu-west-1", region),
    );
    const everywhere = `${edited("team: payments", "team: all", TEAM).replace("eu-west-1", "us-east-1")}allRegions: true\n`;
    expect(faults(MEMBERS, ...regional)).toEqual([]);
    expect(faults(MEMBERS, ...regional, everywhere)).toEqual([
      expect.stringContaining("makes 6 trails in eu-west-1"),
    ]);
  });
});

it("reports all faults at once, by file and place, also those over several files", () => {
  const organization = edited("homeRegion: us-east-1", "homeRegion: af-south-1", MEMBERS).replace(
    'logArchive: { id: "222222222222" }',
    "logArchive: { id: 22 }",
  );
  const one = `${edited("account: payments", "account: nobody", TEAM)}colour: red\n`;
  const found = faults(organization, one, "team: [", TEAM);
  expect(found.map((fault) => fault.split(" ")[0])).toEqual([
    "organization.yaml:5:15",
    "organization.yaml:8:23",
    "teams/1.yaml:3:10",
    "teams/1.yaml:5:1",
    "teams/2.yaml:1:8:",
    "teams/3.yaml:2:7",
  ]);
});
