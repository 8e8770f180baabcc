import { selectorWarnings, type AdvancedEventSelector } from "../../../modules/event-selectors";

const warned = (...selectors: readonly AdvancedEventSelector[]): readonly string[] =>
  selectorWarnings({ kind: "advanced", selectors }, "record").map(
    ({ property, remedy }) => `${property}: ${remedy}`,
  );
const S3 = { category: "Data", resourceType: "AWS::S3::Object" } as const;

describe("warnings", () => {
  it.each<[string, string | undefined]>([
    ["AWS::S3::Object", undefined],
    ["AWS::S3::Objects", "AWS::S3::Object"],
    ["AWS::s3::object", "AWS::S3::Object"],
    ["AWS::Lamda::Function", "AWS::Lambda::Function"],
    ["AWS::Quicksight::Flow", "AWS::QuickSight::Flow"],
    ["AWS::Tomorrow::Thing", undefined],
  ])("for the type %s suggest %s", (resourceType, meant) => {
    expect(warned({ category: "Data", resourceType })).toEqual(
      meant === undefined ? [] : [`record[0].resourceType: if ${meant} is meant, write that`],
    );
  });

  it("suggest a service for network activity", () => {
    expect(warned({ category: "NetworkActivity", eventSource: "s3.amazonaws.con" })).toEqual([
      "record[0].eventSource: if s3.amazonaws.com is meant, write that",
    ]);
  });

  it.each<[string, AdvancedEventSelector, readonly string[]]>([
    [
      "a bucket without its slash",
      { ...S3, resourceArn: { startsWith: ["arn:aws:s3:::ledger"] } },
      ['record[0].resourceArn.startsWith[0]: for this bucket alone, write "arn:aws:s3:::ledger/"'],
    ],
    [
      "an excluded bucket without its slash",
      { ...S3, resourceArn: { notStartsWith: ["arn:aws:s3:::ledger"] } },
      ['record[0].resourceArn.notStartsWith[0]: for this bucket alone, write "arn:aws:s3:::ledger/"'],
    ],
    ["a bucket with its slash", { ...S3, resourceArn: { startsWith: ["arn:aws:s3:::ledger/"] } }, []],
    ["a start of bucket names", { ...S3, resourceArn: { startsWith: ["arn:aws:s3:::acme-"] } }, []],
    [
      "a name in place of an ARN",
      { ...S3, resourceArn: { startsWith: ["ledger/"] } },
      ["record[0].resourceArn.startsWith[0]: write the whole ARN, or use endsWith"],
    ],
    ["the end of an ARN", { ...S3, resourceArn: { endsWith: [".csv"], notEndsWith: [".tmp"] } }, []],
  ])("look at %s", (_, selector, expected) => {
    expect(warned(selector)).toEqual(expected);
  });

  it.each<[string, readonly AdvancedEventSelector[], number]>([
    ["all management events", [{ category: "Management" }], 0],
    [
      "reads and writes apart",
      [
        { category: "Management", readOnly: true },
        { category: "Management", readOnly: false },
      ],
      0,
    ],
    ["writes only", [{ category: "Management", readOnly: false }], 1],
    ["reads only", [{ category: "Management", readOnly: true }], 1],
    ["none at all, as a team's trail may", [S3], 0],
    ["KMS left out", [{ category: "Management", eventSource: { notEquals: ["kms.amazonaws.com"] } }], 1],
    [
      "KMS left out here and recorded there",
      [
        { category: "Management", eventSource: { notEquals: ["kms.amazonaws.com"] } },
        { category: "Management" },
      ],
      0,
    ],
    [
      "writes only, without two services",
      [
        {
          category: "Management",
          readOnly: false,
          eventSource: { notEquals: ["kms.amazonaws.com", "rdsdata.amazonaws.com"] },
        },
      ],
      3,
    ],
  ])("tell what is blinded by recording %s", (_, selectors, count) => {
    expect(warned(...selectors)).toHaveLength(count);
  });

  it("name what is blinded and what fails", () => {
    const [warning] = selectorWarnings({
      kind: "basic",
      selectors: [{ excludeManagementEventSources: ["kms.amazonaws.com"] }],
    });
    expect(warning?.what).toContain("ScheduleKeyDeletion");
    expect(warning?.what).toContain("CloudTrail.1");
  });
});
