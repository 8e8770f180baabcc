import { isExpression } from "./expression";
import type { Finder } from "./references";
import type { Resource } from "./resource";
import type { Tree } from "./tree";

/** The resources that say more of others: of a bucket its policy, its versions … */
export class Parts {
  private readonly placed = new Map<Resource, Map<string, Resource>>();
  /** Those of which only Terraform knows whom they belong to. */
  private readonly unplaced: Resource[] = [];
  /** Those that name somebody who is not in the tree by this name. */
  private readonly elsewhere: Resource[] = [];

  /** @param attribute in which a part names its owner, and the owner itself */
  constructor(
    private readonly tree: Tree,
    finder: Finder,
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
