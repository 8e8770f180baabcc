import { existsSync, readFileSync, realpathSync } from "node:fs";
import { dirname, join } from "node:path";
import { z } from "zod";
import { jsonIn } from "../terraform";

/** What makes a folder a project of cdktf. */
export const PROJECT_FILE = "cdktf.json";

/** The folder with cdktf.json that a folder stands in: itself, or the nearest above it. */
export function projectFolder(cwd: string): string | undefined {
  const folder = realpathSync(cwd);
  if (existsSync(join(folder, PROJECT_FILE))) return folder;
  const above = dirname(folder);
  return above === folder ? undefined : projectFolder(above);
}

/** The command that synthesizes a project, as its cdktf.json has it. @returns undefined where it names none */
export function appCommand(project: string): string | undefined {
  const text = readFileSync(join(project, PROJECT_FILE), "utf8");
  return z.object({ app: z.string().min(1) }).safeParse(jsonIn(text)).data?.app;
}
