import { Testing, TerraformStack } from "cdktf";
import type { AdvancedEventSelector } from "../../../modules/event-selectors";
import { TeamTrail, type TeamTrailSettings } from "../../../modules/team-trail";
import { AccountId, TrailName, type Region } from "../../../modules/organization";
import { ValidationError } from "../../../modules/validation";
import { onlyResource, type TerraformJson } from "../../support/synthesized";

type Props = TeamTrailSettings & { readonly selectors: readonly AdvancedEventSelector[] };

const MINIMAL: Props = {
  identity: {
    partition: "aws",
    homeRegion: "eu-west-1" as Region,
    account: AccountId.of("444444444444"),
    name: TrailName.of("payments"),
  },
  destination: { bucketName: "logs", keyArn: "arn:aws:kms:us-east-1:222222222222:key/k" },
  selectors: [{ category: "Data", resourceType: "AWS::Lambda::Function" }],
};

function synthesized(props: Partial<Props> = {}): TerraformJson {
  return JSON.parse(
    Testing.synthScope((scope) => {
      new TeamTrail(scope, "team", { ...MINIMAL, ...props });
    }),
  ) as TerraformJson;
}

function warnings(props: Partial<Props>): readonly unknown[] {
  const stack = new TerraformStack(Testing.app(), "stack");
  const trail = new TeamTrail(stack, "team", { ...MINIMAL, ...props });
  return trail.node.metadata.map(({ data }): unknown => data);
}

describe("TeamTrail", () => {
  it("is as it was, at its least", () => {
    expect(synthesized()).toMatchSnapshot();
  });

  it("is as it was, with everything on", () => {
    expect(
      synthesized({ selectors: [{ category: "Management" }], allRegions: true, destroyProtection: false }),
    ).toMatchSnapshot();
  });

  it("records its own Region and account, validates, encrypts and is protected", () => {
    expect(onlyResource(synthesized(), "aws_cloudtrail")).toMatchObject({
      is_organization_trail: false,
      is_multi_region_trail: false,
      include_global_service_events: false,
      enable_log_file_validation: true,
      lifecycle: { prevent_destroy: true },
    });
  });

  it("records global services with every Region, as CloudTrail asks", () => {
    expect(onlyResource(synthesized({ allRegions: true }), "aws_cloudtrail")).toMatchObject({
      is_multi_region_trail: true,
      include_global_service_events: true,
    });
  });

  it("says that a second copy of management events is billed, when it is asked for one", () => {
    expect(warnings({})).toEqual([]);
    expect(warnings({ selectors: [{ category: "Management", readOnly: false }] })).toEqual([
      expect.stringContaining("$2.00 per 100,000"),
    ]);
  });

  it.each<[string, Partial<Props>, RegExp]>([
    ["a trail that records nothing", { selectors: [] }, /^stack\/team: selectors is empty/],
    [
      "a Region of another partition",
      { identity: { ...MINIMAL.identity, homeRegion: "cn-north-1" as Region } },
      /partition aws-cn/,
    ],
  ])("refuses %s", (_name, props, message) => {
    expect(() => synthesized(props)).toThrow(ValidationError);
    expect(() => synthesized(props)).toThrow(message);
  });
});
