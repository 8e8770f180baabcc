import { rmSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { scratchFolder } from "../files";
import { PROJECT_FILE } from "../project";
import type { SynthesizedStack } from "../synthesis";
import type { Processes } from "../terraform";
import { AffectedError } from "./affected-error";
import { type AffectedStack, stacksThatDiffer } from "./difference";
import { Git } from "./git";
import { providePackages } from "./packages";
import { configOf, type Project, projectAt, projectFile } from "./project";
import { synthesizeSide } from "./synthesis";

/** What is compared, and with what means. */
export interface AffectedOptions {
  /** The ref to compare with: a branch, a tag or a commit. */
  readonly base: string;
  /** Whether the base is where HEAD branched off from the ref, and not the ref itself. @default true */
  readonly mergeBase?: boolean;
  /** The folder with organization.yaml. */
  readonly config: string;
  /** The folder with the organization.yaml of the base, as it lies. @default - `config` as the base has it */
  readonly baseConfig?: string;
  /** A folder in the project; paths are relative to it. */
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  /** What is started: stop them all to break off, and wait for the end. */
  readonly processes: Processes;
  /** Hears of what takes long. */
  readonly progress: (line: string) => void;
}

/** The stacks that differ, and from what. */
export interface Affected {
  readonly base: {
    /** The ref as it was given. */
    readonly ref: string;
    /** The commit that was synthesized. */
    readonly commit: string;
    /** Whether that is not the ref itself, but where HEAD branched off from it. */
    readonly mergeBase: boolean;
  };
  /** Those there, in the order of deployment; then those that are gone, in the opposite order. */
  readonly stacks: readonly AffectedStack[];
  /** How many stacks the working tree has. */
  readonly total: number;
}

/**
 * The stacks whose Terraform differs between a commit and the working tree as it lies. Each side is synthesized by its
 * own code from its own configuration, both at the same time.
 * @throws AffectedError when either side cannot be had
 */
export async function affectedStacks(options: AffectedOptions): Promise<Affected> {
  const { base: ref, mergeBase = true, cwd, env, processes } = options;
  const git = await Git.at(cwd, processes, env);
  const project = projectAt(cwd, git.root, options.config);
  const named = await git.commit(ref);
  const commit = mergeBase ? await git.mergeBase(named, ref) : named;
  const branchedOff = commit !== named;
  const title = `the base ${branchedOff ? `of HEAD and ${ref}` : ref} (${commit.slice(0, SHORT)})`;
  await checkBase(git, project, commit, title, options);

  const scratch = scratchFolder("affected");
  try {
    const [base, working] = await both(
      saidOfSubmodules(
        git,
        { commit, title },
        synthesizeBase(git, project, { commit, title }, scratch, options),
      ),
      synthesizeWorkingTree(git, project, scratch, options),
    );
    const stacks = stacksThatDiffer(base, working);
    return { base: { ref, commit, mergeBase: branchedOff }, stacks, total: working.length };
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** How much of a commit's id people read. */
export const SHORT = 12;

/** Whether the base can be synthesized at all. @throws AffectedError with the remedy, when it cannot */
async function checkBase(
  git: Git,
  { folder, config, configInRepository }: Project,
  commit: string,
  title: string,
  { baseConfig }: AffectedOptions,
): Promise<void> {
  if (baseConfig === undefined && configInRepository === undefined) {
    throw new AffectedError(
      `the configuration ${config} is not in the repository, so that no commit has it: name the folder with the configuration of the base by --base-config`,
    );
  }
  if (!(await git.has(commit, projectFile(folder)))) {
    const others = (await git.files(commit)).filter((path) => basename(path) === PROJECT_FILE);
    if (others.length > 0)
      throw new AffectedError(
        `${title} has no ${projectFile(folder)}, but ${others.join(", ")}: where the folder has another name since, name a later base, or plan all stacks`,
      );
    throw new AffectedError(
      `${title} has no ${projectFile(folder)}, and is from before orgtrail: name a later base, or plan all stacks`,
    );
  }
}

async function synthesizeBase(
  git: Git,
  { folder, configInRepository }: Project,
  { commit, title }: { readonly commit: string; readonly title: string },
  scratch: string,
  { baseConfig, cwd, processes, env, progress }: AffectedOptions,
): Promise<readonly SynthesizedStack[]> {
  const tree = join(scratch, "base");
  await git.writeTree(commit, tree);
  const project = join(tree, folder);
  const config =
    baseConfig === undefined ? configOf(tree, configInRepository ?? "", title) : resolve(cwd, baseConfig);
  await providePackages({ base: tree, working: git.root, folder }, { processes, env, progress });
  return synthesizeSide({ title, project, config }, join(scratch, "base-out"), processes, env);
}

/** Adds to what is wrong with the base that its submodules are not there, which may be why. */
async function saidOfSubmodules<T>(
  git: Git,
  { commit, title }: { readonly commit: string; readonly title: string },
  work: Promise<T>,
): Promise<T> {
  try {
    return await work;
  } catch (error) {
    const submodules = error instanceof AffectedError ? await git.submodules(commit) : [];
    if (!(error instanceof AffectedError) || submodules.length === 0) throw error;
    throw new AffectedError(
      `${error.message}\n${title} has no files of its submodules, ${submodules.join(", ")}: where its code needs them, plan all stacks; a configuration in them is named by --base-config`,
    );
  }
}

async function synthesizeWorkingTree(
  git: Git,
  { folder, config }: Project,
  scratch: string,
  { processes, env }: AffectedOptions,
): Promise<readonly SynthesizedStack[]> {
  const side = { title: "the working tree", project: join(git.root, folder), config };
  return synthesizeSide(side, join(scratch, "working-out"), processes, env);
}

/** Waits for both, and tells what is wrong with both. */
async function both<T>(one: Promise<T>, other: Promise<T>): Promise<readonly [T, T]> {
  const [first, second] = await Promise.allSettled([one, other]);
  if (first.status === "rejected" && second.status === "rejected") throw joined(first.reason, second.reason);
  // Neither waits any more: what one threw is thrown here.
  return [await one, await other];
}

function joined(one: unknown, other: unknown): Error {
  if (one instanceof AffectedError && other instanceof AffectedError) {
    return new AffectedError(`${one.message}\n\n${other.message}`);
  }
  const unexpected = one instanceof AffectedError ? other : one;
  return unexpected instanceof Error ? unexpected : new Error(String(unexpected));
}
