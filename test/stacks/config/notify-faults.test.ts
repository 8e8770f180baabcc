import { MINIMAL_ORGANIZATION } from "../../support/configurations";
import { faults, MEMBERS, TEAM } from "./faults-of";

const monitoring = (notify: string): string => `${MINIMAL_ORGANIZATION}monitoring: { notify: [${notify}] }\n`;

describe("somebody who is notified twice", () => {
  it.each<[string, string, readonly string[]]>([
    [
      "of every severity",
      "{ to: a@acme.example }, { to: a@acme.example }",
      [
        'organization.yaml:14:54 monitoring.notify[1].to: is the address of monitoring.notify[0] too, for severity critical, high, medium, low; received "a@acme.example"; allowed: each address once for a severity; remove one of the two, or give each severities of its own',
      ],
    ],
    [
      "of one severity",
      "{ to: a@acme.example, severities: [critical, high] }, { to: a@acme.example, severities: [high, low] }",
      [
        expect.stringContaining(
          "monitoring.notify[1].to: is the address of monitoring.notify[0] too, for severity high;",
        ),
      ],
    ],
  ])("%s", (_name, notify, expected) => {
    expect(faults(monitoring(notify))).toEqual(expected);
  });

  it.each([
    [
      "of severities of their own",
      "{ to: a@acme.example, severities: [high] }, { to: a@acme.example, severities: [low] }",
    ],
    ["at addresses of like spelling", "{ to: sec.ops@acme.example }, { to: sec-ops@acme.example }"],
  ])("but not %s", (_name, notify) => {
    expect(faults(monitoring(notify))).toEqual([]);
  });

  it("is passed over where the schema refused the severities", () => {
    expect(faults(monitoring("{ to: a@acme.example }, { to: a@acme.example, severities: [hig] }"))).toEqual([
      expect.stringContaining("severities[0]: is not one of the values allowed"),
    ]);
    expect(faults(monitoring("{ to: a@acme.example }, { to: a@acme.example, severities: 3 }"))).toEqual([
      expect.stringContaining("severities: is a number, not a list"),
    ]);
  });

  it("by a team, or of failed controls", () => {
    const twice = "notify: [a@acme.example, b@acme.example, a@acme.example]";
    const what =
      'is the address of notify[0] too; received "a@acme.example"; allowed: each address once; remove one of the two';
    expect(faults(MEMBERS, `${TEAM}${twice}\n`)).toEqual([`teams/1.yaml:5:42 notify[2]: ${what}`]);
    expect(faults(`${MINIMAL_ORGANIZATION}securityHub: { ${twice} }\n`)).toEqual([
      `organization.yaml:14:57 securityHub.notify[2]: ${what.replace("notify", "securityHub.notify")}`,
    ]);
  });
});

describe("what is FIFO, where nothing publishes to it", () => {
  const FIFO = "us-east-1:111111111111:noise.fifo";

  it.each([
    [
      "is a queue that is notified",
      `notify: [{ to: "arn:aws:sqs:${FIFO}" }]`,
      "is nothing to which notifications go",
    ],
    [
      "is a topic of alarms",
      `topics: { low: "arn:aws:sns:${FIFO}" }`,
      "is no topic that alarms can publish to",
    ],
  ])("%s", (_name, monitoring, expected) => {
    expect(faults(`${MINIMAL_ORGANIZATION}monitoring: { ${monitoring} }\n`)).toEqual([
      expect.stringContaining(expected),
    ]);
  });
});
