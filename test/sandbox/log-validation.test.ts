import {
  CreateBucketCommand,
  DeleteObjectCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { loadConfiguration } from "../../stacks/config";
import {
  findEmulator,
  fixes,
  startEmulator,
  startLayer,
  type Fix,
  type Layer,
} from "../../tools/sandbox/emulator";
import { sandboxEnvironment, Processes } from "../../tools/terraform";
import { ROOT } from "../support/run";
import {
  FakeCloudTrail,
  HOUR,
  MemoryStore,
  textOfFile,
  type Delivered,
  type Link,
} from "../tools/logs/cloudtrail";
import { ONLY_ONE_FINDS } from "../tools/logs/only-one-finds";
import { describeWithTerraform } from "./requirements";

/** The AWS CLI and `orgtrail logs validate` on the same bucket: both find the same files invalid. */

const START = Date.parse("2026-03-01T20:14:00Z");
const HOURS = 8;
const END = START + HOURS * HOUR;
const REGION = "eu-west-1";
const { archive, trail, accounts } = loadConfiguration("config");
const BUCKET = archive.bucketName;
const ACCOUNT = accounts.management.id;
const AREA = {
  bucket: BUCKET,
  root: `AWSLogs/${String(trail.identity.organization)}/`,
  account: ACCOUNT,
  region: REGION,
};

const cloudtrail = new FakeCloudTrail(new MemoryStore());
cloudtrail.rotate(START - 24 * HOUR, END + 24 * HOUR);
const digests = cloudtrail.deliver({ area: AREA, trail: trail.identity.name, from: START, hours: HOURS });

const TRAIL_ARN = `arn:aws:cloudtrail:us-east-1:${ACCOUNT}:trail/${trail.identity.name}`;

/** What CloudTrail and Organizations answer of what was not made here. */
const ANSWERS: Readonly<Record<string, () => unknown>> = {
  DescribeTrails: () => ({
    trailList: [
      { TrailARN: TRAIL_ARN, Name: trail.identity.name, S3BucketName: BUCKET, IsOrganizationTrail: true },
    ],
  }),
  DescribeOrganization: () => ({ Organization: { Id: trail.identity.organization } }),
};
const answers: Fix = {
  concerns: ({ name }) => name in ANSWERS,
  answer: (_request, { name }) =>
    Promise.resolve({
      status: 200,
      headers: { "content-type": "application/x-amz-json-1.1" },
      body: Buffer.from(JSON.stringify(ANSWERS[name]?.())),
    }),
};

describeWithTerraform("orgtrail logs validate and aws cloudtrail validate-logs on the same bucket", () => {
  const processes = new Processes();
  const state: { layer?: Layer; s3?: S3Client } = {};
  /** As the emulator takes them. */
  const environment = (): Record<string, string> => ({
    ...{
      AWS_ACCESS_KEY_ID: "test",
      AWS_SECRET_ACCESS_KEY: "test",
      AWS_DEFAULT_REGION: REGION,
      AWS_REGION: REGION,
    },
    ...{ AWS_ENDPOINT_URL: state.layer?.endpoint ?? "", AWS_PAGER: "" },
  });

  beforeAll(async () => {
    const env = sandboxEnvironment(process.env, {});
    const cacheFolder = "node_modules/.cache/orgtrail";
    const program = await findEmulator({ processes, env, cacheFolder, progress: () => undefined });
    const emulator = await startEmulator(program, processes, env);
    const ids = { organization: "o-logstest01", accounts: new Map<string, string>() };
    const keys = cloudtrail.savedKeys(REGION)[REGION] ?? [];
    state.layer = await startLayer(emulator.endpoint, [answers, ...fixes(ids, keys)]);
    const credentials = { accessKeyId: "test", secretAccessKey: "test" };
    state.s3 = new S3Client({
      endpoint: state.layer.endpoint,
      region: "us-east-1",
      credentials,
      forcePathStyle: true,
    });
    for (const bucket of buckets()) await state.s3.send(new CreateBucketCommand({ Bucket: bucket }));
    for (const [name, file] of cloudtrail.store.files) await put(name, file);
  }, 120_000);

  afterAll(async () => {
    await state.layer?.close();
    await processes.stopAll();
  });

  /** @param name bucket and key */
  async function put(name: string, { bytes, signature }: Delivered): Promise<void> {
    const Metadata = signature === undefined ? {} : { signature, "signature-algorithm": "SHA256withRSA" };
    const object = { Bucket: BUCKET, Key: name.slice(BUCKET.length + 1), Body: bytes, Metadata };
    await state.s3?.send(new PutObjectCommand(object));
  }

  async function remove(name: string): Promise<void> {
    await state.s3?.send(new DeleteObjectCommand({ Bucket: BUCKET, Key: name.slice(BUCKET.length + 1) }));
  }

  async function run(
    program: string,
    args: readonly string[],
  ): Promise<{ readonly code: number | null; readonly out: string; readonly err: string }> {
    const child = spawn(program, args, { cwd: ROOT, env: { ...process.env, ...environment() } });
    const texts = [child.stdout, child.stderr].map(async (stream) => {
      let text = "";
      for await (const chunk of stream as AsyncIterable<Buffer>) text += chunk.toString();
      return text;
    });
    const code = await new Promise<number | null>((resolve, reject) =>
      child.once("error", reject).once("close", resolve),
    );
    const [out = "", err = ""] = await Promise.all(texts);
    return { code, out, err };
  }

  const time = (at: number): string => new Date(at).toISOString().replace(".000", "");

  /** The files that the AWS CLI calls invalid. */
  async function byAwsCli(): Promise<readonly string[]> {
    const args = ["--trail-arn", TRAIL_ARN, "--account-id", ACCOUNT, "--region", REGION];
    const range = ["--start-time", time(START), "--end-time", time(END)];
    const { code, out, err } = await run("aws", ["cloudtrail", "validate-logs", ...args, ...range]);
    const invalid = [...err.matchAll(/s3:\/\/(\S+)\tINVALID/g)].map(([, name = ""]) => name);
    if (!out.includes("digest files valid") || (code === 1) !== invalid.length > 0)
      throw new Error(`${out}\n${err}`);
    return invalid.sort();
  }

  /** The files that orgtrail calls changed, deleted or wrong, and the kinds of all else that it finds. */
  async function byOrgtrail(): Promise<{
    readonly files: readonly string[];
    readonly others: readonly string[];
    readonly kinds: readonly string[];
    readonly restore: readonly string[];
  }> {
    const range = ["--from", time(START), "--to", time(END)];
    const { out, err } = await run("node", [
      "tools/cli/orgtrail.cjs",
      "logs",
      "validate",
      ...range,
      "--json",
    ]);
    if (out === "") throw new Error(err);
    const { areas } = JSON.parse(out) as {
      areas: {
        bucket: string;
        account: string;
        region: string;
        findings: { kind: string; file?: string; why?: string; deliveredVersion?: { restore: string } }[];
      }[];
    };
    const findings = areas
      .filter(({ account, region, bucket }) => account === ACCOUNT && region === REGION && bucket === BUCKET)
      .flatMap((area) => area.findings);
    const judged = (kind: string): boolean => /-(changed|deleted|wrong)$/.test(kind);
    return {
      files: findings
        .filter(({ kind }) => judged(kind))
        .map(({ file = "" }) => file.slice("s3://".length))
        .sort(),
      kinds: findings.map(({ kind }) => kind),
      others: findings.filter(({ kind }) => !judged(kind)).map(({ kind }) => kind),
      restore: findings.flatMap(({ deliveredVersion }) => deliveredVersion?.restore ?? []),
    };
  }

  const digest = (hour: number): Link => {
    const found = digests[hour];
    if (found === undefined) throw new Error(`no digest ${hour}`);
    return found;
  };
  const D = (hour: number): string => `${digest(hour).bucket}/${digest(hour).key}`;
  const L = (hour: number): string => {
    const { logFiles } = JSON.parse(textOfFile(fileOf(D(hour)))) as { logFiles: { s3Object: string }[] };
    return `${BUCKET}/${logFiles[0]?.s3Object ?? ""}`;
  };
  const fileOf = (name: string): Delivered => cloudtrail.store.files.get(name) ?? { bytes: Buffer.alloc(0) };
  const edited = (name: string): Delivered => ({
    ...fileOf(name),
    bytes: gzipSync(`${textOfFile(fileOf(name))} `),
  });

  /** Tampers, lets both judge, and puts everything back. */
  async function judged(changes: Readonly<Record<string, Delivered | "gone">>): Promise<{
    readonly cli: readonly string[];
    readonly files: readonly string[];
    readonly others: readonly string[];
    readonly kinds: readonly string[];
  }> {
    for (const [name, file] of Object.entries(changes))
      await (file === "gone" ? remove(name) : put(name, file));
    try {
      const [cli, { files, others, kinds }] = await Promise.all([byAwsCli(), byOrgtrail()]);
      return { cli, files, others, kinds };
    } finally {
      for (const name of Object.keys(changes))
        await (cloudtrail.store.files.has(name) ? put(name, fileOf(name)) : remove(name));
    }
  }

  test.each<[string, () => Readonly<Record<string, Delivered | "gone">>, () => readonly string[]]>([
    ["nothing", () => ({}), () => []],
    [
      "a log that is edited and one that is deleted",
      () => ({ [L(2)]: edited(L(2)), [L(5)]: "gone" }),
      () => [L(2), L(5)],
    ],
    ["a digest that is edited", () => ({ [D(3)]: edited(D(3)) }), () => [D(3)]],
    ["a digest that is deleted", () => ({ [D(3)]: "gone" }), () => [D(3)]],
    [
      "a signature that is replaced",
      () => ({ [D(3)]: { ...fileOf(D(3)), signature: digest(4).signature } }),
      () => [D(3)],
    ],
  ])(
    "agree on %s",
    async (_, changes, invalid) => {
      const { cli, files, others } = await judged(changes());
      expect({ cli, files, others }).toEqual({
        cli: [...invalid()].sort(),
        files: [...invalid()].sort(),
        others: [],
      });
    },
    180_000,
  );

  test("orgtrail logs fetch copies and proves an account, a Region and some hours, for explain, and goes on where it was", async () => {
    const into = mkdtempSync(join(tmpdir(), "orgtrail-fetch-"));
    const range = ["--from", time(START + HOUR), "--to", time(START + 4 * HOUR)];
    const orgtrail = (...args: readonly string[]): ReturnType<typeof run> =>
      run("node", ["tools/cli/orgtrail.cjs", ...args]);
    const fetch = (...args: readonly string[]): ReturnType<typeof run> =>
      orgtrail(
        ...["logs", "fetch", "--accounts", ACCOUNT, "--regions", REGION, ...range, "--into", into],
        ...args,
      );
    const first = await fetch("--json");
    const { files, validation } = JSON.parse(first.out) as {
      files: number;
      validation: { areas: readonly { complete: boolean; logs: number }[]; findings: readonly unknown[] };
    };
    // The hours of three digests, and the digests around them.
    expect([first.code, files > 6 + 3, validation]).toMatchObject([
      0,
      true,
      { findings: [], areas: [{ complete: true, logs: 6 }] },
    ]);
    await remove(L(2));
    const again = await fetch();
    expect([again.code, again.out]).toEqual([0, expect.stringContaining("Fetched 0 files")]);
    await put(L(2), fileOf(L(2)));
    const copy = await orgtrail("logs", "validate", into, ...range);
    expect([copy.code, copy.out]).toEqual([0, expect.stringContaining("Proven, of 1 account and 1 Region")]);
    const explained = await orgtrail("explain", into, "--json");
    expect(JSON.parse(explained.out)).toMatchObject({ files: { read: 6 } });
    rmSync(into, { recursive: true });
  }, 180_000);

  test("on a bucket with versions, the commands that orgtrail tells restore what was changed and deleted", async () => {
    const versioning = { Bucket: BUCKET, VersioningConfiguration: { Status: "Enabled" as const } };
    await state.s3?.send(new PutBucketVersioningCommand(versioning));
    // Versions are kept of what comes from now on.
    for (const name of [L(2), L(4), D(3), D(5)]) await put(name, fileOf(name));
    await remove(L(2));
    await put(L(4), edited(L(4)));
    await remove(D(3));
    await put(D(5), edited(D(5)));
    const { files, restore } = await byOrgtrail();
    expect(files).toEqual([L(2), L(4), D(3), D(5)].sort());
    expect(restore.map((command) => command.split(" ")[2]).sort()).toEqual([
      ...["copy-object", "copy-object"],
      ...["delete-object", "delete-object"],
    ]);
    for (const command of restore)
      expect(await run("sh", ["-c", command])).toMatchObject({ code: 0, err: "" });
    expect(await byOrgtrail()).toEqual({ files: [], others: [], kinds: [], restore: [] });
  }, 180_000);

  const cut = (name: string): Delivered => ({ ...fileOf(name), bytes: fileOf(name).bytes.slice(0, -8) });
  const longer = (name: string): Delivered => ({
    ...fileOf(name),
    bytes: Buffer.concat([fileOf(name).bytes, gzipSync("more")]),
  });
  const changesOf: Readonly<
    Record<keyof typeof ONLY_ONE_FINDS, () => Readonly<Record<string, Delivered | "gone">>>
  > = {
    "the newest three digests are deleted": () => ({ [D(5)]: "gone", [D(6)]: "gone", [D(7)]: "gone" }),
    "three digests in a row are deleted": () => ({ [D(2)]: "gone", [D(3)]: "gone", [D(4)]: "gone" }),
    "a log is cut off in its last eight bytes": () => ({ [L(2)]: cut(L(2)) }),
    "something is put behind the end of a log": () => ({ [L(4)]: longer(L(4)) }),
    "a log is forged": () => ({
      [L(3).replace(/_\d+\.json/, "_forged.json")]: { bytes: gzipSync("{}") },
    }),
  };
  test.each(Object.keys(changesOf) as (keyof typeof ONLY_ONE_FINDS)[])(
    "what only one of them finds: %s",
    async (what) => {
      const { cli, kinds } = await judged(changesOf[what]());
      expect({ cli: cli.length, orgtrail: kinds }).toEqual(ONLY_ONE_FINDS[what]);
    },
    180_000,
  );
});

/** All buckets that the configuration's trails deliver to. */
function buckets(): readonly string[] {
  const { teams } = loadConfiguration("config");
  return [...new Set([BUCKET, ...teams.map(({ destination }) => destination.bucketName)])];
}
