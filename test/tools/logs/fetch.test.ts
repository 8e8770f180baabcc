import fc from "fast-check";
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve, sep } from "node:path";
import { gzipSync } from "node:zlib";
import { logFiles } from "../../../tools/log-files";
import { FolderFiles, pathBelow } from "../../../tools/logs/folder-files";
import { KeptFiles } from "../../../tools/logs/kept-files";
import { isProven, validationReportOf, type ValidationReport } from "../../../tools/logs/report";
import { validateLogs, type LogSource, type ValidationOptions } from "../../../tools/logs/validate";
import type { FilePlace, StoredContent } from "../../../tools/logs/validation";
import { FakeCloudTrail, HOUR, MemoryStore, textOfFile } from "./cloudtrail";

const START = Date.parse("2026-03-01T20:14:00Z");
const HOURS = 10;
/** What is asked for, of all that there is. */
const FROM = START + 3 * HOUR;
const TO = START + 6 * HOUR;
const BUCKET = "acme-logs";
const ROOT = "AWSLogs/o-abcdefghij/";
const AREA = { bucket: BUCKET, root: ROOT, account: "111111111111", region: "eu-west-1" };
const SOURCES: readonly LogSource[] = [
  { bucket: BUCKET, root: ROOT, accounts: ["111111111111"], regions: ["eu-west-1"] },
];

const scratch = mkdtempSync(join(tmpdir(), "orgtrail-fetch-"));
afterAll(() => {
  rmSync(scratch, { recursive: true });
});
const folderOfTest = (): string => mkdtempSync(join(scratch, "into-"));

function world(): FakeCloudTrail {
  const cloudtrail = new FakeCloudTrail(new BreakingStore());
  cloudtrail.rotate(START - HOUR, START + 24 * HOUR);
  for (const region of ["eu-west-1", "us-east-1"])
    for (const account of ["111111111111", "222222222222"])
      cloudtrail.deliver({ area: { ...AREA, account, region }, trail: "trail", from: START, hours: HOURS });
  return cloudtrail;
}

/** A store whose connections can break in the middle of a file. */
class BreakingStore extends MemoryStore {
  /** Files that break, by a part of their name. */
  breaks: string | undefined;
  reads = 0;

  override async read(file: FilePlace): Promise<StoredContent> {
    this.reads++;
    const content = await super.read(file);
    if (content.kind !== "content" || this.breaks === undefined || !file.key.includes(this.breaks))
      return content;
    return {
      ...content,
      stream: async function* () {
        for await (const chunk of content.stream()) {
          yield chunk.subarray(0, chunk.length / 2);
          throw new Error("the connection broke");
        }
      },
    };
  }
}

interface Fetched {
  readonly report: ValidationReport;
  readonly kept: KeptFiles;
}

async function fetched(
  { store, savedKeys }: Pick<FakeCloudTrail, "store"> & { savedKeys: ValidationOptions["keysOf"] },
  into: string,
  more: Partial<ValidationOptions> = {},
): Promise<Fetched> {
  const kept = new KeptFiles(store, into);
  const results = await validateLogs({
    ...{ store: kept, sources: SOURCES, from: FROM, to: TO, files: 4, keysOf: savedKeys },
    ...{ shard: { index: 0, of: 1 }, stateOf: () => undefined, onArea: () => undefined },
    ...{ onFile: () => undefined, readsUnproven: true, again: (result) => kept.letGo(result) },
    ...more,
  });
  return { report: validationReportOf(results, FROM, TO), kept };
}

const cloudtrail = world();
const keysOf: ValidationOptions["keysOf"] = (region) =>
  Promise.resolve(cloudtrail.savedKeys(region)[region] ?? []);
const of = (store: MemoryStore): Parameters<typeof fetched>[0] => ({ store, savedKeys: keysOf });

function copyOfStore(): BreakingStore {
  const store = new BreakingStore();
  for (const [name, file] of cloudtrail.store.files) store.files.set(name, file);
  return store;
}

/** Log files of the account and Region, in the order of time. */
function logsOf(store: MemoryStore, account = AREA.account, region = AREA.region): readonly string[] {
  return [...store.files.keys()].filter((name) => name.includes(`${account}/CloudTrail/${region}/`)).sort();
}

function filesIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => statSync(join(folder, name)).isFile())
    .sort();
}

/** A log file of the time that is asked for. */
const LOG = ((): string => {
  const name = logsOf(cloudtrail.store)[8];
  if (name === undefined) throw new Error("too few log files");
  return name;
})();

/** As if it were of an earlier run. */
function age(path: string): void {
  utimesSync(path, 0, 0);
}

describe("orgtrail logs fetch", () => {
  it("keeps the log files of the time, byte for byte, where S3 has them, and what proves them", async () => {
    const into = folderOfTest();
    const { report, kept } = await fetched(of(cloudtrail.store), into);
    expect(isProven(report)).toBe(true);
    expect(report.areas).toHaveLength(4);
    const names = filesIn(into).filter((name) => !name.endsWith(".signature.json"));
    expect(kept.fetched.files).toBe(names.length);
    for (const name of names)
      expect(readFileSync(join(into, name))).toEqual(cloudtrail.store.files.get(name)?.bytes);
    // Two log files an hour, of three hours, of four accounts and Regions.
    expect(names.filter((name) => name.includes("/CloudTrail/"))).toHaveLength(24);
    expect([...logFiles([into])].filter(({ kind }) => kind === "log")).toHaveLength(24);
    const copy = new FolderFiles(into);
    expect(copy.roots).toMatchObject([{ bucket: BUCKET, root: ROOT }]);
    const again = await validateLogs({
      ...{ store: copy, sources: SOURCES, from: FROM, to: TO, files: 4, keysOf },
      ...{ shard: { index: 0, of: 1 }, stateOf: () => undefined, onArea: () => undefined },
      onFile: () => undefined,
    });
    expect(isProven(validationReportOf(again, FROM, TO))).toBe(true);
  });

  it("of the accounts and Regions that are asked for alone", async () => {
    const into = folderOfTest();
    const only = { accounts: ["222222222222"], regions: ["us-east-1"] };
    const { report } = await fetched(of(cloudtrail.store), into, only);
    expect(report.areas.map(({ account, region }) => [account, region])).toEqual([
      ["222222222222", "us-east-1"],
    ]);
    expect(filesIn(into).every((name) => /222222222222.*us-east-1/.test(name))).toBe(true);
  });

  it("fetches nothing twice, and says that an account that is asked for has nothing", async () => {
    const into = folderOfTest();
    const store = copyOfStore();
    await fetched(of(store), into);
    store.reads = 0;
    const { kept, report } = await fetched(of(store), into);
    expect([kept.fetched, store.reads, isProven(report)]).toEqual([{ files: 0, bytes: 0 }, 0, true]);
    const stranger = await fetched(of(store), into, { accounts: ["999999999999"], regions: ["eu-west-1"] });
    expect(stranger.report.areas.flatMap(({ findings }) => findings)).toMatchObject([{ kind: "no-digests" }]);
  });

  it("goes on where a connection broke: no file stands there in part", async () => {
    const into = folderOfTest();
    const store = copyOfStore();
    store.breaks = LOG.slice(-20);
    const { report } = await fetched(of(store), into);
    expect(report.areas.flatMap(({ findings }) => findings)).toMatchObject([
      { kind: "unreadable", why: "the connection broke" },
    ]);
    expect(existsSync(join(into, LOG))).toBe(false);
    store.breaks = undefined;
    const { report: then, kept } = await fetched(of(store), into);
    expect([kept.fetched.files, isProven(then)]).toEqual([1, true]);
    expect(filesIn(into).filter((name) => name.endsWith(".part"))).toEqual([]);
  });

  it("fetches again what was changed in the folder since", async () => {
    const into = folderOfTest();
    await fetched(of(cloudtrail.store), into);
    const digest = filesIn(into).filter((name) => /CloudTrail-Digest.*json\.gz$/.test(name))[1] ?? "";
    for (const name of [LOG, digest]) {
      writeFileSync(join(into, name), gzipSync("{}"));
      age(join(into, name));
    }
    const { report, kept } = await fetched(of(cloudtrail.store), into);
    expect([kept.fetched.files, isProven(report)]).toEqual([2, true]);
    expect(readFileSync(join(into, LOG))).toEqual(cloudtrail.store.files.get(LOG)?.bytes);
  });

  it("tells what is changed in the bucket, and keeps it as it is", async () => {
    const into = folderOfTest();
    const store = copyOfStore();
    const changed = { bytes: gzipSync('{"Records":[]}') };
    store.files.set(LOG, changed);
    const { report } = await fetched(of(store), into);
    expect(report.areas.flatMap(({ findings }) => findings)).toMatchObject([
      { kind: "log-changed", file: `s3://${LOG}` },
    ]);
    expect(textOfFile({ bytes: readFileSync(join(into, LOG)) })).toBe('{"Records":[]}');
  });

  it("a signature that was taken away in the bucket is missing in the folder too", async () => {
    const into = folderOfTest();
    const store = copyOfStore();
    const digest =
      [...store.files.keys()].filter((name) => name.includes("111111111111/CloudTrail-Digest/eu"))[4] ?? "";
    store.files.set(digest, { bytes: store.files.get(digest)?.bytes ?? Buffer.alloc(0) });
    const { report } = await fetched(of(store), into);
    expect(report.areas.flatMap(({ findings }) => findings)).toMatchObject([{ kind: "signature-wrong" }]);
  });

  it("keeps log files that no digest names yet, and those of a time without validation", async () => {
    const into = folderOfTest();
    const store = copyOfStore();
    for (const name of store.files.keys()) if (name.includes("CloudTrail-Digest")) store.files.delete(name);
    const { report } = await fetched(of(store), into);
    const { unproven = 0, young } = report.areas[0] ?? {};
    expect(young).toBe(0);
    const kept = filesIn(into).filter((name) => name.includes("111111111111/CloudTrail/eu-west-1/"));
    expect(kept.length).toBe(unproven);
    expect(kept).toEqual(expect.arrayContaining(logsOf(store).slice(6, 12)));
    expect(isProven(report)).toBe(false);
  });

  it("keeps nothing whose name leads elsewhere, or into the place of a signature", async () => {
    const into = join(folderOfTest(), "deep", "down");
    const store = copyOfStore();
    const folder = LOG.slice(0, LOG.lastIndexOf("/"));
    const bytes = gzipSync("{}");
    const hostile = [
      `${folder}/${"../".repeat(12)}tmp/escaped.json.gz`,
      `${folder}/..\\..\\escaped.json.gz`,
      `${folder}//escaped.json.gz`,
      `${folder}/./escaped.json.gz`,
      `${LOG}.signature.json`,
      `${LOG}.part`,
    ];
    for (const name of hostile) store.files.set(name, { bytes });
    const { report } = await fetched(of(store), into);
    const told = report.areas.flatMap(({ findings }) =>
      findings.map(({ kind, file }) => `${kind} ${file ?? ""}`),
    );
    expect(told.sort()).toEqual(hostile.map((name) => `not-named s3://${name}`).sort());
    expect(
      filesIn(resolve(into, "../..")).filter((name) => !name.startsWith(`deep${sep}down${sep}${BUCKET}`)),
    ).toEqual([]);
    expect(filesIn(into).some((name) => name.includes("escaped"))).toBe(false);
  });
});

test("whatever the name, its place is in the folder, and that of no other name", () => {
  const part = fc.oneof(
    fc.constantFrom("..", ".", "", "a", "b", "\0", "..\\", "C:"),
    fc.string({ maxLength: 4 }),
  );
  const name = fc.array(part, { minLength: 1, maxLength: 6 }).map((parts) => parts.join("/"));
  const into = resolve(scratch, "property");
  fc.assert(
    fc.property(name, name, (one, other) => {
      const path = pathBelow(into, one);
      if (path === undefined) return;
      expect(resolve(path).startsWith(`${into}${sep}`)).toBe(true);
      expect(pathBelow(into, other) === path).toBe(one === other);
    }),
    { numRuns: 2000 },
  );
});
