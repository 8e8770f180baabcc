import type { Command } from "commander";
import { affectedCommand } from "../affected";
import { explainCommand } from "../explain";
import { logsCommand } from "../logs";
import { planCommand } from "../plan";
import { proveCommand } from "../prove";
import { newProgram, whenNobodyReads } from "../terminal";
import { version } from "./package.json";

/** The commands of `orgtrail`. Each stands in a folder of its own, as `command.ts`. */
const COMMANDS: readonly (() => Command)[] = [
  affectedCommand,
  explainCommand,
  logsCommand,
  planCommand,
  proveCommand,
];

const program = newProgram("orgtrail", "Tools around the audit log that orgtrail deploys.", version);
for (const command of COMMANDS) program.addCommand(command());

whenNobodyReads("go on");
void program.parseAsync();
