import { MINIMAL_ORGANIZATION } from "../../support/configurations";
import { edited, faults } from "./faults-of";

const WITH_SECURITY = edited(
  '    logArchive: { id: "222222222222" }\n',
  '    logArchive: { id: "222222222222" }\n    security: { id: "333333333333" }\n',
);
const rules = (text: string, organization = MINIMAL_ORGANIZATION): string =>
  `${organization}monitoring: { rules: { ${text} } }\n`;
const RESPOND = "arn:aws:lambda:us-east-1:333333333333:function:respond";

describe("targets of rules", () => {
  it("stand where the rules are that notify", () => {
    const targets = `targets: [{ id: respond, arn: "${RESPOND}" }]`;
    expect(faults(rules(`forwardToSecurity: true, ${targets}`, WITH_SECURITY))).toEqual([]);
    expect(faults(rules(targets, WITH_SECURITY))).toEqual([
      "organization.yaml:15:34 monitoring.rules.targets[0].roleArn: is missing, and the target is of account 333333333333; allowed: a role of account 111111111111 with which EventBridge sends there; add it, and let the role in by the target's own policy",
    ]);
  });

  it.each<[string, string, RegExp]>([
    [
      "a function of another Region",
      `{ id: respond, arn: "${RESPOND.replace("us-east-1", "eu-west-1")}" }`,
      /^organization\.yaml:14:\d+ monitoring\.rules\.targets\[0\]\.arn: is of Region eu-west-1/,
    ],
    [
      "the id of the topic",
      '{ id: topic, arn: "arn:aws:sqs:us-east-1:111111111111:q" }',
      /^organization\.yaml:14:40 monitoring\.rules\.targets\[0\]\.id: is an id that orgtrail keeps for its own/,
    ],
    ...["sns", "sqs"].map((service): [string, string, RegExp] => [
      `a FIFO resource of ${service}`,
      `{ id: first, arn: "arn:aws:${service}:us-east-1:111111111111:q.fifo" }`,
      /^organization\.yaml:14:\d+ monitoring\.rules\.targets\[0\]\.arn: is FIFO, and rules give events no order/,
    ]),
    [
      "an id twice",
      '{ id: qq, arn: "arn:aws:sqs:us-east-1:111111111111:q" }, { id: qq, arn: "arn:aws:sqs:us-east-1:111111111111:r" }',
      /^organization\.yaml:14:97 monitoring\.rules\.targets\[1\]\.id: is the id of targets\[0\] too/,
    ],
  ])("%s", (_name, targets, expected) => {
    expect(faults(rules(`targets: [${targets}]`))).toEqual([expect.stringMatching(expected)]);
  });

  it("are passed over where the schema refused a part of them", () => {
    expect(faults(rules(`targets: [{ id: respond, arn: "${RESPOND}", roleArn: x }]`))).toEqual([
      expect.stringContaining("roleArn: is no ARN"),
    ]);
    expect(faults(rules('targets: [{ id: topic, arn: "x" }, 3]'))).toHaveLength(2);
  });

  it("are left alone where the security account is missing, which is a fault of its own", () => {
    const found = faults(rules(`forwardToSecurity: true, targets: [{ id: respond, arn: "${RESPOND}" }]`));
    expect(found).toEqual([expect.stringContaining("and there is none")]);
  });
});
