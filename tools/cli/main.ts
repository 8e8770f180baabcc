import { isMainThread, runJob, type Jobs } from "../threads";
import { name, version } from "./package.json";
import { runProgram, type Commands } from "./program";

/** All commands of `orgtrail`. Each stands in a folder of its own, as `command.ts`. */
const COMMANDS: Commands = {
  affected: async () => (await import("../affected/index.js")).affectedCommand(),
  app: async () => (await import("../app/index.js")).appCommand(),
  bootstrap: async () => (await import("../bootstrap/index.js")).bootstrapCommand(),
  doctor: async () => (await import("../bootstrap/index.js")).doctorCommand(),
  explain: async () => (await import("../explain/index.js")).explainCommand(),
  init: async () => (await import("../init/index.js")).initCommand({ name, version }),
  logs: async () => (await import("../logs/index.js")).logsCommand(),
  opensearch: async () => (await import("../search/index.js")).openSearchCommand(),
  plan: async () => (await import("../plan/index.js")).planCommand(),
  prove: async () => (await import("../prove/index.js")).proveCommand(),
  query: async () => (await import("../query/index.js")).queryCommand(),
  sandbox: async () => (await import("../sandbox/index.js")).sandboxCommand(),
  synth: async () => (await import("../app/index.js")).synthCommand(),
};

/** What commands have other threads do. */
const JOBS: Jobs = { explain: async () => (await import("../explain/index.js")).explainJob };

void (isMainThread ? runProgram(COMMANDS) : runJob(JOBS));
