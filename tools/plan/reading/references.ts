import type { ResourceChange } from "../change";
import type { PlanJson } from "./plan-json";

/** Tells of a change from what the configuration takes each attribute that it sets. */
export function referencesOf({ configuration }: PlanJson): (change: ResourceChange) => ResourceChange {
  const resources = configuration?.root_module?.resources ?? [];
  const expressions = new Map(resources.map((resource) => [resource.address, resource.expressions]));
  return (change) => {
    const set = expressions.get(change.address);
    if (set === undefined) return change;
    const references = Object.entries(set).map(([name, expression]) => [name, referencesIn(expression)]);
    return { ...change, references: Object.fromEntries(references) as ResourceChange["references"] & object };
  };
}

/** Such as `aws_s3_bucket.logs.id`, and the same without the attribute; in blocks, of all attributes. */
function referencesIn(expression: unknown): readonly string[] {
  if (typeof expression !== "object" || expression === null) return [];
  const { references, constant_value: constant } = expression as Readonly<Record<string, unknown>>;
  // Of Terraform in JSON, the template stands beside what it refers to.
  if (Array.isArray(references)) return references.filter((each) => typeof each === "string");
  return constant === undefined ? Object.values(expression).flatMap(referencesIn) : [];
}
