import { affectedStacks, type Affected, type AffectedOptions } from "../../../tools/affected";
import { Processes } from "../../../tools/terraform";
import { GIT_ENVIRONMENT, Repository } from "./repository";
import { bucketStack, projectFiles } from "./small-app";

export const STACKS = {
  "log-archive": bucketStack("logs"),
  management: bucketStack("m"),
  "team-a": bucketStack("a"),
};

/** A repository whose first commit, on main, has these stacks. */
export function repositoryWith(stacks: Readonly<Record<string, unknown>> = STACKS): Repository {
  const repository = Repository.create();
  repository.write(projectFiles(stacks));
  repository.commit("base");
  return repository;
}

/** What is affected in a repository, asked as a tool asks. */
export function affected({ folder }: Repository, options: Partial<AffectedOptions> = {}): Promise<Affected> {
  return affectedStacks({
    base: "main",
    config: "config",
    cwd: folder,
    env: GIT_ENVIRONMENT,
    processes: new Processes(),
    progress: (line) => {
      throw new Error(`nothing takes long here, and yet it says: ${line}`);
    },
    ...options,
  });
}

/** Stacks and what became of them, each as one text. */
export async function changes(
  repository: Repository,
  options: Partial<AffectedOptions> = {},
): Promise<readonly string[]> {
  return (await affected(repository, options)).stacks.map(({ stack, change }) => `${stack} ${change}`);
}
