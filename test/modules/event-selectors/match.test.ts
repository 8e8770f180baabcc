import fc from "fast-check";
import {
  advancedForm,
  eventCategoryOf,
  compileSelectors,
  matchEvent,
  type AdvancedEventSelector,
  type BasicEventSelector,
  type CloudTrailEvent,
  type FieldConditions,
} from "../../../modules/event-selectors";
import { event, selectors } from "./arbitraries";

const bucketResource = { type: "AWS::S3::Bucket", ARN: "arn:aws:s3:::acme-ledger" };

const matches = (selector: AdvancedEventSelector, record: CloudTrailEvent): boolean =>
  matchEvent({ kind: "advanced", selectors: [selector] }, record) !== undefined;

/** The rules again, said as naively as possible: field by field, condition by condition. */
function reference(selector: AdvancedEventSelector, record: Readonly<Record<string, unknown>>): boolean {
  const category = record["eventCategory"];
  if (category !== selector.category) return false;
  const holds = (conditions: FieldConditions | undefined, text: unknown): boolean => {
    if (conditions === undefined) return true;
    const {
      equals = [],
      startsWith = [],
      endsWith = [],
      notEquals = [],
      notStartsWith = [],
      notEndsWith = [],
    } = conditions;
    const noPositive = equals.length + startsWith.length + endsWith.length === 0;
    if (typeof text !== "string") return noPositive;
    const positive =
      noPositive ||
      equals.includes(text) ||
      startsWith.some((v) => text.startsWith(v)) ||
      endsWith.some((v) => text.endsWith(v));
    const negative =
      notEquals.includes(text) ||
      notStartsWith.some((v) => text.startsWith(v)) ||
      notEndsWith.some((v) => text.endsWith(v));
    return positive && !negative;
  };
  const readOnly = (wanted: boolean | undefined): boolean =>
    wanted === undefined || wanted === (record["readOnly"] ?? false);
  const arn = (record["userIdentity"] as { arn?: unknown } | undefined)?.arn;
  if (selector.category === "Management")
    return readOnly(selector.readOnly) && holds(selector.eventSource, record["eventSource"]);
  if (selector.category === "NetworkActivity") {
    return (
      selector.eventSource === record["eventSource"] &&
      (selector.errorCode === undefined || selector.errorCode === record["errorCode"]) &&
      holds(selector.eventName, record["eventName"]) &&
      holds(selector.vpcEndpointId, record["vpcEndpointId"]) &&
      holds(selector.userIdentityArn, arn)
    );
  }
  const resources = (record["resources"] ?? []) as readonly {
    type: string;
    ARN?: string;
    ARNPrefix?: string;
  }[];
  const fromConsole = record["sessionCredentialFromConsole"] === "true";
  return (
    resources.some(
      (r) => r.type === selector.resourceType && holds(selector.resourceArn, r.ARN ?? r.ARNPrefix),
    ) &&
    readOnly(selector.readOnly) &&
    holds(selector.eventName, record["eventName"]) &&
    holds(selector.eventSource, record["eventSource"]) &&
    holds(selector.eventType, record["eventType"]) &&
    holds(selector.userIdentityArn, arn) &&
    (selector.sessionCredentialFromConsole === undefined ||
      selector.sessionCredentialFromConsole === fromConsole)
  );
}

describe("the matcher", () => {
  it("agrees with a naive reading of CloudTrail's rules, and names the first selector that matches", () => {
    fc.assert(
      fc.property(selectors, fc.array(event, { minLength: 5, maxLength: 20 }), (list, records) => {
        const compiled = compileSelectors({ kind: "advanced", selectors: list });
        for (const record of records) {
          const expected = list.findIndex((selector) => reference(selector, { ...record }));
          expect(compiled(record)?.index ?? -1).toBe(expected);
          if (expected >= 0) expect(compiled(record)?.name).toBe(list[expected]?.name);
        }
      }),
      { numRuns: 400 },
    );
  });

  // The table of AWS's user guide, "Example showing multiple conditions for the resources.ARN field".
  const documented: AdvancedEventSelector = {
    category: "Data",
    resourceType: "AWS::S3::Object",
    resourceArn: {
      equals: ["arn:aws:s3:::amzn-s3-demo-bucket/object1"],
      startsWith: ["arn:aws:s3:::amzn-s3-demo-bucket/"],
      endsWith: ["object3"],
      notStartsWith: ["arn:aws:s3:::amzn-s3-demo-bucket/deselect"],
      notEndsWith: ["object5"],
      notEquals: ["arn:aws:s3:::amzn-s3-demo-bucket/object6"],
    },
  };
  it.each([
    ["amzn-s3-demo-bucket/object1", true],
    ["amzn-s3-demo-bucket/object2", true],
    ["amzn-s3-demo-bucket1/object3", true],
    ["amzn-s3-demo-bucket/deselectObject4", false],
    ["amzn-s3-demo-bucket/object5", false],
    ["amzn-s3-demo-bucket/object6", false],
    ["another-bucket/object7", false],
  ])("answers as the user guide does for %s: %s", (object, recorded) => {
    expect(matches(documented, dataEvent(`arn:aws:s3:::${object}`))).toBe(recorded);
  });

  it("looks at the resource of the selector's type, and not at the bucket beside the object", () => {
    const wholeBucket = "arn:aws:s3:::acme-ledger";
    const record = {
      ...dataEvent("arn:aws:s3:::other/key"),
      resources: [bucketResource, objectResource("arn:aws:s3:::other/key")],
    };
    expect(matches(s3({ startsWith: [wholeBucket] }), record)).toBe(false);
    expect(matches(s3({ startsWith: ["arn:aws:s3:::other/"] }), record)).toBe(true);
  });

  it("reads the ARN prefix that S3 records for calls on a whole bucket", () => {
    const list = {
      ...dataEvent(""),
      eventName: "ListObjects",
      resources: [{ type: "AWS::S3::Object", ARNPrefix: "arn:aws:s3:::acme-ledger/" }, bucketResource],
    };
    expect(matches(s3({ startsWith: ["arn:aws:s3:::acme-ledger/"] }), list)).toBe(true);
    expect(matches(s3({ notStartsWith: ["arn:aws:s3:::acme-ledger/"] }), list)).toBe(false);
  });

  it("matches a copy when one of its objects satisfies the conditions", () => {
    const copy = {
      ...dataEvent(""),
      resources: [objectResource("arn:aws:s3:::from/key"), objectResource("arn:aws:s3:::to/key")],
    };
    expect(matches(s3({ startsWith: ["arn:aws:s3:::to/"] }), copy)).toBe(true);
    expect(matches(s3({ notStartsWith: ["arn:aws:s3:::to/"] }), copy)).toBe(true);
    expect(matches(s3({ notStartsWith: ["arn:aws:s3:::to/", "arn:aws:s3:::from/"] }), copy)).toBe(false);
  });

  it("names the first selector, whichever resource of the event it matches", () => {
    const list: readonly AdvancedEventSelector[] = [
      { category: "Data", resourceType: "AWS::S3::AccessPoint" },
      s3({}),
    ];
    const record = {
      eventCategory: "Data",
      resources: [objectResource("arn:aws:s3:::a/b"), { type: "AWS::S3::AccessPoint" }],
    };
    expect(matchEvent({ kind: "advanced", selectors: list }, record)).toEqual({ index: 0 });
    expect(matchEvent({ kind: "advanced", selectors: [...list].reverse() }, record)).toEqual({ index: 0 });
  });

  it("survives records of any shape", () => {
    const compiled = compileSelectors({
      kind: "advanced",
      selectors: [
        { category: "Management" },
        s3({ startsWith: ["a"] }),
        { category: "NetworkActivity", eventSource: "s3.amazonaws.com" },
      ],
    });
    fc.assert(
      fc.property(
        fc.record({
          eventCategory: fc.constantFrom("Management", "Data", "NetworkActivity", 1, null),
          resources: fc.anything(),
          userIdentity: fc.anything(),
          readOnly: fc.anything(),
          eventName: fc.anything(),
        }),
        (record) => {
          compiled(record);
        },
      ),
    );
  });
});

describe("basic selectors", () => {
  it.each<[string, BasicEventSelector, CloudTrailEvent, boolean]>([
    ["management by default", {}, { eventCategory: "Management", readOnly: true }, true],
    ["management switched off", { includeManagementEvents: false }, { eventCategory: "Management" }, false],
    [
      "reads only, a write",
      { readWriteType: "ReadOnly" },
      { eventCategory: "Management", readOnly: false },
      false,
    ],
    [
      "KMS left out",
      { excludeManagementEventSources: ["kms.amazonaws.com"] },
      { eventCategory: "Management", eventSource: "kms.amazonaws.com" },
      false,
    ],
    ["all objects", objects("arn:aws:s3"), dataEvent("arn:aws:s3:::any/key"), true],
    ["all objects of a bucket", objects("arn:aws:s3:::any/"), dataEvent("arn:aws:s3:::any/key"), true],
    ["objects of another bucket", objects("arn:aws:s3:::any/"), dataEvent("arn:aws:s3:::any2/key"), false],
    ["objects below a prefix", objects("arn:aws:s3:::any/ke"), dataEvent("arn:aws:s3:::any/key"), true],
    [
      "a function, exactly",
      functions("arn:aws:lambda:eu-west-1:111122223333:function:pay"),
      invocation("pay"),
      true,
    ],
    [
      "a function, not those whose names go on",
      functions("arn:aws:lambda:eu-west-1:111122223333:function:pay"),
      invocation("pay2"),
      false,
    ],
    ["all functions", functions("arn:aws:lambda"), invocation("pay"), true],
  ])("%s", (_, selector, record, recorded) => {
    expect(matchEvent({ kind: "basic", selectors: [selector] }, record) !== undefined).toBe(recorded);
  });

  it("have an advanced form that records the same", () => {
    expect(
      advancedForm({
        readWriteType: "WriteOnly",
        excludeManagementEventSources: ["kms.amazonaws.com"],
        dataResources: [{ type: "AWS::S3::Object", values: ["arn:aws:s3:::a/"] }],
      }),
    ).toEqual([
      { category: "Management", readOnly: false, eventSource: { notEquals: ["kms.amazonaws.com"] } },
      {
        category: "Data",
        readOnly: false,
        resourceType: "AWS::S3::Object",
        resourceArn: { startsWith: ["arn:aws:s3:::a/"] },
      },
    ]);
  });
});

describe("the category of a record", () => {
  it.each<[string, CloudTrailEvent, string]>([
    ["as the record says", { eventCategory: "Insight", managementEvent: true }, "Insight"],
    ["before 1.07, by managementEvent", { managementEvent: true }, "Management"],
    ["before 1.07, by managementEvent false", { managementEvent: false }, "Data"],
    ["of an Insight before 1.07", { eventType: "AwsCloudTrailInsight" }, "Insight"],
    ["of a VPC endpoint's event", { eventType: "AwsVpceEvent" }, "NetworkActivity"],
    ["before 1.06, an object", { resources: [objectResource("arn:aws:s3:::a/b")] }, "Data"],
    [
      "before 1.06, an invocation",
      { eventName: "Invoke", resources: [{ type: "AWS::Lambda::Function" }] },
      "Data",
    ],
    ["before 1.06, all else", { eventName: "CreateUser" }, "Management"],
  ])("%s", (_, record, category) => {
    expect(eventCategoryOf(record)).toBe(category);
  });

  it("is never matched for Insights, whatever the selectors", () => {
    expect(matches({ category: "Management" }, { eventCategory: "Insight" })).toBe(false);
  });
});

function objectResource(ARN: string) {
  return { type: "AWS::S3::Object", ARN };
}

function dataEvent(ARN: string): CloudTrailEvent {
  return {
    eventCategory: "Data",
    eventName: "PutObject",
    readOnly: false,
    resources: [objectResource(ARN), bucketResource],
  };
}

function invocation(name: string): CloudTrailEvent {
  const ARN = `arn:aws:lambda:eu-west-1:111122223333:function:${name}`;
  return {
    eventCategory: "Data",
    eventName: "Invoke",
    readOnly: false,
    resources: [{ type: "AWS::Lambda::Function", ARN }],
  };
}

function s3(resourceArn: FieldConditions): AdvancedEventSelector {
  return { category: "Data", resourceType: "AWS::S3::Object", resourceArn };
}

function objects(value: string): BasicEventSelector {
  return { dataResources: [{ type: "AWS::S3::Object", values: [value] }] };
}

function functions(value: string): BasicEventSelector {
  return { dataResources: [{ type: "AWS::Lambda::Function", values: [value] }] };
}
