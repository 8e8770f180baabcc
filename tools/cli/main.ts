import { Command } from "commander";
import { affectedCommand } from "../affected";
import { explainCommand } from "../explain";
import { planCommand } from "../plan";
import { proveCommand } from "../prove";

/** The commands of `orgtrail`. Each stands in a folder of its own, as `command.ts`. */
const COMMANDS: readonly (() => Command)[] = [affectedCommand, explainCommand, planCommand, proveCommand];

const program = new Command("orgtrail")
  .description("Tools around the audit log that orgtrail deploys.")
  .showSuggestionAfterError()
  .showHelpAfterError("(orgtrail --help lists the commands)");

for (const command of COMMANDS) program.addCommand(command());

// `… | head` closes the output early, which is no error: the rest goes nowhere, and the exit code says what it would have.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
});

void program.parseAsync();
