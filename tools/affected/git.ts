import { gitEnvironment, type ChildEnvironment, type Finished, type Processes } from "../terraform";
import { shellWord } from "../terminal";
import { AffectedError } from "./affected-error";

/** What a shell ends with where there is no such program. */
const NO_PROGRAM = 127;

/** A repository of git: asked, and never changed. */
export class Git {
  private constructor(
    /** The folder with all that is versioned. */
    readonly root: string,
    private readonly processes: Processes,
    private readonly env: ChildEnvironment,
  ) {}

  /** The repository that a folder stands in. @throws AffectedError where there is none */
  static async at(folder: string, processes: Processes, inherited: NodeJS.ProcessEnv): Promise<Git> {
    // A hook has GIT_DIR, and with that alone git takes any folder for the top.
    const { GIT_DIR, ...found } = inherited;
    const isOfHook = GIT_DIR !== undefined && inherited["GIT_WORK_TREE"] === undefined;
    if (isOfHook && (await topOf(folder, processes, gitEnvironment(found))).code === 0)
      return Git.at(folder, processes, found);
    const env = gitEnvironment(inherited);
    const { code, stdout, output } = await topOf(folder, processes, env);
    if (code === NO_PROGRAM) {
      throw new AffectedError("git is not on the PATH: install it, for the base is read from the history");
    }
    if (code !== 0) {
      throw new AffectedError(
        `${folder} is in no repository that git reads: run in a clone, for the base is read from the history\n${output}`,
      );
    }
    return new Git(stdout, processes, env);
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
    if ((await this.resolved("HEAD")) === undefined)
      throw new AffectedError(
        `HEAD has no commit yet, so that it branched off from nothing: commit first, or compare with ${ref} itself by --no-merge-base`,
      );
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

  /** The paths of all files of a commit, from the root. */
  async files(commit: string): Promise<readonly string[]> {
    const { stdout } = await this.run("ls-tree", "-r", "-z", "--name-only", "--full-tree", commit);
    return stdout.split("\0").filter((path) => path !== "");
  }

  /** The folders of a commit that are other repositories, from the root: it has none of their files. */
  async submodules(commit: string): Promise<readonly string[]> {
    const { stdout } = await this.run("ls-tree", "-r", "-z", "--full-tree", commit);
    return stdout.split("\0").flatMap((entry) => {
      const [, path] = /^160000 [^\t]*\t(.*)$/s.exec(entry) ?? [];
      return path === undefined ? [] : [path];
    });
  }

  /** Writes all files of a commit, by an index of its own. A worktree would leave its mark in the repository. */
  async writeTree(commit: string, folder: string): Promise<void> {
    const env = gitEnvironment(this.env, { GIT_INDEX_FILE: `${folder}.index` });
    const own = new Git(this.root, this.processes, env);
    await own.succeed("read-tree", commit);
    await own.succeed("checkout-index", "--all", `--prefix=${folder}/`);
  }

  private async resolved(ref: string): Promise<string | undefined> {
    const args = ["rev-parse", "--verify", "--quiet", "--end-of-options", `${ref}^{commit}`];
    const { code, stdout } = await this.run(...args);
    // ^main is taken for what main has not.
    return code === 0 && /^[0-9a-f]+$/.test(stdout) ? stdout : undefined;
  }

  private async remedyFor(ref: string): Promise<string> {
    const remote = `origin/${ref}`;
    if ((await this.resolved(remote)) !== undefined)
      return `it has ${remote}, so give --base ${shellWord(remote)}`;
    return (await this.isShallow())
      ? `it is shallow, so fetch the commit first (git fetch --depth=1 origin ${shellWord(ref)}; in GitHub Actions, actions/checkout with fetch-depth: 0)`
      : "correct it, or fetch first (git fetch origin)";
  }

  private async isShallow(): Promise<boolean> {
    return (await this.run("rev-parse", "--is-shallow-repository")).stdout === "true";
  }

  private async succeed(...args: readonly string[]): Promise<void> {
    const { code, output } = await this.run(...args);
    if (code !== 0) throw new AffectedError(`git ${args.join(" ")} failed: ${output}`);
  }

  private run(...args: readonly string[]): Promise<Finished> {
    return this.processes.run({ program: "git", args, cwd: this.root, env: this.env });
  }
}

/** Asks git for the folder with all that is versioned. */
function topOf(cwd: string, processes: Processes, env: ChildEnvironment): Promise<Finished> {
  return processes.run({ program: "git", args: ["rev-parse", "--show-toplevel"], cwd, env });
}
