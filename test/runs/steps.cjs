const { spawn } = require("node:child_process");
const { join } = require("node:path");
const { performance } = require("node:perf_hooks");

const ROOT = join(__dirname, "..", "..");

/** Programs of node_modules by what `npx` calls them, started without npx: on Windows it is a script for a shell. */
const PROGRAMS = {
  eslint: "eslint/bin/eslint.js",
  jest: "jest/bin/jest.js",
  prettier: "prettier/bin/prettier.cjs",
  tsc: "typescript/bin/tsc",
};

/** As `orgtrail` itself runs: most of the code runs a few times, and optimizing it takes longer than that saves. */
const V8 = process.versions.node.startsWith("20.") ? ["--interrupt-budget=600000"] : [];

/** Most of what a test makes is soon over. Where there is room for it, less of it is copied, which took a sixth of the time of proofs. */
const MEMORY = ["--max-semi-space-size=64"];

/**
 * @typedef {object} Step
 * @property {string} name what the user is told
 * @property {readonly (readonly [keyof typeof PROGRAMS, ...string[]])[]} commands run one after the other, to the first that fails
 * @property {boolean} [live] whether what it prints is shown as it comes @default false: once the step has ended
 */

function run([program, ...args], live) {
  return new Promise((resolve, reject) => {
    const file = join(ROOT, "node_modules", PROGRAMS[program]);
    const child = spawn(process.execPath, [...V8, ...MEMORY, file, ...args], {
      cwd: ROOT,
      stdio: live ? "inherit" : ["ignore", "pipe", "pipe"],
    });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding("utf8").on("data", (text) => (output += text));
    }
    child.once("error", reject);
    child.once("close", (code) => resolve({ passed: code === 0, output }));
  });
}

/** @param {Step} step @returns {Promise<boolean>} whether it passed */
async function runStep({ name, commands, live = false }) {
  const start = performance.now();
  for (const command of commands) {
    const { passed, output } = await run(command, live);
    if (passed) continue;
    process.stderr.write(output);
    process.stderr.write(`${name}: failed\n`);
    return false;
  }
  process.stderr.write(`${name}: passed in ${Math.round((performance.now() - start) / 1000)} s\n`);
  return true;
}

/**
 * Runs lanes of steps side by side, each lane in its order and to its end: all that is wrong is told at once. Sets the
 * exit code, and names again at the end what failed.
 * @param {...readonly Step[]} lanes
 */
async function runLanes(...lanes) {
  const failed = [];
  const runLane = async (steps) => {
    for (const step of steps) if (!(await runStep(step))) failed.push(step.name);
  };
  await Promise.all(lanes.map(runLane));
  if (failed.length === 0) return;
  process.stderr.write(`\nfailed: ${failed.join(", ")}\n`);
  process.exitCode = 1;
}

module.exports = { ROOT, runLanes };
