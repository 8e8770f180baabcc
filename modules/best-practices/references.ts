import type { Flag, Value } from "../facts";
import { isBlock, textsOf } from "./block";
import { isExpression, isOfAnotherState } from "./expression";
import type { Resource } from "./resource";
import type { StackView, Tree } from "./tree";

/** What a value of a resource leads to: a resource of the tree, a text, or what is known only when Terraform runs. */
export type Referent = { readonly kind: "resource"; readonly resource: Resource } | End;

/** Where a value ends that leads to no resource. */
type End =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "unknown"; readonly expression: string; readonly view: StackView };

const RESOURCE = /^\$\{(data\.)?([a-z0-9_]+)\.([\w-]+)\.([\w-]+)((?:\.[\w-]+|\[(?:\d+|"[^"]+")\])*)\}/;
const REMOTE_STATE =
  /^\$\{data\.terraform_remote_state\.([\w-]+)\.outputs((?:\.[\w-]+|\[(?:\d+|"[^"]+")\])+)\}/;

/** More steps than a chain of references has: a reference to itself ends here. */
const MAX_STEPS = 10;

/**
 * Follows a value to the resource of a type that it comes from: through attributes of other resources that repeat it, as
 * a bucket policy repeats its bucket, and through the outputs of other stacks of the tree.
 * @param type nothing where the value itself is wanted, and no resource
 */
export function follow(tree: Tree, from: Resource, value: string): End;
export function follow(tree: Tree, from: Resource, value: string, type: string): Referent;
export function follow(tree: Tree, from: Resource, value: string, type?: string): Referent {
  let view: StackView = tree.viewOf(from.stack);
  let text = value;
  for (let step = 0; step < MAX_STEPS; step += 1) {
    if (!isExpression(text)) return { kind: "text", text };
    const next = stepFrom(tree, view, text, type);
    if (next === undefined) break;
    if (next.kind === "resource") return next;
    ({ view, text } = next);
  }
  return { kind: "unknown", expression: text, view };
}

interface Step {
  readonly kind: "step";
  readonly view: StackView;
  readonly text: string;
}

type Next = Extract<Referent, { readonly kind: "resource" }> | Step;

function stepFrom(tree: Tree, view: StackView, text: string, type: string | undefined): Next | undefined {
  const state = REMOTE_STATE.exec(text);
  if (state !== null) {
    const [matched, remote = "", path = ""] = state;
    const other = tree.stackRead(view, remote);
    const value = other && outputAt(other, path);
    return other === undefined || value === undefined
      ? undefined
      : { kind: "step", view: other, text: value + text.slice(matched.length) };
  }
  const [matched = "", data = "", found = "", name = "", attribute = "", rest = ""] =
    RESOURCE.exec(text) ?? [];
  const resource = view.resources.get(`${data}${found}.${name}`);
  if (resource === undefined) return undefined;
  if (found === type) return { kind: "resource", resource };
  const repeated = repeatedBy(resource, attribute, rest);
  return repeated === undefined
    ? undefined
    : { kind: "step", view, text: repeated + text.slice(matched.length) };
}

/** The attribute whose value is the id of what belongs to a bucket, or of a metric filter. */
const ID_REPEATS = ["bucket", "name"];

function repeatedBy(resource: Resource, attribute: string, rest: string): string | undefined {
  if (rest !== "") {
    const value = valueAt(resource.attribute(attribute), rest);
    return typeof value === "string" ? value : undefined;
  }
  if (attribute !== "id") return resource.text(attribute);
  return ID_REPEATS.map((name) => resource.text(name)).find((text) => text !== undefined);
}

function outputAt(view: StackView, path: string): string | undefined {
  const [name = "", ...keys] = keysOf(path);
  const value = keys.reduce(valueOf, view.output(name));
  return typeof value === "string" ? value : undefined;
}

function valueAt(value: unknown, path: string): unknown {
  return keysOf(path).reduce(valueOf, value);
}

function keysOf(path: string): readonly string[] {
  return [...path.matchAll(/\.([\w-]+)|\["([^"]+)"\]|\[(\d+)\]/g)].map(
    ([, dotted, quoted, place]) => dotted ?? quoted ?? place ?? "",
  );
}

/** What is behind a key, or a place in a list: one block alone stands for a list of one. */
function valueOf(value: unknown, key: string): unknown {
  if (/^\d+$/.test(key)) return (Array.isArray(value) ? (value as readonly unknown[]) : [value])[Number(key)];
  return isBlock(value) ? value[key] : undefined;
}

/**
 * The resources of a type, found by what refers to them or by the text of an attribute: a literal, or the same expression
 * in the same stack.
 * @returns the resource; nothing when it is outside of the tree; `"unknown"` when only Terraform knows
 */
export class ResourceFinder {
  private readonly byText = new Map<string, Resource>();

  constructor(
    private readonly tree: Tree,
    private readonly type: string,
    attribute: string,
  ) {
    for (const resource of tree.ofType(type)) {
      const text = resource.text(attribute);
      if (text === undefined) continue;
      this.byText.set(comparable(follow(tree, resource, text)), resource);
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
    if (target.kind === "text") return this.byText.get(textOf(target.text));
    const same = this.byText.get(comparable(target));
    return same ?? (this.isOutside(target) ? undefined : "unknown");
  }

  /** Whether a value is what the state of a stack says that is not in the tree. */
  private isOutside({ view, expression }: Extract<End, { readonly kind: "unknown" }>): boolean {
    const [, remote = ""] = REMOTE_STATE.exec(expression) ?? [];
    return isOfAnotherState(expression) && this.tree.stackRead(view, remote) === undefined;
  }
}

/** An end as text to compare: an expression is the same as another of its own stack alone. */
function comparable(end: End): string {
  return end.kind === "text" ? end.text : JSON.stringify([end.view.stack.node.path, end.expression]);
}

/** A setting, followed to where it is written. */
export function valueOfSetting(tree: Tree, from: Resource, setting: unknown): Value {
  const end = follow(tree, from, textsOf(setting)[0] ?? "");
  return { text: comparable(end), known: end.kind === "text" };
}

/** Whether two settings are the same. */
export function isSameValue(one: Value, other: Value): Flag {
  if (one.text === other.text) return true;
  return one.known && other.known ? false : "unknown";
}

/** The resources that say more of others: of a bucket its policy, its versions … */
export class PartResources {
  private readonly placed = new Map<Resource, Map<string, Resource>>();
  /** Those of which only Terraform knows whom they belong to. */
  private readonly unplaced: Resource[] = [];
  /** Those that name somebody who is not in the tree by this name. */
  private readonly elsewhere: Resource[] = [];

  /** @param attribute in which a part names its owner, and the owner itself */
  constructor(
    private readonly tree: Tree,
    finder: ResourceFinder,
    types: readonly string[],
    private readonly attribute: string,
  ) {
    for (const part of tree.ofType(...types)) {
      const owner = finder.find(part, part.text(attribute) ?? "");
      if (owner === "unknown") this.unplaced.push(part);
      else if (owner === undefined) this.elsewhere.push(part);
      else
        this.placed.set(owner, (this.placed.get(owner) ?? new Map<string, Resource>()).set(part.type, part));
    }
  }

  /** The part of a type that a resource has. @returns `"unknown"` when Terraform knows first whether it has one */
  of(owner: Resource, type: string): Resource | "unknown" | undefined {
    const part = this.placed.get(owner)?.get(type);
    if (part !== undefined) return part.made === true ? part : "unknown";
    const name = owner.text(this.attribute);
    const candidates = [
      ...this.unplaced,
      ...(name !== undefined && isExpression(name) ? this.elsewhere : []),
    ];
    return candidates.some(
      (candidate) => candidate.type === type && this.tree.shareAccount(candidate, owner) !== false,
    )
      ? "unknown"
      : undefined;
  }
}
