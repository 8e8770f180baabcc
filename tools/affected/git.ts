import { execFile } from "node:child_process";
import { AffectedError } from "./affected-error";

/** How a git command ended. */
interface Ended {
  /** @default - there is no program git */
  readonly code: number | undefined;
  /** What it printed, without the last line break. */
  readonly stdout: string;
  readonly stderr: string;
}

/** A repository of git: asked, and never changed. */
export class Git {
  private constructor(
    /** The folder with all that is versioned. */
    readonly root: string,
    private readonly env: NodeJS.ProcessEnv,
  ) {}

  /** The repository that a folder stands in. @throws AffectedError where there is none */
  static async at(folder: string, env: NodeJS.ProcessEnv): Promise<Git> {
    const { code, stdout, stderr } = await git(folder, env, "rev-parse", "--show-toplevel");
    if (code === undefined) {
      throw new AffectedError("git is not on the PATH: install it, for the base is read from the history");
    }
    if (code !== 0) {
      throw new AffectedError(
        `${folder} is in no repository that git reads: run in a clone, for the base is read from the history\n${stderr}`,
      );
    }
    return new Git(stdout, env);
  }

  /** The commit that a ref names. @throws AffectedError when it names none */
  async commit(ref: string): Promise<string> {
    const commit = await this.resolved(ref);
    if (commit !== undefined) return commit;
    throw new AffectedError(
      `the base ${JSON.stringify(ref)} is no commit that this clone has: ${await this.remedyFor(ref)}`,
    );
  }

  /**
   * Where HEAD branched off from a commit.
   * @throws AffectedError when they share nothing, or the clone does not reach back so far
   */
  async mergeBase(commit: string, ref: string): Promise<string> {
    const { code, stdout } = await this.run("merge-base", commit, "HEAD");
    if (code === 0) return stdout;
    const why = (await this.isShallow())
      ? "this clone is shallow and does not reach back to it: fetch the history (git fetch --unshallow; in GitHub Actions, actions/checkout with fetch-depth: 0; in GitLab CI, GIT_DEPTH: 0)"
      : "their histories have no commit in common";
    throw new AffectedError(
      `the merge base of ${ref} and HEAD is not found; ${why}. To compare with ${ref} itself, add --no-merge-base`,
    );
  }

  /** Whether a commit has a file. @param path from the root */
  async has(commit: string, path: string): Promise<boolean> {
    return (await this.run("cat-file", "-e", `${commit}:${path}`)).code === 0;
  }

  /** Writes all files of a commit, by an index of its own. A worktree would leave its mark in the repository. */
  async writeTree(commit: string, folder: string): Promise<void> {
    const own = new Git(this.root, { ...this.env, GIT_INDEX_FILE: `${folder}.index` });
    await own.succeed("read-tree", commit);
    await own.succeed("checkout-index", "--all", `--prefix=${folder}/`);
  }

  private async resolved(ref: string): Promise<string | undefined> {
    const args = ["rev-parse", "--verify", "--quiet", "--end-of-options", `${ref}^{commit}`];
    const { code, stdout } = await this.run(...args);
    return code === 0 ? stdout : undefined;
  }

  private async remedyFor(ref: string): Promise<string> {
    const remote = `origin/${ref}`;
    if ((await this.resolved(remote)) !== undefined) return `it has ${remote}, so give --base ${remote}`;
    return (await this.isShallow())
      ? `it is shallow, so fetch the commit first (git fetch --depth=1 origin ${ref}; in GitHub Actions, actions/checkout with fetch-depth: 0)`
      : "correct it, or fetch first (git fetch origin)";
  }

  private async isShallow(): Promise<boolean> {
    return (await this.run("rev-parse", "--is-shallow-repository")).stdout === "true";
  }

  private async succeed(...args: readonly string[]): Promise<void> {
    const { code, stderr } = await this.run(...args);
    if (code !== 0) throw new AffectedError(`git ${args.join(" ")} failed: ${stderr}`);
  }

  private run(...args: readonly string[]): Promise<Ended> {
    return git(this.root, this.env, ...args);
  }
}

function git(cwd: string, env: NodeJS.ProcessEnv, ...args: readonly string[]): Promise<Ended> {
  return new Promise((resolve, reject) => {
    execFile("git", [...args], { cwd, env, encoding: "utf8" }, (error, stdout, stderr) => {
      const ended = { stdout: stdout.trimEnd(), stderr: stderr.trimEnd() };
      if (error === null) resolve({ code: 0, ...ended });
      else if (typeof error.code === "number") resolve({ code: error.code, ...ended });
      else if (error.code === "ENOENT") resolve({ code: undefined, ...ended });
      else reject(new Error(`git was not run: ${error.message}`));
    });
  });
}
