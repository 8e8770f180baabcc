import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { runProgram, type Run } from "../../support/run";
import { FakeCloudTrail, HOUR, type MemoryStore } from "./cloudtrail";

const START = Date.parse("2026-03-01T22:00:00Z");
const HOURS = 4;
const ROOT = "audit/AWSLogs/o-abcdefghij/";
const scratch = mkdtempSync(join(tmpdir(), "orgtrail-logs-"));
afterAll(() => {
  rmSync(scratch, { recursive: true });
});

function world(): FakeCloudTrail {
  const cloudtrail = new FakeCloudTrail();
  cloudtrail.rotate(START, START + 24 * HOUR);
  for (const account of ["111111111111", "222222222222"])
    for (const region of ["eu-west-1", "us-east-1"])
      cloudtrail.deliver({
        area: { bucket: "acme-logs", root: ROOT, account, region },
        trail: "trail",
        from: START,
        hours: HOURS,
      });
  return cloudtrail;
}

/** Writes what is in a bucket to a folder, as it is below a prefix. @param beside whether signatures are kept */
function copyOf(store: MemoryStore, cloudtrail: FakeCloudTrail, beside = true, below = ""): string {
  const folder = mkdtempSync(join(scratch, "copy-"));
  for (const [name, { bytes, signature, generated }] of store.files) {
    const path = join(folder, name.slice(`acme-logs/${below}`.length));
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, bytes);
    if (beside && signature !== undefined)
      writeFileSync(`${path}.signature.json`, JSON.stringify({ signature, generated }));
  }
  const regions = cloudtrail.savedKeys("eu-west-1", "us-east-1");
  const keys = { asked: "2026-03-02T00:00:00Z", caller: "arn:aws:iam::111111111111:role/audit", regions };
  writeFileSync(join(folder, "public-keys.json"), JSON.stringify(keys));
  return folder;
}

function logs(...args: readonly string[]): Run {
  return runProgram("tools/cli/orgtrail.cjs", ["logs", ...args]);
}

interface Report {
  readonly areas: readonly {
    readonly account: string;
    readonly region: string;
    readonly complete: boolean;
    readonly proven: readonly { readonly from: string; readonly to: string }[];
    readonly findings: readonly { readonly kind: string; readonly file?: string }[];
    readonly reliesOn?: string;
    readonly logs: number;
  }[];
}

function reportOf({ stdout, stderr }: Run): Report {
  if (stdout === "") throw new Error(stderr);
  return JSON.parse(stdout) as Report;
}

/** A file of a store, by a part of its name. */
function keyOf(store: MemoryStore, part: string, index = 0): string {
  const key = [...store.files.keys()].filter((name) => name.includes(part)).sort()[index];
  if (key === undefined) throw new Error(`nothing is called ${part}`);
  return key;
}

const cloudtrail = world();
const whole = copyOf(cloudtrail.store, cloudtrail);

describe("orgtrail logs validate, of a copy", () => {
  it("proves what is whole", () => {
    const { code, stdout } = logs("validate", whole);
    expect([code, stdout]).toEqual([
      0,
      expect.stringContaining("Proven, of 2 accounts and 2 Regions: every file"),
    ]);
    expect(stdout).toMatch(
      /111111111111 +eu-west-1 +8 +16 +2026-03-01 +2026-03-02 +complete\n +us-east-1 +22:00 +02:00$/m,
    );
  });

  it("of accounts alone too, without signatures, up to the hour of the newest digest", () => {
    const folder = copyOf(cloudtrail.store, cloudtrail, false, ROOT);
    const run = logs("validate", folder, "--json");
    expect(run.code).toBe(0);
    expect(reportOf(run).areas.map(({ complete, proven }) => [complete, proven])).toEqual(
      Array.from({ length: 4 }, () => [true, [{ from: "2026-03-01T22:00:00Z", to: "2026-03-02T01:00:00Z" }]]),
    );
  });

  it("by links to folders that are elsewhere", () => {
    const folder = copyOf(cloudtrail.store, cloudtrail);
    for (const [index, part] of ["222222222222", "111111111111/CloudTrail/eu-west-1/2026"].entries()) {
      const away = join(scratch, `away-${index}`);
      renameSync(join(folder, ROOT, part), away);
      symlinkSync(away, join(folder, ROOT, part));
    }
    const { code, stdout } = logs("validate", folder);
    expect([code, stdout]).toEqual([0, expect.stringContaining("Proven, of 2 accounts and 2 Regions")]);
  });

  it("says that nothing is proven where there is nothing to prove it by", () => {
    const { code, stdout } = logs("validate", whole, "--to", "2026-03-01T21:00:00Z");
    expect([code, stdout]).toEqual([1, expect.stringContaining("Not all is proven")]);
  });

  it("tells of everything that it finds, and ends with 1", () => {
    const copy = cloudtrail.store.copy();
    copy.files.delete(keyOf(copy, "222222222222/CloudTrail/eu-west-1/"));
    copy.files.delete(keyOf(copy, "111111111111/CloudTrail-Digest/us-east-1/", 1));
    const folder = copyOf(copy, cloudtrail);
    const run = logs("validate", folder, "--json");
    expect(run.code).toBe(1);
    const found = reportOf(run).areas.flatMap(({ account, region, findings }) =>
      findings.map(({ kind }) => [account, region, kind]),
    );
    expect(found).toEqual([
      ["111111111111", "us-east-1", "digest-deleted"],
      ["222222222222", "eu-west-1", "log-deleted"],
    ]);
    const text = logs("validate", folder).stdout;
    expect(text).toMatch(/log file deleted: a digest names it\n {2}s3:\/\/acme-logs\/audit\/AWSLogs/);
    expect(text).toContain("Not all is proven");
  });

  it("misses a Region of which one account has nothing", () => {
    const copy = cloudtrail.store.copy();
    for (const name of copy.files.keys())
      if (name.includes("222222222222/") && name.includes("/eu-west-1/")) copy.files.delete(name);
    const found = reportOf(logs("validate", copyOf(copy, cloudtrail), "--json")).areas.flatMap(
      (area) => area.findings,
    );
    expect(found).toMatchObject([{ kind: "no-digests" }]);
  });

  it("validates parts, which are merged", () => {
    const files = [1, 2, 3].map((part) => {
      const file = join(scratch, `part-${part}.json`);
      writeFileSync(file, logs("validate", whole, "--json", "--shard", `${part}/3`).stdout);
      return file;
    });
    expect(reportOf(logs("merge", ...files, "--json"))).toEqual(reportOf(logs("validate", whole, "--json")));
    expect(logs("merge", ...files).code).toBe(0);
    const [one = "", two = ""] = files;
    const part = logs("merge", one, two, two);
    expect([part.code, part.stdout]).toEqual([2, ""]);
    expect(part.stderr).toContain("part 3/3 is missing: what it would have found is not known");
    expect(part.stderr).toContain("part 2/3 is there 2 times");
    const run = (name: string, ...range: readonly string[]): string => {
      const file = join(scratch, name);
      writeFileSync(file, logs("validate", whole, "--json", ...range).stdout);
      return file;
    };
    const all = run("all.json");
    const overlapping = logs("merge", all, run("some.json", "--accounts", "111111111111"));
    expect([overlapping.code, overlapping.stdout]).toEqual([2, ""]);
    expect(overlapping.stderr).toContain(`s3://acme-logs/${ROOT}111111111111/us-east-1 is in two reports`);
    const later = logs("merge", all, run("later.json", "--from", "2026-03-02"));
    expect([later.code, later.stdout]).toEqual([2, ""]);
    expect(later.stderr).toContain("runs from 2026-03-02T00:00:00Z and from the first digest");
  });

  it("goes on from a state, and says what it relies on", () => {
    const state = join(scratch, "state.json");
    const run = logs("validate", whole, "--state", state, "--json");
    expect(run.code).toBe(0);
    const again = reportOf(logs("validate", whole, "--state", state, "--json"));
    expect(again.areas.map(({ logs: read, reliesOn, complete }) => [read, reliesOn, complete])).toEqual(
      Array.from({ length: 4 }, () => [0, "2026-03-02T02:00:00Z", true]),
    );
  });

  it("keeps evidence, which others can check and validate again", () => {
    const out = join(scratch, "evidence");
    const { code } = logs("validate", whole, "--evidence", out);
    expect(code).toBe(0);
    const sums = readFileSync(join(out, "SHA256SUMS"), "utf8").trim().split("\n");
    expect(sums.length).toBe(4 * HOURS * 2 + 5);
    const lines = readFileSync(join(out, "files.jsonl"), "utf8").trim().split("\n");
    expect(lines.length).toBe(4 * HOURS * 3);
    // Digests and keys are there, log files are not: each is told as deleted.
    const kinds = reportOf(logs("validate", out, "--json")).areas.flatMap(({ findings }) =>
      findings.map(({ kind }) => kind),
    );
    expect([...new Set(kinds)]).toEqual(["log-deleted"]);
  });

  it("keeps evidence below its folder alone, whatever digests say of where they are", () => {
    const forged = copyOf(cloudtrail.store, cloudtrail);
    const digests = readdirSync(forged, { recursive: true, encoding: "utf8" })
      .filter((file) => /CloudTrail-Digest.*\.json\.gz$/.test(file))
      .map((file) => join(forged, file));
    for (const path of digests) {
      const said = JSON.parse(gunzipSync(readFileSync(path)).toString()) as object;
      writeFileSync(path, gzipSync(JSON.stringify({ ...said, digestS3Bucket: "../../escaped" })));
    }
    expect(digests).toHaveLength(4 * HOURS);
    const out = join(scratch, "deep", "down", "evidence");
    expect(logs("validate", forged, "--evidence", out).code).toBe(1);
    expect(readdirSync(scratch)).not.toContain("escaped");
    expect(readdirSync(join(scratch, "deep"))).toEqual(["down"]);
    expect(readdirSync(join(scratch, "deep", "down"))).toEqual(["evidence"]);
  });
});

describe("what cannot be validated is refused, with a remedy", () => {
  it.each([
    [
      "a folder without digests",
      () => ["validate", scratch.replace(/$/, "/none")],
      "none: is not there; correct the path",
    ],
    [
      "a copy without keys",
      () => ["validate", whole, "--keys", join(scratch, "no.json")],
      "orgtrail logs keys",
    ],
    ["a time that is none", () => ["validate", whole, "--from", "yesterday"], "2026-01-31"],
    [
      "a range that ends before it begins",
      () => ["validate", whole, "--from", "2027-01-01"],
      "--from is not before --to",
    ],
    [
      "two folders of what one bucket has at one place, of which one alone would be looked at",
      () => {
        const folder = mkdtempSync(join(scratch, "two-"));
        for (const name of ["one", "other"]) cpSync(whole, join(folder, name), { recursive: true });
        return ["validate", folder, "--keys", join(whole, "public-keys.json")];
      },
      "are both of s3://acme-logs/audit/AWSLogs/o-abcdefghij/",
    ],
    [
      "an account that is a link to nowhere",
      () => {
        const folder = copyOf(world().store, world());
        const account = join(folder, ROOT, "222222222222");
        rmSync(account, { recursive: true });
        symlinkSync("222222222222", account);
        return ["validate", folder];
      },
      "222222222222",
    ],
    [
      "a folder that is a link to one that it stands in",
      () => {
        const folder = copyOf(world().store, world());
        symlinkSync(folder, join(folder, "again"));
        return ["validate", folder];
      },
      "is a link to a folder that it stands in",
    ],
    ["an account that is none", () => ["validate", whole, "--accounts", "12"], "twelve digits"],
    ["a Region that is none", () => ["validate", whole, "--regions", "Ireland"], "eu-west-1"],
    ["no file at a time", () => ["validate", whole, "--parallel", "0"], "1 or more"],
    ["a day that there is not", () => ["validate", whole, "--to", "2026-13-01"], "2026-01-31"],
    [
      "evidence below a file",
      () => ["validate", whole, "--evidence", join(whole, "public-keys.json", "x")],
      "is below a file",
    ],
    [
      "a state that is cut off",
      () => {
        const state = join(scratch, "cut-off.json");
        logs("validate", whole, "--state", state);
        writeFileSync(state, readFileSync(state).subarray(0, 100));
        return ["validate", whole, "--state", state];
      },
      "is no state of orgtrail logs validate; name another file, or remove it",
    ],
    ["a part that is none", () => ["validate", whole, "--shard", "5/4"], "1/4"],
    [
      "a state that is none",
      () => ["validate", whole, "--state", join(whole, "public-keys.json")],
      "is no state",
    ],
    ["evidence where something is already", () => ["validate", whole, "--evidence", whole], "is not empty"],
    ["a report that is none", () => ["merge", join(whole, "public-keys.json")], "is no report"],
  ])("%s", (_, args, told) => {
    const { code, stdout, stderr } = logs(...args());
    expect([code, stdout, stderr]).toEqual([2, "", expect.stringContaining(told)]);
    expect(stderr).not.toMatch(/\n {4}at /);
  });
});
