import { edited, faults, MEMBERS, TEAM } from "./faults-of";

/** The faults of a team that records so, with one alarm. */
const found = (record: string, alarm: string): readonly string[] =>
  faults(
    MEMBERS,
    `${edited("record: [{ preset: lambda-invocations }]", record, TEAM)}alarms: [{ name: alarm, ${alarm} }]\n`,
  );
const WRITES = "record: [{ preset: management-write }]";
const LEDGER = "record: [{ preset: s3-write, buckets: [ledger] }]";

describe("an alarm that would never ring", () => {
  it.each<[string, string, string, string]>([
    [
      "for a name of Lambda's API",
      WRITES,
      "events: [UpdateFunctionCode]",
      'teams/1.yaml:5:34 alarms[0].events[0]: is a name of the API; CloudTrail records the call as UpdateFunctionCode20150331v2, so the alarm would never ring for it; received "UpdateFunctionCode"; write UpdateFunctionCode20150331v2',
    ],
    [
      "for a name of S3's API",
      WRITES,
      "events: [DeleteBucket, PutBucketLifecycleConfiguration]",
      "teams/1.yaml:5:48 alarms[0].events[1]: is a name of the API; CloudTrail records the call as PutBucketLifecycle,",
    ],
    [
      "for a name of the API that is two in CloudTrail",
      WRITES,
      "events: [PutPublicAccessBlock]",
      "teams/1.yaml:5:34 alarms[0].events[0]: is a name of the API; CloudTrail records the call as PutBucketPublicAccessBlock or PutAccountPublicAccessBlock,",
    ],
    [
      "for a name of the API that other services have too, on a function",
      WRITES,
      "events: [AddPermission], function: pay",
      "teams/1.yaml:5:34 alarms[0].events[0]: is a name of the API; CloudTrail records the call as AddPermission20150331v2,",
    ],
    [
      "on another bucket than is recorded",
      LEDGER,
      "events: [DeleteObject], bucket: lake",
      'teams/1.yaml:5:34 alarms[0].events[0]: is recorded of bucket lake by nothing in record, so the alarm would never ring; received "DeleteObject"; record it of bucket lake too, or correct the alarm',
    ],
    [
      "on a bucket's settings, where its objects alone are recorded",
      LEDGER,
      "events: [PutBucketPolicy], bucket: ledger",
      'teams/1.yaml:5:34 alarms[0].events[0]: is recorded by nothing in record, so the alarm would never ring; received "PutBucketPolicy"; record it, for calls that manage resources with { preset: management-write }, or leave it out',
    ],
    [
      "on a bucket's objects, where its settings alone are recorded",
      WRITES,
      "events: [DeleteObject], bucket: ledger",
      "teams/1.yaml:5:34 alarms[0].events[0]: is recorded of bucket ledger by nothing in record,",
    ],
    [
      "on reads, where writes alone are recorded",
      WRITES,
      "events: [GetBucketPolicy]",
      'teams/1.yaml:5:34 alarms[0].events[0]: is recorded by nothing in record, so the alarm would never ring; received "GetBucketPolicy"; record it, for calls that manage resources with { preset: management-all }, or leave it out',
    ],
    [
      "on every deletion in another bucket than is recorded",
      LEDGER,
      'events: ["Delete*"], bucket: lake',
      "teams/1.yaml:5:34 alarms[0].events[0]: is recorded of bucket lake by nothing in record,",
    ],
    [
      "on another function than is recorded",
      'record: [{ preset: lambda-invocations, functions: ["arn:aws:lambda:eu-west-1:300000000000:function:pay"] }]',
      "events: [Invoke], function: payroll",
      "teams/1.yaml:5:34 alarms[0].events[0]: is recorded of function payroll by nothing in record,",
    ],
    [
      "on a log bucket, which is left out of what is recorded",
      "record: [{ preset: s3-all }]",
      "events: [DeleteObject], bucket: acme-cloudtrail-222222222222-organization",
      'teams/1.yaml:5:34 alarms[0].events[0]: is recorded of bucket acme-cloudtrail-222222222222-organization by nothing in record, so the alarm would never ring; received "DeleteObject"; leave it out, or record log buckets with excludeLogBuckets: false',
    ],
    [
      "on what basic selectors leave out",
      'basicSelectors: [{ includeManagementEvents: false, dataResources: [{ type: "AWS::Lambda::Function", values: ["arn:aws:lambda"] }] }]',
      "events: [PutBucketPolicy]",
      'teams/1.yaml:5:34 alarms[0].events[0]: is recorded by nothing in basicSelectors, so the alarm would never ring; received "PutBucketPolicy"; record it, or leave it out',
    ],
  ])("%s", (_name, record, alarm, expected) => {
    const [first, ...others] = found(record, alarm);
    expect(others).toEqual([]);
    expect(first?.slice(0, expected.length)).toBe(expected);
  });
});

describe("an alarm that may ring", () => {
  it.each([
    ["on a bucket's settings, by management events", WRITES, "events: [PutBucketPolicy], bucket: ledger"],
    ["on the bucket that is recorded", LEDGER, "events: [DeleteObject], bucket: ledger"],
    ["on copies from the bucket that is recorded", LEDGER, "events: [CopyObject], bucket: lake"],
    ["on names that are not known", WRITES, "events: [PutBuketPolicy, Frobnicate], bucket: ledger"],
    ["on names of the API that SNS and SQS have too", WRITES, "events: [AddPermission]"],
    [
      "on names that begin as the API has them",
      WRITES,
      'events: ["UpdateFunctionCode*", "PutBucketLifecycle*"]',
    ],
    ["on objects of some service", WRITES, "events: [DeleteObject]"],
    [
      "on the function that is recorded",
      "record: [{ preset: lambda-invocations }]",
      "events: [Invoke], function: pay",
    ],
    ["on a function's code", WRITES, "events: [UpdateFunctionCode20150331v2], function: pay"],
    [
      "on a log bucket that is recorded",
      "record: [{ preset: s3-all }]\nexcludeLogBuckets: false",
      "events: [DeleteObject], bucket: acme-cloudtrail-222222222222-organization",
    ],
    ["on what basic selectors record", "basicSelectors: [{}]", "events: [PutBucketPolicy], bucket: ledger"],
  ])("%s", (_name, record, alarm) => {
    expect(found(record, alarm)).toEqual([]);
  });
});

it("says nothing of alarms where what is recorded has a fault", () => {
  expect(found("record: [{ preset: s3-wrte }]", "events: [PutBucketPolicy]")).toEqual([
    expect.stringContaining("record[0].preset"),
  ]);
  expect(found("basicSelectors: [{ readWriteType: Al }]", "events: [PutBucketPolicy]")).toEqual([
    expect.stringContaining("basicSelectors[0].readWriteType"),
  ]);
});

describe("an alarm on a principal", () => {
  const principal = (text: string): string =>
    `events: [Invoke], principal: "arn:aws:iam::300000000000:role/${text}"`;
  const LAMBDA = "record: [{ preset: lambda-invocations }]";

  it("that metric filters cannot have is a fault, and no crash", () => {
    expect(found(LAMBDA, principal(`${"p".repeat(508)}/p`))).toEqual([
      expect.stringMatching(
        /^teams\/1\.yaml:5:54 alarms\[0\]\.principal: makes a metric filter's pattern of 1\d{3} characters; .*; shorten it with \*$/,
      ),
    ]);
    expect(found(LAMBDA, principal("Dev?"))).toEqual([
      expect.stringMatching(
        /^teams\/1\.yaml:5:54 alarms\[0\]\.principal: has a \? in it, which metric filters take for itself/,
      ),
    ]);
    expect(found(LAMBDA, principal("Dev*"))).toEqual([]);
  });
});
