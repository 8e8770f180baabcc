import type { Resource } from "./resource";
import { Finder } from "./references";
import type { Tree } from "./tree";
import type { KeyFacts } from "./facts";
import { statementsOf } from "./statements";

export const KEY_TYPES = ["aws_kms_key", "aws_kms_key_policy"] as const;

/** The keys of a tree. */
export class Keys {
  private readonly finder: Finder;
  private readonly facts: ReadonlyMap<Resource, KeyFacts>;

  constructor(tree: Tree) {
    // A key has no name that a configuration could know: references lead to it.
    this.finder = new Finder(tree, "aws_kms_key", "key_id");
    const policies = new Map<Resource, Resource>();
    for (const policy of tree.ofType("aws_kms_key_policy")) {
      const key = this.finder.find(policy, policy.text("key_id") ?? "");
      if (key !== undefined && key !== "unknown") policies.set(key, policy);
    }
    this.facts = new Map(
      tree.ofType("aws_kms_key").map((key) => [key, keyFacts(tree, key, policies.get(key) ?? key)]),
    );
  }

  all(): readonly KeyFacts[] {
    return [...this.facts.values()];
  }

  find(from: Resource, value: string): KeyFacts | "unknown" | undefined {
    const key = this.finder.find(from, value);
    return key === undefined || key === "unknown" ? key : this.facts.get(key);
  }
}

function keyFacts(tree: Tree, key: Resource, policy: Resource): KeyFacts {
  const statements = statementsOf(tree, policy, "policy");
  return {
    kind: "key",
    path: key.path,
    symmetric: (key.text("customer_master_key_spec") ?? "SYMMETRIC_DEFAULT") === "SYMMETRIC_DEFAULT",
    rotated: key.flag("enable_key_rotation", false),
    ...(statements !== undefined && { policy: statements }),
  };
}
