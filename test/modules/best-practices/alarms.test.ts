import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { CloudwatchLogMetricFilter } from "@cdktf/provider-aws/lib/cloudwatch-log-metric-filter";
import {
  CloudwatchMetricAlarm,
  type CloudwatchMetricAlarmConfig,
} from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import type { TerraformStack } from "cdktf";
import type { Compliance } from "../../../modules/best-practices";
import { ARCHIVE_ACCOUNT, judged, judgedTree, stackIn, trailIn } from "./hand-made";

const LATER = "${var.later}";
const ROLE = "arn:aws:iam::111111111111:role/log";
const TOPIC = "arn:aws:sns:us-east-1:111111111111:t";

/** A log group, to which a trail delivers, with a filter that counts into a metric. */
function filterIn(
  stack: TerraformStack,
  metric: { readonly name?: string; readonly dimensions?: Record<string, string> } = {},
  logGroupName?: string,
): CloudwatchLogMetricFilter {
  const logGroup = new CloudwatchLogGroup(stack, "group", { name: "/events" });
  trailIn(stack, { cloudWatchLogsGroupArn: `${logGroup.arn}:*`, cloudWatchLogsRoleArn: ROLE });
  return new CloudwatchLogMetricFilter(stack, "filter", {
    name: "root",
    logGroupName: logGroupName ?? logGroup.name,
    pattern: "{$.userIdentity.type=Root}",
    metricTransformation: { name: "root", namespace: "audit", value: "1", ...metric },
  });
}

type AlarmConfig = Partial<CloudwatchMetricAlarmConfig>;

function alarmIn(stack: TerraformStack, config: AlarmConfig): CloudwatchMetricAlarm {
  return new CloudwatchMetricAlarm(stack, "alarm", {
    alarmName: "root",
    comparisonOperator: "GreaterThanThreshold",
    evaluationPeriods: 1,
    alarmActions: [TOPIC],
    ...config,
  });
}

const METRIC = { metricName: "root", namespace: "audit" };
const QUERY = { period: 60, stat: "Sum" };
const WATCHED = ["compliant", /watched by alarms: 1/] as const;
const UNWATCHED = ["not compliant", /without an alarm that acts: root/] as const;
const NOT_KNOWN = ["not applicable", /cannot be told .* whether an alarm watches them: root/] as const;

type Case = readonly [name: string, config: AlarmConfig, verdict: Compliance, because: RegExp];

const CASES: readonly Case[] = [
  ["that names the metric", METRIC, ...WATCHED],
  ["of another metric", { ...METRIC, metricName: "other" }, ...UNWATCHED],
  ["of another namespace", { ...METRIC, namespace: "other" }, ...UNWATCHED],
  ["with its actions off", { ...METRIC, actionsEnabled: false }, ...UNWATCHED],
  [
    "with its actions off or on, as a variable says",
    { ...METRIC, actionsEnabled: LATER as unknown as boolean },
    ...NOT_KNOWN,
  ],
  ["with actions of a variable", { ...METRIC, alarmActions: LATER as unknown as string[] }, ...NOT_KNOWN],
  ["of a metric of a variable", { ...METRIC, metricName: LATER }, ...NOT_KNOWN],
  [
    "of a metric of a variable, in another namespace",
    { metricName: LATER, namespace: "other" },
    ...UNWATCHED,
  ],
  ["that is made if a variable says so", { ...METRIC, count: LATER as unknown as number }, ...NOT_KNOWN],
  ["of some dimensions", { ...METRIC, dimensions: { user: "root" } }, ...UNWATCHED],
  [
    "by a query",
    { metricQuery: [{ id: "m", returnData: true, metric: { ...METRIC, ...QUERY } }] },
    ...WATCHED,
  ],
  [
    "by a query of another metric",
    { metricQuery: [{ id: "m", returnData: true, metric: { ...METRIC, ...QUERY, metricName: "other" } }] },
    ...UNWATCHED,
  ],
  [
    "by a query that it does not return",
    {
      metricQuery: [
        { id: "m", metric: { ...METRIC, ...QUERY } },
        { id: "n", returnData: true, metric: { ...METRIC, ...QUERY, metricName: "other" } },
      ],
    },
    ...UNWATCHED,
  ],
  [
    "by a query of another account",
    {
      metricQuery: [
        { id: "m", returnData: true, accountId: ARCHIVE_ACCOUNT, metric: { ...METRIC, ...QUERY } },
      ],
    },
    ...UNWATCHED,
  ],
  [
    "by an expression over queries",
    {
      metricQuery: [
        { id: "m", metric: { ...METRIC, ...QUERY } },
        { id: "e", returnData: true, expression: "m * 2" },
      ],
    },
    ...NOT_KNOWN,
  ],
  [
    "by a query of metrics of another namespace",
    {
      metricQuery: [
        {
          id: "q",
          returnData: true,
          expression: `SELECT SUM(${METRIC.metricName}) FROM SCHEMA("AWS/Logs", FilterName) WHERE FilterName = 'search'`,
        },
      ],
    },
    ...UNWATCHED,
  ],
];

describe("an alarm", () => {
  const verdict = (make: (stack: TerraformStack) => void): readonly [Compliance, string] | undefined => {
    const [finding] = judged("metric-alarms", make);
    return finding && [finding.verdict, finding.because];
  };

  it.each(CASES)("%s", (_name, config, expected, because) => {
    expect(
      verdict((stack) => {
        filterIn(stack);
        alarmIn(stack, config);
      }),
    ).toEqual([expected, expect.stringMatching(because)]);
  });

  it("names its metric by reference to the filter", () => {
    expect(
      verdict((stack) => {
        const { metricTransformation } = filterIn(stack);
        alarmIn(stack, { metricName: metricTransformation.name, namespace: metricTransformation.namespace });
      })?.[0],
    ).toBe("compliant");
    expect(
      verdict((stack) => {
        alarmIn(stack, { metricName: filterIn(stack).id, namespace: "audit" });
      })?.[0],
    ).toBe("compliant");
  });

  it.each([
    ["the same variable", "${var.metric}", "compliant"],
    ["another variable", "${var.other}", "not applicable"],
    ["a text", "root", "not applicable"],
  ])("names by %s a metric that a variable names", (_name, metricName, expected) => {
    expect(
      verdict((stack) => {
        filterIn(stack, { name: "${var.metric}" });
        alarmIn(stack, { ...METRIC, metricName });
      })?.[0],
    ).toBe(expected);
  });

  it("does not see a metric with dimensions, if it names none", () => {
    const make =
      (config: AlarmConfig) =>
      (stack: TerraformStack): void => {
        filterIn(stack, { dimensions: { user: "$.userIdentity.arn" } });
        alarmIn(stack, { ...METRIC, ...config });
      };
    expect(verdict(make({}))?.[0]).toBe("not compliant");
    expect(verdict(make({ dimensions: { user: "root" } }))?.[0]).toBe("compliant");
  });

  it("has metrics of its Terraform's making", () => {
    expect(
      verdict((stack) => {
        filterIn(stack);
        alarmIn(stack, {}).addOverride("dynamic", { metric_query: { for_each: LATER, content: {} } });
      }),
    ).toEqual([NOT_KNOWN[0], expect.stringMatching(NOT_KNOWN[1])]);
  });

  it.each([
    [ARCHIVE_ACCOUNT, "not compliant"],
    ["111111111111", "compliant"],
    [LATER, "not applicable"],
  ])("in a stack of account %s", (account, expected) => {
    const [finding] = judgedTree("metric-alarms", (app) => {
      filterIn(stackIn(app, "events"));
      alarmIn(stackIn(app, "alarms", account), METRIC);
    });
    expect(finding?.verdict).toBe(expected);
  });
});

describe("a metric filter", () => {
  it.each([
    ["the name", "/events", "compliant"],
    ["a variable for", LATER, "not applicable"],
    ["another", "/others", "not compliant"],
  ])("of %s log group", (_name, logGroupName, expected) => {
    const [finding] = judged("metric-alarms", (stack) => {
      filterIn(stack, {}, logGroupName);
      alarmIn(stack, METRIC);
    });
    expect(finding?.verdict).toBe(expected);
  });

  it("that Terraform may place in the log group leaves the others' verdict open", () => {
    const [finding] = judged("metric-alarms", (stack) => {
      filterIn(stack);
      alarmIn(stack, METRIC);
      new CloudwatchLogMetricFilter(stack, "more", {
        name: "more",
        logGroupName: LATER,
        pattern: "",
        metricTransformation: { name: "more", namespace: "audit", value: "1" },
      });
    });
    expect(finding?.because).toMatch(/when Terraform runs/);
  });
});

describe("the log group of a trail", () => {
  it.each([
    ["arn:aws:logs:us-east-1:111111111111:log-group:g:*", ROLE, "compliant"],
    [LATER, ROLE, "not applicable"],
    ["arn:aws:logs:us-east-1:111111111111:log-group:g:*", LATER, "not applicable"],
    ["arn:aws:logs:us-east-1:111111111111:log-group:g:*", "${aws_iam_role.log.arn}", "compliant"],
    [LATER, "", "not compliant"],
  ])("%s with role %s is %s", (cloudWatchLogsGroupArn, cloudWatchLogsRoleArn, expected) => {
    const [finding] = judged("cloudwatch-logs", (stack) => {
      trailIn(stack, { cloudWatchLogsGroupArn, cloudWatchLogsRoleArn });
    });
    expect(finding?.verdict).toBe(expected);
  });
});
