import { join, resolve } from "node:path";
import { performance } from "node:perf_hooks";
import { styleText } from "node:util";
import { ConfigurationError, faultText } from "../../stacks/config";
import { MissingProgramError } from "../terraform";
import { HELP, readArguments, UsageError, type Arguments } from "./arguments";
import { deploy, DeploymentError, synthesize } from "./deployment";
import { checkRequirements, startSandbox, type Sandbox, type SandboxOptions } from "./sandbox";
import { writeShellEnvironment } from "./shell";
import { GONE_TEXT, keptText, summaryText, surveyAccounts, type Summary } from "./summary";

// The AWS SDK would warn of Node versions that it will leave behind: no business of who runs a sandbox.
process.env["AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED"] = "true";

const seconds = (): number => Math.round(performance.now() / 1000);

type Style = Parameters<typeof styleText>[0];

/** Colours for terminals alone, and for those who have not declined them. */
function styled(stream: NodeJS.WriteStream, style: Style): (text: string) => string {
  const colours = stream.isTTY && (process.env["NO_COLOR"] ?? "") === "";
  return (text) => (colours ? styleText(style, text) : text);
}

function progress(line: string): void {
  const time = styled(process.stderr, "dim")(`${String(seconds()).padStart(4)} s`);
  process.stderr.write(`${time}  ${line}\n`);
}

async function deployAll(sandbox: Sandbox, config: string): Promise<Summary> {
  const outdir = join(sandbox.folder, "cdktf.out");
  const synthesized = await synthesize(sandbox, config, outdir);
  const stacks = await deploy(sandbox, synthesized, outdir, progress);
  progress("asking each account what exists");
  return {
    endpoint: sandbox.endpoint,
    accounts: await surveyAccounts(sandbox),
    stacks,
    seconds: seconds(),
  };
}

/** What a person can do something about. @returns the exit code */
function report(error: unknown): number {
  if (error instanceof ConfigurationError) {
    process.stderr.write(`orgtrail sandbox: ${error.faults.map(faultText).join("\n")}\n`);
    return 1;
  }
  if (
    error instanceof DeploymentError ||
    error instanceof MissingProgramError ||
    error instanceof UsageError
  ) {
    process.stderr.write(`orgtrail sandbox: ${error.message}\n`);
    return error instanceof DeploymentError ? 1 : 2;
  }
  throw error;
}

/** What ends a sandbox from outside. */
const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

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

function sandboxOptions(): SandboxOptions {
  return { config: resolve(process.env["ORGTRAIL_CONFIG"] ?? "config"), env: process.env, progress };
}

async function run({ keep, json }: Arguments): Promise<number> {
  const options = sandboxOptions();
  const interrupted = interruption();
  const starting = startSandbox(options);
  const work = (async () => {
    const sandbox = await starting.ready;
    const summary = await deployAll(sandbox, options.config);
    const text = json
      ? JSON.stringify(summary, null, 2)
      : `\n${summaryText(summary, styled(process.stdout, "bold"))}`;
    process.stdout.write(`${text}\n`);
    return sandbox;
  })();
  // Once interrupted, what goes wrong for want of the emulator is no news.
  work.catch(() => undefined);
  try {
    const result = await Promise.race([work, interrupted]);
    if (result === "interrupted") {
      progress("interrupted: stopping everything");
      return 130;
    }
    if (keep) {
      process.stderr.write(`\n${keptText(result, writeShellEnvironment(result))}\n`);
      await interrupted;
    }
    return 0;
  } catch (error) {
    return report(error);
  } finally {
    await starting.stop();
  }
}

async function runAndSay(args: Arguments): Promise<number> {
  const code = await run(args);
  if (code === 0 && !args.keep) process.stderr.write(`\n${GONE_TEXT}\n`);
  return code;
}

async function main(argv: readonly string[]): Promise<number> {
  try {
    const args = readArguments(argv);
    if (args.help) process.stdout.write(HELP);
    else if (args.check) await checkRequirements(sandboxOptions());
    else return await runAndSay(args);
    return 0;
  } catch (error) {
    return report(error);
  }
}

void main(process.argv.slice(2)).then((code) => {
  // Connections of the SDK's that are kept alive would hold the process.
  process.exit(code);
});
