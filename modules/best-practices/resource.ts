import {
  DefaultTokenResolver,
  StringConcat,
  Token,
  Tokenization,
  type TerraformElement,
  type TerraformStack,
} from "cdktf";
import type { IConstruct } from "constructs";
import { blocksOf, isBlock, isDynamic, merged, textsOf, type Block, type OverriddenElement } from "./block";
import { flagOf, judgedResource, type Flag } from "../facts";

const RESOLVER = new DefaultTokenResolver(new StringConcat());

/** A value as Terraform's JSON has it: references as `${aws_s3_bucket.logs.id}`. */
export function resolved(value: unknown, scope: IConstruct): unknown {
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

/** Where a resource comes from. */
interface Origin {
  readonly stack: TerraformStack;
  readonly path: string;
  readonly type: string;
  /** The name after its type in references: `aws_s3_bucket.<name>`. */
  readonly name: string;
  readonly scope: IConstruct;
  readonly written: () => Block;
}

/** A resource or data source as it is deployed, escape hatches and all. Each attribute is resolved once, when asked for. */
export class Resource {
  readonly stack: TerraformStack;
  readonly path: string;
  readonly type: string;
  readonly name: string;
  private readonly values = new Map<string, unknown>();
  private block: Block | undefined;

  private constructor(
    private readonly origin: Origin,
    private readonly overrides: Block,
  ) {
    ({ stack: this.stack, path: this.path, type: this.type, name: this.name } = origin);
  }

  /** That of a construct. @param overrides what its stack puts over it */
  static of(
    construct: TerraformElement & { readonly terraformResourceType: string },
    kind: "resource" | "data",
    overrides: Block,
  ): Resource {
    const { terraformResourceType: type, friendlyUniqueId: name } = construct;
    const { path } = construct.node;
    const written = (): Block => blockOf(construct, kind, type, name);
    return new Resource(
      { stack: construct.cdktfStack, path, type, name, scope: construct, written },
      overrides,
    );
  }

  /** One that stands in the overrides of its stack alone. Its path ends in its address. */
  static ofOverride(stack: TerraformStack, { type, name, block }: OverriddenElement): Resource {
    const path = [stack.node.path, `${type}.${name}`].filter((part) => part !== "").join("/");
    return new Resource({ stack, path, type, name, scope: stack, written: () => ({}) }, block);
  }

  /** The value, or nothing when it is not set. */
  attribute(name: string): unknown {
    if (!this.values.has(name)) {
      const { scope, written } = this.origin;
      this.block ??= written();
      const value = resolved(this.block[name], scope);
      this.values.set(
        name,
        name in this.overrides ? merged(value, resolved(this.overrides[name], scope)) : value,
      );
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

  /** Whether an attribute, or one of a block, `encrypt_at_rest.enabled`, has the one value that is not weak, as modules/facts has it. */
  isStrong(name: string): Flag {
    const { strong, otherwise } = judgedResource(this.type)?.attributes[name] ?? {};
    const isUnset = strong !== undefined && otherwise === strong;
    const [block = "", setting] = name.split(".");
    if (setting === undefined) return this.flag(name, isUnset);
    return this.isDynamic(block) ? "unknown" : flagOf(this.blocks(block)[0]?.[setting], isUnset);
  }

  /** The blocks of a name: one block alone stands for a list of one. */
  blocks(name: string): readonly Block[] {
    return blocksOf(this.attribute(name));
  }

  /** Whether the blocks of a name are made by Terraform, or given by an expression. */
  isDynamic(name: string): boolean {
    return isDynamic({ [name]: this.attribute(name), dynamic: this.attribute("dynamic") }, name);
  }

  /** Whether Terraform makes it: `count` and `for_each` may say that there is none. */
  get made(): Flag {
    const count = this.attribute("count") ?? 1;
    const each = this.attribute("for_each") ?? [""];
    if (Number(count) === 0) return false;
    if (isBlock(each) || Array.isArray(each)) {
      return Object.keys(each).length === 0 ? false : Number.isNaN(Number(count)) ? "unknown" : true;
    }
    return "unknown";
  }
}
