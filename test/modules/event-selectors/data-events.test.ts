import fc from "fast-check";
import {
  dataEventCoverage,
  isWhole,
  leftOutManagementSources,
  matchEvent,
  recordsAllManagementEvents,
  type DataSelector,
  type ManagementSelector,
  type ResourceCoverage,
  type TrailSelectors,
} from "../../../modules/event-selectors";
import { event, selectors } from "./arbitraries";

const S3 = "AWS::S3::Object";
const objects = (rest: Partial<DataSelector> = {}): DataSelector => ({
  category: "Data",
  resourceType: S3,
  ...rest,
});
const advanced = (...list: readonly (DataSelector | ManagementSelector)[]): TrailSelectors => ({
  kind: "advanced",
  selectors: list,
});
const NOTHING = { leftOut: [], starts: [], narrowedBy: [] };
const EVERY: ResourceCoverage = { extent: "every", ...NOTHING };
const NONE: ResourceCoverage = { extent: "none", ...NOTHING };

describe("the data events of a type", () => {
  const LOGS = "arn:aws:s3:::logs/";

  it.each<[string, readonly DataSelector[], ResourceCoverage]>([
    ["no selector", [], NONE],
    ["another type", [objects({ resourceType: "AWS::Lambda::Function" })], NONE],
    ["everything", [objects({ name: "all" })], EVERY],
    ["the start of every ARN", [objects({ resourceArn: { startsWith: ["arn:aws:s3:::"] } })], EVERY],
    [
      "all but a bucket",
      [objects({ resourceArn: { notStartsWith: [LOGS] } })],
      { ...NOTHING, extent: "every-but", leftOut: [LOGS] },
    ],
    [
      "all but one object",
      [objects({ resourceArn: { notEquals: [`${LOGS}one`] } })],
      { ...NOTHING, extent: "every-but", leftOut: [`${LOGS}one`] },
    ],
    [
      "all but what has no name",
      [objects({ resourceArn: { notStartsWith: ["arn:aws:s3:::"] } })],
      { ...NOTHING, extent: "part", narrowedBy: ["resources.ARN"] },
    ],
    [
      "all but some ends",
      [objects({ resourceArn: { notEndsWith: [".tmp"] } })],
      { ...NOTHING, extent: "part", narrowedBy: ["resources.ARN"] },
    ],
    [
      "one bucket",
      [objects({ resourceArn: { startsWith: [LOGS] } })],
      { ...NOTHING, extent: "part", starts: [LOGS], narrowedBy: ["resources.ARN"] },
    ],
    [
      "one call of one bucket",
      [objects({ resourceArn: { startsWith: [LOGS] }, eventName: { equals: ["GetObject"] } })],
      { ...NOTHING, extent: "part", narrowedBy: ["eventName", "resources.ARN"] },
    ],
    [
      "all but console sessions",
      [objects({ sessionCredentialFromConsole: false })],
      { ...NOTHING, extent: "part", narrowedBy: ["sessionCredentialFromConsole"] },
    ],
    ["one call, and everything", [objects({ eventName: { equals: ["GetObject"] } }), objects()], EVERY],
    [
      "all but some, in two selectors",
      [
        objects({ resourceArn: { notStartsWith: [LOGS, "arn:aws:s3:::a/"] } }),
        objects({ resourceArn: { notStartsWith: [LOGS] } }),
      ],
      { ...NOTHING, extent: "every-but", leftOut: [LOGS] },
    ],
  ])("of selectors for %s", (_name, list, coverage) => {
    expect(dataEventCoverage(advanced(...list), S3)).toEqual({ reads: coverage, writes: coverage });
  });

  it.each(["arn:aws:lambda:us-east-1:111111111111:function:", "arn:aws:lambda:us-east-1:", "arn"])(
    "are part of functions without those that start with %s",
    (start) => {
      const resourceType = "AWS::Lambda::Function";
      const trail = advanced(objects({ resourceType, resourceArn: { notStartsWith: [start] } }));
      expect(dataEventCoverage(trail, resourceType).reads.extent).toBe("part");
      const named = advanced(
        objects({
          resourceType,
          resourceArn: { notStartsWith: ["arn:aws:lambda:us-east-1:111111111111:function:a"] },
        }),
      );
      expect(dataEventCoverage(named, resourceType).reads.extent).toBe("every-but");
    },
  );

  it("are told apart by reading and writing", () => {
    expect(dataEventCoverage(advanced(objects({ readOnly: true })), S3)).toEqual({
      reads: EVERY,
      writes: NONE,
    });
    expect(dataEventCoverage(advanced(objects({ readOnly: false })), S3)).toEqual({
      reads: NONE,
      writes: EVERY,
    });
    expect(
      dataEventCoverage(advanced(objects({ readOnly: true }), objects({ readOnly: false })), S3),
    ).toEqual({ reads: EVERY, writes: EVERY });
  });

  it.each([
    [["arn:aws:s3"], "every"],
    [["arn:aws:s3:::logs/"], "part"],
    [[], "none"],
  ] as const)("of basic selectors with values %j are of extent %s", (values, extent) => {
    const trail: TrailSelectors = { kind: "basic", selectors: [{ dataResources: [{ type: S3, values }] }] };
    expect(dataEventCoverage(trail, S3).writes.extent).toBe(extent);
  });

  it("are recorded, event by event, as the coverage says", () => {
    fc.assert(
      fc.property(selectors, event, fc.constantFrom(S3, "AWS::Lambda::Function"), (list, any, type) => {
        const trail: TrailSelectors = { kind: "advanced", selectors: list };
        const readOnly = any.readOnly === true;
        const { reads, writes } = dataEventCoverage(trail, type);
        const coverage = readOnly ? reads : writes;
        const arn = "arn:aws:s3:::ab/a";
        const recorded = matchEvent(trail, {
          ...any,
          eventCategory: "Data",
          readOnly,
          resources: [{ type, ARN: arn }],
        });
        if (coverage.extent === "none") expect(recorded).toBeUndefined();
        if (isWhole(coverage) && !coverage.leftOut.some((start) => arn.startsWith(start))) {
          expect(recorded).toBeDefined();
        }
      }),
    );
  });
});

describe("the management events that a trail leaves out", () => {
  const KMS = "kms.amazonaws.com";
  const RDS = "rdsdata.amazonaws.com";
  const management = (rest: Partial<ManagementSelector> = {}): ManagementSelector => ({
    category: "Management",
    ...rest,
  });
  const without = (...notEquals: readonly (typeof KMS | typeof RDS)[]): ManagementSelector =>
    management({ eventSource: { notEquals } });

  it.each<[string, TrailSelectors, readonly string[]]>([
    ["nothing", advanced(management()), []],
    ["those of a service", advanced(without(KMS)), [KMS]],
    ["those of both services", advanced(without(RDS, KMS)), [KMS, RDS]],
    ["what another selector records", advanced(without(KMS), management()), []],
    ["what another selector, which leaves out others, records", advanced(without(KMS), without(RDS)), []],
    [
      "the writes alone of a service",
      advanced(management({ readOnly: true }), { ...without(KMS), readOnly: false }),
      [KMS],
    ],
    ["no services where there are no management events", advanced(objects()), []],
    [
      "those of a service, by basic selectors",
      { kind: "basic", selectors: [{ excludeManagementEventSources: [KMS] }] },
      [KMS],
    ],
  ])("are %s", (_name, trail, sources) => {
    expect(leftOutManagementSources(trail)).toEqual(sources);
  });

  it.each<[boolean, TrailSelectors]>([
    [true, advanced(management())],
    [true, advanced(management({ readOnly: true }), management({ readOnly: false }))],
    [false, advanced(management({ readOnly: true }))],
    [false, advanced(without(KMS))],
    [false, advanced(objects())],
  ])("make it %s that all are recorded by %j", (all, trail) => {
    expect(recordsAllManagementEvents(trail)).toBe(all);
  });
});
