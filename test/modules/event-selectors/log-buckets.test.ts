import { sorted } from "../../../modules/kernel";
import fc from "fast-check";
import { BucketName } from "../../../modules/organization";
import {
  compileSelectors,
  countValues,
  excludeLogBuckets,
  expandPreset,
  fitSelectors,
  LOG_FILE_CALLS,
  matchEvent,
  MAX_VALUES,
  recordedSelectors,
  selectorProblems,
  type AdvancedEventSelector,
  type FieldConditions,
  type LogBuckets,
  type TrailSelectors,
} from "../../../modules/event-selectors";

const advanced = (...selectors: readonly AdvancedEventSelector[]): TrailSelectors => ({
  kind: "advanced",
  selectors,
});
const bucket = (name: string): BucketName => BucketName.of(name);
const LOGS: LogBuckets = { partition: "aws", buckets: [bucket("acme-log"), bucket("acme-access")] };
const range = (count: number): readonly number[] => Array.from({ length: count }, (_, index) => index);
const S3 = { category: "Data", resourceType: "AWS::S3::Object" } as const;

describe("the exclusion of log buckets", () => {
  it("adds every log bucket to a selector of all buckets, in the trail's partition", () => {
    expect(excludeLogBuckets(advanced(S3), { ...LOGS, partition: "aws-us-gov" })).toEqual(
      advanced({
        ...S3,
        resourceArn: { notStartsWith: ["arn:aws-us-gov:s3:::acme-access/", "arn:aws-us-gov:s3:::acme-log/"] },
      }),
    );
  });

  it.each<[string, AdvancedEventSelector]>([
    ["names other buckets", { ...S3, resourceArn: { startsWith: ["arn:aws:s3:::acme-ledger/"] } }],
    ["names an object of another bucket", { ...S3, resourceArn: { equals: ["arn:aws:s3:::acme-ledger/a"] } }],
    ["leaves out all log buckets already", { ...S3, resourceArn: { notStartsWith: ["arn:aws:s3:::acme-"] } }],
    ["is about another type", { category: "Data", resourceType: "AWS::Lambda::Function" }],
    ["is about management events", { category: "Management" }],
  ])("leaves a selector alone that %s", (_, selector) => {
    expect(excludeLogBuckets(advanced(selector), LOGS)).toEqual(advanced(selector));
  });

  it("adds only the buckets that a selector could match, and keeps its own exclusions", () => {
    const selector = { ...S3, resourceArn: { startsWith: ["arn:aws:s3:::acme-l"], notEndsWith: [".tmp"] } };
    expect(excludeLogBuckets(advanced(selector), LOGS)).toEqual(
      advanced({
        ...S3,
        resourceArn: { ...selector.resourceArn, notStartsWith: ["arn:aws:s3:::acme-log/"] },
      }),
    );
  });

  it.each<[string, FieldConditions]>([
    ["below the log bucket", { startsWith: ["arn:aws:s3:::acme-log/AWSLogs/"] }],
    ["one object of the log bucket", { equals: ["arn:aws:s3:::acme-log/AWSLogs/1"] }],
    ["keys by their end", { endsWith: [".gz"] }],
  ])("covers a selector of %s", (_, resourceArn) => {
    const [selector] = excludeLogBuckets(advanced({ ...S3, resourceArn }), LOGS).selectors;
    expect(selector).toMatchObject({
      resourceArn: { notStartsWith: expect.arrayContaining(["arn:aws:s3:::acme-log/"]) as unknown },
    });
  });

  it("never lets an event in a log bucket through, whatever the selectors", () => {
    const text = fc.constantFrom(
      "arn:aws:s3:::acme-",
      "arn:aws:s3:::acme-log",
      "arn:aws:s3:::acme-log/",
      "arn:aws:s3:::acme-log/AWSLogs/1",
      "arn:aws:s3:::b/",
      "1",
      "/1",
    );
    const values = fc.array(text, { minLength: 1, maxLength: 3 });
    const resourceArn = fc.record(
      { equals: values, startsWith: values, endsWith: values, notEquals: values, notStartsWith: values },
      { requiredKeys: [] },
    );
    const s3 = fc.record(
      {
        category: fc.constant("Data" as const),
        resourceType: fc.constant("AWS::S3::Object"),
        resourceArn,
        readOnly: fc.boolean(),
      },
      { requiredKeys: ["category", "resourceType"] },
    );
    const key = fc.constantFrom("", "AWSLogs/1", "x/1", "a.log");
    fc.assert(
      fc.property(
        fc.array(s3, { minLength: 1, maxLength: 4 }),
        fc.constantFrom("acme-log", "acme-access"),
        key,
        fc.boolean(),
        (selectors, name, object, readOnly) => {
          const excluded = excludeLogBuckets(advanced(...selectors), LOGS);
          const packed =
            excluded.kind === "advanced" ? advanced(...fitSelectors(excluded.selectors)) : excluded;
          const place = object === "" ? "ARNPrefix" : "ARN";
          const resources = [
            { type: "AWS::S3::Object", [place]: `arn:aws:s3:::${name}/${object}` },
            { type: "AWS::S3::Bucket", ARN: `arn:aws:s3:::${name}` },
          ];
          expect(compileSelectors(packed)({ eventCategory: "Data", readOnly, resources })).toBeUndefined();
          expect(
            selectorProblems(excluded, { logBuckets: LOGS }).filter(({ what }) =>
              what.includes("log bucket"),
            ),
          ).toEqual([]);
        },
      ),
      { numRuns: 1000 },
    );
  });

  it("changes nothing about other buckets", () => {
    const record = {
      eventCategory: "Data",
      resources: [{ type: "AWS::S3::Object", ARN: "arn:aws:s3:::acme-log2/key" }],
    };
    expect(compileSelectors(excludeLogBuckets(advanced(S3), LOGS))(record)).toEqual({ index: 0 });
  });
});

describe("the exclusion of many log buckets", () => {
  const teams = (count: number): LogBuckets => ({
    partition: "aws",
    buckets: [
      ...Array.from({ length: count }, (_, n) => bucket(`acme-cloudtrail-222222222222-team-t${n}`)),
      bucket("acme-cloudtrail-444444444444-team-own"),
      bucket("elsewhere-logs"),
    ],
    families: [
      "acme-cloudtrail-222222222222-",
      "acme-cloudtrail-444444444444-",
      "acme-cloudtrail-555555555555-",
    ],
  });
  const exclusions = (trail: TrailSelectors): readonly string[] =>
    trail.kind === "advanced"
      ? trail.selectors.flatMap((s) => (s.category === "Data" ? (s.resourceArn?.notStartsWith ?? []) : []))
      : [];

  it("stays exact as long as 500 values suffice", () => {
    // 2 values say the category and the type.
    expect(exclusions(excludeLogBuckets(advanced(S3), teams(MAX_VALUES - 4)))).toHaveLength(MAX_VALUES - 2);
  });

  it("falls back to families beyond, and names the buckets of no family", () => {
    expect(exclusions(excludeLogBuckets(advanced(S3), teams(MAX_VALUES - 3)))).toEqual([
      "arn:aws:s3:::acme-cloudtrail-222222222222-",
      "arn:aws:s3:::acme-cloudtrail-444444444444-",
      "arn:aws:s3:::elsewhere-logs/",
    ]);
  });

  it("falls back to what all families start with, where they are hundreds", () => {
    const accounts = Array.from({ length: 600 }, (_, n) => String(444_444_444_000 + n));
    const families = accounts.map((account) => `acme-cloudtrail-${account}-`);
    const buckets = [...families.map((family) => bucket(`${family}team-own`)), bucket("elsewhere-logs")];
    expect(exclusions(excludeLogBuckets(advanced(S3), { partition: "aws", buckets, families }))).toEqual([
      "arn:aws:s3:::acme-cloudtrail-",
      "arn:aws:s3:::elsewhere-logs/",
    ]);
  });

  it("is of exactly the buckets that a selector could record, in their order, whatever names begin alike", () => {
    const names = ["a-b", "a", "a-b-c", "acme", "acme-b", "a0", "ab"].map((name) => `x${name}-logs`);
    const buckets = ["xa", "xa-b", "xacme", ...names, "y-1", "y"].map((name) => bucket(name.padEnd(3, "z")));
    const exact = sorted(buckets).map((name) => `arn:aws:s3:::${name}/`);
    const starts = [
      "",
      "arn:aws:s3:::",
      ...exact,
      ...exact.map((arn) => `${arn}k`),
      ...exact.map((arn) => arn.slice(0, -2)),
    ];
    for (const start of starts) {
      const conditions = start === "" ? {} : { resourceArn: { startsWith: [start] } };
      const asked = advanced({ category: "Data", resourceType: "AWS::S3::Object", ...conditions });
      const expected = exact.filter((arn) => arn.startsWith(start) || start.startsWith(arn));
      expect(exclusions(excludeLogBuckets(asked, { partition: "aws", buckets }))).toEqual(expected);
    }
  });

  it("fits 1,000 teams beside all data events", () => {
    const everything = [
      ...expandPreset({ preset: "management-all" }, "aws"),
      ...expandPreset({ preset: "all-data-events" }, "aws"),
    ];
    const trail = excludeLogBuckets(advanced(...everything), teams(1000));
    expect(selectorProblems(trail, { logBuckets: teams(1000), managementEvents: "required" })).toEqual([]);
    expect(countValues(trail.kind === "advanced" ? trail.selectors : [])).toBe(1 + 2 * 175 + 3);
  });
});

describe("log buckets and basic selectors", () => {
  const basic = (...values: readonly string[]): TrailSelectors => ({
    kind: "basic",
    selectors: [{ dataResources: [{ type: "AWS::S3::Object", values }] }],
  });

  it("drops the log buckets' own ARNs", () => {
    expect(
      excludeLogBuckets(basic("arn:aws:s3:::acme-log/AWSLogs", "arn:aws:s3:::acme-ledger/"), LOGS),
    ).toEqual(basic("arn:aws:s3:::acme-ledger/"));
  });

  it.each(["arn:aws:s3", "arn:aws:s3:::"])("refuses %s, which a basic selector cannot narrow", (value) => {
    const [problem] = selectorProblems(excludeLogBuckets(basic(value), LOGS), { logBuckets: LOGS });
    expect(problem).toMatchObject({
      property: "selectors[0].dataResources[0].values[0]",
      what: "records the log bucket acme-access: each log file would log its own delivery",
      remedy: "name the buckets to record; or use advanced selectors, which can leave buckets out",
    });
  });

  it("accepts named buckets", () => {
    expect(selectorProblems(basic("arn:aws:s3:::acme-ledger/"), { logBuckets: LOGS })).toEqual([]);
  });
});

describe("what is done to log files", () => {
  const logs = { ...LOGS, families: ["acme-"] };
  const recorded = (event: object, files: typeof logs | "not-recorded" = logs): boolean =>
    matchEvent(recordedSelectors({ selectors: [S3], logFileChanges: files }, logs), event) !== undefined;
  const onLogFile = (eventName: string, readOnly = false): object => ({
    eventCategory: "Data",
    eventSource: "s3.amazonaws.com",
    eventName,
    readOnly,
    resources: [{ type: "AWS::S3::Object", ARN: "arn:aws:s3:::acme-log/AWSLogs/1.json.gz" }],
  });

  it.each(LOG_FILE_CALLS)("%s is recorded, unless somebody wants it otherwise", (call) => {
    expect(recorded(onLogFile(call))).toBe(true);
    expect(recorded(onLogFile(call), "not-recorded")).toBe(false);
  });

  it("is no delivery, which would be a loop, and no read", () => {
    for (const call of ["PutObject", "CompleteMultipartUpload", "UploadPart"])
      expect(recorded(onLogFile(call))).toBe(false);
    expect(recorded(onLogFile("GetObject", true))).toBe(false);
    expect(LOG_FILE_CALLS).not.toContain("PutObject");
  });

  it.each([
    ["in one account", (index: number) => [`acme-team-${index}`], ["acme-"]],
    [
      "in an account each",
      (index: number) => [`acme-logs-${100_000 + index}-team`, `acme-logs-${100_000 + index}-access`],
      range(480).map((index) => `acme-logs-${100_000 + index}-`),
    ],
  ])("stays within the quota, however many log buckets there are: %s", (_, namesOf, families) => {
    const names = range(families.length === 1 ? 1000 : families.length).flatMap(namesOf);
    const buckets = [...names, "named-otherwise"].map((name) => BucketName.of(name));
    const many = { ...LOGS, buckets, families };
    const trail = recordedSelectors(
      { selectors: [{ category: "Management" }, S3], logFileChanges: many },
      many,
    );
    expect(selectorProblems(trail, { logBuckets: many })).toEqual([]);
    for (const bucket of buckets) {
      const event = (eventName: string): object => ({
        ...onLogFile(eventName),
        resources: [{ type: "AWS::S3::Object", ARN: `arn:aws:s3:::${bucket}/x` }],
      });
      expect(matchEvent(trail, event("DeleteObject"))?.name).toMatch(/^log-files/);
      expect(matchEvent(trail, event("PutObject"))).toBeUndefined();
    }
  });

  it("is asked of no more buckets than are of a family, where families share no start", () => {
    const families = range(300).map((index) => `${String.fromCharCode(97 + (index % 26))}${index}-`);
    const many = { ...LOGS, buckets: families.map((family) => BucketName.of(`${family}logs`)), families };
    const trail = recordedSelectors({ selectors: [S3], logFileChanges: many }, many);
    const stranger = {
      ...onLogFile("DeleteObject"),
      resources: [{ type: "AWS::S3::Object", ARN: "arn:aws:s3:::z/x" }],
    };
    expect(matchEvent(trail, stranger)?.name ?? "").not.toMatch(/^log-files/);
  });

  it("is nothing that basic selectors can say", () => {
    const basicSelectors = [{ includeManagementEvents: true }];
    expect(recordedSelectors({ basicSelectors, logFileChanges: logs }, logs)).toEqual({
      kind: "basic",
      selectors: basicSelectors,
    });
  });
});
