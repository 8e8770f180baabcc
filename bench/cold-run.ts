import { spawn } from "node:child_process";
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";

/** A program to measure: its command, as a shell gets it, and what it reads from the environment. */
export interface Command {
  readonly command: string;
  readonly environment: Readonly<Record<string, string>>;
  /** The folder that it writes: made empty before it starts. */
  readonly outdir: string;
}

/** What one cold run took. */
export interface Sample {
  readonly seconds: number;
  /** Of all threads of the process. */
  readonly cpuSeconds: number;
  /** Peak resident memory. */
  readonly peakMegabytes: number;
}

/** A program failed, or two that should write the same do not: there is nothing to compare. */
export class BenchError extends Error {}

const ROOT = join(__dirname, "..");
const HOOK = join(__dirname, "usage-hook.cjs");
const ERROR_LINES = 20;

interface Usage {
  readonly peakKilobytes: number;
  readonly userCPUTime: number;
  readonly systemCPUTime: number;
}

/** Runs the program once in a new process, through a shell as cdktf-cli does, in an empty folder. */
export async function coldRun(program: Command, scratch: string): Promise<Sample> {
  const usageFile = join(scratch, "usage.json");
  rmSync(usageFile, { force: true });
  rmSync(program.outdir, { recursive: true, force: true });
  mkdirSync(program.outdir, { recursive: true });
  const environment = {
    ...process.env,
    NODE_OPTIONS: `--require=${JSON.stringify(HOOK)}`,
    ORGTRAIL_BENCH_USAGE: usageFile,
    ...program.environment,
  };
  const seconds = await timed(program.command, environment);
  const usage = JSON.parse(readFileSync(usageFile, "utf8")) as Usage;
  return {
    seconds,
    cpuSeconds: (usage.userCPUTime + usage.systemCPUTime) / 1e6,
    peakMegabytes: usage.peakKilobytes / 1024,
  };
}

function timed(command: string, environment: NodeJS.ProcessEnv): Promise<number> {
  return new Promise((resolve, reject) => {
    const start = process.hrtime.bigint();
    const child = spawn(command, {
      shell: true,
      cwd: ROOT,
      env: environment,
      stdio: ["ignore", "ignore", "pipe"],
    });
    let errors = "";
    child.stderr.setEncoding("utf8").on("data", (text: string) => (errors += text));
    child.once("error", reject);
    child.once("close", (code, signal) => {
      const seconds = Number(process.hrtime.bigint() - start) / 1e9;
      if (code === 0) {
        resolve(seconds);
        return;
      }
      const tail = errors.trimEnd().split("\n").slice(-ERROR_LINES).join("\n");
      reject(new BenchError(`${command} failed (${code ?? signal ?? "?"}):\n${tail}`));
    });
  });
}
