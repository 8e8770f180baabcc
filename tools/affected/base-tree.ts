import { existsSync, readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { installEnvironment, type Processes } from "../terraform";
import { AffectedError } from "./affected-error";

const LOCK_FILE = "package-lock.json";
const PACKAGES = "node_modules";

/**
 * What is installed runs nothing while it is: neither its scripts, nor a program that the commit's .npmrc names in the place
 * of git.
 */
const INSTALL = [
  "ci",
  "--ignore-scripts",
  "--git=git",
  "--prefer-offline",
  "--no-audit",
  "--no-fund",
  "--loglevel=error",
];

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
  options.progress(
    `${LOCK_FILE} differs: installing the packages of the base, without their scripts (npm ci)`,
  );
  const { code, output } = await options.processes.run({
    program: "npm",
    args: INSTALL,
    cwd: base,
    env: installEnvironment(options.env),
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
