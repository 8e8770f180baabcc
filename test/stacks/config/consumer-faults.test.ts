import { parseConfiguration } from "../../../stacks/config";
import { configurationOf, MINIMAL_ORGANIZATION } from "../../support/configurations";
import { edited, faults } from "./faults-of";

const KNOWN = "account: '111111111111'";
const FOREIGN = "account: '777777777777'";
const consumers = (...entries: readonly string[]): string =>
  `${MINIMAL_ORGANIZATION}  consumers:\n${entries.map((entry) => `    - { ${entry} }\n`).join("")}`;
const MONITORED = "monitoring: { rules: {}, notify: [{ to: security@acme.example }] }\n";

const warnings = (text: string): readonly string[] =>
  parseConfiguration({ organization: { file: "organization.yaml", text }, teams: [] }).warnings.map(
    ({ what }) => what,
  );

describe("consumers without fault", () => {
  it.each<[string, readonly string[]]>([
    ["an account of the configuration", [`name: soc, ${KNOWN}`]],
    ["a foreign one with an external id", [`name: soc, ${FOREIGN}, externalId: ab`]],
    ["a role of the configuration's", ["name: soc, role: 'arn:aws:iam::111111111111:role/Soc*'"]],
    [
      "two of different accounts, and a third by event bus",
      [
        `name: one, ${KNOWN}, notify: sqs, accounts: ['111111111111']`,
        `name: two, ${KNOWN}, notify: sns, prefix: 222222222222/CloudTrail`,
        `name: three, ${KNOWN}, notify: eventbridge, eventBusArn: 'arn:aws:events:us-east-1:111111111111:event-bus/x'`,
      ],
    ],
  ])("%s", (_, entries) => {
    expect(faults(consumers(...entries))).toEqual([]);
  });

  it("read all of the organization, or what they are handed", () => {
    const prefixed = consumers(
      `name: all, ${KNOWN}`,
      `name: some, ${KNOWN}, prefix: 111111111111/CloudTrail`,
    ).replace("archive:\n", "archive:\n  prefix: audit\n");
    expect(configurationOf(prefixed).archive.handOn?.consumers.map(({ folders }) => folders)).toEqual([
      ["audit/AWSLogs/o-a1b2c3d4e5/"],
      ["audit/AWSLogs/o-a1b2c3d4e5/111111111111/CloudTrail/"],
    ]);
  });
});

describe("a fault of consumers", () => {
  it.each<[string, readonly string[], string]>([
    [
      "nobody",
      ["name: soc"],
      "organization.yaml:15:7 archive.consumers[0]: says of nobody who takes the role; allowed: account, or role; write the account from which the consumer reads, or the ARN of its role",
    ],
    [
      "a foreign account without an external id",
      [`name: soc, ${FOREIGN}`],
      "organization.yaml:15:7 archive.consumers[0]: names no external id, and account 777777777777 is none of organization.accounts: whoever else it serves could have it read these logs; write externalId as the consumer shows it, or list the account in organization.accounts",
    ],
    [
      "an external id that STS refuses",
      [`name: soc, ${FOREIGN}, externalId: 'a b'`],
      'organization.yaml:15:57 archive.consumers[0].externalId: is no external id that STS takes; received "a b"; allowed: 2 to 1224 letters, digits and _ + = , . @ : / -; copy what the consumer shows, or make a long random one and tell it to the consumer alone',
    ],
    [
      "the same name twice",
      [`name: soc, ${KNOWN}`, `name: soc, ${KNOWN}`],
      'organization.yaml:16:15 archive.consumers[1].name: is the name of another consumer; received "soc"; choose another name',
    ],
    [
      "a name that is too long for a role's",
      [`name: a12345678901234567890, ${KNOWN}`],
      "organization.yaml:15:15 archive.consumers[0].name: is not 2 to 20 characters long",
    ],
    [
      "two that are told of the same files",
      [`name: one, ${KNOWN}, notify: sqs`, `name: two, ${KNOWN}, notify: sns, accounts: ['111111111111']`],
      "organization.yaml:16:53 archive.consumers[1].notify: tells of files in AWSLogs/o-a1b2c3d4e5/111111111111/, of which one is told already, and S3 tells one of each file; hand on different accounts, tell all but one by eventbridge, or have both subscribe to one topic of a consumer of yours",
    ],
    [
      "a bus that is not named",
      [`name: soc, ${KNOWN}, notify: eventbridge`],
      "organization.yaml:15:53 archive.consumers[0].notify: names no event bus; write eventBusArn, the ARN of the consumer's bus",
    ],
    [
      "a bus of somebody else",
      [
        `name: soc, ${KNOWN}, notify: eventbridge, eventBusArn: 'arn:aws:events:us-east-1:999999999999:event-bus/x'`,
      ],
      "archive.consumers[0].eventBusArn: is a bus of somebody else",
    ],
    [
      "a bus that is told of nothing",
      [`name: soc, ${KNOWN}, notify: sqs, eventBusArn: 'arn:aws:events:us-east-1:111111111111:event-bus/x'`],
      "archive.consumers[0].eventBusArn: is told of nothing",
    ],
    [
      "accounts and a prefix",
      [`name: soc, ${KNOWN}, accounts: ['111111111111'], prefix: 111111111111/CloudTrail`],
      "archive.consumers[0].prefix: stands beside accounts",
    ],
    [
      "a prefix of everybody's",
      [`name: soc, ${KNOWN}, prefix: '*/CloudTrail'`],
      "prefix: is no folder of log files",
    ],
    ["a prefix that leads out", [`name: soc, ${KNOWN}, prefix: ../..`], "prefix: is no folder of log files"],
    ["a variable of IAM", [`name: soc, ${KNOWN}, prefix: '\${aws:PrincipalAccount}'`], "prefix"],
    [
      "a role of another account than its own",
      [`name: soc, ${KNOWN}, role: 'arn:aws:iam::222222222222:role/Soc'`],
      "archive.consumers[0].role: is of another account",
    ],
    ["a name with a command", ["name: 'soc; rm', account: '111111111111'"], "archive.consumers[0].name"],
    ["no name", [KNOWN], "archive.consumers[0].name"],
    ["a key that there is not", [`name: soc, ${KNOWN}, notfy: sqs`], "archive.consumers[0].notfy"],
  ])("%s", (_, entries, says) => {
    expect(faults(consumers(...entries)).join("\n")).toContain(says);
  });

  it("of one does not hide those of another", () => {
    const found = faults(consumers("name: soc", `name: x, ${KNOWN}`, `name: lake, ${FOREIGN}`));
    expect(found).toHaveLength(3);
  });

  it("warns where nobody hears that one is behind", () => {
    const told = consumers(`name: soc, ${KNOWN}, notify: sqs`);
    expect(warnings(told)).toContainEqual(expect.stringContaining("ring alarms that nobody hears"));
    expect(warnings(`${told}${MONITORED}`)).toEqual(warnings(`${MINIMAL_ORGANIZATION}${MONITORED}`));
    expect(warnings(edited("notify: sqs", "notify: sns", told))).toEqual(warnings(MINIMAL_ORGANIZATION));
  });
});
