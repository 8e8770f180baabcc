import type { Command } from "commander";
import { newProgram, whenNobodyReads } from "../terminal";
import { version } from "./package.json";

/** Commands of `orgtrail` by name, each loaded when it is called. */
export type Commands = Readonly<Record<string, () => Promise<Command>>>;

/** Runs the command that was called, of those that the program has. */
export async function runProgram(commands: Commands): Promise<void> {
  const [name = ""] = process.argv.slice(2);
  const program = newProgram("orgtrail", "Tools around the audit log that orgtrail deploys.", version);
  const called = Object.hasOwn(commands, name)
    ? [commands[name]]
    : name === "--version"
      ? []
      : Object.values(commands);
  for (const command of called) if (command !== undefined) program.addCommand(await command());
  whenNobodyReads("go on");
  await program.parseAsync();
}
