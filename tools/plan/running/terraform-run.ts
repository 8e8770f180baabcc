import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { folderEntries, readBytes, readText } from "../../files";
import type { ChildEnvironment, Command, Finished, Processes, Terraform } from "../../terraform";
import type { AskedFor, AskedStack } from "../change";
import { fingerprintOf, type FingerprintedStack } from "../fingerprint";
import type { PlanSources } from "../reading/aside";
import { PlanFormatError, PlanReader, readTerraformPlan, type TerraformPlan } from "../terraform-plan";
import { arePrevented, errorsIn, failureText } from "./diagnostics";

/** The file that `terraform apply` takes. */
export const PLAN_FILE = "plan.tfplan";

/** A step of planning a stack. */
export type TerraformStep = "init" | "plan" | "show";

/** What became of planning a stack. */
export type TerraformOutcome =
  | {
      readonly outcome: "planned";
      readonly plan: TerraformPlan;
      readonly fingerprint: string;
      /** What the configuration alone makes in the stack. */
      readonly asked: AskedFor;
      readonly refused?: string;
    }
  | { readonly outcome: "failed"; readonly step: TerraformStep; readonly message: string };

/** What it takes to plan a stack. */
export interface TerraformRunOptions {
  readonly stack: FingerprintedStack;
  /** The folder with its Terraform JSON, which gets the plan and the lock file of the provider. */
  readonly folder: string;
  readonly terraform: Terraform;
  readonly processes: Processes;
  readonly env: ChildEnvironment;
  /** What the configuration alone makes of the stack. */
  readonly asked: () => Promise<AskedStack | undefined>;
  /** Hears of each step as it begins. */
  readonly onStep: (step: TerraformStep) => void;
}

/**
 * Plans a stack. Nothing is written to its state, which is not locked either: who only reads may not write the lock, and
 * a plan that others have overtaken is refused when it is applied.
 */
export async function terraformPlan(options: TerraformRunOptions): Promise<TerraformOutcome> {
  const { folder, onStep } = options;
  onStep("init");
  const init = await run(options, "init", "-input=false", "-no-color");
  if (init.code !== 0) return { outcome: "failed", step: "init", message: failureText([], init.output) };

  onStep("plan");
  const planned = await run(options, "plan", "-json", "-input=false", "-lock=false", `-out=${PLAN_FILE}`);
  const errors = errorsIn(planned.output);
  // Terraform keeps a plan that prevent_destroy stops, marked as one that cannot be applied.
  const refused = arePrevented(errors) && existsSync(join(folder, PLAN_FILE));
  if (planned.code !== 0 && !refused) {
    return { outcome: "failed", step: "plan", message: failureText(errors, planned.output) };
  }

  onStep("show");
  const reader = new PlanReader();
  const shown = await options.processes.run({
    ...commandOf(options, "show", "-json", "-no-color", PLAN_FILE),
    onOutput: (piece) => {
      reader.push(piece);
    },
  });
  if (shown.code !== 0) return { outcome: "failed", step: "show", message: failureText([], shown.output) };
  try {
    const json = reader.plan();
    const terraform: unknown = JSON.parse(readText(join(folder, STACK_FILE)));
    const asked = await options.asked();
    const sources: PlanSources = {
      terraform,
      ...(asked && { asked: asked.terraform }),
      files: filesBeside(folder),
    };
    const plan = readTerraformPlan(json, { refused, ...sources });
    const fingerprint = await fingerprintOf(json, options.stack, sources);
    return {
      ...{ outcome: "planned", plan, fingerprint, asked: asked?.resources ?? new Map<never, never>() },
      ...(refused && { refused: failureText(errors, "") }),
    };
  } catch (error) {
    if (error instanceof PlanFormatError) return { outcome: "failed", step: "show", message: error.message };
    throw error;
  }
}

/** The stack's Terraform JSON. */
export const STACK_FILE = "cdk.tf.json";

/** What Terraform and OpenTofu read of a folder: configuration, what overrides it, and values of variables. */
const READ_TOO = /\.(tf|tofu)(\.json)?$|\.tfvars(\.json)?$/;

/** A digest of each file that Terraform reads of a stack's folder besides its JSON. */
function filesBeside(folder: string): Readonly<Record<string, string>> {
  const names = folderEntries(folder).map(({ name }) => name);
  return Object.fromEntries(
    names
      .filter((name) => READ_TOO.test(name) && name !== STACK_FILE)
      .map((name) => [
        name,
        createHash("sha256")
          .update(readBytes(join(folder, name)))
          .digest("hex"),
      ]),
  );
}

function run(options: TerraformRunOptions, ...args: readonly string[]): Promise<Finished> {
  return options.processes.run(commandOf(options, ...args));
}

function commandOf({ folder, terraform, env }: TerraformRunOptions, ...args: readonly string[]): Command {
  return { program: terraform.program, args, cwd: folder, env };
}
