import type { Resource } from "./resource";
import { isExpression } from "./resource";
import type { StackView, Tree } from "./tree";

/** What a value of a resource leads to: a resource of the tree, a text, or what is known only when Terraform runs. */
export type Target =
  | { readonly kind: "resource"; readonly resource: Resource }
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "unknown"; readonly expression: string };

const RESOURCE = /^\$\{(data\.)?([a-z0-9_]+)\.([\w-]+)\.([\w-]+)\}/;
const REMOTE_STATE = /^\$\{data\.terraform_remote_state\.([\w-]+)\.outputs((?:\.[\w-]+|\["[^"]+"\])+)\}/;

/** More steps than a chain of references has: a reference to itself ends here. */
const MAX_STEPS = 10;

/**
 * Follows a value to the resource of a type that it comes from: through attributes of other resources that repeat it, as
 * a bucket policy repeats its bucket, and through the outputs of other stacks of the tree.
 */
export function follow(tree: Tree, from: Resource, value: string, type: string): Target {
  let view: StackView = tree.viewOf(from.stack);
  let text = value;
  for (let step = 0; step < MAX_STEPS; step += 1) {
    if (!isExpression(text)) return { kind: "text", text };
    const next = stepFrom(tree, view, text, type);
    if (next === undefined) break;
    if (next.kind === "resource") return next;
    ({ view, text } = next);
  }
  return { kind: "unknown", expression: text };
}

interface Step {
  readonly kind: "step";
  readonly view: StackView;
  readonly text: string;
}

type Next = Extract<Target, { readonly kind: "resource" }> | Step;

function stepFrom(tree: Tree, view: StackView, text: string, type: string): Next | undefined {
  const [, remote, path = ""] = REMOTE_STATE.exec(text) ?? [];
  if (remote !== undefined) {
    const other = tree.stackRead(view, remote);
    const value = other && outputAt(other, path);
    return other === undefined || value === undefined
      ? undefined
      : { kind: "step", view: other, text: value };
  }
  const [, data = "", found = "", name = "", attribute = ""] = RESOURCE.exec(text) ?? [];
  const resource = view.resources.get(`${data}${found}.${name}`);
  if (resource === undefined) return undefined;
  if (found === type) return { kind: "resource", resource };
  // The id of what belongs to a bucket is the bucket's name.
  const repeated = resource.text(attribute) ?? (attribute === "id" ? resource.text("bucket") : undefined);
  return repeated === undefined ? undefined : { kind: "step", view, text: repeated };
}

function outputAt(view: StackView, path: string): string | undefined {
  const [name = "", ...keys] = [...path.matchAll(/\.([\w-]+)|\["([^"]+)"\]/g)].map(
    ([, dotted, quoted]) => dotted ?? quoted ?? "",
  );
  const value = keys.reduce<unknown>(
    (inner, key) =>
      typeof inner === "object" && inner !== null ? (inner as Record<string, unknown>)[key] : undefined,
    view.output(name),
  );
  return typeof value === "string" ? value : undefined;
}

/**
 * The resources of a type, found by what refers to them or by the literal text of an attribute.
 * @returns the resource; nothing when it is outside of the tree; `"unknown"` when only Terraform knows
 */
export class Finder {
  private readonly byText = new Map<string, Resource>();

  constructor(
    private readonly tree: Tree,
    private readonly type: string,
    attribute: string,
  ) {
    for (const resource of tree.ofType(type)) {
      const text = resource.text(attribute);
      if (text !== undefined && !isExpression(text)) this.byText.set(text, resource);
    }
  }

  /** What a value of a resource names. @param textOf the attribute in a text that is not the attribute alone */
  find(
    from: Resource,
    value: string,
    textOf: (text: string) => string = (text) => text,
  ): Resource | "unknown" | undefined {
    const target = follow(this.tree, from, value, this.type);
    if (target.kind === "resource") return target.resource;
    // What another stack's state says may be in no stack of this tree.
    return target.kind === "text" ? this.byText.get(textOf(target.text)) : this.unknownOf(target.expression);
  }

  private unknownOf(expression: string): "unknown" | undefined {
    return expression.includes("data.terraform_remote_state.") ? undefined : "unknown";
  }
}
