import { logSourcesOf } from "../../../stacks/config";
import { validateRecent, type HourlyLine } from "../../../tools/logs/recent";
import { DIGEST_FOLDER, type LogArea } from "../../../tools/logs/validation";
import { referenceConfiguration } from "../../support/configurations";
import { FakeCloudTrail, HOUR, MemoryStore } from "./cloudtrail";

/** What the hourly function says of the newest hours. */

const START = Date.parse("2026-03-01T20:14:00Z");
const HOURS = 30;
const END = START + HOURS * HOUR;
/** The digest of the last hour has come. */
const NOW = END + HOUR / 2;
const configuration = referenceConfiguration();
const [source] = logSourcesOf(configuration);
const { bucket, root, accounts, trails } = source ?? fail();
const MEMBER = "777777777777";
const REGIONS = ["us-east-1", "eu-west-1"];

function fail(): never {
  throw new Error("the reference organization has no trail");
}

/** All accounts and Regions as CloudTrail leaves them. */
function world() {
  const store = new MemoryStore();
  const cloudtrail = new FakeCloudTrail(store);
  cloudtrail.rotate(START - 24 * HOUR, END + 24 * HOUR);
  const areas: LogArea[] = [...accounts, MEMBER].flatMap((account) =>
    REGIONS.map((region) => ({ bucket, root, account, region })),
  );
  for (const area of areas)
    cloudtrail.deliver({ area, trail: trails[0] ?? "", from: START, hours: HOURS, logsAnHour: 1 });
  return { store, cloudtrail, areas };
}

type World = ReturnType<typeof world>;

async function run(
  { store, cloudtrail }: World,
  { lastHours = 24, now = NOW, shard = { index: 0, of: 1 } } = {},
) {
  const keys = cloudtrail.savedKeys(...REGIONS);
  const job = { sources: [source ?? fail()], shard, lastHours };
  const lines: HourlyLine[] = [];
  const keysOf = (region: string) => Promise.resolve(keys[region] ?? []);
  await validateRecent(job, { store, keysOf }, now, (line) => lines.push(line));
  return lines;
}

function found(lines: readonly HourlyLine[]): readonly string[] {
  return lines.flatMap((line) =>
    "finding" in line ? [`${line.finding} ${line.account} ${line.region}`] : [],
  );
}

/** The files of an account in a Region, of its log files or digests, with the time in their names. */
function filesOf(
  { store }: World,
  account: string,
  region: string,
  kind: "CloudTrail" | "CloudTrail-Digest",
) {
  const start = `${bucket}/${root}${account}/${kind}/${region}/`;
  return [...store.files.keys()].filter((key) => key.startsWith(start)).sort();
}

describe("the hourly validation", () => {
  it("says of whole logs how much of them it has proven, and finds nothing", async () => {
    const lines = await run(world());
    expect(lines).toEqual([
      expect.objectContaining({ areas: (accounts.length + 1) * REGIONS.length, findings: 0 }),
    ]);
    // The digest of the hour that has begun is not there yet, and that which lies across the first moment is.
    expect(lines[0]).toMatchObject({ hours: (accounts.length + 1) * REGIONS.length * 24 });
    expect(lines[0]).toMatchObject({ from: new Date(NOW - 24 * HOUR).toISOString() });
  });

  it("tells of a log file that was deleted within the hours, and of none before them", async () => {
    const made = world();
    const logs = filesOf(made, MEMBER, "eu-west-1", "CloudTrail");
    made.store.files.delete(logs[0] ?? "");
    expect(found(await run(made))).toEqual([]);
    made.store.files.delete(logs.at(-3) ?? "");
    expect(found(await run(made))).toEqual([`log-deleted ${MEMBER} eu-west-1`]);
  });

  it("tells of a log file that was changed, and names it", async () => {
    const made = world();
    const log = filesOf(made, MEMBER, "us-east-1", "CloudTrail").at(-3) ?? "";
    const other = made.store.files.get(filesOf(made, MEMBER, "us-east-1", "CloudTrail").at(-2) ?? "");
    made.store.files.set(log, other ?? fail());
    expect(await run(made)).toContainEqual(
      expect.objectContaining({ finding: "log-changed", file: `s3://${log}` }),
    );
  });

  it("tells of digests that stopped, and that were deleted", async () => {
    const made = world();
    const digests = filesOf(made, MEMBER, "eu-west-1", "CloudTrail-Digest");
    for (const digest of digests.slice(-6)) made.store.files.delete(digest);
    expect(found(await run(made))).toContain(`newest-missing ${MEMBER} eu-west-1`);
    const another = world();
    another.store.files.delete(filesOf(another, MEMBER, "us-east-1", "CloudTrail-Digest").at(-5) ?? "");
    expect(found(await run(another))).toEqual([`digest-deleted ${MEMBER} us-east-1`]);
  });

  it("tells of an account and Region of which all hours are gone, while the account delivers elsewhere", async () => {
    const made = world();
    for (const file of filesOf(made, MEMBER, "eu-west-1", "CloudTrail")) made.store.files.delete(file);
    for (const file of filesOf(made, MEMBER, "eu-west-1", "CloudTrail-Digest").slice(1))
      made.store.files.delete(file);
    expect(found(await run(made, { lastHours: 12 }))).toEqual([`newest-missing ${MEMBER} eu-west-1`]);
  });

  it("says nothing of an account that was closed, once its last digest is older than the hours, and goes on to miss one that is known", async () => {
    const made = world();
    const [known = ""] = accounts;
    for (const region of REGIONS)
      for (const kind of ["CloudTrail", DIGEST_FOLDER] as const)
        for (const account of [MEMBER, known])
          for (const file of filesOf(made, account, region, kind).slice(1)) made.store.files.delete(file);
    const lines = found(await run(made, { lastHours: 12 }));
    expect(lines).toEqual(REGIONS.map((region) => `newest-missing ${known} ${region}`).sort());
  });

  it("waits for the first digests of a new account", async () => {
    const made = world();
    const account = "888888888888";
    const area = { bucket, root, account, region: "eu-west-1" };
    made.cloudtrail.deliver({ area, trail: trails[0] ?? "", from: END - HOUR, hours: 1, logsAnHour: 1 });
    expect(found(await run(made))).toEqual([]);
    const later = { now: NOW + 6 * HOUR };
    expect(found(await run(made, later))).toContain(`no-digests ${account} us-east-1`);
  });

  it("tells of a bucket in which nothing is left, and ends", async () => {
    const made = world();
    const empty = { store: new MemoryStore(), cloudtrail: made.cloudtrail, areas: [] };
    const lines = await run(empty);
    expect(lines.at(-1)).toHaveProperty("areas");
    expect(found(lines).length).toBeGreaterThan(0);
  });

  it("tells what it has found by then where it is cut off", async () => {
    const made = world();
    const [first = ""] = [...accounts].sort();
    made.store.files.delete(filesOf(made, first, "eu-west-1", "CloudTrail").at(-3) ?? "");
    const lines: HourlyLine[] = [];
    const keys = made.cloudtrail.savedKeys(...REGIONS);
    // Of one account the keys never come, as where Lambda ends a run that waits.
    const keysOf = async (region: string) => {
      if (region === "us-east-1") await new Promise(() => undefined);
      return keys[region] ?? [];
    };
    const job = { sources: [source ?? fail()], shard: { index: 0, of: 1 }, lastHours: 24 };
    void validateRecent(job, { store: made.store, keysOf }, NOW, (line) => lines.push(line));
    for (let tries = 0; lines.length === 0 && tries < 300; tries++)
      await new Promise((resolve) => setTimeout(resolve, 100));
    expect(found(lines)).toEqual([`log-deleted ${first} eu-west-1`]);
    expect(lines.filter((line) => "areas" in line)).toEqual([]);
  });

  it("of several runs side by side, each account and Region is validated by one", async () => {
    const made = world();
    const parts = await Promise.all(
      [0, 1, 2].map(async (index) => (await run(made, { shard: { index, of: 3 } })).at(-1)),
    );
    const areas = parts.map((line) => (line && "areas" in line ? line.areas : NaN));
    expect(areas.reduce((sum, count) => sum + count, 0)).toBe((accounts.length + 1) * REGIONS.length);
  });
});
