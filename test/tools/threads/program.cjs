// A program with jobs, as tools/cli/main.ts is one.
require("tsx/cjs");
const { threadId } = require("node:worker_threads");
const { runJob } = require("../../../tools/threads");

void runJob({
  square: async () => (input) => async (part) => {
    if (input.fails) throw new Error(`cannot do ${part}`);
    return { square: part * part, threadId };
  },
});
