import { createHash } from "node:crypto";
import { spawn, spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { gunzipSync } from "node:zlib";
import { FakeCloudTrail, HOUR, MemoryStore, type Delivered } from "../test/tools/logs/cloudtrail";
import { loadConfiguration } from "../stacks/config";
import type { FilePlace } from "../tools/logs/validation";
import { BenchError, coldRun, type Sample } from "./cold-run";
import { writeLogs } from "./explain/logs";
import {
  COMMON_HELP,
  countOf,
  progress,
  readOptions,
  runSubject,
  scratchFolder,
  show,
  type Asked,
} from "./program";
import { median } from "./statistics";

const HELP = `Measures \`orgtrail logs validate\` on made-up logs: from a folder, against reading, inflating and hashing the same files
alone (the floor); and from a bucket on this machine, against the AWS CLI.

Usage: npm run bench -- logs [options]

  --megabytes N   how much text the logs have (default: 1000)
  --runs N        how often each program reads them, in turns (default: 3)
${COMMON_HELP}

Exit codes: 0 measured; 1 a program failed, or with --check a target was missed; 2 wrong arguments.
`;

/** What is promised. */
const MOST_OF_FLOOR = 1.3;
const LEAST_OF_CLI = 5;
/** A tenth of the input may not take much less memory. */
const MOST_GROWTH = 1.25;
/** What is kept fits in this, in megabytes: were it to grow with the input, the program would end with an error. */
const LITTLE_HEAP = "--max-old-space-size=48";

const START = Date.parse("2026-03-01T00:00:00Z");
const LOGS_AN_HOUR = 60;
const EVENTS_A_FILE = 200;
const ROOT = join(__dirname, "..");

/** Writes what is delivered to a folder, as orgtrail keeps copies. */
class FolderStore extends MemoryStore {
  constructor(private readonly folder: string) {
    super();
  }

  override put({ key }: FilePlace, { bytes, signature }: Delivered): void {
    const path = join(this.folder, key);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, bytes);
    if (signature !== undefined) writeFileSync(`${path}.signature.json`, JSON.stringify({ signature }));
  }
}

interface World {
  readonly folder: string;
  readonly bucket: string;
  readonly megabytes: number;
  readonly end: number;
  readonly account: string;
  readonly answers: string;
}

const { archive, trail, accounts } = loadConfiguration(join(ROOT, "config"));
const TRAIL_ARN = `arn:aws:cloudtrail:${trail.identity.homeRegion}:${accounts.management.id}:trail/${trail.identity.name}`;

/** Chains of the accounts of the configuration: the management account's with logs, the others' without. */
function deliver(scratch: string, megabytes: number): World {
  const folder = join(scratch, `logs-${megabytes}`);
  const sample = join(scratch, "sample");
  writeLogs(sample, EVENTS_A_FILE, true);
  const bytes = readFileSync(join(sample, readdirSync(sample)[0] ?? ""));
  const text = gunzipSync(bytes);
  const hash = createHash("sha256").update(text).digest("hex");
  const hours = Math.max(1, Math.round((megabytes * 1e6) / text.length / LOGS_AN_HOUR));
  const end = START + hours * HOUR;
  const cloudtrail = new FakeCloudTrail(new FolderStore(folder), () => ({ bytes, hash }));
  cloudtrail.rotate(START, end);
  const { management, logArchive, security } = accounts;
  const region = trail.identity.homeRegion;
  for (const account of [management, logArchive, ...(security === undefined ? [] : [security])])
    cloudtrail.deliver({
      area: {
        ...{ bucket: archive.bucketName, account: account.id, region },
        root: `AWSLogs/${String(trail.identity.organization)}/`,
      },
      ...{ trail: trail.identity.name, from: START, hours },
      logsAnHour: account === management ? LOGS_AN_HOUR : 0,
    });
  const regions = cloudtrail.savedKeys(region);
  writeFileSync(
    join(folder, "public-keys.json"),
    JSON.stringify({ asked: "2026-03-02T00:00:00Z", caller: "bench", regions }),
  );
  const answers = join(scratch, `answers-${megabytes}.json`);
  writeFileSync(answers, JSON.stringify(awsAnswers(regions[region] ?? [])));
  return { folder, bucket: archive.bucketName, megabytes, end, account: management.id, answers };
}

function awsAnswers(keys: ReturnType<FakeCloudTrail["savedKeys"]>[string]): unknown {
  return {
    ListPublicKeys: {
      PublicKeyList: keys.map(({ fingerprint, value, validFrom, validTo }) => ({
        ...{ Fingerprint: fingerprint, Value: value },
        ...{ ValidityStartTime: Date.parse(validFrom) / 1000, ValidityEndTime: Date.parse(validTo) / 1000 },
      })),
    },
    DescribeTrails: {
      trailList: [
        {
          TrailARN: TRAIL_ARN,
          Name: trail.identity.name,
          S3BucketName: archive.bucketName,
          IsOrganizationTrail: true,
        },
      ],
    },
    DescribeOrganization: { Organization: { Id: trail.identity.organization } },
    caller:
      "<GetCallerIdentityResponse><GetCallerIdentityResult><Arn>arn:aws:iam::111111111111:user/bench</Arn></GetCallerIdentityResult></GetCallerIdentityResponse>",
  };
}

interface Result {
  readonly megabytes: number;
  readonly seconds: { readonly validate: number; readonly floor: number };
  readonly timesFloor: number;
  readonly cpuTimesFloor: number;
  readonly peakMegabytes: {
    readonly validate: number;
    /** With a bound on the heap, so that nothing is left to the garbage collector: of all, and of a tenth. */
    readonly bounded: number;
    readonly boundedTenth: number;
    readonly floor: number;
  };
  /** From the bucket. @default - the AWS CLI is not installed */
  readonly bucket?: { readonly validate: number; readonly cli: number; readonly timesAsFast: number };
}

async function measure(scratch: string, megabytes: number, runs: number): Promise<Result> {
  progress(`writing ${megabytes} MB of logs`);
  const world = deliver(scratch, megabytes);
  const tenth = deliver(scratch, Math.max(1, Math.round(megabytes / 10)));
  const run = (command: string): Promise<Sample> =>
    coldRun({ command, environment: {}, outdir: join(scratch, "out") }, scratch);
  const validate = ({ folder }: World, flags = ""): Promise<Sample> =>
    run(`node ${flags} tools/cli/orgtrail.cjs logs validate ${JSON.stringify(folder)} --json`);
  const floor = (): Promise<Sample> => run(`node bench/logs/floor.cjs ${JSON.stringify(world.folder)}`);
  const rounds: { validate: Sample; floor: Sample }[] = [];
  // The files come into the system's cache, for both alike.
  await floor();
  for (let round = 1; round <= runs; round++) {
    progress(`from a folder, round ${round} of ${runs}`);
    rounds.push({ floor: await floor(), validate: await validate(world) });
  }
  progress("from a folder, with little memory");
  const [bounded, boundedTenth] = [await validate(world, LITTLE_HEAP), await validate(tenth, LITTLE_HEAP)];
  const bucket = await fromBucket(scratch, world, runs);
  const of = (value: (round: (typeof rounds)[number]) => number): number => median(rounds.map(value));
  return {
    megabytes,
    seconds: { validate: of((each) => each.validate.seconds), floor: of((each) => each.floor.seconds) },
    timesFloor: of((each) => each.validate.seconds / each.floor.seconds),
    cpuTimesFloor: of((each) => each.validate.cpuSeconds / each.floor.cpuSeconds),
    peakMegabytes: {
      validate: Math.max(...rounds.map((each) => each.validate.peakMegabytes)),
      bounded: bounded.peakMegabytes,
      boundedTenth: boundedTenth.peakMegabytes,
      floor: Math.max(...rounds.map((each) => each.floor.peakMegabytes)),
    },
    ...(bucket !== undefined && { bucket }),
  };
}

/** Both from the same bucket, of one account and Region. */
async function fromBucket(scratch: string, world: World, runs: number): Promise<Result["bucket"]> {
  if (spawnSync("aws", ["--version"]).status !== 0) return undefined;
  const config = join(scratch, "config");
  mkdirSync(config, { recursive: true });
  writeFileSync(join(config, "organization.yaml"), readFileSync(join(ROOT, "config/organization.yaml")));
  const server = spawn(
    process.execPath,
    [join(__dirname, "logs/bucket.cjs"), world.folder, world.bucket, world.answers],
    {
      stdio: ["ignore", "pipe", "inherit"],
    },
  );
  try {
    const port = await new Promise<string>((resolve, reject) => {
      server.stdout.once("data", (text: Buffer) => {
        resolve(text.toString().trim());
      });
      server.once("error", reject);
    });
    const environment = {
      ...process.env,
      ...{
        AWS_ACCESS_KEY_ID: "bench",
        AWS_SECRET_ACCESS_KEY: "bench",
        AWS_REGION: trail.identity.homeRegion,
      },
      ...{ AWS_DEFAULT_REGION: trail.identity.homeRegion, AWS_ENDPOINT_URL: `http://127.0.0.1:${port}` },
    };
    const time = (at: number): string => new Date(at).toISOString().replace(".000", "");
    const seconds = (program: string, ...args: readonly string[]): number => {
      const begun = process.hrtime.bigint();
      const { status, stdout, stderr } = spawnSync(program, args, {
        cwd: ROOT,
        env: environment,
        encoding: "utf8",
      });
      if (status !== 0) throw new BenchError(`${program} ${args.join(" ")} failed: ${stdout}${stderr}`);
      return Number(process.hrtime.bigint() - begun) / 1e9;
    };
    const rounds: { validate: number; cli: number }[] = [];
    for (let round = 1; round <= runs; round++) {
      progress(`from a bucket, round ${round} of ${runs}`);
      rounds.push({
        validate: seconds(
          process.execPath,
          ...["tools/cli/orgtrail.cjs", "logs", "validate", "--config", config, "--json"],
          ...["--from", time(START), "--to", time(world.end)],
        ),
        cli: seconds(
          "aws",
          ...["cloudtrail", "validate-logs", "--trail-arn", TRAIL_ARN, "--account-id", world.account],
          ...[
            "--region",
            trail.identity.homeRegion,
            "--start-time",
            time(START),
            "--end-time",
            time(world.end),
          ],
        ),
      });
    }
    return {
      validate: median(rounds.map((each) => each.validate)),
      cli: median(rounds.map((each) => each.cli)),
      timesAsFast: median(rounds.map((each) => each.cli / each.validate)),
    };
  } finally {
    server.kill();
  }
}

interface Target {
  readonly name: string;
  readonly wanted: string;
  readonly measured: string;
  readonly met: boolean;
}

function targetsOf({ timesFloor, peakMegabytes, bucket }: Result): readonly Target[] {
  const growth = peakMegabytes.bounded / peakMegabytes.boundedTenth;
  const target = (name: string, wanted: string, value: number, met: boolean): Target => ({
    ...{ name, wanted, measured: `${value.toFixed(2)} ×`, met },
  });
  return [
    target(
      "from a folder, against the floor",
      `at most ${MOST_OF_FLOOR} ×`,
      timesFloor,
      timesFloor <= MOST_OF_FLOOR,
    ),
    target(
      "memory of a bounded heap against that for a tenth",
      `at most ${MOST_GROWTH} ×`,
      growth,
      growth <= MOST_GROWTH,
    ),
    ...(bucket === undefined
      ? []
      : [
          target(
            "from a bucket, against the AWS CLI",
            `at least ${LEAST_OF_CLI} × as fast`,
            bucket.timesAsFast,
            bucket.timesAsFast >= LEAST_OF_CLI,
          ),
        ]),
  ];
}

function text(
  { megabytes, seconds, cpuTimesFloor, peakMegabytes, bucket }: Result,
  targets: readonly Target[],
): string {
  return [
    `${megabytes.toLocaleString("en-US")} MB of text`,
    `  from a folder  ${seconds.validate.toFixed(1)} s, peak ${peakMegabytes.validate.toFixed(0)} MB; with a heap of 48 MB ${peakMegabytes.bounded.toFixed(0)} MB (${peakMegabytes.boundedTenth.toFixed(0)} MB for a tenth)`,
    `  floor          ${seconds.floor.toFixed(1)} s, peak ${peakMegabytes.floor.toFixed(0)} MB; processor time ${cpuTimesFloor.toFixed(2)} × that of the floor`,
    ...(bucket === undefined
      ? ["  the AWS CLI is not installed: not compared"]
      : [`  from a bucket  ${bucket.validate.toFixed(1)} s, AWS CLI ${bucket.cli.toFixed(1)} s`]),
    ...targets.map(
      ({ name, wanted, measured, met }) =>
        `${met ? "met   " : "MISSED"} ${name}: ${measured}, wanted ${wanted}`,
    ),
  ].join("\n");
}

interface Arguments extends Asked {
  readonly megabytes: number;
  readonly runs: number;
}

function readArguments(argv: readonly string[]): Arguments {
  const values = readOptions(argv, {
    megabytes: { type: "string", default: "1000" },
    runs: { type: "string", default: "3" },
  });
  return {
    ...values,
    megabytes: countOf("--megabytes", values.megabytes, 999_999),
    runs: countOf("--runs", values.runs, 99_999),
  };
}

void runSubject(HELP, readArguments, async (args) => {
  const result = await measure(scratchFolder(), args.megabytes, args.runs);
  const targets = targetsOf(result);
  const rows = targets.map(({ name, wanted, measured, met }) => [
    name,
    wanted,
    measured,
    met ? "met" : "missed",
  ]);
  show(args, {
    data: { result, targets },
    text: text(result, targets),
    tables: [[["Target", "Wanted", "Measured", "Verdict"], ...rows]],
    met: targets.every(({ met }) => met),
  });
});
