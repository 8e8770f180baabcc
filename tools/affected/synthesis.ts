import { join, relative } from "node:path";
import { readBytes } from "../files";
import { synthesize, type SynthesizedStack } from "../synthesis";
import type { Processes } from "../terraform";
import { AffectedError } from "./affected-error";

/** What is synthesized: the code and the configuration of one side. */
export interface Side {
  /** How messages call it. */
  readonly title: string;
  /** The folder with cdktf.json. */
  readonly project: string;
  /** The folder with organization.yaml. */
  readonly config: string;
}

/**
 * Runs the app of a side, by the command of its own cdktf.json. The plan's role would make stacks differ from those of a
 * base that does not know of it, so the configuration's own is taken.
 * @returns its stacks, in the order in which they are deployed
 * @throws AffectedError with all that the app says is wrong
 */
export async function synthesizeSide(
  { title, project, config }: Side,
  outdir: string,
  processes: Processes,
  env: NodeJS.ProcessEnv,
): Promise<readonly SynthesizedStack[]> {
  const synthesis = await synthesize({
    ...{ project, outdir, processes, env },
    config: relative(project, config),
  });
  if ("failure" in synthesis) {
    throw new AffectedError(`${title} cannot be synthesized:\n${synthesis.failure}`);
  }
  return synthesis.stacks;
}

/** The Terraform JSON of a stack. */
export function terraformJson({ folder }: SynthesizedStack): Buffer {
  return readBytes(join(folder, "cdk.tf.json"));
}
