import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { CloudwatchLogMetricFilter } from "@cdktf/provider-aws/lib/cloudwatch-log-metric-filter";
import { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import type { CloudtrailConfig } from "@cdktf/provider-aws/lib/cloudtrail";
import { LambdaFunction } from "@cdktf/provider-aws/lib/lambda-function";
import { TerraformVariable, Token, type TerraformStack } from "cdktf";
import type { Compliance } from "../../../modules/best-practices";
import { judged, trailIn } from "./hand-made";

type Make = (stack: TerraformStack) => void;
type Case = readonly [rule: string, verdict: Compliance, name: string, make: Make, because: RegExp];

const trail =
  (config: Partial<CloudtrailConfig>): Make =>
  (stack) => {
    trailIn(stack, config);
  };

/** A trail with an attribute that Terraform computes. */
const later =
  (attribute: string): Make =>
  (stack) => {
    const variable = new TerraformVariable(stack, "later", {});
    trailIn(stack).addOverride(attribute, variable.stringValue);
  };

const ALL = { isOrganizationTrail: true, isMultiRegionTrail: true };

const field = (name: string, ...equalTo: string[]): { field: string; equalTo: string[] } => ({
  field: name,
  equalTo,
});
const MANAGEMENT = { fieldSelector: [field("eventCategory", "Management")] };
const WRITES = { fieldSelector: [field("eventCategory", "Management"), field("readOnly", "false")] };
const data = (type: string): { fieldSelector: ReturnType<typeof field>[] } => ({
  fieldSelector: [field("eventCategory", "Data"), field("resources.type", type)],
});
const S3 = data("AWS::S3::Object");
const LAMBDA = data("AWS::Lambda::Function");

/** A log group, to which the trail delivers, with a filter and an alarm on it. */
function watched(
  stack: TerraformStack,
  actions: string[],
  by: "reference" | "name" | "others" = "reference",
): void {
  const logGroup = new CloudwatchLogGroup(stack, "group", { name: "/events" });
  trailIn(stack, {
    cloudWatchLogsGroupArn: {
      reference: `${logGroup.arn}:*`,
      name: "arn:aws:logs:us-east-1:111111111111:log-group:/events:*",
      others: "arn:aws:logs:us-east-1:111111111111:log-group:/others:*",
    }[by],
    cloudWatchLogsRoleArn: "arn:aws:iam::111111111111:role/log",
  });
  new CloudwatchLogMetricFilter(stack, "filter", {
    name: "root",
    logGroupName: logGroup.name,
    pattern: "{$.userIdentity.type=Root}",
    metricTransformation: { name: "root", namespace: "audit", value: "1" },
  });
  new CloudwatchMetricAlarm(stack, "alarm", {
    alarmName: "root",
    comparisonOperator: "GreaterThanThreshold",
    evaluationPeriods: 1,
    metricName: "root",
    namespace: "audit",
    alarmActions: actions,
  });
}

const CASES: readonly Case[] = [
  ["organization-trail", "compliant", "of all accounts and Regions", trail(ALL), /all accounts/],
  [
    "organization-trail",
    "not compliant",
    "of one account",
    trail({}),
    /records one account, records one Region/,
  ],
  [
    "organization-trail",
    "not compliant",
    "that does not log",
    trail({ ...ALL, enableLogging: false }),
    /does not log/,
  ],
  [
    "organization-trail",
    "not compliant",
    "without management events",
    trail({ ...ALL, advancedEventSelector: [S3] }),
    /leaves out management events/,
  ],
  [
    "organization-trail",
    "not compliant",
    "without global services",
    trail({ ...ALL, includeGlobalServiceEvents: false }),
    /leaves out global services/,
  ],
  [
    "organization-trail",
    "not compliant",
    "narrowed by an escape hatch",
    (stack) => {
      trailIn(stack, ALL).addOverride("is_multi_region_trail", false);
    },
    /records one Region/,
  ],
  [
    "organization-trail",
    "not applicable",
    "of Terraform's choice",
    later("is_organization_trail"),
    /when Terraform runs/,
  ],
  ["separate-trails", "not applicable", "that stands alone", trail({}), /only trail/],
  [
    "data-events",
    "compliant",
    "with S3 and Lambda",
    trail({ advancedEventSelector: [MANAGEMENT, S3, LAMBDA] }),
    /S3 and Lambda/,
  ],
  ["data-events", "compliant", "for a use case", trail({ advancedEventSelector: [S3] }), /AWS::S3::Object/],
  [
    "data-events",
    "compliant",
    "with basic selectors",
    trail({
      eventSelector: [
        { dataResource: [{ type: "AWS::S3::Object", values: ["arn:aws:s3"] }] },
        { dataResource: [{ type: "AWS::Lambda::Function", values: ["arn:aws:lambda"] }] },
      ],
    }),
    /S3 and Lambda/,
  ],
  [
    "data-events",
    "not compliant",
    "with S3 alone",
    trail({ advancedEventSelector: [MANAGEMENT, S3] }),
    /leaves out data events of AWS::Lambda::Function/,
  ],
  ["data-events", "not compliant", "with no selector", trail({}), /AWS::S3::Object, AWS::Lambda::Function/],
  [
    "data-events",
    "not applicable",
    "for DynamoDB",
    trail({ advancedEventSelector: [data("AWS::DynamoDB::Table")] }),
    /use case without data events of S3/,
  ],
  [
    "data-events",
    "not applicable",
    "of Terraform's choice",
    later("advanced_event_selector"),
    /when Terraform runs/,
  ],
  ["data-event-checks", "not applicable", "without data events", trail({}), /no data events of S3/],
  [
    "data-event-checks",
    "not compliant",
    "that nothing checks",
    trail({ advancedEventSelector: [S3] }),
    /no Config rule checks/,
  ],
  [
    "log-file-validation",
    "compliant",
    "with validation",
    trail({ enableLogFileValidation: true }),
    /writes digests of its log files, which prove nothing until somebody runs/,
  ],
  [
    "log-file-validation",
    "compliant",
    "with a function that validates each hour",
    (stack) => {
      trailIn(stack, { enableLogFileValidation: true });
      new LambdaFunction(stack, "function", {
        functionName: "acme-orgtrail-log-validation",
        role: "arn:aws:iam::222222222222:role/acme-orgtrail-log-validation",
      });
    },
    /a function compares with them each hour/,
  ],
  [
    "log-file-validation",
    "compliant",
    "with a function that does something else",
    (stack) => {
      trailIn(stack, { enableLogFileValidation: true });
      new LambdaFunction(stack, "function", {
        functionName: "acme-orders",
        role: "arn:aws:iam::222222222222:role/orders",
      });
    },
    /prove nothing until/,
  ],
  ["log-file-validation", "not compliant", "without", trail({}), /writes no digests/],
  [
    "log-file-validation",
    "not applicable",
    "of Terraform's choice",
    later("enable_log_file_validation"),
    /when Terraform runs/,
  ],
  [
    "log-encryption",
    "compliant",
    "with a key of others",
    trail({ kmsKeyId: "arn:aws:kms:us-east-1:222222222222:key/k" }),
    /outside of the tree/,
  ],
  ["log-encryption", "not compliant", "without a key", trail({}), /S3's own key/],
  ["log-encryption", "not applicable", "of Terraform's choice", later("kms_key_id"), /when Terraform runs/],
  [
    "advanced-event-selectors",
    "compliant",
    "with them",
    trail({ advancedEventSelector: [MANAGEMENT] }),
    /has advanced/,
  ],
  [
    "advanced-event-selectors",
    "not compliant",
    "with basic ones",
    trail({ eventSelector: [{}] }),
    /older kind/,
  ],
  ["advanced-event-selectors", "not applicable", "with none", trail({}), /no selectors/],
  [
    "advanced-event-selectors",
    "not applicable",
    "of Terraform's choice",
    later("event_selector"),
    /when Terraform runs/,
  ],
  ["cloudwatch-logs", "not compliant", "without a log group", trail({}), /bucket alone/],
  [
    "cloudwatch-logs",
    "not compliant",
    "without a role",
    trail({ cloudWatchLogsGroupArn: "arn:aws:logs:us-east-1:111111111111:log-group:g:*" }),
    /no role/,
  ],
  [
    "cloudwatch-logs",
    "compliant",
    "with both",
    (stack) => {
      watched(stack, ["arn:aws:sns:us-east-1:111111111111:t"]);
    },
    /delivers to a log group/,
  ],
  ["metric-alarms", "not applicable", "without a log group", trail({}), /no log group/],
  [
    "metric-alarms",
    "compliant",
    "with an alarm, by reference",
    (stack) => {
      watched(stack, ["arn:aws:sns:us-east-1:111111111111:t"]);
    },
    /watched by alarms: 1/,
  ],
  [
    "metric-alarms",
    "compliant",
    "with an alarm, by the group's name",
    (stack) => {
      watched(stack, ["arn:aws:sns:us-east-1:111111111111:t"], "name");
    },
    /watched by alarms: 1/,
  ],
  [
    "metric-alarms",
    "not compliant",
    "with an alarm that tells nobody",
    (stack) => {
      watched(stack, []);
    },
    /without an alarm that acts: root/,
  ],
  [
    "metric-alarms",
    "not compliant",
    "with no filters",
    (stack) => {
      new CloudwatchLogGroup(stack, "bare", { name: "/bare" });
      trailIn(stack, { cloudWatchLogsGroupArn: "arn:aws:logs:us-east-1:111111111111:log-group:/bare:*" });
    },
    /without metric filters/,
  ],
  [
    "metric-alarms",
    "not applicable",
    "with a log group of others",
    (stack) => {
      watched(stack, [], "others");
    },
    /log group outside of the tree/,
  ],
  [
    "insights",
    "compliant",
    "with both",
    trail({
      insightSelector: [{ insightType: "ApiCallRateInsight" }, { insightType: "ApiErrorRateInsight" }],
    }),
    /ApiCallRateInsight and ApiErrorRateInsight/,
  ],
  [
    "insights",
    "not compliant",
    "with one",
    trail({ insightSelector: [{ insightType: "ApiCallRateInsight" }], advancedEventSelector: [WRITES] }),
    /lacks ApiErrorRateInsight/,
  ],
  [
    "insights",
    "not applicable",
    "without management events",
    trail({ advancedEventSelector: [S3] }),
    /no management events/,
  ],
  ["insights", "not applicable", "of Terraform's choice", later("insight_selector"), /when Terraform runs/],
];

describe("a trail", () => {
  it.each(CASES)("by %s is %s %s", (rule, verdict, _name, make, because) => {
    const findings = judged(rule, make);
    expect(findings).toEqual([
      expect.objectContaining({
        path: "stack/trail",
        verdict,
        because: expect.stringMatching(because) as unknown,
      }),
    ]);
    expect(findings[0]?.remedy !== undefined).toBe(verdict === "not compliant");
  });

  it("knows an attribute that is written as text", () => {
    const [finding] = judged("log-file-validation", (stack) => {
      trailIn(stack).addOverride("enable_log_file_validation", "true");
    });
    expect(finding?.verdict).toBe("compliant");
  });

  it("is read once: a token resolves to what is deployed", () => {
    const [finding] = judged("log-file-validation", (stack) => {
      trailIn(stack, { enableLogFileValidation: Token.asAny(true) as unknown as boolean });
    });
    expect(finding?.verdict).toBe("compliant");
  });
});
