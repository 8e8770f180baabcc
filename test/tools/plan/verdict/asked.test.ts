import type { AskedFor, JsonObject, ResourceChange } from "../../../../tools/plan/change";
import { UNKNOWN } from "../../../../tools/plan/change";
import { judge } from "../../../../tools/plan/verdict";
import { referenceConfiguration } from "../../../support/configurations";
import { created, planOf, referring } from "./plans";
import { ALARM, EVENT_RULE, FILTER } from "./resources";

const RULE = "aws_cloudwatch_event_rule";
const ALARMS = "aws_cloudwatch_metric_alarm";
const FILTERS = "aws_cloudwatch_log_metric_filter";
const TOPIC = "${aws_sns_topic.critical.arn}";

const asking = (type: string, values: JsonObject): AskedFor => new Map([[`${type}.it`, { type, values }]]);

/** What is found in something new, which the configuration asks for as this. */
function found(change: ResourceChange, asked: JsonObject, ...others: readonly ResourceChange[]) {
  const plan = planOf({ account: "111111111111", changes: [change, ...others] });
  return judge({ ...plan, asked: asking(change.type, asked) }, referenceConfiguration(), "2026-03-31").map(
    ({ rule, verdict, what }) => `${rule} ${verdict} ${what}`,
  );
}

const other = (rule: string, what: string): string =>
  `${rule} review new, and not as the configuration has it: ${what}`;

describe("what is new is held to what the configuration has", () => {
  it("is fine where it is that, however it is written", () => {
    const pattern = JSON.stringify({ "detail-type": ["x"], source: ["aws.cloudtrail"] });
    const asked = { ...EVENT_RULE, event_pattern: '{"source":["aws.cloudtrail"],"detail-type":["x"]}' };
    expect(found(created(RULE, { ...EVENT_RULE, event_pattern: pattern }), asked)).toEqual([]);
  });

  it("is fine with what the provider writes of what is not set", () => {
    const block = { name: "root-used", namespace: "acme", value: "1" };
    const asked = { ...FILTER, metric_transformation: block };
    const given = { ...block, default_value: "", dimensions: null, unit: "None" };
    expect(found(created(FILTERS, { ...FILTER, metric_transformation: [given] }), asked)).toEqual([]);
  });

  it.each<[string, string, JsonObject, JsonObject, string]>([
    [
      "a rule hears of less",
      RULE,
      EVENT_RULE,
      { event_pattern: '{"source":["aws.none"]}' },
      "event_pattern: ",
    ],
    [
      "an alarm compares otherwise",
      ALARMS,
      ALARM,
      { comparison_operator: "LessThanThreshold" },
      "comparison_operator: ",
    ],
    ["an alarm tells nobody", ALARMS, ALARM, { alarm_actions: [] }, "the alarm no longer tells "],
    ["a filter finds nothing", FILTERS, FILTER, { pattern: "{ $.x = 1 }" }, "pattern: "],
    [
      "a block has one value more",
      FILTERS,
      FILTER,
      {
        metric_transformation: [
          { name: "root-used", namespace: "acme", value: "1", unit: "None", default_value: "9" },
        ],
      },
      "metric_transformation: ",
    ],
    ["it is called otherwise", "aws_sns_topic", { name: "acme-critical" }, { name: "x" }, "name: "],
    ["a bucket is", "aws_s3_bucket", { bucket: "acme-logs" }, { bucket: "x" }, "bucket: "],
  ])("is to be reviewed where %s", (_, type, asked, changes, says) => {
    const [finding, ...more] = found(created(type, { ...asked, ...changes }), asked);
    expect(finding).toMatch(/^\S+ review new, and not as the configuration has it: /);
    expect(finding).toContain(says);
    expect(more).toEqual([]);
  });
});

it("what is imported is held to it too", () => {
  const values = { ...ALARM, comparison_operator: "LessThanThreshold" };
  const address = `${ALARMS}.it`;
  const plan = planOf({ account: "111111111111", unchanged: new Map([[address, { type: ALARMS, values }]]) });
  const found = judge(
    { ...plan, imports: [{ address, id: "x" }], asked: asking(ALARMS, ALARM) },
    referenceConfiguration(),
    "2026-03-31",
  );
  expect(found.map(({ rule, verdict }) => `${rule} ${verdict}`)).toEqual(["alarm-changed review"]);
  expect(found[0]?.what).toMatch(/^imported, and not as the configuration has it: comparison_operator: /);
});

describe("what is taken from others", () => {
  const asked = { ...ALARM, alarm_actions: [TOPIC] };
  const alarm = created(ALARMS, { ...ALARM, alarm_actions: [UNKNOWN] });
  const named = "aws_sns_topic.critical.arn";

  it("is as asked for, before anybody knows it, where it is taken from the same", () => {
    expect(found(referring(alarm, { alarm_actions: [named, "aws_sns_topic.critical"] }), asked)).toEqual([]);
  });

  it("is as asked for where nobody knows any element of the list", () => {
    const unknown = created(ALARMS, { ...ALARM, alarm_actions: UNKNOWN });
    expect(found(referring(unknown, { alarm_actions: [named] }), asked)).toEqual([]);
    expect(found(referring(unknown, { alarm_actions: [] }), asked)).not.toEqual([]);
    expect(found(referring(unknown, { alarm_actions: ["data.aws_sns_topic.x.arn"] }), ALARM)).not.toEqual([]);
  });

  it("is another where it is taken from another", () => {
    const references = { alarm_actions: ["aws_sns_topic.evil.arn", "aws_sns_topic.evil"] };
    expect(found(referring(alarm, references), asked)).toEqual([
      other("value-not-known", `alarm_actions was ["${named}"], and is known only after apply`),
    ]);
  });

  it("is what the plan has of it", () => {
    const topic = {
      ...created("aws_sns_topic", { arn: "arn:aws:sns:us-east-1:111111111111:acme-orgtrail-critical" }),
      address: "aws_sns_topic.critical",
    };
    expect(found(created(ALARMS, ALARM), asked, topic)).toEqual([]);
  });
});

it("tells what the first deployment of a stack leaves out", () => {
  const plan = planOf({ changes: [created(RULE, EVENT_RULE)] });
  const asked = new Map([
    [`${RULE}.it`, { type: RULE, values: EVENT_RULE }],
    [`${ALARMS}.root`, { type: ALARMS, values: ALARM }],
  ]);
  const judged = (unchanged: typeof plan.planned) =>
    judge(
      { ...plan, planned: new Map([...plan.planned, ...unchanged]), asked },
      referenceConfiguration(),
      "2026-03-31",
    ).map(({ rule, address, what }) => `${rule} ${address} ${what}`);
  expect(judged(new Map())).toEqual([
    `weak-from-the-start ${ALARMS}.root the configuration has it, and the plan leaves it out`,
  ]);
  expect(judged(new Map([[`${RULE}.old`, { type: RULE, values: {} }]]))).toEqual([]);
  // A part of a stack, as one that was told of a few resources alone.
  asked.set(`${ALARMS}.other`, { type: ALARMS, values: ALARM });
  expect(judged(new Map())).toEqual([]);
});
