/**
 * Loaded before a measured program: writes what the process used when it ends. Unlike `time -v` it is there on every
 * platform, and unlike `wait4` it does not count the shell around the program.
 */
const { writeFileSync } = require("node:fs");
const { isMainThread } = require("node:worker_threads");

const file = process.env.ORGTRAIL_BENCH_USAGE;
if (isMainThread && file !== undefined) {
  process.on("exit", () => {
    const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
    writeFileSync(file, JSON.stringify({ maxRSS, userCPUTime, systemCPUTime }));
  });
}
