import { Tokenization, type TerraformStack } from "cdktf";

/** A block of Terraform's JSON. */
export type Block = Readonly<Record<string, unknown>>;

export function isBlock(value: unknown): value is Block {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Blocks, where one alone stands for a list of one. */
export function blocksOf(value: unknown): readonly Block[] {
  if (Array.isArray(value)) return value.filter(isBlock);
  return isBlock(value) ? [value] : [];
}

/** Texts, where one alone stands for a list of one. */
export function textsOf(value: unknown): readonly string[] {
  if (value === undefined || value === null) return [];
  return (Array.isArray(value) ? (value as readonly unknown[]) : [value]).map(String);
}

/** Whether the blocks of a name in a block are made by Terraform, or given by an expression. */
export function isDynamic(block: Block, name: string): boolean {
  const { dynamic } = block;
  return typeof block[name] === "string" || blocksOf(dynamic).some((made) => made[name] !== undefined);
}

/** A value with overrides over it, as cdktf merges them: lists grow, and blocks are merged key by key. */
export function merged(value: unknown, override: unknown): unknown {
  if (Array.isArray(override)) {
    return Array.isArray(value) ? [...(value as unknown[]), ...(override as unknown[])] : override;
  }
  if (!isBlock(override) || Tokenization.isResolvable(override)) return override;
  const entries = Object.entries(override);
  if (Array.isArray(value)) {
    // `addOverride("event_selector.0.…")` goes by the place in the list.
    return entries.reduce<unknown[]>((list, [place, item]) => {
      const index = Number(place);
      return [...list.slice(0, index), merged(list[index], item), ...list.slice(index + 1)];
    }, value);
  }
  const block = isBlock(value) ? value : {};
  return {
    ...block,
    ...Object.fromEntries(entries.map(([key, item]) => [key, merged(block[key], item)])),
  };
}

/** What `addOverride` of a stack puts over its Terraform: more of its elements, and elements that no construct makes. */
export function stackOverridesOf(stack: TerraformStack): Block {
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
