import { spawnSync } from "node:child_process";
import { join } from "node:path";

/** The project's folder. */
export const ROOT = join(__dirname, "..", "..");

/** What it takes to synthesize, apart from a configuration and node_modules. */
export const SYNTHESIZED_FROM = [
  ...["stacks", "modules", "tools"],
  ...["cdktf.json", "package.json", "package-lock.json"],
] as const;

/** What a command did. */
export interface Run {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** TypeScript runs through tsx. */
function runnerOf(program: string): readonly string[] {
  return program.endsWith(".ts") ? ["--import", "tsx"] : [];
}

/** Runs a program of the project as a user's shell would, in a folder. */
export function runProgram(
  program: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
  cwd = ROOT,
): Run {
  const words = [...runnerOf(program), join(ROOT, program), ...args];
  const { status, stdout, stderr } = spawnSync(process.execPath, words, {
    cwd,
    encoding: "utf8",
    env: { ...process.env, ...env },
  });
  return { code: status, stdout, stderr };
}
