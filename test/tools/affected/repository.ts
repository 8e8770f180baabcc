import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

/** Neither the machine's configuration of git nor a hook's repository counts. */
export const GIT_ENVIRONMENT: NodeJS.ProcessEnv = {
  ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith("GIT_"))),
  GIT_CONFIG_GLOBAL: "/dev/null",
  GIT_CONFIG_NOSYSTEM: "1",
  GIT_AUTHOR_NAME: "Test",
  GIT_AUTHOR_EMAIL: "test@example.com",
  GIT_COMMITTER_NAME: "Test",
  GIT_COMMITTER_EMAIL: "test@example.com",
};

/** A repository of git in a folder for temporary files. */
export class Repository {
  private constructor(readonly folder: string) {}

  /** Deletes all that were made. */
  static deleteAll(): void {
    for (const folder of made.splice(0)) rmSync(folder, { recursive: true, force: true });
  }

  /** A repository with the branch main, and no commit yet. */
  static create(): Repository {
    const repository = new Repository(temporaryFolder());
    repository.git("init", "--quiet", "--initial-branch=main");
    return repository;
  }

  /** What a fresh clone of it has. */
  clone(...options: readonly string[]): Repository {
    const clone = new Repository(temporaryFolder());
    this.git("clone", "--quiet", ...options, `file://${this.folder}`, clone.folder);
    return clone;
  }

  git(...args: readonly string[]): string {
    const options = { cwd: this.folder, env: GIT_ENVIRONMENT, encoding: "utf8", stdio: "pipe" } as const;
    return execFileSync("git", args, options).trimEnd();
  }

  /** Writes files, by path. */
  write(files: Readonly<Record<string, string>>): void {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(this.folder, path)), { recursive: true });
      writeFileSync(join(this.folder, path), text);
    }
  }

  remove(path: string): void {
    rmSync(join(this.folder, path), { recursive: true });
  }

  /** Commits all that is there. @returns the commit */
  commit(message: string): string {
    this.git("add", "--all");
    this.git("commit", "--quiet", "--allow-empty", "--message", message);
    return this.git("rev-parse", "HEAD");
  }
}

const made: string[] = [];

/** An empty folder, by its real path, which goes with all repositories. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(realpathSync(tmpdir()), "affected-test-"));
  made.push(folder);
  return folder;
}
