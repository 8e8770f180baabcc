import { UNKNOWN, type ResourceChange } from "../change";
import type { PlanJson } from "./plan-json";

/** Tells of a change from what the configuration takes the attributes that are not known yet. */
export function referencesOf({ configuration }: PlanJson): (change: ResourceChange) => ResourceChange {
  const resources = configuration?.root_module?.resources ?? [];
  const expressions = new Map(resources.map((resource) => [resource.address, resource.expressions ?? {}]));
  return (change) => {
    const references = Object.fromEntries(
      Object.entries(expressions.get(change.address) ?? {})
        .filter(([name]) => change.after?.[name] === UNKNOWN)
        .map(([name, expression]) => [name, referencesIn(expression)] as const)
        .filter(([, found]) => found.length > 0),
    );
    return Object.keys(references).length === 0 ? change : { ...change, references };
  };
}

/** Such as `aws_s3_bucket.logs.id`, and the same without the attribute. */
function referencesIn(expression: unknown): readonly string[] {
  if (typeof expression !== "object" || expression === null || !("references" in expression)) return [];
  const { references } = expression;
  return Array.isArray(references)
    ? references.filter((each): each is string => typeof each === "string")
    : [];
}
