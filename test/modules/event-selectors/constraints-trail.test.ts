import { BucketName } from "../../../modules/organization";
import { advanced, basic, S3, texts } from "./constraint-calls";

describe("what the trail needs", () => {
  it.each<[string, readonly object[], boolean]>([
    ["a Management selector", [{ category: "Management" }], true],
    ["only reads", [{ category: "Management", readOnly: true }], true],
    ["only data events", [S3], false],
  ])("lets an organization trail have %s: %#", (_, selectors, legal) => {
    expect(advanced(selectors, { managementEvents: "required" }).length === 0).toBe(legal);
    expect(advanced(selectors)).toEqual([]);
  });

  it("says how to bring management events back", () => {
    expect(texts(advanced([S3], { managementEvents: "required" }))).toEqual([
      "selectors selects no management events, so the trail would stop recording them; allowed: at least one selector of management events; add the preset management-all",
    ]);
    expect(basic([{ includeManagementEvents: false }], { managementEvents: "required" })).toMatchObject([
      { remedy: "name data resources, or remove the selector" },
      { remedy: "set includeManagementEvents of a selector to true" },
    ]);
  });

  it.each<[string, readonly object[], readonly string[]]>([
    ["all management events", [{ category: "Management" }], []],
    ["writes only", [{ category: "Management", readOnly: false }], []],
    ["reads only", [{ category: "Management", readOnly: true }], ["api-call-rate"]],
    ["none", [S3], ["api-call-rate", "api-error-rate"]],
  ])("tells which Insights lack their events, given %s", (_, selectors, missing) => {
    const problems = advanced(selectors, { insights: ["api-call-rate", "api-error-rate"] });
    expect(problems.map(({ what }) => /Insight (\S+) /.exec(what)?.[1])).toEqual(missing);
  });

  it.each([
    ["5.100.0", false],
    ["6.1.9", false],
    ["6.2.0", true],
    ["6.10.0", true],
    ["10.0", true],
  ])("takes fields of provider 6.2.0 when the oldest allowed is %s: %s", (minimumProviderVersion, legal) => {
    const selectors = [
      {
        category: "NetworkActivity",
        eventSource: "s3.amazonaws.com",
        errorCode: "VpceAccessDenied",
        vpcEndpointId: { equals: ["vpce-1"] },
      },
      { ...S3, eventType: { notEquals: ["AwsServiceEvent"] }, sessionCredentialFromConsole: true },
    ];
    expect(advanced(selectors, { minimumProviderVersion }).map(({ property }) => property)).toEqual(
      legal
        ? []
        : [
            "selectors[0].errorCode",
            "selectors[0].vpcEndpointId",
            "selectors[1].eventType",
            "selectors[1].sessionCredentialFromConsole",
          ],
    );
  });

  it("holds fields against provider 5.100.0 where nothing is said", () => {
    expect(texts(advanced([{ ...S3, eventType: { equals: ["AwsApiCall"] } }]))).toEqual([
      'selectors[0].eventType needs AWS provider 6.2.0; received "provider 5.100.0 and newer"; allowed: a range that starts at 6.2.0 or later; raise the lowest AWS provider version to 6.2.0, or remove the field',
    ]);
  });

  it("refuses ARNs of another partition, selected or excluded", () => {
    const selectors = [
      {
        ...S3,
        resourceArn: {
          startsWith: ["arn:aws:s3:::b/"],
          notStartsWith: ["arn:aws-cn:s3:::b/x/"],
          endsWith: ["arn:aws-cn:"],
        },
        userIdentityArn: { equals: ["arn:aws-cn:iam::111122223333:root"] },
      },
    ];
    const problems = advanced(selectors, { partition: "aws-cn" });
    expect(problems.map(({ property }) => property)).toEqual(["selectors[0].resourceArn.startsWith[0]"]);
    expect(advanced(selectors, { partition: "aws" })).toHaveLength(2);
    expect(
      basic([{ dataResources: [{ type: "AWS::S3::Object", values: ["arn:aws:s3:::b/"] }] }], {
        partition: "aws-cn",
      }),
    ).toHaveLength(1);
  });

  it("refuses an advanced selector of the log bucket", () => {
    const logBuckets = { partition: "aws" as const, buckets: [BucketName.of("acme-log")] };
    expect(advanced([S3], { logBuckets })).toMatchObject([
      { property: "selectors[0]", remedy: "exclude the log buckets with resourceArn.notStartsWith" },
    ]);
  });
});
