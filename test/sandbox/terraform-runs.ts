import { cpSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Finished } from "../../tools/terraform";
import type { Sandbox } from "../../tools/sandbox/sandbox";
import { synthesizeStacks, type Apply } from "../../tools/sandbox/deployment";
import type { DeployableStack } from "../../tools/sandbox/stack-graph";
import { ROOT } from "../support/run";

/** Runs Terraform in a stack's folder, as the pipeline or with other settings. */
export async function terraform(
  { processes, env, terraform: { program } }: Sandbox,
  folder: string,
  args: readonly string[],
  settings: Readonly<Record<string, string>> = {},
): Promise<Finished> {
  return processes.run({ program, args, cwd: folder, env: { ...env, ...settings } });
}

/** Runs Terraform, which must succeed. */
export async function terraformOk(
  sandbox: Sandbox,
  folder: string,
  ...args: readonly string[]
): Promise<string> {
  const { code, output } = await terraform(sandbox, folder, args);
  if (code !== 0) throw new Error(`terraform ${args.join(" ")} failed:\n${output}`);
  return output;
}

/** Applies with Terraform alone: cdktf runs the same, and asks Terraform for its version seven times, and for outputs. */
export const applyWithTerraform: Apply = async (sandbox, { folder }) => {
  const init = await terraform(sandbox, folder, ["init", "-no-color"]);
  return init.code === 0 ? terraform(sandbox, folder, ["apply", "-auto-approve", "-no-color"]) : init;
};

/** A change that Terraform plans: `update aws_cloudtrail`. */
export type PlannedChange = string;

interface PlanEvent {
  readonly type: string;
  readonly change?: { readonly action: string; readonly resource: { readonly resource_type: string } };
}

/** The exit code of `terraform plan -detailed-exitcode` where there is something to change. */
const CHANGES = 2;

/**
 * What Terraform plans for a stack: the action and type of each resource that it would change. No other change, such
 * as one of outputs, goes unnoticed.
 */
export async function plannedChanges(sandbox: Sandbox, folder: string): Promise<readonly PlannedChange[]> {
  const { code, output } = await terraform(sandbox, folder, ["plan", "-json", "-detailed-exitcode"]);
  if (code !== 0 && code !== CHANGES) throw new Error(`terraform plan failed:\n${output}`);
  const changes = output.split("\n").flatMap((line) => {
    const { type, change } = JSON.parse(line) as PlanEvent;
    return type === "planned_change" && change !== undefined
      ? [`${change.action} ${change.resource.resource_type}`]
      : [];
  });
  return code === CHANGES && changes.length === 0 ? ["change outputs"] : changes;
}

/** Changes a text; what is to be changed must be there. */
export type Edit = readonly [file: string, from: string, to: string];

/** The reference organization with some edits, in a folder of the sandbox's. */
export function editedReference(sandbox: Sandbox, ...edits: readonly Edit[]): string {
  return edited(sandbox, join(ROOT, "config"), edits);
}

/** The sandbox's own configuration with some edits. */
export function editedOwn(sandbox: Sandbox, ...edits: readonly Edit[]): string {
  return edited(sandbox, sandbox.config, edits);
}

function edited(sandbox: Sandbox, config: string, edits: readonly Edit[]): string {
  const folder = mkdtempSync(join(sandbox.folder, "config-"));
  cpSync(config, folder, { recursive: true });
  for (const [file, from, to] of edits) {
    const text = readFileSync(join(folder, file), "utf8");
    if (!text.includes(from)) throw new Error(`${file} has no ${from}`);
    writeFileSync(join(folder, file), text.replace(from, to));
  }
  return folder;
}

/** Synthesizes a configuration in a folder of its own. */
export async function synthesizeApart(sandbox: Sandbox, config: string): Promise<readonly DeployableStack[]> {
  return synthesizeStacks(sandbox, config, mkdtempSync(join(sandbox.folder, "cdktf-")));
}

/** The stack with this name. */
export function stackNamed(stacks: readonly DeployableStack[], name: string): DeployableStack {
  const found = stacks.find((stack) => stack.name === name);
  if (found === undefined) throw new Error(`there is no stack ${name}`);
  return found;
}
