import type { Command } from "commander";
import { newProgram, whenNobodyReads } from "../terminal";
import { name as packageName, version } from "./package.json";

/** The commands of `orgtrail`. Each stands in a folder of its own, as `command.ts`, and is loaded when it is called. */
const COMMANDS: Readonly<Record<string, () => Promise<Command>>> = {
  affected: async () => (await import("../affected/index.js")).affectedCommand(),
  app: async () => (await import("../app/index.js")).appCommand(),
  explain: async () => (await import("../explain/index.js")).explainCommand(),
  init: async () => (await import("../init/index.js")).initCommand({ name: packageName, version }),
  logs: async () => (await import("../logs/index.js")).logsCommand(),
  plan: async () => (await import("../plan/index.js")).planCommand(),
  prove: async () => (await import("../prove/index.js")).proveCommand(),
  synth: async () => (await import("../app/index.js")).synthCommand(),
};

async function main([name = ""]: readonly string[]): Promise<void> {
  const program = newProgram("orgtrail", "Tools around the audit log that orgtrail deploys.", version);
  const called = Object.hasOwn(COMMANDS, name) ? [COMMANDS[name]] : Object.values(COMMANDS);
  for (const command of called) if (command !== undefined) program.addCommand(await command());
  await program.parseAsync();
}

whenNobodyReads("go on");
void main(process.argv.slice(2));
