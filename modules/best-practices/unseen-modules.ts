import { TerraformModule, TerraformStack } from "cdktf";
import type { IConstruct } from "constructs";
import { blocksOf } from "./block";
import { overridesOf } from "./overrides";

/** The Terraform modules, with resources of their own, that a construct is or that a stack has in its overrides: as clauses. */
export function unseenModules(construct: IConstruct): readonly string[] {
  if (construct instanceof TerraformModule) return ["is a Terraform module"];
  if (!TerraformStack.isStack(construct)) return [];
  const names = blocksOf(overridesOf(construct)["module"]).flatMap((modules) => Object.keys(modules));
  return names.map((name) => `has a Terraform module ${name} in its overrides`);
}
