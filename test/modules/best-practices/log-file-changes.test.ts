import type { CloudtrailConfig } from "@cdktf/provider-aws/lib/cloudtrail";
import type { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { TerraformVariable, type TerraformStack } from "cdktf";
import { LOG_FILE_CALLS } from "../../../modules/event-selectors";
import type { BestPracticeFinding, Compliance } from "../../../modules/best-practices";
import { judged, judgedTree, logBucketIn, stackIn, trailIn } from "./hand-made";

const RULE = "log-file-changes";
const OF_ALL = { isOrganizationTrail: true, isMultiRegionTrail: true };
const LATER = "${var.later}";

type Selector = Extract<CloudtrailConfig["advancedEventSelector"], readonly unknown[]>[number];
type Field = Extract<Selector["fieldSelector"], readonly unknown[]>[number];

/** Data events of objects, with some conditions. */
const objects = (...fields: readonly Field[]): Selector => ({
  fieldSelector: [
    { field: "eventCategory", equalTo: ["Data"] },
    { field: "resources.type", equalTo: ["AWS::S3::Object"] },
    ...fields,
  ],
});
const arn = (conditions: Omit<Field, "field">): Field => ({ field: "resources.ARN", ...conditions });
const calls = (...equalTo: readonly string[]): Field => ({ field: "eventName", equalTo: [...equalTo] });
const advanced = (...advancedEventSelector: readonly Selector[]): Partial<CloudtrailConfig> => ({
  advancedEventSelector: [...advancedEventSelector],
});
const STARTS = "arn:aws:s3:::logs/";
const ALL_CALLS = calls(...LOG_FILE_CALLS);

/** What the rule says of the log bucket `logs`, beside a trail. */
function judge(
  trail: (bucket: S3Bucket) => Partial<CloudtrailConfig>,
  more: (stack: TerraformStack, bucket: S3Bucket) => void = () => undefined,
): BestPracticeFinding {
  const [finding, ...others] = judged(RULE, (stack) => {
    const bucket = logBucketIn(stack);
    trailIn(stack, { ...OF_ALL, ...trail(bucket) });
    more(stack, bucket);
  });
  expect(others).toEqual([]);
  if (finding === undefined) throw new Error("the rule found nothing");
  return finding;
}

type Case = readonly [
  verdict: Compliance,
  name: string,
  trail: (bucket: S3Bucket) => Partial<CloudtrailConfig>,
];

const CASES: readonly Case[] = [
  ["compliant", "all data events of S3", () => advanced(objects())],
  ["compliant", "all writes of S3", () => advanced(objects({ field: "readOnly", equalTo: ["false"] }))],
  [
    "compliant",
    "the calls on the bucket, by its name",
    () => advanced(objects(ALL_CALLS, arn({ startsWith: [STARTS] }))),
  ],
  [
    "compliant",
    "the calls on the bucket, by reference",
    (bucket) => advanced(objects(ALL_CALLS, arn({ startsWith: [`${bucket.arn}/`] }))),
  ],
  [
    "compliant",
    "the calls in two selectors",
    () =>
      advanced(
        objects(calls(...LOG_FILE_CALLS.slice(0, 3)), arn({ startsWith: [STARTS] })),
        objects(calls(...LOG_FILE_CALLS.slice(3)), arn({ startsWith: [STARTS] })),
      ),
  ],
  [
    "compliant",
    "the calls on a family of buckets in China",
    () => advanced(objects(ALL_CALLS, arn({ startsWith: ["arn:aws-cn:s3:::lo"] }))),
  ],
  [
    "compliant",
    "all but another bucket",
    () => advanced(objects(arn({ notStartsWith: ["arn:aws:s3:::others/"] }))),
  ],
  [
    "compliant",
    "by basic selectors, all buckets",
    () => ({ eventSelector: [{ dataResource: [{ type: "AWS::S3::Object", values: ["arn:aws:s3"] }] }] }),
  ],
  ["not compliant", "management events alone", () => ({})],
  ["not compliant", "all reads of S3", () => advanced(objects({ field: "readOnly", equalTo: ["true"] }))],
  ["not compliant", "all but the log bucket", () => advanced(objects(arn({ notStartsWith: [STARTS] })))],
  [
    "not compliant",
    "all but the log bucket, by reference",
    (bucket) => advanced(objects(arn({ notStartsWith: [`${bucket.arn}/`] }))),
  ],
  [
    "not compliant",
    "the calls on another bucket",
    () => advanced(objects(ALL_CALLS, arn({ startsWith: ["arn:aws:s3:::others/"] }))),
  ],
  [
    "not compliant",
    "what takes itself back",
    () => advanced(objects(ALL_CALLS, arn({ startsWith: [STARTS], notStartsWith: [STARTS] }))),
  ],
  [
    "not compliant",
    "the calls of one person",
    () =>
      advanced(
        objects(ALL_CALLS, arn({ startsWith: [STARTS] }), {
          field: "userIdentity.arn",
          equalTo: ["arn:aws:iam::111111111111:user/somebody"],
        }),
      ),
  ],
  [
    "not compliant",
    "the calls of all but one person",
    () =>
      advanced(
        objects(ALL_CALLS, {
          field: "userIdentity.arn",
          notEquals: ["arn:aws:iam::111111111111:user/somebody"],
        }),
      ),
  ],
  [
    "not compliant",
    "all writes, by a trail that does not log",
    () => ({ ...advanced(objects()), enableLogging: false }),
  ],
  [
    "not applicable",
    "the calls on a bucket that Terraform knows first",
    () => advanced(objects(ALL_CALLS, arn({ startsWith: [`arn:aws:s3:::${LATER}/`] }))),
  ],
  [
    "not applicable",
    "all but a bucket that Terraform knows first",
    () => advanced(objects(arn({ notStartsWith: [`arn:aws:s3:::${LATER}/`] }))),
  ],
  [
    "not applicable",
    "all writes in one Region, which may be another",
    () => ({ ...advanced(objects()), isMultiRegionTrail: false }),
  ],
];

describe("what is done to log files", () => {
  it.each(CASES)("is %s with a trail that records %s", (verdict, _name, trail) => {
    expect(judge(trail).verdict).toBe(verdict);
  });

  it.each(LOG_FILE_CALLS)("is not recorded when %s alone is left out", (missing) => {
    const rest = LOG_FILE_CALLS.filter((call) => call !== missing);
    expect(judge(() => advanced(objects(calls(...rest)))).verdict).toBe("not compliant");
  });

  it("is recorded by the second trail where the first does not", () => {
    const found = judge(
      () => ({}),
      (stack) => trailIn(stack, { ...OF_ALL, ...advanced(objects()) }, "second"),
    );
    expect(found.verdict).toBe("compliant");
  });

  it("is recorded of the trail's account alone, where the trail is not the organization's", () => {
    const verdictOf = (account: string): Compliance | undefined =>
      judgedTree(RULE, (app) => {
        logBucketIn(stackIn(app, "archive", "222222222222"));
        trailIn(stackIn(app, "trails", account), { isMultiRegionTrail: true, ...advanced(objects()) });
      })[0]?.verdict;
    expect(["222222222222", "111111111111"].map(verdictOf)).toEqual(["compliant", "not compliant"]);
  });

  it("is recorded of a bucket of another stack, by reference", () => {
    const [found] = judgedTree(RULE, (app) => {
      const bucket = logBucketIn(stackIn(app, "archive"));
      trailIn(stackIn(app, "trails"), {
        ...OF_ALL,
        ...advanced(objects(ALL_CALLS, arn({ startsWith: [`${bucket.arn}/`] }))),
      });
    });
    expect(found?.verdict).toBe("compliant");
  });

  it.each([
    [[STARTS], "not applicable"],
    [undefined, "compliant"],
  ] as const)("is open where a variable names the bucket and selectors name %j", (startsWith, verdict) => {
    const [found] = judged(RULE, (stack) => {
      const variable = new TerraformVariable(stack, "name", {});
      logBucketIn(stack).addOverride("bucket", variable.stringValue);
      const field = startsWith === undefined ? [] : [arn({ startsWith: [...startsWith] })];
      trailIn(stack, { ...OF_ALL, ...advanced(objects(ALL_CALLS, ...field)) });
    });
    expect(found?.verdict).toBe(verdict);
  });

  it("is nothing to judge where a part of the organization alone is in the tree, or no trail", () => {
    const make = (stack: TerraformStack): void => {
      logBucketIn(stack);
      trailIn(stack, OF_ALL);
    };
    expect(judged(RULE, make, { wholeOrganization: false }).map(({ verdict }) => verdict)).toEqual([
      "not applicable",
    ]);
    expect(judged(RULE, (stack) => logBucketIn(stack)).map(({ verdict }) => verdict)).toEqual([
      "not applicable",
    ]);
  });
});
