import {
  PublicKeys,
  Slots,
  validateArea,
  type AreaResult,
  type FilePlace,
} from "../../../../tools/logs/validation";
import { HOUR, type MemoryStore } from "../cloudtrail";
import {
  AREA,
  delivered,
  digest,
  edit,
  END,
  fileOf,
  HOURS,
  log,
  logs,
  nameOf,
  otherName,
  remove,
  START,
  told,
  TRAIL,
  validated,
  WORLD,
} from "./world";

describe("what is proven", () => {
  it("is the whole time where nothing was touched", async () => {
    const { chains, logs: read, notes, young } = await validated(WORLD.cloudtrail.store);
    expect(chains).toMatchObject([
      { trail: TRAIL, homeRegion: "us-east-1", digests: HOURS, proven: [[START, END]] },
    ]);
    expect([read, young, notes]).toEqual([2 * HOURS, expect.any(Number), []]);
  });

  it("ends an hour earlier in a copy without signatures, and says so", async () => {
    const { chains, notes, findings } = await validated(WORLD.cloudtrail.store.copy(false));
    expect(findings).toEqual([]);
    expect(chains[0]?.proven).toEqual([[START, END - HOUR]]);
    expect(notes).toEqual([expect.stringContaining("neither its signature nor the digest after it")]);
  });

  it("leaves out the hour of a changed log, and of a digest that proves nothing", async () => {
    const store = WORLD.cloudtrail.store.copy();
    edit(store, log(4), (text) => `${text} `);
    remove(store, digest(7));
    const { chains } = await validated(store);
    expect(chains[0]?.proven).toEqual([
      [START, START + 4 * HOUR],
      [START + 5 * HOUR, START + 7 * HOUR],
      [START + 8 * HOUR, END],
    ]);
  });
});

describe("what is no tampering", () => {
  it("validation that was switched off and on breaks the chain, from when to when, with the log files of meanwhile", async () => {
    const { cloudtrail } = delivered();
    for (const hour of [0, 2, 4]) cloudtrail.log(AREA, END + hour * HOUR + 30 * 60_000);
    const again = END + 6 * HOUR;
    cloudtrail.deliver({ area: AREA, trail: TRAIL, from: again, hours: 5 });
    const result = await validated(cloudtrail.store, { to: again + 5 * HOUR }, cloudtrail);
    expect(told(result)).toEqual(["chain-broken 12 to 18"]);
    expect(result.findings[0]?.why).toBe(
      "validation was off: log files that came meanwhile, and that nothing proves: 3",
    );
    expect(result.unproven).toBe(3);
  });

  it("logging that was off, or a trail made anew, leaves no log files", async () => {
    const { cloudtrail } = delivered();
    const again = END + 6 * HOUR;
    cloudtrail.deliver({ area: AREA, trail: TRAIL, from: again, hours: 5 });
    const { findings } = await validated(cloudtrail.store, { to: again + 5 * HOUR }, cloudtrail);
    expect(findings).toMatchObject([
      { kind: "chain-broken", why: expect.stringContaining("logging was off") as string },
    ]);
  });

  it("an hour that CloudTrail left out is told apart from a deleted digest", async () => {
    const { cloudtrail, digests } = delivered();
    const previous = digests.at(-1);
    cloudtrail.deliver({ area: AREA, trail: TRAIL, from: END + HOUR, hours: 3, previous });
    expect(told(await validated(cloudtrail.store, { to: END + 4 * HOUR }, cloudtrail))).toEqual([
      "hour-without-digest 12 to 13",
    ]);
  });

  it("a new key", async () => {
    const { cloudtrail, digests } = delivered();
    cloudtrail.rotate(END + HOUR, END + 30 * HOUR);
    cloudtrail.deliver({ area: AREA, trail: TRAIL, from: END, hours: 3, previous: digests.at(-1) });
    expect(told(await validated(cloudtrail.store, { to: END + 3 * HOUR }, cloudtrail))).toEqual([]);
  });

  it("keys that are not known are told once, with how many digests have them, and from when to when", async () => {
    const { findings } = await validated(WORLD.cloudtrail.store, { keys: new PublicKeys({}) });
    expect(findings).toMatchObject([{ kind: "key-unknown", files: HOURS, from: START, to: END }]);
  });

  it("but a key that was not valid then is none", async () => {
    const { cloudtrail, digests } = delivered();
    cloudtrail.rotate(END + 4 * HOUR, END + 30 * HOUR);
    const [first] = cloudtrail.deliver({
      area: AREA,
      trail: TRAIL,
      from: END,
      hours: 1,
      previous: digests.at(-1),
    });
    expect(told(await validated(cloudtrail.store, { to: END + HOUR }, cloudtrail))).toEqual([
      `key-unknown ${nameOf(first ?? digest(0))}`,
    ]);
  });

  it("another bucket and another prefix: the chain is followed there", async () => {
    const { cloudtrail, digests } = delivered();
    const moved = { ...AREA, bucket: "acme-logs-2", root: "new/AWSLogs/o-abcdefghij/" };
    cloudtrail.deliver({ area: moved, trail: TRAIL, from: END, hours: 5, previous: digests.at(-1) });
    const options = {
      to: END + 5 * HOUR,
      store: cloudtrail.store,
      from: START,
      delivers: () => true,
      slots: new Slots(8),
    };
    const keys = new PublicKeys(cloudtrail.savedKeys(AREA.region));
    const whole = await validateArea(moved, { ...options, keys });
    expect([told(whole), whole.chains[0]?.proven]).toEqual([[], [[START, END + 5 * HOUR]]]);
    edit(cloudtrail.store, log(4, 0, cloudtrail.store), (text) => `${text} `);
    remove(cloudtrail.store, digest(11));
    expect(told(await validateArea(moved, { ...options, keys }))).toEqual([
      `digest-deleted ${nameOf(digest(11))}`,
      expect.stringMatching("log-changed "),
    ]);
    cloudtrail.store.unlisted.add(AREA.bucket);
    expect(told(await validateArea(moved, { ...options, keys }))).toContain("unreadable ");
  });

  it("late deliveries, which have a chain of their own and files of any time", async () => {
    const { cloudtrail } = delivered();
    const late = cloudtrail.deliver({
      area: AREA,
      trail: TRAIL,
      from: START + 6.5 * HOUR,
      hours: 3,
      backfill: true,
      logTime: START + 2 * HOUR,
    });
    const result = await validated(cloudtrail.store, {}, cloudtrail);
    expect([told(result), result.chains.map(({ backfill }) => backfill)]).toEqual([[], [true, false]]);
    remove(cloudtrail.store, late[1] ?? digest(0));
    expect(told(await validated(cloudtrail.store, {}, cloudtrail))).toEqual([
      `digest-deleted ${nameOf(late[1] ?? digest(0))}`,
      expect.stringMatching("^not-named "),
      expect.stringMatching("^not-named "),
    ]);
  });

  it("a second trail in the same bucket, and a network-activity folder", async () => {
    const { cloudtrail } = delivered();
    cloudtrail.deliver({
      area: AREA,
      trail: "other",
      from: START + HOUR / 2,
      hours: HOURS,
      kind: "CloudTrail-NetworkActivity",
    });
    const result = await validated(cloudtrail.store, {}, cloudtrail);
    expect([told(result), result.chains.length]).toEqual([[], 2]);
  });

  it("log files that are too young to be named, and hours without any", async () => {
    const { cloudtrail, digests } = delivered();
    cloudtrail.deliver({
      area: AREA,
      trail: TRAIL,
      from: END,
      hours: 3,
      logsAnHour: 0,
      previous: digests.at(-1),
    });
    cloudtrail.log(AREA, END + 3 * HOUR + 60_000);
    const result = await validated(cloudtrail.store, { to: END + 4 * HOUR }, cloudtrail);
    expect([told(result), result.young]).toEqual([[], 1]);
  });
});

describe("a part of the time", () => {
  it("asks for no digest and no log file of before and after it", async () => {
    const store = WORLD.cloudtrail.store.copy();
    for (const hour of [0, 1, 10, 11]) for (const each of [...logs(hour), digest(hour)]) remove(store, each);
    const result = await validated(store, { from: START + 3 * HOUR, to: START + 8 * HOUR });
    expect([told(result), result.chains[0]?.proven]).toEqual([[], [[START + 3 * HOUR, START + 8 * HOUR]]]);
  });
});

describe("a later run", () => {
  it("validates what is new, and relies on what was validated", async () => {
    const { cloudtrail, digests } = delivered();
    const first = await validated(cloudtrail.store, {}, cloudtrail);
    cloudtrail.deliver({ area: AREA, trail: TRAIL, from: END, hours: 5, previous: digests.at(-1) });
    const later = await validated(cloudtrail.store, { state: first, to: END + 5 * HOUR }, cloudtrail);
    expect([told(later), later.logs, later.reliesOn]).toEqual([[], 10, END]);
    expect(later.chains).toMatchObject([{ digests: 17, proven: [[START, END + 5 * HOUR]] }]);
  });

  it("finds what comes between both, and that the newest digest was changed since", async () => {
    const { cloudtrail, digests } = delivered();
    const first = await validated(cloudtrail.store, {}, cloudtrail);
    const next = cloudtrail.deliver({
      area: AREA,
      trail: TRAIL,
      from: END,
      hours: 5,
      previous: digests.at(-1),
    });
    const options = { state: first, to: END + 5 * HOUR };
    const without = (...gone: readonly (FilePlace | undefined)[]): MemoryStore => {
      const store = cloudtrail.store.copy();
      for (const each of gone) if (each !== undefined) remove(store, each);
      return store;
    };
    const run = async (store: MemoryStore): Promise<readonly string[]> =>
      told(await validated(store, options, cloudtrail));
    expect(await run(without(next[0], next[1]))).toEqual(
      [12, 13].map((hour) => `digest-deleted ${nameOf(next[hour - 12] ?? digest(0))}`),
    );
    expect(await run(without(digests[11]))).toEqual([`digest-deleted ${nameOf(digest(11))}`]);
    const edited = cloudtrail.store.copy();
    edit(edited, digest(11), (text) => `${text} `);
    expect(await run(edited)).toEqual([`digest-changed ${nameOf(digest(11))}`]);
  });

  it("keeps what an earlier run has found", async () => {
    const store = WORLD.cloudtrail.store.copy();
    remove(store, log(4));
    const first = await validated(store);
    expect(told(await validated(store, { state: first }))).toEqual([`log-deleted ${nameOf(log(4))}`]);
  });

  it("finds nothing twice, and no longer misses digests that have come since", async () => {
    const { cloudtrail, digests } = delivered();
    const { store } = cloudtrail;
    remove(store, log(4));
    const bytes = Buffer.from("notes");
    for (const hour of [2, 11]) store.put(otherName(digest(hour), /$/, ".bak"), { bytes });
    store.put(log(11), { ...fileOf(store, log(11)), why: "archived" });
    const moved = otherName(log(11, 1), "json.gz", "txt");
    store.put(moved, fileOf(store, log(11, 1)));
    remove(store, log(11, 1));
    const found = [
      `log-deleted ${nameOf(log(4))}`,
      `moved ${nameOf(moved)}`,
      `must-be-restored ${nameOf(log(11))}`,
    ].concat([2, 11].map((hour) => `not-named ${nameOf(digest(hour))}.bak`));
    let state: AreaResult | undefined;
    for (const hours of [0, 1, 4, 5]) {
      const options = { to: END + hours * HOUR, ...(state !== undefined && { state }) };
      state = await validated(store, options, cloudtrail);
      const missed = hours > 2 ? [`newest-missing 12 to ${12 + hours}`] : [];
      expect(told(state)).toEqual([...found, ...missed].sort());
    }
    cloudtrail.deliver({ area: AREA, trail: TRAIL, from: END, hours: 6, previous: digests.at(-1) });
    const options = { to: END + 6 * HOUR, ...(state !== undefined && { state }) };
    expect(told(await validated(store, options, cloudtrail))).toEqual([...found].sort());
  });
});

describe("more findings than a person reads", () => {
  it("are counted", async () => {
    const store = WORLD.cloudtrail.store.copy();
    for (let index = 0; index < 10_003; index++)
      store.put(otherName(log(4), /[^/]+$/, `x${index}.txt`), {
        bytes: new Uint8Array(),
      });
    const { findings, moreFindings } = await validated(store);
    expect([findings.length, moreFindings]).toEqual([10_000, 3]);
  });
});
