import { join } from "node:path";
import type { Configuration } from "../../stacks/config";
import type { Processes } from "../terraform";
import { findTerraform, installEnvironment, providerMirror, type Terraform } from "../terraform";
import { findEmulator } from "./emulator";
import { PROJECT } from "./project";

/** Downloads of the tools, kept from one run to the next. */
const CACHE = join(PROJECT, "node_modules", ".cache", "orgtrail");

/** What a sandbox needs of the machine. */
export interface Requirements {
  readonly terraform: Terraform;
  /** The folder of the provider installation that all stacks share. */
  readonly mirror: string;
  /** The emulator's program. */
  readonly emulator: string;
}

/**
 * Finds what a sandbox needs, and downloads the provider and the emulator where they are not there.
 * @throws MissingProgramError that says what to install
 */
export async function findRequirements(
  { terraform: { awsProvider } }: Pick<Configuration, "terraform">,
  processes: Processes,
  env: NodeJS.ProcessEnv,
  progress: (line: string) => void,
): Promise<Requirements> {
  const terraform = await findTerraform(processes, env);
  const provider = { source: "hashicorp/aws", version: `>= ${awsProvider.atLeast}, < ${awsProvider.below}` };
  const tools = { processes, cacheFolder: CACHE, progress };
  return {
    terraform,
    mirror: await providerMirror(provider, { ...tools, terraform, env }),
    emulator: await findEmulator({ ...tools, env: installEnvironment(env) }),
  };
}
