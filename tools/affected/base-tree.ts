import { existsSync, readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import type { Processes } from "../terraform";
import { AffectedError } from "./affected-error";

const LOCK_FILE = "package-lock.json";
const PACKAGES = "node_modules";

/** npm tells what it starts about the project it was called in: another npm would install there. */
const OF_CALLING_NPM = /^(npm_(package|lifecycle|command|execpath)|npm_config_(local_)?prefix$|INIT_CWD$)/i;

/** What it takes to give the base its packages. */
export interface PackageOptions {
  readonly processes: Processes;
  readonly env: NodeJS.ProcessEnv;
  readonly progress: (line: string) => void;
}

/**
 * Gives the base's project its packages: those of the working tree where both lock the same, else its own.
 * @throws AffectedError when they cannot be installed
 */
export async function providePackages(base: string, working: string, options: PackageOptions): Promise<void> {
  // Who commits node_modules has them.
  if (existsSync(join(base, PACKAGES))) return;
  if (lockOf(base) === lockOf(working)) {
    symlinkSync(join(working, PACKAGES), join(base, PACKAGES), "dir");
    return;
  }
  options.progress(`${LOCK_FILE} differs: installing the packages of the base (npm ci)`);
  const env = Object.entries(options.env).filter(([name]) => !OF_CALLING_NPM.test(name));
  const { code, output } = await options.processes.run({
    program: "npm",
    args: ["ci", "--prefer-offline", "--no-audit", "--no-fund", "--loglevel=error"],
    cwd: base,
    env: Object.fromEntries(env),
  });
  if (code !== 0) {
    throw new AffectedError(
      `the packages of the base cannot be installed: npm ci ended with ${code ?? "a signal"}\n${output}`,
    );
  }
}

function lockOf(project: string): string | undefined {
  const file = join(project, LOCK_FILE);
  return existsSync(file) ? readFileSync(file, "utf8") : undefined;
}
