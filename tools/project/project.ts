import { existsSync, realpathSync } from "node:fs";
import { dirname, join } from "node:path";
import { compareVersions } from "../../modules/kernel";
import { isThere } from "../files";

/** What makes a folder a project of cdktf. */
export const PROJECT_FILE = "cdktf.json";

/** The folder with cdktf.json that a folder stands in: itself, or the nearest above it. */
export function projectFolder(cwd: string): string | undefined {
  const folder = realpathSync(cwd);
  if (existsSync(join(folder, PROJECT_FILE))) return folder;
  const above = dirname(folder);
  return above === folder ? undefined : projectFolder(above);
}

/** The first of these programs that npm has installed in a folder, or in one above it, as in a workspace. */
export function installedIn(folder: string, names: readonly string[]): string | undefined {
  const found = names.map((name) => join(folder, "node_modules", ".bin", name)).find(isThere);
  const above = dirname(folder);
  return found ?? (above === folder ? undefined : installedIn(above, names));
}

/** The command line of the framework that is installed in a folder, or in one above it: CDKTF's, or CDK Terrain's. */
export function frameworkProgram(folder: string): string | undefined {
  return installedIn(folder, ["cdktf", "cdktn"]);
}

/**
 * What is wrong with this Node.js, if anything, for a program of a package: such a program may end in a stack trace.
 * @param range as the package's `engines` have it; one that is no lowest version says nothing
 */
export function nodeProblem(program: string, range: string | undefined): string | undefined {
  const lowest = /^>=\s*([\d.]+)$/.exec(range ?? "")?.[1];
  const here = process.versions.node;
  if (lowest === undefined || compareVersions(here, lowest) >= 0) return undefined;
  return `${program} needs Node.js ${lowest} or later, and this is ${here}`;
}
