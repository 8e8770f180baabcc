import { spawn } from "node:child_process";

/** How a program ended. */
export interface Ended {
  readonly code: number | null;
  /** All that it printed, on both streams. */
  readonly output: string;
  /** What it printed on standard output alone. */
  readonly stdout: string;
}

/** npm tells the scripts that it runs about its own project; another project's npm must not hear of it. */
const OF_THIS_PROJECT = /^(npm_(package|lifecycle|command|execpath)|npm_config_local_prefix$|INIT_CWD$)/;

/** This process's environment, for npm in another project. */
export function cleanEnvironment(
  own: Readonly<Record<string, string>> = {},
): Readonly<Record<string, string | undefined>> {
  const kept = Object.entries(process.env).filter(([name]) => !OF_THIS_PROJECT.test(name));
  return { ...Object.fromEntries(kept), ...own };
}

/** Runs a program in a folder, to its end. */
export async function run(folder: string, program: string, ...args: readonly string[]): Promise<Ended> {
  const child = spawn(program, args, {
    cwd: folder,
    env: cleanEnvironment(),
    stdio: ["ignore", "pipe", "pipe"],
  });
  let [output, stdout] = ["", ""];
  child.stdout.on("data", (chunk: Buffer) => {
    output += chunk.toString();
    stdout += chunk.toString();
  });
  child.stderr.on("data", (chunk: Buffer) => (output += chunk.toString()));
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => {
      resolve({ code, output, stdout });
    });
  });
}

/** Runs a program that must succeed. @throws with all that it printed, when it does not */
export async function succeed(folder: string, program: string, ...args: readonly string[]): Promise<string> {
  const { code, output, stdout } = await run(folder, program, ...args);
  if (code !== 0) throw new Error(`${program} ${args.join(" ")}\n\n${output}`);
  return stdout;
}

/** What npm has downloaded before is taken from its cache: the versions are the newest that it knows of. */
export const INSTALL = [
  "install",
  "--prefer-offline",
  "--no-audit",
  "--no-fund",
  "--loglevel=error",
] as const;
