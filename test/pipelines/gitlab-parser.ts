import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { run, succeed } from "../publishing/support/npm";
import { ROOT } from "../support/run";
import { Repository } from "../tools/affected/repository";

/** What gitlab-ci-local says of a pipeline. It validates against GitLab's own JSON Schema, and evaluates `rules`. */
export interface Listed {
  readonly code: number | null;
  readonly output: string;
  /** The jobs of such a pipeline, in order. */
  readonly jobs: readonly string[];
}

/** A repository whose pipeline is read. */
export class GitLabProject {
  private constructor(
    private readonly program: string,
    private readonly repository: Repository,
  ) {}

  static async create(): Promise<GitLabProject> {
    const folder = await installed();
    const repository = Repository.create();
    cpSync(join(ROOT, "examples", "pipelines"), join(repository.folder, "examples", "pipelines"), {
      recursive: true,
    });
    repository.commit("pipelines");
    return new GitLabProject(join(folder, "node_modules", ".bin", "gitlab-ci-local"), repository);
  }

  /** The jobs that a pipeline has with these variables. */
  async list(pipeline: string, variables: Readonly<Record<string, string>> = {}): Promise<Listed> {
    this.repository.write({ ".gitlab-ci.yml": pipeline });
    const given = Object.entries(variables).flatMap(([name, value]) => ["--variable", `${name}=${value}`]);
    const { code, output, stdout } = await run(this.repository.folder, this.program, "--list", ...given);
    const lines = stdout.split("\n");
    const rows = lines.slice(lines.findIndex((line) => line.startsWith("name ")) + 1);
    return {
      code,
      output,
      jobs: rows.flatMap((row) => row.split(/ {2,}/)[0] ?? []).filter((name) => name !== ""),
    };
  }
}

/** The folder of gitlab-ci-local: installed once, by its lock file, outside the checkout. */
async function installed(): Promise<string> {
  const source = join(ROOT, "test", "pipelines", "gitlab-ci-local");
  const digest = createHash("sha256")
    .update(readFileSync(join(source, "package-lock.json")))
    .digest("hex");
  const folder = join(tmpdir(), `orgtrail-gitlab-ci-local-${digest.slice(0, 16)}`);
  if (existsSync(folder)) return folder;
  const unfinished = `${folder}-${process.pid}`;
  mkdirSync(unfinished);
  for (const file of ["package.json", "package-lock.json"])
    cpSync(join(source, file), join(unfinished, file));
  await succeed(unfinished, "npm", "ci", "--prefer-offline", "--no-audit", "--no-fund", "--loglevel=error");
  renameSync(unfinished, folder);
  return folder;
}
