import { existsSync, realpathSync, symlinkSync } from "node:fs";
import { basename, dirname, join, sep } from "node:path";
import { folderEntries, makeFolder, readText } from "../files";
import { installEnvironment, type Processes } from "../terraform";
import { AffectedError } from "./affected-error";
import { pathWithin } from "./project";

/** What says which packages are installed: npm's, in the order in which it takes them, and those of others. */
const NPM_LOCKS = ["npm-shrinkwrap.json", "package-lock.json"];
const LOCKS = [...NPM_LOCKS, "pnpm-lock.yaml", "yarn.lock", "bun.lock", "bun.lockb"];
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
interface PackageOptions {
  readonly processes: Processes;
  readonly env: NodeJS.ProcessEnv;
  readonly progress: (line: string) => void;
}

/** A project on both sides. */
interface Sides {
  /** The folders with all that is versioned, of the base and of the working tree. */
  readonly base: string;
  readonly working: string;
  /** The folder with cdktf.json, from there. */
  readonly folder: string;
}

/**
 * Gives the base's project its packages: those of the working tree where both lock the same, else its own.
 * @throws AffectedError when they cannot be installed
 */
export async function providePackages(
  sides: Sides,
  { processes, env, progress }: PackageOptions,
): Promise<void> {
  const base = join(sides.base, sides.folder);
  // Who commits node_modules has them.
  if (existsSync(join(base, PACKAGES))) return;
  const lock = lockOf(sides.base, sides.folder);
  const other = lockOf(sides.working, sides.folder);
  if (lock?.file === other?.file && lock?.text === other?.text) {
    linkPackages(sides);
    return;
  }
  const file = lock?.file ?? other?.file ?? "";
  if (!NPM_LOCKS.some((name) => join(sides.folder, name) === file)) {
    throw new AffectedError(
      `${file} is not that of the base, and packages of the base are installed by npm alone, from a ${NPM_LOCKS.join(" or ")} beside cdktf.json: commit one, or plan all stacks`,
    );
  }
  progress(`${basename(file)} differs: installing the packages of the base, without their scripts (npm ci)`);
  const { code, output } = await processes.run({
    program: "npm",
    args: INSTALL,
    cwd: base,
    env: installEnvironment(env),
  });
  if (code !== 0) {
    throw new AffectedError(
      `the packages of the base cannot be installed: npm ci ended with ${code ?? "a signal"}\n${output}`,
    );
  }
}

/** The lock file of a folder: its own, or else the nearest above it, as packages are found. @param folder from the root */
function lockOf(root: string, folder: string): { readonly file: string; readonly text: string } | undefined {
  for (const name of LOCKS) {
    const file = join(folder, name);
    if (existsSync(join(root, file))) return { file, text: readText(join(root, file)) };
  }
  return folder === "" || folder === "." ? undefined : lockOf(root, dirname(folder));
}

/** Where a package manager puts links beside packages: those of a scope, and programs. */
const OF_LINKS = /^(@.*|\.bin)$/;

/**
 * Links a folder's packages to those of the working tree. Of a package that is a folder of the repository itself, as `file:` and
 * workspaces have it, the base has its own.
 */
function linkPackages({ base, working, folder }: Sides): void {
  const top = realpathSync(working);
  const link = (path: string, isLink: boolean): void => {
    const from = join(top, path);
    const own = isLink && existsSync(from) ? pathWithin(top, realpathSync(from)) : undefined;
    const isOwn = own !== undefined && !own.split(sep).includes(PACKAGES);
    symlinkSync(isOwn ? join(base, own) : from, join(base, path));
    if (isOwn && existsSync(join(base, own))) provide(join(own, PACKAGES));
  };
  const provide = (packages: string): void => {
    if (!existsSync(join(top, packages)) || existsSync(join(base, packages))) return;
    makeFolder(join(base, packages));
    for (const entry of folderEntries(join(top, packages))) {
      const path = join(packages, entry.name);
      if (entry.isDirectory() && OF_LINKS.test(entry.name)) provide(path);
      else link(path, entry.isSymbolicLink());
    }
  };
  provide(join(folder, PACKAGES));
}
