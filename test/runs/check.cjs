/**
 * What one runs after each edit, for `npm run check`: format, lint and types with their caches, and the tests of what has
 * changed since the last commit. `npm test` is all checks.
 */
const { execFileSync } = require("node:child_process");
const { existsSync } = require("node:fs");
const { join } = require("node:path");
const { ROOT, runLanes } = require("./steps.cjs");

/** These deploy, or install: they take minutes. */
const SLOW = /^test\/(sandbox|pipelines|publishing)\//;

const CACHED = ["--cache", "--cache-location", "node_modules/.cache/eslint/"];

/** The files that are not as they were committed, those that are gone or new too. */
function changedFiles() {
  const git = (...args) => execFileSync("git", args, { cwd: ROOT, encoding: "utf8" }).split("\0");
  const listed = [
    ...git("diff", "--name-only", "-z", "HEAD"),
    ...git("ls-files", "--others", "--exclude-standard", "-z"),
  ];
  return listed.filter((file) => file !== "");
}

/** Where the tests of a file are: its own folder's in test/, or the nearest above it that is not of all modules or tools. */
function testsOf(file) {
  if (file.endsWith(".test.ts") && existsSync(join(ROOT, file))) return file;
  const path = file.startsWith("test/") ? file : join("test", file);
  const parts = path.split(/[\\/]/).slice(0, -1);
  while (parts.length > 1 && !existsSync(join(ROOT, ...parts))) parts.pop();
  const folder = `${parts.join("/")}/`;
  if (/^test\/((modules|tools|support|runs)\/)?$/.test(folder)) return undefined;
  // The tests of the configuration, in a folder below, are those of its own files.
  return folder === "test/stacks/" ? "test/stacks/[^/]+$" : folder;
}

const changed = changedFiles();
const tests = [...new Set(changed.map(testsOf).filter((path) => path !== undefined))];
const [slow, quick] = [tests.filter((path) => SLOW.test(path)), tests.filter((path) => !SLOW.test(path))];
const code = changed.filter((file) => /\.(ts|[cm]js)$/.test(file) && existsSync(join(ROOT, file)));

void runLanes(
  [
    { name: "format", commands: [["prettier", "--check", "--cache", "."]] },
    { name: "types", commands: [["tsc", "--noEmit"]] },
    ...(quick.length === 0 ? [] : [{ name: "tests", commands: [["jest", ...quick]], live: true }]),
  ],
  code.length === 0
    ? []
    : [{ name: "lint", commands: [["eslint", ...CACHED, "--no-warn-ignored", ...code]] }],
).then(() => {
  if (slow.length > 0) process.stderr.write(`not run, since they take minutes: npx jest ${slow.join(" ")}\n`);
});
