import { spawnSync } from "node:child_process";
import { existsSync, openSync } from "node:fs";
import { ROOT } from "../../support/run";

/** A file that takes nothing, as on a disk that is full. */
const FULL = "/dev/full";

const name = "output that the disk does not take is told in a sentence";
const testOnLinux = existsSync(FULL) ? test.each : test.skip.each;

testOnLinux([
  ["synth", ["tools/cli/orgtrail.cjs", "synth"]],
  ["--version", ["tools/cli/orgtrail.cjs", "--version"]],
  ["a command's help", ["tools/cli/orgtrail.cjs", "prove", "--help"]],
  ["affected", ["tools/cli/orgtrail.cjs", "affected", "--base", "HEAD"]],
  ["explain", ["tools/cli/orgtrail.cjs", "explain", "--json", "package.json"]],
])(`${name}: %s${existsSync(FULL) ? "" : " (skipped: this system has no /dev/full)"}`, (_, args) => {
  const { status, stderr } = spawnSync(process.execPath, args, {
    cwd: ROOT,
    encoding: "utf8",
    stdio: ["ignore", openSync(FULL, "w"), "pipe"],
  });
  expect(stderr).toContain("standard output: does not fit on the disk, which is full; make room");
  expect(stderr).not.toMatch(/^\s+at /m);
  expect(status).toBe(1);
});
