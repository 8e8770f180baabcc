import { isProven, mergedValidation, validationReportOf } from "../../../tools/logs/report";
import { validationLines } from "../../../tools/logs/report-text";
import { isExpectedRegion, validateLogs, type LogsResult } from "../../../tools/logs/validate";
import { StoreError } from "../../../tools/logs/validation";
import { textOf } from "../../../tools/terminal";
import { FakeCloudTrail, HOUR, MemoryStore } from "./cloudtrail";

const START = Date.parse("2026-03-01T20:14:00Z");
const END = START + 5 * HOUR;
const AREAS = ["111111111111", "222222222222", "333333333333"].map((account) => ({
  ...{ bucket: "acme-organization", root: "AWSLogs/o-abcdefghij/", account, region: "eu-west-1" },
}));
const SOURCES = ["acme-organization", "acme-payments"].map((bucket) => ({
  ...{ bucket, root: "AWSLogs/o-abcdefghij/", accounts: ["111111111111"], regions: ["eu-west-1"] },
}));

/** A bucket that is whole, and one that is there and may not be listed, or is not there. */
function world(bucketIsMissing: boolean): FakeCloudTrail {
  const refusal = (why: string): Error => new StoreError(why, bucketIsMissing);
  const cloudtrail = new FakeCloudTrail(new MemoryStore(true, refusal));
  cloudtrail.rotate(START - HOUR, END + HOUR);
  for (const area of AREAS) cloudtrail.deliver({ area, trail: "trail", from: START, hours: 5 });
  return cloudtrail;
}

async function validated(cloudtrail: FakeCloudTrail, ...buckets: readonly string[]): Promise<LogsResult> {
  for (const bucket of buckets) cloudtrail.store.unlisted.add(bucket);
  return await validateLogs({
    ...{ store: cloudtrail.store, sources: SOURCES, from: START, to: END, files: 4 },
    ...{ shard: { index: 0, of: 1 }, stateOf: () => undefined, onArea: () => undefined },
    onFile: () => undefined,
    keysOf: (region) => Promise.resolve(cloudtrail.savedKeys(region)[region] ?? []),
  });
}

describe("a bucket that keeps all that it has from being validated is one finding, and the others are validated", () => {
  it.each([
    [false, "unreadable", "s3://acme-payments/AWSLogs/o-abcdefghij/"],
    [true, "bucket-missing", "s3://acme-payments/"],
  ])("where it is missing: %s", async (isMissing, kind, file) => {
    const report = validationReportOf(await validated(world(isMissing), "acme-payments"), START, END);
    expect(report.findings).toMatchObject([{ kind, file, why: "acme-payments may not be listed" }]);
    expect(report.areas.map(({ complete }) => complete)).toEqual([true, true, true]);
    expect(isProven(report)).toBe(false);
    expect(textOf(validationLines(report))).toContain(file);
    // Every part of a run has met it.
    expect(mergedValidation([report, report]).findings).toEqual(report.findings);
  });

  it("and all are told where none may be listed", async () => {
    const { areas, unlisted } = await validated(world(false), "acme-payments", "acme-organization");
    expect([areas, unlisted.map(({ folder }) => folder.bucket)]).toEqual([
      [],
      ["acme-organization", "acme-payments"],
    ]);
  });
});

it("files that may not be read for one reason are one finding of an account and Region, with how many and from when to when", async () => {
  const cloudtrail = world(false);
  for (const [name, file] of cloudtrail.store.files)
    if (name.includes("/222222222222/CloudTrail/"))
      cloudtrail.store.files.set(name, { ...file, why: "archived" });
  const report = validationReportOf(await validated(cloudtrail), START, END);
  const [, archived] = report.areas;
  expect(archived?.findings).toMatchObject([
    { kind: "must-be-restored", files: 10, from: "2026-03-01T20:14:00Z", to: "2026-03-02T01:14:00Z" },
  ]);
  expect(textOf(validationLines(report))).toContain("and 9 files more");
});

it.each([
  ["us-east-1", true],
  ["ap-east-1", false],
  ["us-gov-west-1", true],
  ["cn-north-1", true],
  ["eusc-de-east-1", true],
  ["eu-nowhere-1", false],
])(
  "an organization's trail has digests of each account in %s, which no account can disable: %s",
  (region, is) => {
    const source = { bucket: "acme-organization", root: "AWSLogs/o-abcdefghij/", accounts: [], regions: [] };
    expect(isExpectedRegion(source, region)).toBe(is);
  },
);
