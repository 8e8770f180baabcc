/**
 * Loaded before a measured program: writes what the process used when it ends. Unlike `time -v` it is there on every
 * platform, and unlike `wait4` it does not count the shell around the program.
 */
const { readFileSync, writeFileSync } = require("node:fs");
const { isMainThread } = require("node:worker_threads");

const file = process.env.ORGTRAIL_BENCH_USAGE;
if (isMainThread && file !== undefined) {
  process.on("exit", () => {
    const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
    const peakKilobytes = highWaterMark() ?? maxRSS;
    writeFileSync(file, JSON.stringify({ peakKilobytes, userCPUTime, systemCPUTime }));
  });
}

/** On Linux `maxRSS` counts what the parent held before it became this program; the mark of its own memory does not. */
function highWaterMark() {
  try {
    const [, kilobytes] = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync("/proc/self/status", "utf8")) ?? [];
    return kilobytes === undefined ? undefined : Number(kilobytes);
  } catch {
    return undefined;
  }
}
