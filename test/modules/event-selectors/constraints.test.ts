import { SELECTOR_CONSTRAINTS, type AdvancedEventSelector } from "../../../modules/event-selectors";
import { advanced, basic, S3, texts } from "./constraint-calls";

describe("what each category of selectors knows", () => {
  it.each<[string, object, string]>([
    [
      "another category",
      { category: "Insight" },
      'selectors[0].category is not a category of events that a trail selects; received "Insight"; allowed: Management, Data, NetworkActivity; choose one of these; Insights are chosen apart from selectors',
    ],
    [
      "a field that only event data stores know",
      { category: "Management", eventName: { equals: ["CreateUser"] } },
      'selectors[0].eventName is no field of a Management selector; received {"equals":["CreateUser"]}; allowed: readOnly, eventSource; remove it; only event data stores filter management events by it',
    ],
    [
      "an event source that management events cannot leave out",
      { category: "Management", eventSource: { notEquals: ["s3.amazonaws.com"] } },
      'selectors[0].eventSource.notEquals[0] is a service whose management events a trail cannot leave out; received "s3.amazonaws.com"; allowed: kms.amazonaws.com, rdsdata.amazonaws.com; remove it',
    ],
    [
      "another operator on a management event source",
      { category: "Management", eventSource: { equals: ["kms.amazonaws.com"] } },
      'selectors[0].eventSource.equals is no operator of this field; received ["kms.amazonaws.com"]; allowed: notEquals; use one of these',
    ],
    [
      "no resource type",
      { category: "Data" },
      "selectors[0].resourceType is missing: a Data selector records one resource type; give one, such as AWS::S3::Object",
    ],
    [
      "two resource types",
      { category: "Data", resourceType: ["AWS::S3::Object", "AWS::SNS::Topic"] },
      'selectors[0].resourceType is not one text; received ["AWS::S3::Object","AWS::SNS::Topic"]; allowed: one text, matched by Equals; write one selector for each',
    ],
    [
      "operators where only Equals is legal",
      { ...S3, readOnly: { notEquals: ["true"] } },
      'selectors[0].readOnly is neither true nor false; received {"notEquals":["true"]}; allowed: true, false; write true or false, without operator or quotes',
    ],
    [
      "a field of network activity",
      { ...S3, vpcEndpointId: { equals: ["vpce-1"] } },
      "selectors[0].vpcEndpointId is no field of a Data selector",
    ],
    [
      "an unknown operator",
      { ...S3, eventName: { contains: ["Put"] } },
      "selectors[0].eventName.contains is no operator of this field",
    ],
    ["a bare value", { ...S3, eventName: "PutObject" }, "selectors[0].eventName is not a set of conditions"],
    [
      "a value that is no list",
      { ...S3, eventName: { equals: "PutObject" } },
      "selectors[0].eventName.equals is not a list",
    ],
    [
      "a value that is no text",
      { ...S3, eventName: { equals: [7] } },
      "selectors[0].eventName.equals[0] is not text",
    ],
    [
      "no event source",
      { category: "NetworkActivity" },
      "selectors[0].eventSource is missing: a NetworkActivity selector records one event source",
    ],
    [
      "two event sources",
      { category: "NetworkActivity", eventSource: ["s3.amazonaws.com", "kms.amazonaws.com"] },
      "selectors[0].eventSource is not one text",
    ],
    [
      "another error code",
      { category: "NetworkActivity", eventSource: "s3.amazonaws.com", errorCode: "AccessDenied" },
      "selectors[0].errorCode is not an error code that CloudTrail filters by",
    ],
    [
      "a resource type of another shape",
      { category: "Data", resourceType: "S3::Object" },
      "selectors[0].resourceType is not a resource type",
    ],
    [
      "a wildcard in an ARN",
      { ...S3, resourceArn: { startsWith: ["arn:aws:s3:::b/*"] } },
      "selectors[0].resourceArn.startsWith[0] has a wildcard",
    ],
    [
      "a list of nothing",
      { ...S3, resourceArn: { startsWith: [] } },
      "selectors[0].resourceArn.startsWith is an empty list",
    ],
    [
      "a bucket where an object is meant",
      { ...S3, resourceArn: { equals: ["arn:aws:s3:::b"] } },
      'selectors[0].resourceArn.equals[0] is a bucket, and no object has this ARN; received "arn:aws:s3:::b"; allowed: the ARN of one object; for all objects of the bucket, use startsWith: ["arn:aws:s3:::b/"]',
    ],
  ])("refuses %s", (_, selector, text) => {
    const [problem, ...others] = texts(advanced([selector], { minimumProviderVersion: "6.2.0" }));
    expect(problem?.startsWith(text) === true ? text : problem).toBe(text);
    expect(others).toEqual([]);
  });

  it("takes every field of every category", () => {
    const some = {
      equals: ["a"],
      startsWith: ["b"],
      endsWith: ["c"],
      notEquals: ["d"],
      notStartsWith: ["e"],
      notEndsWith: ["f"],
    };
    const all: readonly AdvancedEventSelector[] = [
      {
        category: "Management",
        name: "m",
        readOnly: true,
        eventSource: { notEquals: ["kms.amazonaws.com", "rdsdata.amazonaws.com"] },
      },
      {
        ...S3,
        name: "d",
        readOnly: false,
        eventName: some,
        eventSource: some,
        eventType: some,
        resourceArn: { startsWith: ["arn:aws:s3:::b"], notEquals: ["c"] },
        sessionCredentialFromConsole: false,
        userIdentityArn: some,
      },
      {
        category: "NetworkActivity",
        name: "n",
        eventSource: "s3.amazonaws.com",
        eventName: some,
        errorCode: "VpceAccessDenied",
        vpcEndpointId: some,
        userIdentityArn: some,
      },
    ];
    expect(advanced(all, { minimumProviderVersion: "6.2.0" })).toEqual([]);
  });

  it("takes a resource type that orgtrail has never heard of", () => {
    expect(advanced([{ category: "Data", resourceType: "AWS::Tomorrow::Thing" }])).toEqual([]);
  });

  it("tells all faults at once, under the name of the caller's prop", () => {
    const problems = advanced(
      [
        { ...S3, name: "" },
        { ...S3, eventName: { equals: ["Put*", ""] } },
      ],
      { property: "record" },
    );
    expect(problems.map(({ property }) => property)).toEqual([
      "record[0].name",
      "record[1].eventName.equals[1]",
      "record[1].eventName.equals[0]",
    ]);
  });

  it("does not type-check either", () => {
    const management: AdvancedEventSelector = {
      category: "Management",
      // @ts-expect-error only event data stores filter management events by name
      eventName: { equals: ["CreateUser"] },
    };
    // @ts-expect-error a data selector has a resource type
    const data: AdvancedEventSelector = { category: "Data" };
    // @ts-expect-error a network selector has one event source
    const network: AdvancedEventSelector = { category: "NetworkActivity", eventSource: ["s3.amazonaws.com"] };
    expect(advanced([management, data, network])).toHaveLength(3);
  });
});

describe("basic selectors", () => {
  it.each<[string, object, string]>([
    [
      "another type",
      { dataResources: [{ type: "AWS::SNS::Topic", values: ["arn:aws:sns"] }] },
      "use advanced selectors for other types",
    ],
    [
      "an ARN of another service",
      { dataResources: [{ type: "AWS::S3::Object", values: ["arn:aws:lambda"] }] },
      "correct the ARN",
    ],
    [
      "a wildcard",
      { dataResources: [{ type: "AWS::S3::Object", values: ["arn:aws:s3:::*"] }] },
      "give an S3 prefix without it, or use advanced selectors",
    ],
    [
      "no values",
      { dataResources: [{ type: "AWS::S3::Object", values: [] }] },
      "give values; for everything, leave the field out; for nothing, leave the selector out",
    ],
    ["another read-write type", { readWriteType: "Write" }, "choose one of these"],
    ["another source to exclude", { excludeManagementEventSources: ["iam.amazonaws.com"] }, "remove it"],
  ])("may not have %s", (_, selector, remedy) => {
    expect(basic([selector])).toMatchObject([{ remedy }]);
  });

  it("may name all resources, a bucket, a prefix, a function or a table, in any partition", () => {
    expect(
      basic([
        {
          readWriteType: "WriteOnly",
          excludeManagementEventSources: ["kms.amazonaws.com"],
          dataResources: [
            {
              type: "AWS::S3::Object",
              values: ["arn:aws-cn:s3", "arn:aws:s3:::", "arn:aws:s3:::b/", "arn:aws:s3:::b/k"],
            },
            {
              type: "AWS::Lambda::Function",
              values: ["arn:aws:lambda", "arn:aws:lambda:eu-west-1:111122223333:function:f"],
            },
            { type: "AWS::DynamoDB::Table", values: ["arn:aws:dynamodb:eu-west-1:111122223333:table/t"] },
          ],
        },
      ]),
    ).toEqual([]);
  });
});

it("every constraint says in a sentence what it checks, for the documentation", () => {
  for (const { says } of SELECTOR_CONSTRAINTS) expect(says).toMatch(/^[A-Z].*\.$/);
});
