const { relative } = require("node:path");
const { default: Sequencer } = require("@jest/test-sequencer");

/** Suites that take minutes, most of which they wait: the longest first, so that none begins when all others have ended. */
const WAITING = ["test/sandbox/", "test/pipelines/", "test/publishing/"];

/** What to begin with, where no earlier run has said how long each takes. */
const LONGEST = [
  "test/publishing/own-repository",
  "test/sandbox/organization",
  "test/sandbox/plan",
  "test/sandbox/bootstrap",
  "test/sandbox/validate",
  "test/tools/prove/statements",
];

/** The suites that wait begin, so that the others have the cores meanwhile. Within both, Jest's own order: the slowest first. */
module.exports = class LongestFirst extends Sequencer {
  sort(tests) {
    return super
      .sort(tests)
      .map((test, index) => ({ test, index, rank: rankOf(test) }))
      .sort((one, other) => one.rank - other.rank || one.index - other.index)
      .map(({ test }) => test);
  }
};

function rankOf({ path, context }) {
  const file = relative(context.config.rootDir, path).replaceAll("\\", "/");
  const long = LONGEST.findIndex((prefix) => file.startsWith(prefix));
  if (long !== -1) return long;
  const waiting = WAITING.findIndex((prefix) => file.startsWith(prefix));
  return LONGEST.length + (waiting === -1 ? WAITING.length : waiting);
}
