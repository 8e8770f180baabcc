import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import {
  eventCategoryOf,
  compileReach,
  compileSelectors,
  expandPreset,
  RENAMED_CALLS,
  type AdvancedEventSelector,
  type AwaitedEvent,
  type CloudTrailEvent,
  type PresetRequest,
  type TrailSelectors,
} from "../../../modules/event-selectors";
import { S3_BUCKET_EVENTS, S3_OBJECT_EVENTS } from "../../../modules/event-selectors/bucket-events";

const advanced = (...selectors: readonly AdvancedEventSelector[]): TrailSelectors => ({
  kind: "advanced",
  selectors,
});
const preset = (...requests: readonly PresetRequest[]): TrailSelectors =>
  advanced(...requests.flatMap((request) => expandPreset(request, "aws")));
const objects = (rest: object = {}): TrailSelectors =>
  advanced({ category: "Data", resourceType: "AWS::S3::Object", ...rest });
const functions = (resourceArn: object): TrailSelectors =>
  advanced({ category: "Data", resourceType: "AWS::Lambda::Function", resourceArn });

const WRITES: TrailSelectors = preset({ preset: "management-write" });
const READS = advanced({ category: "Management", readOnly: true });
const LEDGER = preset({ preset: "s3-write", buckets: ["ledger"] });
const PAY = "arn:aws:lambda:eu-west-1:444444444444:function:pay";

describe("a trail could record", () => {
  it.each<[string, TrailSelectors, AwaitedEvent]>([
    [
      "what is done to a bucket, as a management event",
      WRITES,
      { eventName: "PutBucketPolicy", bucket: "x" },
    ],
    ["what is read of a bucket, where it records reads", READS, { eventName: "GetBucketPolicy" }],
    ["what changes a function", WRITES, { eventName: "UpdateFunctionCode20150331v2", function: "pay" }],
    ["an object of the bucket", LEDGER, { eventName: "DeleteObject", bucket: "ledger" }],
    [
      "an object of a bucket of the family",
      preset({ preset: "s3-all", bucketPrefix: "led" }),
      { eventName: "GetObject", bucket: "ledger" },
    ],
    [
      "an object below a prefix",
      preset({ preset: "s3-all", buckets: ["ledger"], prefix: "2026/" }),
      { eventName: "GetObject", bucket: "ledger" },
    ],
    [
      "an object of all but other buckets",
      objects({ resourceArn: { notStartsWith: ["arn:aws:s3:::logs/"] } }),
      { eventName: "GetObject", bucket: "ledger" },
    ],
    [
      "an object with an end",
      objects({ resourceArn: { endsWith: [".csv"] } }),
      { eventName: "GetObject", bucket: "ledger" },
    ],
    ["a copy from a bucket that it records to another", LEDGER, { eventName: "CopyObject", bucket: "other" }],
    ["a pattern that has copies in it", LEDGER, { eventName: "*Object", bucket: "other" }],
    [
      "calls through an access point",
      preset({ preset: "s3-access-points" }),
      { eventName: "GetObject", bucket: "ledger" },
    ],
    [
      "a call of S3 through a VPC endpoint",
      advanced({ category: "NetworkActivity", eventSource: "s3.amazonaws.com" }),
      { eventName: "PutBucketPolicy", bucket: "x" },
    ],
    [
      "an object of some service, where no bucket says that it is S3's",
      WRITES,
      { eventName: "DeleteObject" },
    ],
    ["a name that is not known", WRITES, { eventName: "PutBuketPolicy", bucket: "x" }],
    ["a name that is not known, of what holds data", LEDGER, { eventName: "FoldObject", bucket: "ledger" }],
    [
      "what a query of an object is, of which nothing says that it reads",
      preset({ preset: "s3-write" }),
      { eventName: "SelectObjectContent", bucket: "x" },
    ],
    ["an invocation of the function", functions({ equals: [PAY] }), { eventName: "Invoke", function: "pay" }],
    [
      "an invocation of a version of it",
      functions({ equals: [`${PAY}:7`] }),
      { eventName: "Invoke", function: "pay" },
    ],
    [
      "an invocation of one whose ARN starts so",
      functions({ startsWith: ["arn:aws:lambda:eu-west-1"] }),
      { eventName: "Invoke", function: "pay" },
    ],
    [
      "an invocation of one whose name starts so",
      functions({ startsWith: [PAY.slice(0, -1)] }),
      { eventName: "Invoke", function: "pay" },
    ],
    [
      "an invocation of one whose ARN ends so",
      functions({ endsWith: [":pay"] }),
      { eventName: "Invoke", function: "pay" },
    ],
    [
      "an invocation of all but another",
      functions({ notEquals: [`${PAY}roll`] }),
      { eventName: "Invoke", function: "pay" },
    ],
    ["an item of a table", preset({ preset: "dynamodb-write" }), { eventName: "DeleteItem" }],
    [
      "what a basic selector names",
      {
        kind: "basic",
        selectors: [
          {
            includeManagementEvents: false,
            dataResources: [{ type: "AWS::S3::Object", values: ["arn:aws:s3:::ledger/"] }],
          },
        ],
      },
      { eventName: "DeleteObject", bucket: "ledger" },
    ],
    [
      "with any of its selectors",
      advanced(...(LEDGER.selectors as readonly AdvancedEventSelector[]), { category: "Management" }),
      { eventName: "PutBucketPolicy" },
    ],
  ])("%s", (_name, trail, event) => {
    expect(compileReach(trail, "aws")(event)).toBe(true);
  });
});

describe("no event is recorded", () => {
  it.each<[string, TrailSelectors, AwaitedEvent]>([
    [
      "of a bucket's settings by data events",
      preset({ preset: "s3-all" }),
      { eventName: "PutBucketPolicy", bucket: "x" },
    ],
    [
      "of a bucket's settings by any data events",
      preset({ preset: "all-data-events" }),
      { eventName: "DeleteBucket" },
    ],
    ["that writes, where only reads are", READS, { eventName: "PutBucketPolicy" }],
    ["that reads, where only writes are", WRITES, { eventName: "GetBucketPolicy" }],
    ["that reads an object, where only writes are", LEDGER, { eventName: "GetObject", bucket: "ledger" }],
    ["of an object by management events", WRITES, { eventName: "DeleteObject", bucket: "ledger" }],
    [
      "of an object by another service's data events",
      preset({ preset: "dynamodb-all" }),
      { eventName: "DeleteObject", bucket: "ledger" },
    ],
    ["of another bucket's objects", LEDGER, { eventName: "DeleteObject", bucket: "ledger-2" }],
    [
      "of a bucket whose name only begins so",
      preset({ preset: "s3-all", buckets: ["ledger-2"] }),
      { eventName: "DeleteObject", bucket: "ledger" },
    ],
    [
      "of a bucket that is left out",
      objects({ resourceArn: { notStartsWith: ["arn:aws:s3:::ledger/"] } }),
      { eventName: "DeleteObject", bucket: "ledger" },
    ],
    [
      "of a family that is left out",
      objects({ resourceArn: { notStartsWith: ["arn:aws:s3:::led"] } }),
      { eventName: "DeleteObject", bucket: "ledger" },
    ],
    ["of another bucket by a pattern without copies", LEDGER, { eventName: "Delete*", bucket: "other" }],
    [
      "of a bucket by invocations",
      preset({ preset: "lambda-invocations" }),
      { eventName: "FoldObject", bucket: "x" },
    ],
    [
      "of a name that is not asked for",
      preset({ preset: "s3-destructive" }),
      { eventName: "PutObject", bucket: "x" },
    ],
    [
      "of S3 by another service's endpoint",
      advanced({ category: "NetworkActivity", eventSource: "ec2.amazonaws.com" }),
      { eventName: "PutBucketPolicy" },
    ],
    [
      "of a function's code by invocations",
      preset({ preset: "lambda-invocations" }),
      { eventName: "UpdateFunctionCode20150331v2" },
    ],
    ["of an invocation by management events", WRITES, { eventName: "Invoke", function: "pay" }],
    ["of another function", functions({ equals: [PAY] }), { eventName: "Invoke", function: "payroll" }],
    [
      "of a function whose name only begins so",
      functions({ equals: [`${PAY}roll`] }),
      { eventName: "Invoke", function: "pay" },
    ],
    [
      "of a function whose name begins otherwise",
      functions({ startsWith: [`${PAY}roll`] }),
      { eventName: "Invoke", function: "pay" },
    ],
    ["of a function by objects", preset({ preset: "s3-all" }), { eventName: "Fold", function: "pay" }],
    [
      "of another bucket by a basic selector",
      {
        kind: "basic",
        selectors: [
          {
            includeManagementEvents: false,
            dataResources: [{ type: "AWS::S3::Object", values: ["arn:aws:s3:::ledger/"] }],
          },
        ],
      },
      { eventName: "DeleteObject", bucket: "other" },
    ],
    ["by no selectors", advanced(), { eventName: "PutBucketPolicy" }],
  ])("%s", (_name, trail, event) => {
    expect(compileReach(trail, "aws")(event)).toBe(false);
  });

  it("of another partition's bucket", () => {
    expect(compileReach(LEDGER, "aws-cn")({ eventName: "DeleteObject", bucket: "ledger" })).toBe(false);
  });
});

describe("names of events", () => {
  it("are those of one list, and no call that is renamed", () => {
    const names = [...S3_BUCKET_EVENTS, ...S3_OBJECT_EVENTS];
    expect(new Set(names).size).toBe(names.length);
    for (const { call, recordedAs, service } of RENAMED_CALLS) {
      expect(names).not.toContain(call);
      if (service === "s3") expect(S3_BUCKET_EVENTS).toEqual(expect.arrayContaining([...recordedAs]));
    }
  });
});

/** Real CloudTrail logs of attacks, kept beside the repository and never in it. */
const LOGS = path.resolve(__dirname, "../../../../shared/data/cloudtrail-logs");
const present = existsSync(LOGS);

interface Recorded extends CloudTrailEvent {
  readonly eventSource: string;
  readonly eventName: string;
  readonly requestParameters?: { readonly bucketName?: string; readonly functionName?: string } | null;
}

(present ? describe : describe.skip)("of recorded events", () => {
  const records = present
    ? readdirSync(LOGS)
        .filter((file) => file.endsWith(".json"))
        .flatMap(
          (file) =>
            (JSON.parse(readFileSync(path.join(LOGS, file), "utf8")) as { Records: Recorded[] }).Records,
        )
    : [];
  const ofService = records.filter(({ eventSource }) => /^(s3|lambda)\./.test(eventSource));

  it("none has a name that AWS documents as another", () => {
    expect(ofService.length).toBeGreaterThan(200);
    const renamed = RENAMED_CALLS.map(({ call, service }) => `${service}.amazonaws.com ${call}`);
    expect(
      ofService
        .map(({ eventSource, eventName }) => `${eventSource} ${eventName}`)
        .filter((name) => renamed.includes(name)),
    ).toEqual([]);
  });

  it("each that selectors record is one that they could", () => {
    const trails = [WRITES, READS, preset({ preset: "s3-all" }), preset({ preset: "lambda-invocations" })];
    for (const trail of trails) {
      const [records, reaches] = [compileSelectors(trail), compileReach(trail, "aws")];
      for (const event of ofService) {
        const { bucketName: bucket } = event.requestParameters ?? {};
        const awaited = { eventName: event.eventName, ...(bucket !== undefined && { bucket }) };
        if (records(event) !== undefined)
          expect([eventCategoryOf(event), awaited, reaches(awaited)]).toEqual([
            eventCategoryOf(event),
            awaited,
            true,
          ]);
        // And the other way round, where the names are known.
        else if (S3_BUCKET_EVENTS.includes(event.eventName))
          expect([awaited, reaches(awaited)]).toEqual([awaited, false]);
      }
    }
  });
});
