import type { TerraformStack } from "cdktf";
import { blocksOf, isBlock, type Block } from "./block";

/** What `addOverride` of a stack puts over its Terraform: more of its elements, and elements that no construct makes. */
export function overridesOf(stack: TerraformStack): Block {
  // cdktf keeps them to itself. The other way to them is to synthesize the whole stack a second time.
  const overrides: unknown = Reflect.get(stack, "rawOverrides");
  return isBlock(overrides) ? overrides : {};
}

/** A resource or data source in the overrides of a stack. */
export interface OverriddenElement {
  readonly kind: "resource" | "data";
  readonly type: string;
  readonly name: string;
  readonly block: Block;
}

/** The resources and data sources in overrides. */
export function overriddenElements(overrides: Block): readonly OverriddenElement[] {
  return (["resource", "data"] as const).flatMap((kind) =>
    blocksOf(overrides[kind]).flatMap((types) =>
      Object.entries(types).flatMap(([type, named]) =>
        blocksOf(named).flatMap((names) =>
          Object.entries(names).flatMap(([name, written]) =>
            blocksOf(written).map((block) => ({ kind, type, name, block })),
          ),
        ),
      ),
    ),
  );
}
