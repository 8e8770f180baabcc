import {
  compileSelectors,
  countValues,
  DATA_RESOURCE_TYPES,
  expandPreset,
  isPresetRequest,
  MAX_VALUES,
  NETWORK_EVENT_SOURCES,
  PRESET_NAMES,
  PRESETS,
  presetProblems,
  selectorProblems,
  selectorWarnings,
  type AdvancedEventSelector,
  type CloudTrailEvent,
  type PresetName,
  type PresetOptions,
  type PresetRequest,
} from "../../../modules/event-selectors";

const records = (request: PresetRequest, event: CloudTrailEvent): boolean =>
  compileSelectors({ kind: "advanced", selectors: expandPreset(request, "aws") })(event) !== undefined;

const data = (type: string, arn: string, eventName: string, readOnly: boolean): CloudTrailEvent => ({
  eventCategory: "Data",
  eventName,
  readOnly,
  resources: [{ type, ARN: arn }],
});
const object = (arn: string, eventName: string): CloudTrailEvent =>
  data("AWS::S3::Object", arn, eventName, /^(Get|Head|List|Select)/.test(eventName));

/** A request of each preset with as little as it takes. */
const smallest = (name: PresetName): PresetRequest =>
  name === "network-activity-all"
    ? { preset: name, eventSources: ["s3.amazonaws.com"] }
    : ({ preset: name } as PresetRequest);

describe("every preset", () => {
  it.each(PRESET_NAMES)("%s gives selectors of its category without fault, each with a name", (name) => {
    const selectors = expandPreset(smallest(name), "aws");
    expect(new Set(selectors.map(({ category }) => category))).toEqual(new Set([PRESETS[name].category]));
    // Scanners look for management events by this name.
    const named = name === "management-all" ? "Management events selector" : name;
    for (const selector of selectors) expect(selector.name).toContain(named);
    const minimumProviderVersion = PRESETS[name].needsProvider ?? "5.100.0";
    expect(
      selectorProblems({ kind: "advanced", selectors }, { minimumProviderVersion, partition: "aws" }),
    ).toEqual([]);
  });

  it.each(PRESET_NAMES)("%s warns exactly when its table says so", (name) => {
    const warnings = selectorWarnings({ kind: "advanced", selectors: expandPreset(smallest(name), "aws") });
    expect(warnings.map(({ what }) => what).join("; ")).toBe(PRESETS[name].warning ?? "");
  });

  it.each(PRESET_NAMES)("%s says what it records and costs in sentences", (name) => {
    expect(PRESETS[name].records).toMatch(/^[A-Z].*\.$/);
    expect(PRESETS[name].cost).toMatch(/\.$/);
  });
});

describe("S3 presets", () => {
  it.each<[PresetRequest, string, string, boolean]>([
    [{ preset: "s3-all" }, "any/key", "GetObject", true],
    [{ preset: "s3-read" }, "any/key", "GetObject", true],
    [{ preset: "s3-read" }, "any/key", "PutObject", false],
    [{ preset: "s3-write" }, "any/key", "PutObject", true],
    [{ preset: "s3-write" }, "any/key", "GetObject", false],
    [{ preset: "s3-destructive" }, "any/key", "DeleteObject", true],
    [{ preset: "s3-destructive" }, "any/key", "DeleteObjects", true],
    [{ preset: "s3-destructive" }, "any/key", "PutObjectRetention", true],
    [{ preset: "s3-destructive" }, "any/key", "PutObject", false],
    [{ preset: "s3-all", buckets: ["acme-ledger"] }, "acme-ledger/key", "GetObject", true],
    [{ preset: "s3-all", buckets: ["acme-ledger"] }, "acme-ledger2/key", "GetObject", false],
    [
      { preset: "s3-all", buckets: ["acme-ledger"], prefix: "2026/" },
      "acme-ledger/2026/key",
      "GetObject",
      true,
    ],
    [
      { preset: "s3-all", buckets: ["acme-ledger"], prefix: "2026/" },
      "acme-ledger/2025/key",
      "GetObject",
      false,
    ],
    [{ preset: "s3-all", bucketPrefix: "acme-" }, "acme-ledger/key", "GetObject", true],
    [{ preset: "s3-all", bucketPrefix: "acme-" }, "other/acme-", "GetObject", false],
  ])("%j for %s %s: %s", (request, place, eventName, recorded) => {
    expect(records(request, object(`arn:aws:s3:::${place}`, eventName))).toBe(recorded);
  });

  it("name buckets in the trail's partition", () => {
    expect(expandPreset({ preset: "s3-write", buckets: ["b"] }, "aws-cn")).toEqual([
      {
        category: "Data",
        name: "s3-write: b",
        resourceType: "AWS::S3::Object",
        readOnly: false,
        resourceArn: { startsWith: ["arn:aws-cn:s3:::b/"] },
      },
    ]);
  });

  it("keep their names short however many buckets they have", () => {
    const buckets = Array.from({ length: 400 }, (_, n) => `bucket-${n}`);
    expect(expandPreset({ preset: "s3-all", buckets }, "aws")[0]?.name).toBe(
      "s3-all: bucket-0, bucket-1, bucket-2 and 397 more",
    );
  });
});

describe("other presets", () => {
  it("record named functions, or all", () => {
    const arn = "arn:aws:lambda:eu-west-1:111122223333:function:pay";
    const invoke = data("AWS::Lambda::Function", arn, "Invoke", false);
    expect(records({ preset: "lambda-invocations" }, invoke)).toBe(true);
    expect(records({ preset: "lambda-invocations", functions: [arn] }, invoke)).toBe(true);
    expect(records({ preset: "lambda-invocations", functions: [`${arn}2`] }, invoke)).toBe(false);
  });

  it("record named tables' writes", () => {
    const arn = "arn:aws:dynamodb:eu-west-1:111122223333:table/ledger";
    const request: PresetRequest = { preset: "dynamodb-write", tables: [arn] };
    expect(records(request, data("AWS::DynamoDB::Table", arn, "PutItem", false))).toBe(true);
    expect(records(request, data("AWS::DynamoDB::Table", arn, "GetItem", true))).toBe(false);
  });

  it("record all 175 types of data events in 350 of the 500 values, with room for management events", () => {
    const all = expandPreset({ preset: "all-data-events" }, "aws");
    expect(all.map((selector) => (selector.category === "Data" ? selector.resourceType : ""))).toEqual([
      ...DATA_RESOURCE_TYPES,
    ]);
    expect(countValues(all)).toBe(350);
    expect(countValues([...all, ...expandPreset({ preset: "management-all" }, "aws")])).toBeLessThan(
      MAX_VALUES,
    );
  });

  it("leave types out of all data events", () => {
    const all = expandPreset({ preset: "all-data-events", except: ["AWS::CloudWatch::Metric"] }, "aws");
    expect(all).toHaveLength(174);
    expect(JSON.stringify(all)).not.toContain("AWS::CloudWatch::Metric");
  });

  it("record what a VPC endpoint's policy denied, in 228 of the 500 values for all services", () => {
    const denied = expandPreset({ preset: "network-activity-denied" }, "aws");
    expect(denied).toHaveLength(NETWORK_EVENT_SOURCES.length);
    expect(countValues(denied)).toBe(228);
    const event = {
      eventCategory: "NetworkActivity",
      eventSource: "s3.amazonaws.com",
      eventName: "GetObject",
    };
    expect(records({ preset: "network-activity-denied" }, { ...event, errorCode: "VpceAccessDenied" })).toBe(
      true,
    );
    expect(records({ preset: "network-activity-denied" }, event)).toBe(false);
    expect(records({ preset: "network-activity-all", eventSources: ["s3.amazonaws.com"] }, event)).toBe(true);
  });

  it("leave out KMS and RDS Data API, and nothing else", () => {
    const management = (eventSource: string) => ({
      eventCategory: "Management",
      eventSource,
      readOnly: true,
    });
    const request: PresetRequest = { preset: "management-without-kms-and-rds-data" };
    expect(records(request, management("kms.amazonaws.com"))).toBe(false);
    expect(records(request, management("rdsdata.amazonaws.com"))).toBe(false);
    expect(records(request, management("iam.amazonaws.com"))).toBe(true);
  });
});

describe("options of presets", () => {
  it.each<[PresetOptions, string, string]>([
    [{ preset: "s3-writes" }, "record.preset", "write s3-write"],
    [{ preset: "everything" }, "record.preset", "choose one of these, or write selectors"],
    [{ preset: "management-all", buckets: ["acme-ledger"] }, "record.buckets", "remove it"],
    [{ preset: "lambda-invocations", tables: ["arn:aws:dynamodb:…"] }, "record.tables", "remove it"],
    [{ preset: "network-activity-all" }, "record.eventSources", "give at least one"],
    [
      { preset: "s3-all", buckets: [] },
      "record.buckets",
      "give a value; to record all, leave the option out; to record nothing, leave the preset out",
    ],
    [
      { preset: "s3-all", bucketPrefix: "" },
      "record.bucketPrefix",
      "give a value; to record all, leave the option out; to record nothing, leave the preset out",
    ],
    [
      { preset: "s3-all", buckets: ["arn:aws:s3:::acme-ledger"] },
      "record.buckets[0]",
      "give the name alone, without ARN, slash or wildcard",
    ],
    [
      { preset: "s3-all", bucketPrefix: "acme-*" },
      "record.bucketPrefix",
      "give the name alone, without ARN, slash or wildcard",
    ],
    [
      { preset: "s3-all", prefix: "2026/" },
      "record.prefix",
      "name the buckets; for a start of bucket names use bucketPrefix",
    ],
    [
      { preset: "s3-all", buckets: ["acme-ledger"], bucketPrefix: "acme-" },
      "record.bucketPrefix",
      "use one of the two, or two presets",
    ],
    [
      { preset: "all-data-events", except: ["AWS::S3::Objects"] },
      "record.except[0]",
      "write AWS::S3::Object",
    ],
    [{ preset: "all-data-events", except: ["AWS::Tomorrow::Thing"] }, "record.except[0]", "remove it"],
  ])("%j is refused", (options, property, remedy) => {
    expect(presetProblems(options)).toMatchObject([{ property, remedy }]);
    expect(isPresetRequest(options)).toBe(false);
  });

  it.each(PRESET_NAMES)("%s is accepted with as little as it takes", (name) => {
    const options: PresetOptions = smallest(name);
    expect(presetProblems(options)).toEqual([]);
    expect(isPresetRequest(options)).toBe(true);
  });

  it("do not type-check where they do not fit", () => {
    // @ts-expect-error management-all takes no options
    const management: PresetRequest = { preset: "management-all", buckets: ["b"] };
    // @ts-expect-error a prefix of keys needs buckets
    const prefix: PresetRequest = { preset: "s3-all", prefix: "2026/" };
    // @ts-expect-error tables are options of DynamoDB presets
    const tables: PresetRequest = { preset: "lambda-invocations", tables: ["t"] };
    // @ts-expect-error network-activity-all names its services
    const network: PresetRequest = { preset: "network-activity-all" };
    expect([management, prefix, tables, network]).toHaveLength(4);
  });
});

it("names known resource types only", () => {
  const types = PRESET_NAMES.flatMap((name) => expandPreset(smallest(name), "aws")).flatMap(
    (selector: AdvancedEventSelector) => (selector.category === "Data" ? [selector.resourceType] : []),
  );
  expect(types.filter((type) => !DATA_RESOURCE_TYPES.includes(type))).toEqual([]);
});
