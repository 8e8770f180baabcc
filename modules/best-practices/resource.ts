import {
  DefaultTokenResolver,
  StringConcat,
  Token,
  Tokenization,
  type TerraformElement,
  type TerraformStack,
} from "cdktf";

/** A block of Terraform's JSON. */
export type Block = Readonly<Record<string, unknown>>;

const RESOLVER = new DefaultTokenResolver(new StringConcat());

/** A value as Terraform's JSON has it: references as `${aws_s3_bucket.logs.id}`. */
export function resolved(value: unknown, scope: TerraformElement): unknown {
  // Most values are plain, and asking is cheaper than resolving them.
  if (typeof value !== "object" && !Token.isUnresolved(value)) return value;
  return Tokenization.resolve(value, { scope, resolver: RESOLVER, preparing: false });
}

/** Some settings of a block, resolved: the others are left alone. */
export function settingsOf(block: Block, names: readonly string[], scope: TerraformElement): Block {
  return Object.fromEntries(names.map((name) => [name, resolved(block[name], scope)]));
}

/** What an element writes, down a path of keys. Only the block at its end is worth resolving. */
function blockOf(element: TerraformElement, ...path: readonly string[]): Block {
  const written = element.toTerraform() as Block;
  return path.reduce((block, key) => (block[key] ?? {}) as Block, written);
}

/** A resource or data source as it is deployed, escape hatches and all. Each attribute is resolved once, when asked for. */
export class Resource {
  readonly stack: TerraformStack;
  readonly path: string;
  private readonly values = new Map<string, unknown>();
  private block: Block | undefined;

  constructor(
    readonly construct: TerraformElement & { readonly terraformResourceType: string },
    private readonly kind: "resource" | "data" = "resource",
  ) {
    this.stack = construct.cdktfStack;
    this.path = construct.node.path;
  }

  get type(): string {
    return this.construct.terraformResourceType;
  }

  /** The name after its type in references: `aws_s3_bucket.<name>`. */
  get name(): string {
    return this.construct.friendlyUniqueId;
  }

  /** The value, or nothing when it is not set. */
  attribute(name: string): unknown {
    if (!this.values.has(name)) {
      this.block ??= blockOf(this.construct, this.kind, this.type, this.name);
      this.values.set(name, resolved(this.block[name], this.construct));
    }
    return this.values.get(name);
  }

  /** The text, or nothing when it is not set. An expression is text, too. */
  text(name: string): string | undefined {
    return textsOf(this.attribute(name))[0];
  }

  /** True, false, or `"unknown"` when Terraform knows it first. */
  flag(name: string, otherwise: boolean): Flag {
    return flagOf(this.attribute(name), otherwise);
  }

  /** The blocks of a name: one block alone stands for a list of one. */
  blocks(name: string): readonly Block[] {
    return blocksOf(this.attribute(name));
  }

  /** Whether the blocks of a name are made by Terraform, or given by an expression. */
  isDynamic(name: string): boolean {
    const dynamic = this.attribute("dynamic");
    return typeof this.attribute(name) === "string" || (isBlock(dynamic) && dynamic[name] !== undefined);
  }
}

/** What is so, is not so, or is known only when Terraform runs. */
export type Flag = boolean | "unknown";

/** An attribute that is true or false, also where it is written as text. */
export function flagOf(value: unknown, otherwise: boolean): Flag {
  if (value === undefined || value === null) return otherwise;
  if (value === true || value === "true") return true;
  return value === false || value === "false" ? false : "unknown";
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

function isBlock(value: unknown): value is Block {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Whether a text has an expression in it. `$${` writes `${` and is none. */
export function isExpression(text: string): boolean {
  return /(?<!\$)\$\{/.test(text);
}
