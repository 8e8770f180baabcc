import { join, resolve } from "node:path";
import { performance } from "node:perf_hooks";
import { ConfigurationError, faultText } from "../../stacks/config";
import { linesOf, print, printError, printJson, progress } from "../terminal";
import { MissingProgramError, SIGNALS } from "../terraform";
import { deploy, DeploymentError, synthesizeStacks } from "./deployment";
import { EmulatorLostError } from "./emulator";
import { checkRequirements, type Sandbox, type SandboxOptions, startSandbox } from "./sandbox";
import { writeShellEnvironment } from "./shell";
import { GONE_TEXT, keptLines, summaryLines, surveyAccounts, type Summary } from "./summary";

// The AWS SDK would warn of Node versions that it will leave behind: no business of who runs a sandbox.
process.env["AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED"] = "true";

/** Exit codes. */
const FAILED = 1;
const UNUSABLE = 2;
const INTERRUPTED = 130;

/** What the command line asks for. */
export interface SandboxFlags {
  readonly config: string;
  readonly keep: boolean;
  readonly json: boolean;
  readonly check: boolean;
}

async function deployAll(sandbox: Sandbox, config: string): Promise<Summary> {
  const outdir = join(sandbox.folder, "cdktf.out");
  const synthesized = await synthesizeStacks(sandbox, config, outdir);
  const stacks = await deploy(sandbox, synthesized, outdir, progress);
  progress("asking each account what exists");
  return {
    endpoint: sandbox.endpoint,
    accounts: await surveyAccounts(sandbox),
    stacks,
    seconds: Math.round(performance.now() / 1000),
  };
}

/** What a person can do something about. @returns the exit code */
function report(error: unknown): number {
  if (error instanceof ConfigurationError) {
    printError(error.faults.map((fault) => `orgtrail sandbox: ${faultText(fault)}`));
    return FAILED;
  }
  const isMissing = error instanceof MissingProgramError;
  if (isMissing || error instanceof DeploymentError || error instanceof EmulatorLostError) {
    printError(linesOf(`orgtrail sandbox: ${error.message}`));
    return isMissing ? UNUSABLE : FAILED;
  }
  throw error;
}

/** Resolves when a signal comes. Further signals do not keep it from putting things away. */
function interruption(): Promise<"interrupted"> {
  return new Promise((resolve) => {
    for (const signal of SIGNALS) {
      process.on(signal, () => {
        resolve("interrupted");
      });
    }
  });
}

function optionsOf({ config }: SandboxFlags): SandboxOptions {
  return { config: resolve(config), env: process.env, progress };
}

async function run(flags: SandboxFlags): Promise<number> {
  const { keep, json } = flags;
  const options = optionsOf(flags);
  const interrupted = interruption();
  const starting = startSandbox(options);
  const work = (async () => {
    const sandbox = await starting.ready;
    const summary = await Promise.race([deployAll(sandbox, options.config), sandbox.lost]);
    if (json) printJson(summary);
    else print(["", ...summaryLines(summary)]);
    return sandbox;
  })();
  // Once interrupted, what goes wrong for want of the emulator is no news.
  work.catch(() => undefined);
  try {
    const result = await Promise.race([work, interrupted]);
    if (result === "interrupted") {
      progress("interrupted: stopping everything");
      return INTERRUPTED;
    }
    if (keep) {
      printError(["", ...keptLines(result, writeShellEnvironment(result))]);
      await Promise.race([interrupted, result.lost]);
    }
    return 0;
  } catch (error) {
    return report(error);
  } finally {
    await starting.stop();
  }
}

/** Deploys the organization, says what came of it, and ends the process. */
export async function runSandbox(flags: SandboxFlags): Promise<void> {
  const { check, keep } = flags;
  let code = 0;
  try {
    if (check) await checkRequirements(optionsOf(flags));
    else code = await run(flags);
  } catch (error) {
    code = report(error);
  }
  if (code === 0 && !check && !keep) printError(["", GONE_TEXT]);
  // Connections of the SDK's that are kept alive would hold the process.
  process.exit(code);
}
