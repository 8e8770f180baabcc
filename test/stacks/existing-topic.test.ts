import { policiesOf } from "../../stacks/blueprint";
import type { Configuration } from "../../stacks/config";
import { builtInStatements, builtInTables } from "../../tools/prove/built-in";
import { prove } from "../../tools/prove/prove";
import { proveStatements } from "../../tools/prove/statements";
import { configurationOf, MINIMAL_ORGANIZATION } from "../support/configurations";
import { addresses, synthesized, type TerraformJson } from "../support/synthesized";
import { faults } from "./config/faults-of";

const TOPIC = "arn:aws:sns:us-east-1:111111111111:log-files";
const WATCHED = "monitoring: { notify: [{ to: a@b.example }] }\nconfigRules: {}\n";
const of = (more: string): Configuration => configurationOf(`${MINIMAL_ORGANIZATION}${WATCHED}${more}`);
const named = (arn: string, more = ""): string => `trail: { deliveryTopicArn: "${arn}"${more} }\n`;

describe("a topic that is there already, and hears of delivered log files", () => {
  const WITH = of(named(TOPIC));
  const management = (configuration: Configuration): TerraformJson => {
    const { management: json } = synthesized(configuration);
    if (json === undefined) throw new Error("there is no such stack");
    return json;
  };
  const [before, after] = [management(of("")), management(WITH)];

  it("takes the place of the one that is made, in trail, alarm and rules", () => {
    const gone = addresses(before).filter((each) => !addresses(after).includes(each));
    expect(gone).toEqual([
      "aws_kms_key.organization_delivery_key_E6A2DD96",
      "aws_sns_topic.organization_delivery_topic_1B2731E2",
      "aws_sns_topic_policy.organization_delivery_policy_699D3193",
    ]);
    const [trail] = Object.values(after.resource?.["aws_cloudtrail"] ?? {});
    expect(trail).toMatchObject({ sns_topic_name: "log-files" });
    const alarms = Object.values(after.resource?.["aws_cloudwatch_metric_alarm"] ?? {});
    expect(alarms).toContainEqual(expect.objectContaining({ dimensions: { TopicName: "log-files" } }));
    expect(JSON.stringify(after)).not.toContain("-trail-delivery");
  });

  it("is proven by the policy that its owner is asked for", () => {
    const { failures, faults: wrong } = prove(WITH, builtInTables());
    expect([failures, wrong]).toEqual([[], []]);
    const { answers } = proveStatements(WITH, policiesOf(WITH), builtInStatements().statements);
    expect(answers.filter(({ answer }) => answer !== "proven")).toEqual([]);
    const asked = policiesOf(WITH).filter(({ askedOfOwner }) => askedOfOwner === true);
    expect(asked.map(({ arn, kind }) => [arn, kind])).toEqual([[TOPIC, "delivery topic"]]);
    expect(JSON.stringify(asked[0]?.document)).toContain(`"Resource":"${TOPIC}"`);
  });

  it.each([
    [
      "another account",
      named(TOPIC.replace("1111", "2222")),
      /is no topic of the trail's account and Region/,
    ],
    ["another Region", named(TOPIC.replace("us-east-1", "us-east-2")), /is no topic of the trail's account/],
    ["a name alone", named("log-files"), /is no topic of the trail's account/],
    ["first in, first out", named(`${TOPIC}.fifo`), /is no topic of the trail's account/],
    [
      "the one that is made",
      named("arn:aws:sns:us-east-1:111111111111:acme-organization-trail-delivery"),
      /is the topic that is made where none is named: it would be destroyed/,
    ],
    [
      "one that is to hear of nothing",
      named(TOPIC, ", deliveryNotifications: false"),
      /is to hear of nothing/,
    ],
    [
      "one that alarms tell, too",
      `${named(TOPIC)}monitoring: { topics: { critical: "${TOPIC}" } }\n`,
      /is the topic of alarms too: whoever hears those of severity critical would hear of each log file/,
    ],
  ])("is refused: %s", (_, more, says) => {
    expect(faults(`${MINIMAL_ORGANIZATION}${more}`)).toEqual([expect.stringMatching(says)]);
  });
});
