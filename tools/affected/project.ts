import { existsSync, realpathSync } from "node:fs";
import { join, relative, resolve, sep } from "node:path";
import { PROJECT_FILE, projectFolder } from "../project";
import { AffectedError } from "./affected-error";

/** Where the project and its configuration stand in the repository: the same folders on both sides. */
export interface Project {
  /** The folder with cdktf.json, from the root of the repository. @default - the empty text is the root itself */
  readonly folder: string;
  /** The folder with organization.yaml, as an absolute path. */
  readonly config: string;
  /** The same from the root of the repository. @default - it stands outside */
  readonly configInRepository?: string;
}

/**
 * The project that `cwd` stands in.
 * @throws AffectedError when no folder up to the root has a cdktf.json
 */
export function projectAt(cwd: string, root: string, config: string): Project {
  const top = realpathSync(root);
  const found = projectFolder(cwd);
  const folder = found === undefined ? undefined : within(top, found);
  if (found === undefined || folder === undefined) {
    throw new AffectedError(
      `there is no ${PROJECT_FILE} in ${cwd}, nor above it in its repository: run in the folder of your stacks, where it names the app that synthesizes them`,
    );
  }
  if (!existsSync(join(found, "node_modules"))) {
    throw new AffectedError(`${found} has no node_modules: run npm ci there first`);
  }
  const absolute = resolve(cwd, config);
  // A link that leads out of the repository leads nowhere from the base's folder.
  const real = existsSync(absolute) ? realpathSync(absolute) : absolute;
  const inRepository = within(top, real);
  return {
    folder,
    config: absolute,
    ...(inRepository !== undefined && { configInRepository: inRepository }),
  };
}

/** The path of the file that makes a folder a project. @param folder from the root of the repository */
export function projectFile(folder: string): string {
  return join(folder, PROJECT_FILE);
}

/** The path from a folder to what is in it; undefined for what is not. */
function within(folder: string, path: string): string | undefined {
  const inside = relative(folder, path);
  return inside === ".." || inside.startsWith(`..${sep}`) ? undefined : inside;
}
