import type { Command } from "commander";
import {
  configFolder,
  CONFIG_FLAG,
  linesOf,
  newCommand,
  print,
  printJson,
  printRefusal,
  progress,
} from "../terminal";
import { Processes, stoppedBySignals } from "../terraform";
import { affectedStacks } from "./affected";
import { AffectedError } from "./affected-error";
import { affectedLines, affectedReport, plannable } from "./report";

/** Exit codes. Known, whether something differs or not: 0. */
const UNKNOWN = 1;
const INTERRUPTED = 130;

const HELP = `
Synthesizes the base, by its own code from its own configuration, and the working tree as it lies, with what is not
committed. Names the stacks whose Terraform JSON differs: what a pull request has to plan. Neither AWS nor Terraform is
needed. A stack that only reads what another one deploys is not named with it.

Examples:
  npx orgtrail affected --base origin/main
  npx orgtrail affected --base origin/main --json | jq -c .matrix
  for stack in $(npx orgtrail affected --base HEAD^ --names); do npx cdktf diff "$stack"; done

Environment:
  ORGTRAIL_CONFIG   the folder with organization.yaml and teams/ (default: config)

Exit codes: 0 it is known which stacks differ, were it none; 1 it is not known, and why is said.
`;

interface Flags {
  readonly base: string;
  readonly mergeBase: boolean;
  readonly config: string;
  readonly baseConfig?: string;
  readonly json: boolean;
  readonly names: boolean;
}

/** The command `orgtrail affected`. */
export function affectedCommand(): Command {
  return newCommand({
    name: "affected",
    description: "Names the stacks whose Terraform JSON differs from that of a git ref.",
    help: HELP,
    unusable: UNKNOWN,
  })
    .requiredOption("-b, --base <ref>", "the branch, tag or commit to compare with")
    .option("--no-merge-base", "compare with the ref itself, not with where HEAD branched off from it")
    .option(CONFIG_FLAG, "the configuration", configFolder())
    .option(
      "--base-config <folder>",
      "the configuration of the base, as it lies (default: --config, as the base has it)",
    )
    .option("-j, --json", "print JSON, with matrices for CI", false)
    .option("-n, --names", "print the names of the stacks to plan alone, one a line", false)
    .action(run);
}

async function run({ json, names, ...asked }: Flags): Promise<void> {
  const processes = new Processes();
  const interrupted = stoppedBySignals(processes);
  try {
    const affected = await affectedStacks({
      ...asked,
      cwd: process.cwd(),
      env: process.env,
      processes,
      progress,
    });
    if (json) printJson(affectedReport(affected));
    else if (names) print(plannable(affected).map(({ stack }) => stack));
    else print(affectedLines(affected));
  } catch (error) {
    if (interrupted()) process.exitCode = INTERRUPTED;
    else if (error instanceof AffectedError) {
      printRefusal("it is not known which stacks differ", linesOf(error.message));
      process.exitCode = UNKNOWN;
    } else throw error;
  }
}
