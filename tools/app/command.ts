import type { Command } from "commander";
import { newCommand, printRefusal } from "../terminal";
import type { SynthesisFlags } from "./synthesis";

/** The exit code where nothing was written. */
const NOTHING_WRITTEN = 1;

const HELP = `
Environment:
  ORGTRAIL_CONFIG         the folder with organization.yaml and teams/ (default: config)
  CDKTF_OUTDIR            the folder that is written (default: cdktf.out)
  ORGTRAIL_ACCESS         plan: Terraform assumes organization.planRole, which only reads; deploy: the deploy role (default)
  ORGTRAIL_BEST_PRACTICES off: as --no-best-practices, also for cdktf synth, diff and deploy

Examples:
  npx orgtrail synth
  npx orgtrail synth log-archive management
  ORGTRAIL_CONFIG=../acme-config npx orgtrail synth --json

Exit codes: 0 written; 1 the configuration has faults or a best practice is not met, and nothing was written.
`;

/** The command `orgtrail synth`: for a person. */
export function synthCommand(): Command {
  return synthesisCommand("synth", "Synthesizes the Terraform JSON of every stack.", true);
}

/** The command `orgtrail app`: what cdktf runs. */
export function appCommand(): Command {
  return synthesisCommand(
    "app",
    `Synthesizes when cdktf asks: "app": "npx orgtrail app" in cdktf.json.`,
    false,
  );
}

function synthesisCommand(name: string, description: string, summary: boolean): Command {
  return newCommand({ name, description, help: HELP, unusable: NOTHING_WRITTEN })
    .argument("[stacks...]", "the stacks to synthesize (default: all)")
    .option("--json", "print the summary with all findings, or the faults, as JSON", false)
    .option("--no-best-practices", "write stacks that are not compliant with the best practices, too")
    .action(async (stacks: readonly string[], flags: Omit<SynthesisFlags, "summary">) => {
      const loaded = await loadedWithFramework(() => import("./synthesis.js"));
      if (!loaded?.synthesizeConfiguration(stacks, { ...flags, summary })) process.exitCode = NOTHING_WRITTEN;
    });
}

/** Loads what makes constructs. @returns undefined where the framework is not there, which is said: few commands need it */
export async function loadedWithFramework<T>(load: () => Promise<T>): Promise<T | undefined> {
  try {
    return await load();
  } catch (error) {
    const missing = missingPackage(error);
    if (missing === undefined) throw error;
    printRefusal(`${missing} is not installed here, and nothing was written`, [
      "Stacks are made of it: npm install cdktf @cdktf/provider-aws constructs, or npm install alone where package.json names them",
    ]);
    return undefined;
  }
}

/** The package of the framework that Node.js has not found. */
function missingPackage(error: unknown): string | undefined {
  if (!(error instanceof Error && "code" in error && error.code === "MODULE_NOT_FOUND")) return undefined;
  return /^Cannot find module '(cdktf|constructs|@cdktf\/provider-aws)[/']/.exec(error.message)?.[1];
}
