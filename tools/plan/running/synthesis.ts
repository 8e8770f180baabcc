import { synthesize, type SynthesisOptions, type SynthesizedStack } from "../../synthesis";
import { PlanError } from "./plan-error";

/** Whose role the providers assume: that of plans, which reads, or that of deployments. */
export type Access = "plan" | "deploy";

/**
 * Synthesizes what is planned.
 * @returns the stacks in the order of deployment
 * @throws PlanError with what the app says is wrong
 */
export async function synthesizeToPlan(
  options: SynthesisOptions & { readonly access: Access },
): Promise<readonly SynthesizedStack[]> {
  const synthesis = await synthesize(options);
  if ("failure" in synthesis) {
    throw new PlanError(`the stacks cannot be synthesized:\n${synthesis.failure}`);
  }
  return synthesis.stacks;
}
