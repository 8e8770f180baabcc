import { existsSync, realpathSync } from "node:fs";
import { join, relative, resolve, sep } from "node:path";
import { filesBelow } from "../files";
import { PROJECT_FILE, projectFolder } from "../project";
import { AffectedError } from "./affected-error";

const CONFIG_FILE = "organization.yaml";

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
  const folder = found === undefined ? undefined : pathWithin(top, found);
  if (found === undefined || folder === undefined) {
    throw new AffectedError(
      `there is no ${PROJECT_FILE} in ${cwd}, nor above it in its repository: run in the folder of your stacks, where it names the app that synthesizes them`,
    );
  }
  if (!existsSync(join(found, "node_modules"))) {
    throw new AffectedError(`${found} has no node_modules: run npm ci there first`);
  }
  const absolute = resolve(realpathSync(cwd), config);
  // A link that leads out of the repository leads nowhere from the base's folder. Another one may have led elsewhere in the base.
  const inReality = pathWithin(top, existsSync(absolute) ? realpathSync(absolute) : absolute);
  const inRepository = inReality === undefined ? undefined : (pathWithin(top, absolute) ?? inReality);
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

/**
 * The configuration of the base, whose files are in `tree`. Links are followed as the base has them.
 * @param config the folder, from the root of the repository
 * @throws AffectedError where it has none, or has a file of it by a link that leads out of the repository
 */
export function configOf(tree: string, config: string, title: string): string {
  const folder = join(tree, config);
  const elsewhere = "name the folder with the configuration of the base by --base-config";
  if (!existsSync(join(folder, CONFIG_FILE))) {
    throw new AffectedError(
      `${title} has no ${join(config, CONFIG_FILE)}: ${elsewhere}, name a later base, or plan all stacks, for all are new`,
    );
  }
  const top = realpathSync(tree);
  const outside = [folder, ...filesBelow(folder)].filter(
    (path) => existsSync(path) && pathWithin(top, realpathSync(path)) === undefined,
  );
  if (outside.length === 0) return folder;
  throw new AffectedError(
    `${title} has ${outside.map((path) => relative(tree, path)).join(", ")} by a link that leads out of the repository, so that no commit has what it leads to: make it a file or a relative link, or ${elsewhere}`,
  );
}

/** The path from a folder to what is in it; undefined for what is not. */
export function pathWithin(folder: string, path: string): string | undefined {
  const inside = relative(folder, path);
  return inside === ".." || inside.startsWith(`..${sep}`) ? undefined : inside;
}
