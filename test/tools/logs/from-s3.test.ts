import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { gunzipSync, gzipSync } from "node:zlib";
import { configurationOf, MINIMAL_ORGANIZATION } from "../../support/configurations";
import { ROOT, type Run } from "../../support/run";
import { AwsServer, CALLER } from "./aws-server";
import { FakeCloudTrail, HOUR } from "./cloudtrail";

/** `orgtrail logs validate` as a person runs it, from S3 as a server answers in its place. */

const START = Date.parse("2026-03-01T22:00:00Z");
const HOURS = 8;
const { archive, trail, accounts } = configurationOf(MINIMAL_ORGANIZATION);
const REGIONS = ["eu-west-1", "us-east-1"];
const RANGE = ["--from", "2026-03-01T22:00:00Z", "--to", "2026-03-02T06:00:00Z"];
const WHERE = ["--accounts", accounts.management.id, "--regions", ...REGIONS];

const scratch = mkdtempSync(join(tmpdir(), "orgtrail-from-s3-"));
const config = join(scratch, "config");
mkdirSync(config);
writeFileSync(join(config, "organization.yaml"), MINIMAL_ORGANIZATION);

const areaOf = (region: string) => ({
  ...{ bucket: archive.bucketName, root: `AWSLogs/${String(trail.identity.organization)}/`, region },
  account: accounts.management.id,
});
const cloudtrail = new FakeCloudTrail();
cloudtrail.rotate(START - HOUR, START + 24 * HOUR);
for (const region of REGIONS)
  cloudtrail.deliver({ area: areaOf(region), trail: trail.identity.name, from: START, hours: HOURS });
const server = new AwsServer(cloudtrail);

beforeAll(() => server.start());
afterAll(() => {
  server.stop();
  rmSync(scratch, { recursive: true });
});
afterEach(() => {
  server.refusing = () => undefined;
  server.calls.length = 0;
});

function validate(...args: readonly string[]): Promise<Run> {
  return server.orgtrail("logs", "validate", "--config", config, ...RANGE, ...WHERE, ...args);
}

/** A file that was delivered, by a part of its name. */
function nameOf(part: string, index = 0): string {
  const name = [...cloudtrail.store.files.keys()].filter((each) => each.includes(part)).sort()[index];
  if (name === undefined) throw new Error(`nothing is called ${part}`);
  return name;
}

it("misses no digest of a time that has not come", async () => {
  const { stdout } = await validate("--to", "2999-01-01", "--json");
  expect(Date.parse((JSON.parse(stdout) as { to: string }).to)).toBeLessThan(Date.now() + HOUR);
});

/** How the docs have the evidence checked. */
const [, LINES = ""] =
  /```sh\n(.*?)```/s.exec(readFileSync(join(ROOT, "docs/log-validation.md"), "utf8")) ?? [];

interface Answer {
  readonly at: string;
  readonly service: string;
  readonly action: string;
  readonly requestId: string;
  readonly request: { readonly Prefix?: string; readonly Key?: string };
  readonly answer?: { readonly Contents?: readonly { readonly Key: string }[]; readonly Arn?: string };
  readonly error?: { readonly code: string };
}

describe("--evidence", () => {
  const folder = join(scratch, "evidence");
  const gone = nameOf("/CloudTrail/eu-west-1/", 3);
  let answers: readonly Answer[] = [];
  let calls = 0;

  beforeAll(async () => {
    const file = cloudtrail.store.files.get(gone);
    cloudtrail.store.files.delete(gone);
    const { code, stdout } = await validate("--evidence", folder);
    calls = server.calls.length;
    if (file !== undefined) cloudtrail.store.files.set(gone, file);
    expect([code, stdout]).toEqual([1, expect.stringContaining("log file deleted")]);
    answers = gunzipSync(readFileSync(join(folder, "answers.jsonl.gz")))
      .toString()
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as Answer);
  });

  it("has each answer of AWS, with when, to whom, and AWS's own name of the request", () => {
    expect(answers).toHaveLength(calls);
    expect(new Set(answers.map(({ action }) => action))).toEqual(
      new Set(["GetCallerIdentity", "GetObject", "ListObjectVersions", "ListObjectsV2", "ListPublicKeys"]),
    );
    for (const { at, requestId } of answers)
      expect([Date.parse(at) > 0, requestId]).toEqual([true, expect.any(String)]);
    expect(answers[0]?.answer?.Arn).toBe(CALLER);
  });

  it("has each file that S3 listed, and S3's word that one is not there", () => {
    const listed = answers.flatMap(({ answer }) => answer?.Contents ?? []).map(({ Key }) => Key);
    for (const name of cloudtrail.store.files.keys())
      expect([name, listed.includes(name.slice(archive.bucketName.length + 1))]).toEqual([
        name,
        name !== gone,
      ]);
    const refused = answers.filter(({ error }) => error !== undefined);
    expect(refused).toMatchObject([
      {
        action: "GetObject",
        request: { Key: gone.slice(archive.bucketName.length + 1) },
        error: { code: "NoSuchKey" },
      },
    ]);
  });

  it("has no credentials, and the hash of every file in it", () => {
    expect(JSON.stringify(answers)).not.toMatch(/SecretAccessKey|SessionToken/);
    expect(execFileSync("sha256sum", ["--check", "SHA256SUMS"], { cwd: folder, encoding: "utf8" })).toMatch(
      /^answers\.jsonl\.gz: OK$/m,
    );
    const files = execFileSync("find", [".", "-type", "f"], { cwd: folder, encoding: "utf8" })
      .trim()
      .split("\n");
    const sums = readFileSync(join(folder, "SHA256SUMS"), "utf8").trim().split("\n");
    expect(sums.map((line) => `./${line.slice(66)}`).sort()).toEqual(
      files.filter((file) => file !== "./SHA256SUMS").sort(),
    );
  });

  it("is checked without orgtrail, by the lines of the docs", () => {
    const found = (): string => execFileSync("sh", ["-c", LINES], { cwd: copy, encoding: "utf8" });
    const copy = join(scratch, "checked");
    cpSync(folder, copy, { recursive: true });
    const lines = found().trim().split("\n");
    expect(lines).toEqual([
      expect.stringMatching(/^named, and not read so: [0-9a-f]{64} /),
      expect.stringMatching(/^AWS refused: \S+ request-\d+ NoSuchKey /),
    ]);
    for (const line of lines) expect(line).toContain(gone.slice(archive.bucketName.length + 1));
    // Who forges the evidence writes the sums anew, and has no key of CloudTrail.
    const digest = nameOf("/CloudTrail-Digest/eu-west-1/", 3);
    const path = join(copy, digest);
    writeFileSync(path, gzipSync(gunzipSync(readFileSync(path)).toString().replace("SHA-256", "sha-256")));
    expect(() => found()).toThrow("Command failed");
    const sums = join(copy, "SHA256SUMS");
    const hash = createHash("sha256").update(readFileSync(path)).digest("hex");
    writeFileSync(
      sums,
      readFileSync(sums, "utf8").replaceAll(/^[0-9a-f]{64} {2}(.*)$/gm, (line, name) =>
        name === digest ? `${hash}  ${digest}` : line,
      ),
    );
    const next = nameOf("/CloudTrail-Digest/eu-west-1/", 4);
    expect(found()).toContain(`not signed by CloudTrail: ./${digest}\n`);
    expect(found()).toContain(`not what ./${next} names: ${digest}\n`);
  });

  it("says what was asked for, when, and what an earlier run had validated", async () => {
    const state = join(scratch, "state-of-evidence.json");
    await validate("--state", state);
    const earlier = JSON.parse(readFileSync(state, "utf8")) as unknown;
    const later = join(scratch, "later");
    expect((await validate("--state", state, "--evidence", later)).code).toBe(0);
    expect(JSON.parse(readFileSync(join(later, "earlier-state.json"), "utf8"))).toEqual(earlier);
    expect(JSON.parse(readFileSync(join(later, "run.json"), "utf8"))).toMatchObject({
      asked: { from: "2026-03-01T22:00:00Z", to: "2026-03-02T06:00:00Z", state },
      begun: expect.any(String) as string,
      ended: expect.any(String) as string,
    });
  });
});

describe("credentials that expire in the middle", () => {
  const expired = (after: number) => {
    let read = 0;
    server.refusing = ({ action }) =>
      action === "s3:GetObject" && ++read > after ? [400, "ExpiredToken"] : undefined;
  };

  it("end the run with a sentence, and nothing is said of files that could not be read", async () => {
    expired(9);
    const { code, stdout, stderr } = await validate();
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toContain("the AWS credentials have expired: sign in again");
    expect(stderr).not.toMatch(/\n {4}at |unhandled/i);
  });

  it("end a fetch that goes on", async () => {
    const fetch = (): Promise<Run> =>
      server.orgtrail(
        ...["logs", "fetch", "--config", config, ...RANGE, ...WHERE, "--into", join(scratch, "fetched")],
      );
    expired(20);
    const { code, stderr } = await fetch();
    expect([code, stderr]).toEqual([
      2,
      expect.stringContaining("not all was fetched: the same command goes on"),
    ]);
    server.refusing = () => undefined;
    expect((await fetch()).code).toBe(0);
  });

  it("leave what was validated in the state, from which the same command goes on", async () => {
    const state = join(scratch, "state.json");
    server.refusing = async ({ resource }) => {
      if (!resource.includes("/us-east-1/")) return undefined;
      while (!existsSync(state)) await setTimeout(20);
      return [400, "ExpiredToken"];
    };
    const { code, stderr } = await validate("--state", state);
    expect([code, stderr]).toEqual([
      2,
      expect.stringContaining(`not all was validated: the same command goes on from ${state}`),
    ]);
    server.refusing = () => undefined;
    server.calls.length = 0;
    const again = await validate("--state", state);
    const logsAgain = server.calls.filter(({ resource }) => resource.includes("/CloudTrail/eu-west-1/"));
    expect(logsAgain).toEqual([]);
    expect([again.code, again.stdout]).toEqual([
      0,
      expect.stringContaining("Proven, of 1 account and 2 Regions"),
    ]);
  });
});

describe("what may not be asked for is told, and all else is validated", () => {
  it("keys of one Region, in one finding", async () => {
    let asked = 0;
    server.refusing = ({ action }) =>
      action === "cloudtrail:ListPublicKeys" && ++asked === 1 ? [400, "AccessDeniedException"] : undefined;
    const { code, stdout } = await validate("--json");
    const { areas } = JSON.parse(stdout) as {
      areas: { complete: boolean; findings: { kind: string; files?: number; why?: string }[] }[];
    };
    expect([code, areas.filter(({ complete }) => complete).length]).toEqual([1, 1]);
    expect(areas.flatMap(({ findings }) => findings)).toMatchObject([
      { kind: "key-unknown", files: HOURS, why: expect.stringContaining("AWS denies it") as string },
    ]);
  });

  it("a log file, which the next run of the same state reads", async () => {
    const state = join(scratch, "unread.json");
    const name = nameOf("/CloudTrail/eu-west-1/", 2);
    server.refusing = ({ resource }) => (resource === name ? [403, "AccessDenied"] : undefined);
    expect((await validate("--state", state)).stdout).toContain("file may not be read");
    server.refusing = () => undefined;
    expect((await validate("--state", state)).stdout).toContain("Proven, of 1 account and 2 Regions");
  });
});

it("a state of another range is kept, and named with the flag that it takes", async () => {
  const state = join(scratch, "january.json");
  await validate("--state", state);
  const before = readFileSync(state, "utf8");
  const { code, stderr } = await validate("--state", state, "--from", "2026-03-01");
  expect([code, stderr, readFileSync(state, "utf8")]).toEqual([
    2,
    expect.stringContaining("the runs that wrote it had --from 2026-03-01T22:00:00Z; give the same"),
    before,
  ]);
});
