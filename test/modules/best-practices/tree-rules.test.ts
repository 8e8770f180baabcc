import type { CloudtrailConfig } from "@cdktf/provider-aws/lib/cloudtrail";
import type { TerraformStack } from "cdktf";
import type { Verdict } from "../../../modules/best-practices";
import { judged, trailIn } from "./hand-made";

type Make = (stack: TerraformStack) => void;

const ALL = { isOrganizationTrail: true, isMultiRegionTrail: true };
const trail =
  (config: Partial<CloudtrailConfig>): Make =>
  (stack) => {
    trailIn(stack, config);
  };
const data = (type: string): { fieldSelector: { field: string; equalTo: string[] }[] } => ({
  fieldSelector: [
    { field: "eventCategory", equalTo: ["Data"] },
    { field: "resources.type", equalTo: [type] },
  ],
});
const S3 = data("AWS::S3::Object");
const LAMBDA = data("AWS::Lambda::Function");

describe("several trails", () => {
  const verdicts = (rule: string, make: Make): readonly (readonly [string, Verdict])[] =>
    judged(rule, make).map(({ path, verdict }) => [path, verdict]);

  it("need one that records everything", () => {
    expect(
      verdicts("organization-trail", (stack) => {
        trailIn(stack, ALL, "all");
        trailIn(stack, { advancedEventSelector: [S3] }, "one");
      }),
    ).toEqual([
      ["stack/all", "compliant"],
      ["stack/one", "not applicable"],
    ]);
  });

  it("share no bucket and prefix", () => {
    const make =
      (prefix: string): Make =>
      (stack) => {
        trailIn(stack, {}, "one");
        trailIn(stack, { s3KeyPrefix: prefix }, "two");
      };
    expect(verdicts("separate-trails", make(""))).toEqual([
      ["stack/one", "not compliant"],
      ["stack/two", "not compliant"],
    ]);
    expect(verdicts("separate-trails", make("two"))).toEqual([
      ["stack/one", "compliant"],
      ["stack/two", "compliant"],
    ]);
  });

  it("record data events together, of the same accounts", () => {
    const both =
      (config: Partial<CloudtrailConfig>): Make =>
      (stack) => {
        trailIn(stack, config, "all");
        trailIn(stack, { advancedEventSelector: [S3, LAMBDA] }, "data");
      };
    expect(verdicts("data-events", both({}))).toEqual([
      ["stack/all", "compliant"],
      ["stack/data", "compliant"],
    ]);
    expect(verdicts("data-events", both(ALL))).toEqual([
      ["stack/all", "not compliant"],
      ["stack/data", "compliant"],
    ]);
  });
});

describe("in a part of the organization", () => {
  it.each(["organization-trail", "data-events", "config-rules", "config-remediation", "security-hub"])(
    "%s asks nothing of a trail that may stand beside others",
    (rule) => {
      const make = trail({});
      expect(judged(rule, make)[0]?.verdict).toBe("not compliant");
      expect(judged(rule, make, { wholeOrganization: false })).toEqual([
        expect.objectContaining({
          verdict: "not applicable",
          because: expect.stringMatching(/part of/) as unknown,
        }),
      ]);
    },
  );
});
