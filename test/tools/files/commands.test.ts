import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runProgram } from "../../support/run";

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
