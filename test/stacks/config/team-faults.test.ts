import { organizationWithMembers } from "../../support/configurations";
import { edited, faults, MEMBERS, TEAM } from "./faults-of";

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
      "nothing said of what to record",
      edited("record: [{ preset: lambda-invocations }]\n", "", TEAM),
      /^teams\/1\.yaml:1:1 record: is missing; .*; say what the trail records, here or in basicSelectors$/,
    ],
    [
      "nothing to record",
      edited("[{ preset: lambda-invocations }]", "[]", TEAM),
      /^teams\/1\.yaml:4:9 record: is empty/,
    ],
    [
      "an alarm on what the trail does not record",
      `${TEAM}alarms: [{ name: policy-changed, events: [PutBucketPolicy] }]\nrecord: []\n`
        .replace("record: [{ preset: lambda-invocations }]\n", "")
        .replace("record: []", "record: [{ preset: s3-destructive }]"),
      /^teams\/1\.yaml:4:43 alarms\[0\]\.events\[0\]: is recorded by nothing in record, so the alarm would never ring; received "PutBucketPolicy"; record it, for calls that manage resources with \{ preset: management-write \}, or leave it out$/,
    ],
    [
      "an alarm without a name that its resources can have",
      `${TEAM}alarms: [{ name: "A b", events: [Invoke] }]\n`,
      /^teams\/1\.yaml:5:18 alarms\[0\]\.name: is no name; received "A b"/,
    ],
    [
      "two alarms of one name",
      `${TEAM}alarms: [{ name: invoked, events: [Invoke] }, { name: invoked, events: [Invoke] }]\n`,
      /^teams\/1\.yaml:5:55 alarms\[1\]\.name: is the name of another alarm too; received "invoked"/,
    ],
    [
      "an alarm on a principal that is none",
      `${TEAM}alarms: [{ name: invoked, events: [Invoke], principal: alice }]\n`,
      /^teams\/1\.yaml:5:56 alarms\[0\]\.principal: is not the ARN of an IAM role or user; received "alice"/,
    ],
    [
      "an event with its service before it",
      `${TEAM}alarms: [{ name: invoked, events: ["lambda:Invoke"] }]\n`,
      /^teams\/1\.yaml:5:36 alarms\[0\]\.events\[0\]: is no name of an event; received "lambda:Invoke"; .*without its service$/,
    ],
    [
      "more alarms than a log group has filters",
      `${TEAM}alarms: [${Array.from({ length: 101 }, (_, index) => `{ name: alarm-${index}, events: [Invoke] }`).join(", ")}]\n`,
      /^teams\/1\.yaml:5:9 alarms: make 101 metric filters, 1 over what one log group takes/,
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

  it("a log group that another trail of the account delivers to", () => {
    const other = edited("team: payments", "team: ledger", TEAM);
    const group = "logGroup: { name: /acme/log }\n";
    expect(faults(MEMBERS, `${TEAM}${group}`, `${other}${group}`)).toEqual([
      expect.stringMatching(/^teams\/2\.yaml:5:19 logGroup\.name: is the log group of teams\/1\.yaml too/),
    ]);
    const elsewhere = edited("account: payments", "account: data", other);
    expect(faults(MEMBERS, `${TEAM}${group}`, `${elsewhere}${group}`)).toEqual([]);
    const abroad = edited("eu-west-1", "us-east-1", other);
    expect(faults(MEMBERS, `${TEAM}${group}`, `${abroad}${group}`)).toEqual([]);
  });

  it("a log group that another trail was given by name before orgtrail derived it", () => {
    const other = `${edited("team: payments", "team: ledger", TEAM)}logGroup: {}\n`;
    const taken = `${TEAM}logGroup: { name: /orgtrail/acme/team-ledger }\n`;
    expect(faults(MEMBERS, taken, other)).toEqual([
      'teams/2.yaml:2:7 team: makes the log group that is that of teams/1.yaml too; received "/orgtrail/acme/team-ledger"; set logGroup.name here or there',
    ]);
  });

  it("the log group of the organization's trail, in its account and Region", () => {
    const team = edited("account: payments", "account: management", TEAM).replace("eu-west-1", "us-east-1");
    const group = "logGroup: { name: /acme/log }\n";
    const organization = `${MEMBERS}monitoring: { logGroupName: /acme/log, rules: { enabled: false } }\n`;
    expect(faults(organization, `${team}${group}`)).toEqual([
      expect.stringMatching(
        /^teams\/1\.yaml:5:19 logGroup\.name: is the log group of organization\.yaml too/,
      ),
    ]);
    expect(faults(organization, `${team.replace("us-east-1", "eu-west-1")}${group}`)).toEqual([]);
  });

  it("rules where there are rules already, and in another Region none", () => {
    const other = edited("team: payments", "team: ledger", TEAM);
    expect(faults(MEMBERS, `${TEAM}rules: true\n`, `${other}rules: true\n`)).toEqual([
      expect.stringMatching(
        /^teams\/2\.yaml:5:8 rules: makes rules in eu-west-1 of account 300000000000, where those of teams\/1\.yaml stand already/,
      ),
    ]);
    expect(
      faults(MEMBERS, `${TEAM}rules: true\n`, `${other.replace("eu-west-1", "us-east-1")}rules: true\n`),
    ).toEqual([]);
    const central = edited("account: payments", "account: logArchive", TEAM).replace(
      "eu-west-1",
      "us-east-1",
    );
    expect(faults(`${MEMBERS}monitoring: {}\n`, `${central}rules: true\n`)).toEqual([
      expect.stringMatching(/where those of monitoring\.rules in organization\.yaml stand already/),
    ]);
    expect(
      faults(`${MEMBERS}monitoring: { rules: { enabled: false } }\n`, `${central}rules: true\n`),
    ).toEqual([]);
  });

  it("rules in the security account's home Region, where those of the bus stand", () => {
    const organization = MEMBERS.replace(
      "    members:",
      '    security: { id: "333333333333" }\n    members:',
    );
    const forwards = `${organization}monitoring: { rules: { forwardToSecurity: true } }\n`;
    const team = `${edited("account: payments", "account: security", TEAM).replace("eu-west-1", "us-east-1")}rules: true\n`;
    expect(faults(forwards, team)).toEqual([
      expect.stringMatching(
        /^teams\/1\.yaml:5:8 rules: makes rules in us-east-1 of account 333333333333, where those of monitoring\.rules in organization\.yaml stand already/,
      ),
    ]);
    expect(faults(forwards, team.replace("us-east-1", "eu-west-1"))).toEqual([]);
    expect(faults(`${organization}monitoring: {}\n`, team)).toEqual([]);
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

describe("log buckets of hundreds of accounts", () => {
  const names = Array.from({ length: 600 }, (_, index) => `team-${index}`);
  const own = (name: string, keys = ""): string =>
    `team: ${name}\naccount: ${name}\nregion: eu-west-1\ndestination: own\n${keys}record: [{ preset: lambda-invocations }]\n`;
  const organization = `${organizationWithMembers(...names)}trail: { record: [{ preset: s3-write }] }\n`;

  it("fit into the selectors of the organization trail by how orgtrail's names begin", () => {
    expect(faults(organization, ...names.map((name) => own(name)))).toEqual([]);
  });

  it("do not where each has a name of another kind, and the fault names that and not what is recorded", () => {
    const named = names.map((name) => own(name, `bucketName: logs-of-${name}\n`));
    expect(faults(organization, ...named)).toEqual([
      expect.stringMatching(
        /^teams\/1\.yaml:5:13 bucketName: is one of 600 names of log buckets that do not begin as orgtrail's do, and the organization trail, which names each of them, has \d+ values over all conditions; received "logs-of-team-0"; allowed: at most 500 for a trail; leave out bucketName, here and in other files, and the names begin alike$/,
      ),
    ]);
  });
});
