import { cpSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import type { Sandbox } from "../../tools/sandbox/sandbox";
import { ROOT, SYNTHESIZED_FROM } from "../support/run";
import { GIT_ENVIRONMENT, Repository } from "../tools/affected/repository";
import { editedConfiguration, type FileEdit } from "./plan-configuration";

const BASE = "main";

/** A repository of the project, whose branch main has the configuration that is deployed. */
export function projectRepository(config: string): Repository {
  const repository = Repository.create();
  for (const path of SYNTHESIZED_FROM)
    cpSync(join(ROOT, path), join(repository.folder, path), { recursive: true });
  cpSync(config, join(repository.folder, "config"), { recursive: true });
  repository.write({ ".gitignore": "node_modules\n" });
  repository.commit("deployed");
  return repository;
}

/** A checkout in which one person edits the configuration on branches. */
export class Checkout {
  private readonly clone: Repository;
  private readonly deployed: string;

  constructor(origin: Repository) {
    this.clone = origin.clone();
    this.deployed = join(origin.folder, "config");
    symlinkSync(join(ROOT, "node_modules"), join(this.clone.folder, "node_modules"));
  }

  get config(): string {
    return join(this.clone.folder, "config");
  }

  /** Commits edits of the configuration on a branch of their own. */
  edit(branch: string, edits: readonly FileEdit[]): void {
    this.clone.git("switch", "--quiet", "--create", branch, BASE);
    rmSync(this.config, { recursive: true });
    editedConfiguration(this.deployed, this.config, edits);
    this.clone.commit(branch);
  }

  /** The stacks that `orgtrail affected` names, to be planned. */
  async affected({ processes, env }: Sandbox): Promise<readonly string[]> {
    const git = Object.entries(GIT_ENVIRONMENT).filter(([name]) => name.startsWith("GIT_"));
    const { code, output } = await processes.run({
      program: process.execPath,
      args: [join(ROOT, "tools", "cli", "orgtrail.cjs"), "affected", "--base", BASE, "--names"],
      cwd: this.clone.folder,
      env: { ...env, ...Object.fromEntries(git) },
    });
    if (code !== 0) throw new Error(`orgtrail affected failed:\n${output}`);
    return output.split("\n").filter((line) => line !== "");
  }
}
