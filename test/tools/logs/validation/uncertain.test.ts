import { validationReportOf } from "../../../../tools/logs/report";
import { contentText, type AreaResult } from "../../../../tools/logs/validation";
import { HOUR, MemoryStore } from "../cloudtrail";
import { AREA, delivered, END, fileOf, log, nameOf, START, told, TRAIL, validated, WORLD } from "./world";

/** What is neither proven nor forged: it is called neither. */

function reportOf(area: AreaResult, to: number, from?: number) {
  const report = validationReportOf({ areas: [area], unlisted: [] }, from, to);
  return report.areas[0];
}

describe("late deliveries of which no digest can be judged", () => {
  const { cloudtrail } = delivered();
  const late = cloudtrail.deliver({
    ...{ area: AREA, trail: TRAIL, from: START + 6.5 * HOUR, hours: 3 },
    ...{ backfill: true, logTime: START + 2 * HOUR },
  });
  const newest = late[2] ?? log(0);

  it("in a copy without signatures are not forged, and what is not known is told", async () => {
    const result = await validated(cloudtrail.store.copy(false), {}, cloudtrail);
    expect([told(result), result.unproven]).toEqual([[`signature-unknown ${nameOf(newest)}`], 2]);
    expect(reportOf(result, END, START)?.complete).toBe(false);
  });

  it.each(["archived", "unreadable"] as const)("in a digest that is %s", async (why) => {
    const store = cloudtrail.store.copy();
    store.put(newest, { ...fileOf(store, newest), why });
    const kind = why === "archived" ? "must-be-restored" : why;
    const result = await validated(store, {}, cloudtrail);
    expect([told(result), result.unproven]).toEqual([[`${kind} ${nameOf(newest)}`], 2]);
  });
});

describe("two trails in one place", () => {
  it("of which one had its validation off: its log files of meanwhile are not forged", async () => {
    const { cloudtrail } = delivered();
    cloudtrail.deliver({ area: AREA, trail: "other", from: START, hours: 3 });
    for (const hour of [3, 4, 5]) cloudtrail.log(AREA, START + (hour + 0.5) * HOUR);
    cloudtrail.deliver({ area: AREA, trail: "other", from: START + 6 * HOUR, hours: 6 });
    const result = await validated(cloudtrail.store, {}, cloudtrail);
    expect([told(result), result.unproven]).toEqual([["chain-broken 3 to 6"], 3]);
    expect(result.findings[0]?.why).toContain("validation was off: log files that came meanwhile");
    expect(reportOf(result, END, START)?.gaps).toEqual([
      { from: "2026-03-01T23:14:00Z", to: "2026-03-02T02:14:00Z" },
    ]);
  });

  it("of which one is not proven to its end: neither is the place", async () => {
    const { cloudtrail } = delivered();
    cloudtrail.deliver({ area: AREA, trail: "other", from: START, hours: 11 });
    const result = await validated(cloudtrail.store.copy(false), {}, cloudtrail);
    expect(reportOf(result, END, START)).toMatchObject({
      complete: true,
      proven: [{ from: "2026-03-01T20:14:00Z", to: "2026-03-02T06:14:00Z" }],
    });
  });
});

it("a log file that a digest names hours later is not forged", async () => {
  const { cloudtrail, digests } = delivered();
  const [next] = cloudtrail.deliver({
    ...{ area: AREA, trail: TRAIL, from: END, hours: 1, logTime: END - 6 * HOUR },
    previous: digests.at(-1),
  });
  const before = cloudtrail.store.copy();
  before.files.delete(`${AREA.bucket}/${String(next?.key)}`);
  const first = await validated(before, {}, cloudtrail);
  expect(told(first)).toHaveLength(2);
  const options = { to: END + HOUR };
  expect(told(await validated(cloudtrail.store, options, cloudtrail))).toEqual([]);
  expect(told(await validated(cloudtrail.store, { ...options, state: first }, cloudtrail))).toEqual([]);
});

it("the newest hour of a copy without signatures is proven by the next run", async () => {
  const { cloudtrail, digests } = delivered();
  const state = await validated(cloudtrail.store.copy(false), {}, cloudtrail);
  cloudtrail.deliver({ area: AREA, trail: TRAIL, from: END, hours: 5, previous: digests.at(-1) });
  const to = END + 5 * HOUR;
  const result = await validated(cloudtrail.store.copy(false), { state, to }, cloudtrail);
  expect(result.chains).toMatchObject([{ digests: 17, proven: [[START, END + 4 * HOUR]] }]);
  expect(reportOf(result, to)?.complete).toBe(true);
});

describe("where nothing can be proven", () => {
  it("before the first digest, it is not complete", async () => {
    const to = START - 5 * HOUR;
    const store = WORLD.cloudtrail.store;
    const result = await validated(store, { from: -Infinity, to });
    expect([told(result), reportOf(result, to)]).toEqual([
      [],
      expect.objectContaining({ complete: false, proven: [] }),
    ]);
  });

  it("nor where the only digest has no signature", async () => {
    const { cloudtrail } = delivered();
    const copy = cloudtrail.store.copy(false);
    for (const name of copy.files.keys())
      if (name.includes("CloudTrail-Digest") && !name.includes("T211400Z")) copy.files.delete(name);
    const result = await validated(copy, { from: -Infinity, to: START + HOUR }, cloudtrail);
    expect([told(result), reportOf(result, START + HOUR)?.complete]).toEqual([[], false]);
  });
});

it("a digest of more than memory has is not read", async () => {
  const store = new MemoryStore();
  const read = store.read.bind(store);
  const file = { bucket: AREA.bucket, key: "digest.json.gz" };
  store.put(file, { bytes: new Uint8Array() });
  const huge = Object.assign(Object.create(store) as MemoryStore, {
    read: async (place: typeof file) => ({
      ...(await read(place)),
      size: 5e9,
      whole: () => Promise.reject(new Error("it was read")),
    }),
  });
  expect(await contentText(huge, file)).toEqual({
    kind: "broken",
    why: "it has more than a digest can have",
  });
});
