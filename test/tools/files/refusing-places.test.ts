import { spawnSync } from "node:child_process";
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { besideDisk, describeWithDisks, DISKS, WITHOUT_DISKS } from "../../support/disks";
import { ROOT } from "../../support/run";
import { report } from "../plan/reports";

/*
 * Nothing is refused to root, as whom tests run in containers, and no disk is full: so commands run as nobody, and beside disks of
 * their own, which Linux mounts for them and for no other program.
 */

const folder = mkdtempSync(join(tmpdir(), "orgtrail-refusing-"));
const at = (...names: readonly string[]): string => join(folder, ...names);
const NOBODY = 65534;
const isRoot = process.getuid?.() === 0;

interface Run {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

const DENIED = "may not be read or written; correct its permissions, or those of its folder";
const EVENT = {
  ...{ eventVersion: "1.08", eventName: "PutObject", eventSource: "s3.amazonaws.com" },
  ...{ eventTime: "2026-01-01T00:00:00Z", awsRegion: "us-east-1", eventID: "1" },
};

beforeAll(() => {
  chmodSync(folder, 0o755);
  mkdirSync(at("logs"));
  writeFileSync(at("logs", "sound.json"), JSON.stringify({ Records: [EVENT] }));
  cpSync(join(ROOT, "config"), at("config"), { recursive: true });
  writeFileSync(at("denied.json"), "{}", { mode: 0 });
  mkdirSync(at("locked"), { mode: 0o755 });
  writeFileSync(at("locked", "x.json"), "{}");
  chmodSync(at("locked"), 0);
  for (const name of ["file", "teams"]) cpSync(join(ROOT, "config"), at(name), { recursive: true });
  chmodSync(at("file", "organization.yaml"), 0);
  chmodSync(at("teams", "teams"), 0);
  writeFileSync(at("plan.json"), JSON.stringify(report([])));
  // A program is made once, by whoever may write beside the sources.
  spawnSync(process.execPath, ["tools/cli/orgtrail.cjs", "--version"], { cwd: ROOT });
});

afterAll(() => {
  chmodSync(at("locked"), 0o755);
  chmodSync(at("teams", "teams"), 0o755);
  rmSync(folder, { recursive: true });
});

function asNobody(args: readonly string[], environment: Readonly<Record<string, string>> = {}): Run {
  const { status, stdout, stderr } = spawnSync(process.execPath, ["tools/cli/orgtrail.cjs", ...args], {
    ...{ cwd: ROOT, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] },
    env: { ...process.env, HOME: folder, ...environment },
    ...(isRoot && { uid: NOBODY, gid: NOBODY }),
  });
  return { code: status, stdout, stderr };
}

/** Says it in one sentence, and fails. */
function expectRefused({ code, stderr }: Run, said: string): void {
  expect(stderr).toContain(said);
  expect(stderr.split(said)).toHaveLength(2);
  expect(stderr).not.toMatch(/^\s+at /m);
  expect(code).toBeGreaterThan(0);
}

const INIT = [
  ...["--pipeline", "none", "--owners", "@acme/security"],
  ...["--yes", "--name", "acme", "--organization-id", "o-a1b2c3d4e5", "--management-account", "111111111111"],
  ...[
    "--log-archive-account",
    "222222222222",
    "--state-bucket",
    "acme-states",
    "--team-account",
    "333333333333",
  ],
];

describe("what may not be read", () => {
  it.each([
    ["plan --from", "denied.json"],
    ["prove --requests", "denied.json"],
    ["prove --policy", "denied.json"],
    ["logs merge", "denied.json"],
    ["explain", "denied.json"],
    ["explain", "locked"],
    ["query --sql SELECT --logs", "denied.json"],
    ["query --sql SELECT --logs", "locked"],
    ["logs validate", "locked"],
  ])("%s says so of %s", (command, name) => {
    const args = command.split(" ").map((word) => (word === "SELECT" ? "select 1" : word));
    const run = asNobody([...args, at(name)]);
    expectRefused({ ...run, stderr: run.stderr.replace(":1:1: ", ": ") }, `${at(name)}: ${DENIED}`);
  });

  it.each(
    ["synth", "prove", "explain", "plan", "query", "bootstrap", "doctor", "sandbox"].flatMap((command) => [
      [command, "file", "organization.yaml"],
      [command, "teams", "teams"],
    ]),
  )("%s says so of a configuration: %s %s", (command, name, part) => {
    const logs = command === "explain" ? [at("logs")] : [];
    const outdir = at(`out-${command}`);
    const run = asNobody([command, ...logs], { ORGTRAIL_CONFIG: at(name), CDKTF_OUTDIR: outdir });
    expectRefused(run, `${at(name, part)}:1:1: ${DENIED}`);
    expect(existsSync(outdir)).toBe(false);
  });
});

describe("where nothing may be written", () => {
  it.each([
    ["init", ["init", at("locked", "repository"), ...INIT], at("locked", "repository")],
    [
      "plan --markdown",
      ["plan", "--from", at("plan.json"), "--markdown", at("locked", "x")],
      at("locked", "x"),
    ],
    ["synth", ["synth", "--outdir"], at("locked", "out")],
  ])("%s says so", (command, args, place) => {
    const run = asNobody(
      command === "synth" ? ["synth"] : args,
      command === "synth" ? { CDKTF_OUTDIR: place } : {},
    );
    expectRefused(run, DENIED);
    expect(run.stderr).toContain(at("locked"));
  });

  it.each([
    [["plan", "log-archive"]],
    [["query", "--sql", "select 1", "--logs", at("logs")]],
    [["bootstrap"]],
    [["doctor"]],
    [["sandbox"]],
  ])("%j says so of the folder for what it needs meanwhile", (args) => {
    const run = asNobody(args, { TMPDIR: at("locked") });
    expectRefused(run, `${at("locked")}: ${DENIED}, or set TMPDIR to another folder`);
  });
});

/** Each command that writes, as one has it write to the disk. */
const WRITERS: Readonly<Record<string, readonly [args: readonly string[], variable?: string]>> = {
  synth: [["synth"], "CDKTF_OUTDIR"],
  init: [["init", "DISK/repository", ...INIT]],
  affected: [["affected", "--base", "HEAD"], "TMPDIR"],
};

describeWithDisks(`a disk that takes nothing${WITHOUT_DISKS}`, () => {
  it.each(
    Object.keys(WRITERS).flatMap((command) =>
      (["read-only", "full"] as const).map((kind) => [command, kind] as const),
    ),
  )("%s says so of one that is %s, and leaves nothing on it", (command, kind) => {
    const [args, variable] = WRITERS[command] ?? [[]];
    const disk = at(`disk-${command}-${kind}`);
    mkdirSync(disk);
    const [program = "", ...before] = besideDisk(kind);
    const { status, stderr } = spawnSync(
      program,
      [
        ...before,
        process.execPath,
        "tools/cli/orgtrail.cjs",
        ...args.map((arg) => arg.replace("DISK", disk)),
      ],
      {
        ...{ cwd: ROOT, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] },
        env: {
          ...process.env,
          DISK: disk,
          ...(variable && { [variable]: join(disk, variable === "TMPDIR" ? "" : "out") }),
        },
      },
    );
    expectRefused({ code: status, stdout: "", stderr }, DISKS[kind].says);
    expect(stderr).toContain(disk);
    expect(stderr).not.toContain(".unfinished");
    expect(stderr).not.toContain("left");
  });
});
