/**
 * All checks, for `npm test`: format, types and lint one after the other, and beside them the tests, which wait for
 * Terraform much of the time. The arguments go to jest.
 */
const { runLanes } = require("./steps.cjs");

const STATIC = [
  { name: "format", commands: [["prettier", "--check", "--cache", "."]] },
  {
    name: "types",
    commands: [
      ["tsc", "--noEmit"],
      ["tsc", "-p", "examples"],
    ],
  },
  // Without its cache: a file can break a rule because another has changed.
  { name: "lint", commands: [["eslint", "."]] },
];

void runLanes(STATIC, [{ name: "tests", commands: [["jest", ...process.argv.slice(2)]], live: true }]);
