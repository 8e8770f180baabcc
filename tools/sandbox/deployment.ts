import { availableParallelism } from "node:os";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { readText, writeWhole } from "../files";
import type { Finished } from "../terraform";
import { appliable, planOnly } from "./plan-only";
import { synthesize } from "../synthesis";
import type { Sandbox } from "./sandbox";
import { inOrder, readStacks, type DeployableStack } from "./stack-graph";

/** A step of the deployment that a program did not do. Its text holds what the program printed last. */
export class DeploymentError extends Error {
  override readonly name = "DeploymentError";
}

/** What became of a stack. */
export interface DeployedStack {
  readonly stack: string;
  readonly seconds: number;
  /** What the emulator cannot do: planned with the real provider, and not applied. */
  readonly plannedOnly: readonly { readonly address: string; readonly reason: string }[];
}

/** The end of an output is where programs say what went wrong. */
const LINES_SHOWN = 60;

function demand(what: string, { code, output }: Finished): void {
  if (code === 0) return;
  const end = output.split("\n").slice(-LINES_SHOWN).join("\n");
  throw new DeploymentError(`${what} failed\n\n${end}`);
}

/** Synthesizes a configuration, by the app of the project. @returns its stacks @throws DeploymentError */
export async function synthesizeStacks(
  { project, processes, env }: Sandbox,
  config: string,
  outdir: string,
): Promise<readonly DeployableStack[]> {
  const synthesized = await synthesize({ project: project.folder, config, outdir, processes, env });
  if ("failure" in synthesized)
    throw new DeploymentError(`synthesizing the stacks failed\n\n${synthesized.failure}`);
  return readStacks(outdir);
}

/** Applies the Terraform JSON in a stack's folder. */
export type Apply = (sandbox: Sandbox, stack: DeployableStack, outdir: string) => Promise<Finished>;

/** As a user does; the app has been synthesized, for all stacks at once. */
const applyWithCdktf: Apply = async ({ project, processes, env }, { name }, outdir) =>
  processes.run({
    program: project.cdktf,
    // Locking providers for other platforms asks the registry, where a mirror has them already.
    args: [
      ...["deploy", name, "--auto-approve", "--skip-synth", "--skip-provider-lock"],
      ...["--output", outdir],
    ],
    ...{ cwd: project.folder, env },
  });

async function deployStack(
  sandbox: Sandbox,
  stack: DeployableStack,
  outdir: string,
  apply: Apply,
): Promise<DeployedStack> {
  const start = performance.now();
  const { processes, env, terraform } = sandbox;
  const plannedOnly = planOnly(stack.json);
  const file = join(stack.folder, "cdk.tf.json");
  const whole = readText(file);
  if (plannedOnly.length > 0) writeWhole(file, JSON.stringify(appliable(stack.json, plannedOnly)));
  demand(`deploying ${stack.name}`, await apply(sandbox, stack, outdir));
  if (plannedOnly.length > 0) {
    writeWhole(file, whole);
    const args = ["plan", "-no-color", "-lock=false"];
    demand(
      `planning ${stack.name}`,
      await processes.run({ program: terraform.program, args, cwd: stack.folder, env }),
    );
  }
  return { stack: stack.name, seconds: Math.round((performance.now() - start) / 1000), plannedOnly };
}

/** Deploying mostly waits, for AWS to settle; yet each deployment starts three programs. */
const SLOTS = Math.max(2, availableParallelism());

/**
 * Deploys stacks, each after those whose outputs it reads.
 * @param apply @default - with cdktf, as users do
 * @throws DeploymentError
 * @throws EmulatorLostError
 */
export async function deploy(
  sandbox: Sandbox,
  stacks: readonly DeployableStack[],
  outdir: string,
  progress: (line: string) => void,
  apply = applyWithCdktf,
): Promise<readonly DeployedStack[]> {
  const deployed: DeployedStack[] = [];
  const all = inOrder(stacks, SLOTS, async (stack) => {
    progress(`${stack.name}: deploying`);
    const result = await deployStack(sandbox, stack, outdir, apply);
    progress(`${stack.name}: deployed in ${result.seconds} s`);
    deployed.push(result);
  });
  await Promise.race([all, sandbox.lost]);
  return deployed;
}
