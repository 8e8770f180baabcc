import { isExpression } from "./expression";
import type { KeyFacts, Policy } from "../facts";
import { ResourceFinder, PartResources } from "./references";
import type { Resource } from "./resource";
import { policyOf } from "./statements";
import type { Tree } from "./tree";

const KEY = "aws_kms_key";
const POLICY = "aws_kms_key_policy";

export const KEY_TYPES = [KEY, POLICY];

/** The keys of a tree. */
export class TreeKeys {
  private readonly finder: ResourceFinder;
  private readonly facts: ReadonlyMap<Resource, KeyFacts>;

  constructor(tree: Tree) {
    // A key has no name that a configuration could know: references lead to it.
    this.finder = new ResourceFinder(tree, KEY, "key_id");
    const parts = new PartResources(tree, this.finder, [POLICY], "key_id");
    this.facts = new Map(
      tree.ofType(KEY).map((key) => [key, keyFacts(tree, key, parts.of(key, POLICY) ?? key)]),
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

function keyFacts(tree: Tree, key: Resource, owner: Resource | "unknown"): KeyFacts {
  const policy: Policy | undefined =
    owner === "unknown" ? { statements: [], complete: false } : policyOf(tree, owner, "policy");
  const spec = key.text("customer_master_key_spec") ?? "SYMMETRIC_DEFAULT";
  return {
    kind: "key",
    path: key.path,
    symmetric: isExpression(spec) ? "unknown" : spec === "SYMMETRIC_DEFAULT",
    rotated: key.isStrong("enable_key_rotation"),
    ...(policy !== undefined && { policy }),
  };
}
