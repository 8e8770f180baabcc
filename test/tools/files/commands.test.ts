import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ROOT, runProgram } from "../../support/run";

const folder = mkdtempSync(join(tmpdir(), "orgtrail-commands-"));
const at = (name: string): string => join(folder, name);

beforeAll(() => {
  mkdirSync(at("folder"));
  symlinkSync("nowhere", at("dangling"));
  symlinkSync("circle", at("circle"));
  execFileSync("mkfifo", [at("pipe")]);
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** What is said of each, by whatever command. */
const SAID: Readonly<Record<string, string>> = {
  folder: "is a folder, and not a file; correct it, or move it away",
  dangling: "is a link to a file that is not there; correct it, or move it away",
  circle: "is a link that leads in a circle; correct it, or move it away",
  pipe: "is a named pipe, and not a file; write what comes from it to a file, or move it away",
};

/** Each command that reads a file, as one reads it. A folder of logs is read. */
const COMMANDS: Readonly<Record<string, readonly string[]>> = {
  "plan --from": ["plan", "--from"],
  "prove --requests": ["prove", "--requests"],
  "prove --policy": ["prove", "--policy"],
  "logs merge": ["logs", "merge"],
  explain: ["explain"],
};

/** Each command that reads the configuration. */
const OF_CONFIGURATION = ["synth", "prove", "explain", "plan"];

const ROWS = Object.keys(COMMANDS).flatMap((command) =>
  Object.keys(SAID)
    .filter((kind) => command !== "explain" || kind !== "folder")
    .map((kind) => [command, kind] as const),
);

it.each(ROWS)("%s says of a %s what it is, in one sentence, and ends", (command, kind) => {
  const run = runProgram("tools/cli/orgtrail.cjs", [...(COMMANDS[command] ?? []), at(kind)]);
  expect(run.code).toBeGreaterThan(0);
  expect(run.stderr.replace(":1:1: ", ": ")).toContain(`${at(kind)}: ${SAID[kind] ?? ""}`);
  expect(run.stderr).not.toMatch(/^\s+at /m);
});

const TEAM_ROWS = OF_CONFIGURATION.flatMap((command) =>
  Object.keys(SAID).map((kind) => [command, kind] as const),
);

it.each(TEAM_ROWS)(
  "%s says of a %s in place of a team's file what it is, and writes nothing",
  (command, kind) => {
    const config = at(`config ${command} ${kind}`);
    cpSync(join(ROOT, "config"), config, { recursive: true });
    const team = join(config, "teams", "data.yaml");
    rmSync(team);
    if (kind === "folder") mkdirSync(team);
    else if (kind === "pipe") execFileSync("mkfifo", [team]);
    else symlinkSync(kind === "circle" ? "data.yaml" : "nowhere", team);
    const outdir = at(`out ${command} ${kind}`);
    const run = runProgram(
      "tools/cli/orgtrail.cjs",
      [command, ...(command === "explain" ? ["package.json"] : [])],
      {
        ...{ ORGTRAIL_CONFIG: config, CDKTF_OUTDIR: outdir },
      },
    );
    expect(run.code).toBeGreaterThan(0);
    expect(run.stderr).toContain(`${team}:1:1: ${SAID[kind] ?? ""}`);
    expect(run.stderr).not.toMatch(/^\s+at /m);
    expect(run.stdout).toBe("");
    expect(existsSync(outdir)).toBe(false);
  },
);

const ANSWERS = [
  [["--help"], 0],
  [["--version"], 0],
  [["synth", "--json"], 0],
  [["prove", "--help"], 0],
  [["prove", "--policy", "package.json"], 2],
  [["affected", "--base", "HEAD"], 0],
  [["explain", "package.json"], 1],
  [["query"], 0],
  [["query", "--sql", "select 1", "--logs", "package.json"], 1],
  [["plan", "--from", "package.json"], 1],
  [["init", "--yes"], 1],
  [["bootstrap", "--config", "docs"], 2],
  [["doctor", "--config", "docs"], 2],
  [["sandbox", "--config", "docs"], 1],
  [["logs", "validate", "nowhere"], 2],
  [["logs", "fetch", "--config", "docs", "--into", "x", "--from", "2026-01-01"], 2],
  [["logs", "keys", "--config", "docs"], 2],
  [["logs", "merge", "package.json"], 2],
] as const;

it.each(ANSWERS)("%j ends as it would where nobody reads what it prints", (args, code) => {
  const said = ["", "2>&1"].map((stream) => {
    const script = `node tools/cli/orgtrail.cjs "$@" ${stream} | true; exit "\${PIPESTATUS[0]}"`;
    return spawnSync("bash", ["-c", script, "bash", ...args], {
      ...{ cwd: ROOT, encoding: "utf8" },
      env: { ...process.env, CDKTF_OUTDIR: at("closed") },
    });
  });
  expect(said.map(({ status }) => status)).toEqual([code, code]);
  for (const { stderr } of said) expect(stderr).not.toMatch(/^\s+at |EPIPE/m);
});
