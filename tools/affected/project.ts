import { existsSync, readFileSync, realpathSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import { z } from "zod";
import { AffectedError } from "./affected-error";
import { jsonIn } from "./json-text";

/** Where the project and its configuration stand in the repository: the same folders on both sides. */
export interface Project {
  /** The folder with cdktf.json, from the root of the repository. @default - the empty text is the root itself */
  readonly folder: string;
  /** The folder with organization.yaml, as an absolute path. */
  readonly config: string;
  /** The same from the root of the repository. @default - it stands outside */
  readonly configInRepository?: string;
}

const PROJECT_FILE = "cdktf.json";

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
      `there is no ${PROJECT_FILE} in ${cwd}, nor above it in its repository: run in a clone of orgtrail, for the stacks are synthesized by its code`,
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

/** The folder with cdktf.json that a folder stands in: itself, or the nearest above it. */
export function projectFolder(cwd: string): string | undefined {
  const folder = realpathSync(cwd);
  if (existsSync(join(folder, PROJECT_FILE))) return folder;
  const above = dirname(folder);
  return above === folder ? undefined : projectFolder(above);
}

/** The command that synthesizes a project, as its cdktf.json has it. @throws AffectedError when there is none */
export function appCommand(project: string): string {
  const file = join(project, PROJECT_FILE);
  const parsed = z.object({ app: z.string().min(1) }).safeParse(jsonIn(readFileSync(file, "utf8")));
  if (!parsed.success) throw new AffectedError(`${file} names no app: it is what synthesizes the stacks`);
  return parsed.data.app;
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
