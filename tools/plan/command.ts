import { availableParallelism } from "node:os";
import { InvalidArgumentError, Option, type Command } from "commander";
import { CONFIG_FLAG, configFolder, newCommand, printRefusal, progress, wholeNumber } from "../terminal";
import { Processes, stoppedBySignals } from "../terraform";
import { askedReport } from "./asking/asked-report";
import { checkFlags, type Flags } from "./asking/flags";
import { writeReport } from "./asking/output";
import { remedy } from "./asking/remedy";
import { COMMENT_MARKER } from "./report";

/** Exit codes besides those of the verdict. */
const UNUSABLE = 1;
const INTERRUPTED = 130;

const HELP = `
Synthesizes stacks, plans them with Terraform or OpenTofu, and says what would change and whether it may: fine, to review,
or blocked. Nothing is changed, and no state is locked. Run it in the folder with cdktf.json, with credentials that may read
the states and assume the role of plans (organization.planRole) of each account. docs/plan.md explains the report.

Examples:
  npx orgtrail plan
  npx orgtrail plan log-archive management --drift
  npx orgtrail plan --affected --base origin/main --markdown comment.md
  npx orgtrail plan management --access deploy --out planned
  npx orgtrail plan --from planned/*/report.json --expect affected.json --markdown -

Environment:
  ORGTRAIL_CONFIG           the folder with organization.yaml and teams/ (default: config)
  ORGTRAIL_TERRAFORM        the program to use (default: terraform, else tofu, from the PATH)
  ORGTRAIL_PROVIDER_MIRROR  a Terraform filesystem mirror with the AWS provider (default: downloaded once)

Exit codes: 0 fine; 1 a stack could not be planned, or the arguments or the configuration are unusable; 2 something is to be
reviewed; 3 something is blocked; 130 interrupted.
`;

/** The command `orgtrail plan`. */
export function planCommand(): Command {
  return newCommand({
    name: "plan",
    description: "Plans stacks with Terraform, and says what would change and whether it may.",
    help: HELP,
    unusable: UNUSABLE,
  })
    .argument("[stacks...]", "the stacks to plan (default: all)")
    .option("-a, --affected", "plan the stacks that differ from those of --base", false)
    .option("-b, --base <ref>", "the branch, tag or commit that --affected compares with")
    .option(
      "-d, --drift",
      "also tell and judge what was changed outside Terraform since the last apply",
      false,
    )
    .option(CONFIG_FLAG, "the configuration", configFolder())
    .addOption(
      new Option("--access <role>", "whose role is assumed: that of plans, or that of deployments")
        .choices(["plan", "deploy"])
        .default("plan"),
    )
    .option("-f, --from <files...>", "plan nothing: make one report of reports that --json or --out wrote")
    .option(
      "-e, --expect <file>",
      "plan nothing: with what orgtrail affected --json wrote, tell of stacks without a report and of those removed",
    )
    .option("-j, --json", "print JSON", false)
    .option("-m, --markdown <file>", "write the comment of a pull request; - prints it")
    .option(
      "--marker <words>",
      "what the comment begins with, as a comment in HTML by which it is found",
      words,
      COMMENT_MARKER,
    )
    .option("-o, --out <folder>", "keep Terraform JSON, plan file and report of each stack")
    .option(
      "-p, --parallel <count>",
      "how many stacks to plan at once",
      wholeNumber(1),
      Math.max(2, availableParallelism()),
    )
    .action(run);
}

/** Nothing that would end the comment in HTML. */
function words(text: string): string {
  if (!/^\w+( \w+)*$/.test(text)) throw new InvalidArgumentError("Give words of letters and digits.");
  return text;
}

async function run(stacks: readonly string[], flags: Flags): Promise<void> {
  const processes = new Processes();
  const interrupted = stoppedBySignals(processes);
  try {
    checkFlags(stacks, flags);
    const report = await askedReport(stacks, flags, processes, progress);
    if (interrupted()) process.exitCode = INTERRUPTED;
    else writeReport(report, flags);
  } catch (error) {
    process.exitCode = interrupted() ? INTERRUPTED : UNUSABLE;
    if (!interrupted()) printRefusal("nothing was planned", remedy(error));
  }
}
