const { availableParallelism, totalmem } = require("node:os");

const GIGABYTE = 2 ** 30;

/**
 * Tests that deploy wait for AWS to settle more than they compute: three for each core. Such a suite takes up to four
 * gigabytes: Terraform starts the provider, which has 0.7 of them, once a stack.
 */
const workers = Math.max(1, Math.min(3 * availableParallelism(), Math.floor(totalmem() / (4 * GIGABYTE))));

/** What suites of one run do once for all of them is told apart from other runs by this. */
process.env["ORGTRAIL_TEST_RUN"] = `${process.pid}-${Date.now()}`;

// swc strips the types; `npm run types` checks them. Type-checking inside jest costs a gigabyte a worker.
/** @type {import('jest').Config} */
module.exports = {
  testEnvironment: "<rootDir>/test/runs/environment.cjs",
  roots: ["<rootDir>/test"],
  testMatch: ["**/*.test.ts"],
  maxWorkers: workers,
  globalSetup: "<rootDir>/test/runs/kept-providers.cjs",
  testSequencer: "<rootDir>/test/runs/longest-first.cjs",
  // A test that hangs ends; how long one takes on a busy machine proves nothing.
  testTimeout: 60_000,
  // What is loaded late is imported by the name that it has once compiled.
  moduleNameMapper: { "^(\\.\\.?/.*)\\.js$": ["$1.js", "$1.ts"] },
  transform: {
    "^.+\\.ts$": [
      "@swc/jest",
      {
        jsc: { parser: { syntax: "typescript" }, target: "es2022" },
        module: { type: "commonjs" },
        sourceMaps: "inline",
      },
    ],
  },
};
