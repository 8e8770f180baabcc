import { MINIMAL_ORGANIZATION, organizationWithMembers } from "../../support/configurations";
import { edited, faults, MEMBERS, TEAM } from "./faults-of";

it("finds no fault in the minimal organization, nor in a minimal team", () => {
  expect(faults(MINIMAL_ORGANIZATION)).toEqual([]);
  expect(faults(MEMBERS, TEAM)).toEqual([]);
});

describe("a fault of the organization's file", () => {
  it.each<[string, string, string]>([
    [
      "a state bucket of an account that is unknown",
      edited("region: us-east-1 }", "region: us-east-1, account: logarchive }"),
      'organization.yaml:11:70 terraform.state.account: is no account of the organization; received "logarchive"; allowed: management, logArchive; did you mean logArchive?',
    ],
    [
      "an unknown key",
      edited("homeRegion: us-east-1", "homeRegion: us-east-1\n  partion: aws"),
      "organization.yaml:6:3 organization.partion: is not a known key; allowed: name, id, homeRegion, partition, accounts, deployRole, planRole, permissionsBoundary; did you mean partition?",
    ],
    [
      "a key that resembles nothing",
      edited("homeRegion: us-east-1", "homeRegion: us-east-1\n  xyz: aws"),
      "organization.yaml:6:3 organization.xyz: is not a known key; allowed: name, id, homeRegion, partition, accounts, deployRole, planRole, permissionsBoundary; remove it",
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
      'organization.yaml:14:11 archive.prefix: has a slash at an end or two in a row; received "a/"; allowed: 1 to 200 letters, digits and ! - _ . \' ( ) /, without AWSLogs and without a slash at either end; remove the slash',
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
      "basic selectors beside advanced ones",
      `${MINIMAL_ORGANIZATION}trail: { basicSelectors: [{}], record: [{ preset: s3-write }] }\n`,
      "organization.yaml:14:26 trail.basicSelectors: stands beside record, and a trail has selectors of one kind; keep record, or basicSelectors",
    ],
    [
      "a sixth basic selector",
      `${MINIMAL_ORGANIZATION}trail: { basicSelectors: [{}, {}, {}, {}, {}, {}] }\n`,
      "organization.yaml:14:26 trail.basicSelectors: ",
    ],
    [
      "basic selectors that record the log buckets too",
      `${MINIMAL_ORGANIZATION}trail: { basicSelectors: [{ dataResources: [{ type: "AWS::S3::Object", values: ["arn:aws:s3"] }] }] }\n`,
      "organization.yaml:14:81 trail.basicSelectors[0].dataResources[0].values[0]: ",
    ],
    [
      "more than 500 values",
      `${MINIMAL_ORGANIZATION}trail: { record: [{ preset: lambda-invocations, functions: [${Array.from(
        { length: 500 },
        (_, index) => `"arn:aws:lambda:us-east-1:111122223333:function:f${index}x"`,
      ).join(", ")}] }] }\n`,
      "organization.yaml:14:",
    ],
    [
      "a time for which CloudWatch Logs keeps no events",
      `${MINIMAL_ORGANIZATION}monitoring: { retentionDays: 366 }\n`,
      "organization.yaml:14:30 monitoring.retentionDays: is no time for which CloudWatch Logs keeps events; received 366; allowed: 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, ",
    ],
    [
      "a time in quotes",
      `${MINIMAL_ORGANIZATION}monitoring: { retentionDays: "400" }\n`,
      'organization.yaml:14:30 monitoring.retentionDays: is no time for which CloudWatch Logs keeps events; received "400"; allowed: 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653, forever; choose one of them, a number without quotes',
    ],
    [
      "a log group name that AWS refuses",
      `${MINIMAL_ORGANIZATION}monitoring: { logGroupName: aws/cloudtrail }\n`,
      'organization.yaml:14:29 monitoring.logGroupName: is no name of a log group; received "aws/cloudtrail"',
    ],
    [
      "a control that there is not",
      `${MINIMAL_ORGANIZATION}monitoring: { controls: { root-used: { enabled: false } } }\n`,
      "organization.yaml:14:27 monitoring.controls.root-used: is not a known key; allowed: unauthorized-api-calls, sign-in-without-mfa, root-use, ",
    ],
    [
      "a threshold of none",
      `${MINIMAL_ORGANIZATION}monitoring: { controls: { root-use: { threshold: 0 } } }\n`,
      "organization.yaml:14:50 monitoring.controls.root-use.threshold: is less than allowed; received 0; allowed: at least 1",
    ],
    [
      "a period of more than a day",
      `${MINIMAL_ORGANIZATION}monitoring: { controls: { root-use: { periodMinutes: 1441 } } }\n`,
      "organization.yaml:14:54 monitoring.controls.root-use.periodMinutes: is more than allowed; received 1441; allowed: at most 1440",
    ],
    [
      "a severity that there is not",
      `${MINIMAL_ORGANIZATION}monitoring: { controls: { root-use: { severity: hig } } }\n`,
      'organization.yaml:14:49 monitoring.controls.root-use.severity: is not one of the values allowed; received "hig"; allowed: critical, high, medium, low; did you mean high?',
    ],
    [
      "somebody to notify who is nowhere",
      `${MINIMAL_ORGANIZATION}monitoring: { notify: [{ to: security }] }\n`,
      'organization.yaml:14:30 monitoring.notify[0].to: is nothing to which notifications go; received "security"; allowed: an e-mail address, an https:// address, a phone number with its +, or the ARN of a queue (but FIFO) or function; correct the address',
    ],
    [
      "a topic that closes what patterns put around it",
      `${MINIMAL_ORGANIZATION}monitoring: { topics: { low: 'arn:aws:sns:us-east-1:111111111111:a"}\\' } }\n`,
      'organization.yaml:14:30 monitoring.topics.low: is no ARN; received "arn:aws:sns:us-east-1:111111111111:a\\"}\\\\"; allowed: arn:PARTITION:SERVICE:REGION:ACCOUNT:RESOURCE; copy the whole ARN',
    ],
    [
      "a topic of another account",
      `${MINIMAL_ORGANIZATION}monitoring: { topics: { low: "arn:aws:sns:us-east-1:222222222222:noise" } }\n`,
      'organization.yaml:14:30 monitoring.topics.low: is no topic that alarms can publish to; received "arn:aws:sns:us-east-1:222222222222:noise"; allowed: topics that begin arn:aws:sns:us-east-1:111111111111:, and are no FIFO topics; take a standard topic of the management account in the home Region',
    ],
    [
      "a fourth target",
      `${MINIMAL_ORGANIZATION}monitoring: { rules: { targets: [${["aa", "bb", "cc", "dd"].map((id) => `{ id: ${id}, arn: "arn:aws:sqs:us-east-1:111111111111:q" }`).join(", ")}] } }\n`,
      "organization.yaml:14:33 monitoring.rules.targets: is more than allowed",
    ],
    [
      "a target that is no ARN",
      `${MINIMAL_ORGANIZATION}monitoring: { rules: { targets: [{ id: aa, arn: respond }] } }\n`,
      'organization.yaml:14:49 monitoring.rules.targets[0].arn: is no ARN; received "respond"',
    ],
    [
      "events forwarded to an account that there is not",
      `${MINIMAL_ORGANIZATION}monitoring: { rules: { forwardToSecurity: true } }\n`,
      "organization.yaml:14:43 monitoring.rules.forwardToSecurity: forwards events to the security account, and there is none; received true; add organization.accounts.security, or leave it out",
    ],
    ["text that is no YAML", "a: [", "organization.yaml:1:5: is not YAML: "],
    ["an empty file", "", "organization.yaml:1:1: is empty; allowed: keys with values: organization, "],
    [
      "two documents in one file",
      `${MINIMAL_ORGANIZATION}---\n${MINIMAL_ORGANIZATION}`,
      "organization.yaml:14:1: begins a second document; allowed: one document a file; move it to a file of its own",
    ],
    [
      "the same key twice",
      edited("  name: acme", "  name: acme\n  name: acme"),
      "organization.yaml:4:3: gives the key name twice; keep one of the two",
    ],
    [
      "tabs",
      MINIMAL_ORGANIZATION.replace(/^ +/gm, "\t"),
      "organization.yaml:3:1: is indented with a tab, and YAML takes spaces; put spaces in place of tabs",
    ],
    ["brackets without end", "a: [".repeat(9_000), "organization.yaml:1:"],
    [
      "keys that are of no use by themselves",
      `${MINIMAL_ORGANIZATION}configRules:\n`,
      "organization.yaml:14:1 configRules: is empty; allowed: keys with values: ",
    ],
    [
      "a switch in place of settings",
      `${MINIMAL_ORGANIZATION}securityHub: true\n`,
      "organization.yaml:14:14 securityHub: is true or false, not keys with values; received true; allowed: keys with values: ",
    ],
    [
      "an address in place of who is told of what",
      `${MINIMAL_ORGANIZATION}monitoring:\n  notify: [a@b.example]\n`,
      'organization.yaml:15:12 monitoring.notify[0]: is text, not keys with values; received "a@b.example"; allowed: keys with values: ' +
        "to, severities (optional); write { to: a@b.example }",
    ],
  ])("%s", (_name, text, expected) => {
    const [first, ...others] = faults(text);
    expect(others).toEqual([]);
    expect(first?.slice(0, expected.length)).toBe(expected);
  });

  it("that all of it has is told once, and of no other file", () => {
    for (const text of ["", "- a", "organization: [", "organization:\n\tname: x", "x"]) {
      expect(faults(text, TEAM, TEAM.replaceAll("payments", "data"))).toHaveLength(1);
    }
  });

  it.each([
    [
      "homeRegion: us-east-1",
      "homeRegion: af-south-1",
      /organization\.homeRegion: is an opt-in Region.*; choose a Region that is enabled in every account$/,
    ],
    [
      "homeRegion: us-east-1",
      "homeRegion: us-esat-1",
      /organization\.homeRegion: is not a Region of AWS.*did you mean us-east-1\?$/,
    ],
    [
      "homeRegion: us-east-1",
      "homeRegion: cn-north-1",
      /organization\.homeRegion: is a Region of partition aws-cn, not of aws.*; correct the Region, or the organization's partition$/,
    ],
    [
      "homeRegion: us-east-1",
      "homeRegion: us-gov-west-1",
      /; correct the Region, or the organization's partition$/,
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

describe("a fault of the pipeline", () => {
  const organization = (pipeline: string): string =>
    `${edited("deployRole: OrgTrailDeploy", "deployRole: OrgTrailDeploy\n  planRole: OrgTrailPlan")}pipeline: ${pipeline}\n`;

  it.each([
    "{ kind: github, repository: acme/audit, environments: [production] }",
    "{ kind: gitlab, project: acme/audit, branches: [main], audience: vault, provider: existing }",
    '{ kind: oidc, issuer: agent.buildkite.com, plan: ["organization:acme:pipeline:audit:*"], deploy: ["organization:acme:pipeline:audit:ref:refs/heads/main:*"] }',
    '{ kind: principals, plan: ["arn:aws:iam::222222222222:role/Jenkins"], deploy: ["arn:aws:iam::222222222222:user/ops"] }',
  ])("is none of %s", (pipeline) => {
    expect(faults(organization(pipeline))).toEqual([]);
  });

  it.each<[string, string, string]>([
    [
      "a repository that is any",
      "{ kind: github, repository: acme/*, environments: [production] }",
      'organization.yaml:15:39 pipeline.repository: names no repository; received "acme/*"; allowed: OWNER/REPOSITORY, or OWNER@ID/REPOSITORY@ID where its subjects are immutable; name one, without wildcards',
    ],
    [
      "principals that are an account",
      '{ kind: principals, plan: ["222222222222"], deploy: ["arn:aws:iam::222222222222:user/ops"] }',
      'organization.yaml:15:38 pipeline.plan[0]: is not the ARN of an IAM role or user; received "222222222222"; allowed: arn:PARTITION:iam::ACCOUNT:role/NAME or …:user/NAME, with * and ? in the name where one pattern is to match several; write the whole ARN; of a role session, the ARN of its role',
    ],
    [
      "a kind that there is not",
      "{ kind: bitbucket, repository: acme/audit }",
      'organization.yaml:15:19 pipeline.kind: is not one of the values allowed; received "bitbucket"; allowed: github, gitlab, oidc, principals; choose one of them',
    ],
    [
      "a list with what is no text in it, of which nothing else is told",
      "{ kind: github, repository: acme/audit, environments: [1] }",
      'organization.yaml:15:66 pipeline.environments[0]: is a number, not text, and YAML drops the leading zeros of numbers; received 1; allowed: text in quotes; write "1", in quotes',
    ],
  ])("names %s", (_, pipeline, text) => {
    expect(faults(organization(pipeline))).toEqual([text]);
  });

  it("is a role without a name", () => {
    expect(
      faults(`${MINIMAL_ORGANIZATION}pipeline: { kind: gitlab, project: acme/audit, branches: [main] }\n`),
    ).toEqual([
      "organization.yaml:3:3 organization.planRole: is missing, and pipeline says who takes it; allowed: the name of a role; add it, such as planRole: OrgTrailPlan",
    ]);
  });
});
