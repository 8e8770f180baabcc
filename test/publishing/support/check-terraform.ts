import { MissingProgramError, Processes } from "../../../tools/terraform";
import { terraformRequirements } from "./terraform";

/** Says in one line what is missing, with exit code 1. A program, since tests are listed before anything can be awaited. */
async function main(): Promise<void> {
  const processes = new Processes();
  try {
    await terraformRequirements(processes);
  } catch (error) {
    if (!(error instanceof MissingProgramError)) throw error;
    process.stdout.write(error.message.split("\n")[0] ?? "");
    process.exitCode = 1;
  } finally {
    await processes.stopAll();
  }
}

void main();
