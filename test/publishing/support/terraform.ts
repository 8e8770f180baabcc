import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  sandboxEnvironment,
  findTerraform,
  Processes,
  providerMirror,
  writeCliConfiguration,
} from "../../../tools/terraform";

const CACHE = "node_modules/.cache/orgtrail";

/** What validating needs: Terraform or OpenTofu, and the AWS provider. */
interface Requirements {
  readonly program: string;
  readonly mirror: string;
}

/** @throws MissingProgramError when something is not on this machine, nor to be had */
export async function terraformRequirements(processes: Processes): Promise<Requirements> {
  const terraform = await findTerraform(processes, process.env);
  const requirement = { source: "hashicorp/aws", version: ">= 5.100.0, < 7.0.0" };
  const mirror = await providerMirror(requirement, {
    processes,
    terraform,
    env: process.env,
    cacheFolder: CACHE,
    progress: () => undefined,
  });
  return { program: terraform.program, mirror };
}

/** What Terraform says is wrong with the stack in the folder, by the real provider's schema: nothing, if all is well. */
export async function validate(stackFolder: string): Promise<readonly string[]> {
  const processes = new Processes();
  const scratch = mkdtempSync(join(tmpdir(), "orgtrail-validate-"));
  try {
    const { program, mirror } = await terraformRequirements(processes);
    const env = sandboxEnvironment(process.env, {
      TF_CLI_CONFIG_FILE: writeCliConfiguration(scratch, mirror),
    });
    const terraform = async (...args: readonly string[]) =>
      processes.run({ program, args, cwd: stackFolder, env });
    const init = await terraform("init", "-backend=false", "-no-color");
    if (init.code !== 0) return [init.output];
    const { diagnostics } = JSON.parse((await terraform("validate", "-json")).output) as {
      readonly diagnostics: readonly { readonly summary: string; readonly detail: string }[];
    };
    return diagnostics.map(({ summary, detail }) => `${summary}: ${detail}`);
  } finally {
    await processes.stopAll();
    rmSync(scratch, { recursive: true, force: true });
  }
}
