import type { CloudtrailConfig } from "@cdktf/provider-aws/lib/cloudtrail";
import type { Compliance } from "../../../modules/best-practices";
import { judged, trailIn } from "./hand-made";

const LATER = "${var.later}";
const OF_ALL = { isOrganizationTrail: true, isMultiRegionTrail: true };

type Field = NonNullable<
  Extract<CloudtrailConfig["advancedEventSelector"], readonly unknown[]>[number]["fieldSelector"]
>;
type Fields = Extract<Field, readonly unknown[]>;

const category = (name: string): Fields[number] => ({ field: "eventCategory", equalTo: [name] });
const type = (...equalTo: string[]): Fields[number] => ({ field: "resources.type", equalTo });
const selectors = (...lists: Fields[]): Partial<CloudtrailConfig> => ({
  advancedEventSelector: lists.map((fieldSelector) => ({ fieldSelector })),
});
const management = (...fields: Fields): Fields => [category("Management"), ...fields];
const data = (of: string, ...fields: Fields): Fields => [category("Data"), type(of), ...fields];
const S3 = "AWS::S3::Object";
const LAMBDA = "AWS::Lambda::Function";
const OBJECTS = data(S3);
const FUNCTIONS = data(LAMBDA);

type Basic = Extract<CloudtrailConfig["eventSelector"], readonly unknown[]>;
const basic = (...eventSelector: Basic): Partial<CloudtrailConfig> => ({ eventSelector });

function judge(rule: string, config: Partial<CloudtrailConfig>): readonly [Compliance, string] {
  const [finding] = judged(rule, (stack) => {
    trailIn(stack, { ...OF_ALL, ...config });
  });
  if (finding === undefined) throw new Error("the rule found nothing");
  return [finding.verdict, finding.because];
}

type Case = readonly [name: string, config: Partial<CloudtrailConfig>, verdict: Compliance, because: RegExp];

const KNOWN_LATER = ["not applicable", /when Terraform runs/] as const;

describe("the management events of an organization trail", () => {
  it.each<Case>([
    ["all", selectors(management()), "compliant", /all accounts/],
    [
      "in two selectors",
      selectors(
        management({ field: "readOnly", equalTo: ["true"] }),
        management({ field: "readOnly", notEquals: ["true"] }),
      ),
      "compliant",
      /all accounts/,
    ],
    [
      "writes alone",
      selectors(management({ field: "readOnly", equalTo: ["false"] })),
      "not compliant",
      /leaves out management events/,
    ],
    [
      "writes alone, twice",
      selectors(
        management({ field: "readOnly", equalTo: ["false"] }, { field: "readOnly", equalTo: ["false"] }),
      ),
      "not compliant",
      /leaves out management events/,
    ],
    [
      "reads or writes, as a variable says",
      selectors(management({ field: "readOnly", equalTo: [LATER] })),
      ...KNOWN_LATER,
    ],
    ["a category that a variable says", selectors([category(LATER)]), ...KNOWN_LATER],
    [
      "without KMS",
      selectors(management({ field: "eventSource", notEquals: ["kms.amazonaws.com"] })),
      "not compliant",
      /leaves out management events of kms\.amazonaws\.com/,
    ],
    [
      "without KMS, which another selector has",
      selectors(management({ field: "eventSource", notEquals: ["kms.amazonaws.com"] }), management()),
      "compliant",
      /all accounts/,
    ],
    [
      "without a service that a variable says",
      selectors(management({ field: "eventSource", notEquals: [LATER] })),
      ...KNOWN_LATER,
    ],
    [
      "of one service",
      selectors(management({ field: "eventSource", equalTo: ["iam.amazonaws.com"] })),
      "not compliant",
      /leaves out management events/,
    ],
    ["basic, all", basic({}), "compliant", /all accounts/],
    ["basic, of a kind that a variable says", basic({ readWriteType: LATER }), ...KNOWN_LATER],
    [
      "basic, of a kind that a variable says, beside all",
      basic({ readWriteType: LATER }, {}),
      "compliant",
      /all accounts/,
    ],
    [
      "basic, if a variable says so",
      { ...basic({}), eventSelector: [{ includeManagementEvents: LATER as unknown as boolean }] },
      ...KNOWN_LATER,
    ],
    [
      "basic, none",
      basic({ includeManagementEvents: false }),
      "not compliant",
      /leaves out management events/,
    ],
    [
      "basic, without KMS",
      basic({ excludeManagementEventSources: ["kms.amazonaws.com"] }),
      "not compliant",
      /of kms\.amazonaws\.com/,
    ],
    [
      "basic, without a service that a variable says",
      basic({ excludeManagementEventSources: [LATER] }),
      ...KNOWN_LATER,
    ],
  ])("%s", (_name, config, verdict, because) => {
    expect(judge("organization-trail", config)).toEqual([verdict, expect.stringMatching(because)]);
  });

  it.each(["is_multi_region_trail", "enable_logging", "include_global_service_events", "count", "for_each"])(
    "are known later where %s is a variable",
    (attribute) => {
      const [finding] = judged("organization-trail", (stack) => {
        trailIn(stack, OF_ALL).addOverride(attribute, LATER);
      });
      expect(finding).toMatchObject({
        verdict: "not applicable",
        because: expect.stringMatching(/when Terraform runs/) as unknown,
      });
    },
  );

  it("are known later where Terraform makes the conditions of a selector", () => {
    const [finding] = judged("organization-trail", (stack) => {
      trailIn(stack, OF_ALL).addOverride("advanced_event_selector", [
        { dynamic: { field_selector: { for_each: LATER, content: {} } } },
      ]);
    });
    expect(finding?.because).toMatch(/when Terraform runs/);
  });

  it("are short of what is sure, whatever else a variable says", () => {
    const [finding] = judged("organization-trail", (stack) => {
      trailIn(stack, { ...OF_ALL, enableLogging: false }).addOverride("is_multi_region_trail", LATER);
    });
    expect(finding).toMatchObject({
      verdict: "not compliant",
      because: expect.stringMatching(/: it does not log$/) as unknown,
    });
  });
});

describe("the data events of a trail of everything", () => {
  const both = (...fields: Fields): Partial<CloudtrailConfig> =>
    selectors(management(), data(S3, ...fields), data(LAMBDA, ...fields));
  const arns = (condition: Omit<Fields[number], "field">): Partial<CloudtrailConfig> =>
    selectors(management(), data(S3, { field: "resources.ARN", ...condition }), FUNCTIONS);

  it.each<Case>([
    ["all", selectors(management(), OBJECTS, FUNCTIONS), "compliant", /of S3 and Lambda$/],
    [
      "of both types in one selector",
      selectors(management(), [category("Data"), type(S3, LAMBDA)]),
      "compliant",
      /of S3 and Lambda$/,
    ],
    [
      "but those of the log bucket",
      arns({ notStartsWith: ["arn:aws:s3:::logs/"] }),
      "compliant",
      /S3 and Lambda, but for one ARN that it leaves out/,
    ],
    [
      "but those of a bucket by reference",
      arns({
        notStartsWith: ["${aws_s3_bucket.logs.arn}/", "arn:${data.aws_partition.p.partition}:s3:::b/"],
      }),
      "compliant",
      /but for 2 ARNs/,
    ],
    ["but what a variable says", arns({ notStartsWith: [LATER] }), ...KNOWN_LATER],
    [
      "but all",
      arns({ notStartsWith: ["arn:aws:s3:::"] }),
      "not compliant",
      /AWS::S3::Object narrowed by resources\.ARN, and no other/,
    ],
    [
      "of one bucket",
      arns({ startsWith: ["arn:aws:s3:::acme/"] }),
      "not compliant",
      /AWS::S3::Object narrowed by resources\.ARN/,
    ],
    [
      "of one bucket by reference",
      arns({ startsWith: ["${aws_s3_bucket.acme.arn}/"] }),
      "not compliant",
      /narrowed by resources\.ARN/,
    ],
    ["of what a variable says", arns({ startsWith: [LATER] }), ...KNOWN_LATER],
    [
      "of one object that a variable says",
      arns({ equalTo: [LATER] }),
      "not compliant",
      /narrowed by resources\.ARN/,
    ],
    [
      "of one call that there is not, of one resource",
      both({ field: "eventName", equalTo: ["Nonsense"] }, { field: "resources.ARN", equalTo: ["arn:aws:x"] }),
      "not compliant",
      /AWS::S3::Object narrowed by eventName and resources\.ARN, AWS::Lambda::Function narrowed by eventName/,
    ],
    [
      "writes",
      both({ field: "readOnly", equalTo: ["false"] }),
      "not compliant",
      /AWS::S3::Object narrowed to writes/,
    ],
    [
      "of functions alone",
      selectors(management(), FUNCTIONS),
      "not compliant",
      /leaves out data events of AWS::S3::Object, and no other/,
    ],
    [
      "of a type that a variable says",
      selectors(management(), [category("Data"), type(LATER)]),
      ...KNOWN_LATER,
    ],
    [
      "of a type that a variable says, beside others",
      selectors(management(), [category("Data"), type(LATER)], OBJECTS, FUNCTIONS),
      "compliant",
      /S3 and Lambda/,
    ],
    [
      "basic, of a variable",
      basic(
        { dataResource: [{ type: S3, values: [LATER] }] },
        { dataResource: [{ type: LAMBDA, values: [LATER] }] },
      ),
      ...KNOWN_LATER,
    ],
    [
      "basic, of one bucket",
      basic({
        dataResource: [
          { type: S3, values: ["arn:aws:s3:::acme/"] },
          { type: LAMBDA, values: ["arn:aws:lambda"] },
        ],
      }),
      "not compliant",
      /AWS::S3::Object narrowed by resources\.ARN/,
    ],
    [
      "basic, of nothing",
      basic({ dataResource: [{ type: S3, values: [] }] }),
      "not compliant",
      /leaves out data events of AWS::S3::Object/,
    ],
    [
      "basic, of a partition that is computed",
      basic({
        dataResource: [
          { type: S3, values: ["arn:${data.aws_partition.p.partition}:s3"] },
          { type: LAMBDA, values: ["arn:${data.aws_partition.p.partition}:lambda"] },
        ],
      }),
      "compliant",
      /S3 and Lambda/,
    ],
  ])("%s", (_name, config, verdict, because) => {
    expect(judge("data-events", config)).toEqual([verdict, expect.stringMatching(because)]);
  });
});

describe("the data events of a trail for a use case", () => {
  it.each<Case>([
    ["all of a type", selectors(OBJECTS), "compliant", /^records data events of AWS::S3::Object$/],
    [
      "narrowed",
      selectors(data(S3, { field: "resources.ARN", startsWith: ["arn:aws:s3:::acme/"] })),
      "not applicable",
      /is for a use case: it records data events of AWS::S3::Object narrowed by resources\.ARN/,
    ],
    [
      "one of a type, and all of the other",
      selectors(FUNCTIONS, data(S3, { field: "eventName", equalTo: ["GetObject"] })),
      "compliant",
      /^records data events of AWS::Lambda::Function, AWS::S3::Object narrowed by eventName$/,
    ],
    ["of a type that a variable says", selectors([category("Data"), type(LATER)]), ...KNOWN_LATER],
    ["none", selectors(data("AWS::DynamoDB::Table")), "not applicable", /without data events of S3/],
  ])("%s", (_name, config, verdict, because) => {
    expect(judge("data-events", { ...config, isOrganizationTrail: false })).toEqual([
      verdict,
      expect.stringMatching(because),
    ]);
  });
});

describe("what else depends on selectors", () => {
  it.each<readonly [rule: string, ...Case]>([
    ["data-event-checks", "a type of a variable", selectors([category("Data"), type(LATER)]), ...KNOWN_LATER],
    ["insights", "a category of a variable", selectors([category(LATER)]), ...KNOWN_LATER],
    ["insights", "an insight of a variable", { insightSelector: [{ insightType: LATER }] }, ...KNOWN_LATER],
    [
      "insights",
      "one insight, and one of a variable",
      { insightSelector: [{ insightType: "ApiCallRateInsight" }, { insightType: LATER }] },
      ...KNOWN_LATER,
    ],
    [
      "insights",
      "reads alone",
      {
        ...selectors(management({ field: "readOnly", equalTo: ["true"] })),
        insightSelector: [{ insightType: "ApiErrorRateInsight" }],
      },
      "compliant",
      /^has ApiErrorRateInsight$/,
    ],
  ])("%s, of %s", (rule, _name, config, verdict, because) => {
    expect(judge(rule, config)).toEqual([verdict, expect.stringMatching(because)]);
  });
});
