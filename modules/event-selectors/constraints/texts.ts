import { fieldsOf, OPERATORS, type Operator } from "../fields";
import {
  type AdvancedEventSelector,
  type FieldConditions,
  MAX_SELECTOR_NAME_LENGTH,
  MAX_VALUE_LENGTH,
} from "../selectors";
import type { PlacedProblem, SelectorConstraint, SelectorPath } from "../problems";

/** A value of a condition, and where it stands. */
export interface PlacedValue {
  readonly field: string;
  readonly operator: Operator;
  readonly value: string;
  readonly path: SelectorPath;
}

function conditionLists(
  selector: AdvancedEventSelector,
  index: number,
): readonly { field: string; operator: Operator; values: readonly string[]; path: SelectorPath }[] {
  const properties = fieldsOf(selector.category).map(({ property }) => property);
  return Object.entries(selector)
    .filter(([property, value]) => properties.includes(property) && typeof value === "object")
    .flatMap(([field, conditions]) =>
      OPERATORS.flatMap((operator) => {
        const values = (conditions as FieldConditions)[operator];
        return values === undefined ? [] : [{ field, operator, values, path: [index, field, operator] }];
      }),
    );
}

/** Every value of every condition of the selector. */
export function placedValues(selector: AdvancedEventSelector, index: number): readonly PlacedValue[] {
  return conditionLists(selector, index).flatMap(({ field, operator, values, path }) =>
    values.map((value, at) => ({ field, operator, value, path: [...path, at] })),
  );
}

/** A selector's name has 1 to 1,000 characters. */
export const nameLength: SelectorConstraint = (trail) =>
  trail.kind === "basic"
    ? []
    : trail.selectors.flatMap(({ name }, index) => {
        if (name === undefined || (name.length >= 1 && name.length <= MAX_SELECTOR_NAME_LENGTH)) return [];
        return [
          {
            path: [index, "name"],
            problem: {
              what: `has ${name.length} characters`,
              received: name,
              allowed: `1 to ${MAX_SELECTOR_NAME_LENGTH} characters`,
              remedy: name === "" ? "leave the name out, or give one" : "shorten it",
            },
          },
        ];
      });

/** A value has 1 to 2,048 characters, in one line. */
export const valueLength: SelectorConstraint = (trail) =>
  trail.kind === "basic"
    ? []
    : trail.selectors.flatMap((selector, index) =>
        [...placedValues(selector, index), ...plainValues(selector, index)].flatMap(({ value, path }) =>
          value.length >= 1 && value.length <= MAX_VALUE_LENGTH
            ? []
            : [
                {
                  path,
                  problem: {
                    what: `has ${value.length} characters`,
                    received: value,
                    allowed: `1 to ${MAX_VALUE_LENGTH} characters`,
                    remedy:
                      value === "" ? "remove it" : "select by how it starts or ends: startsWith, endsWith",
                  },
                },
              ],
        ),
      );

function plainValues(
  selector: AdvancedEventSelector,
  index: number,
): readonly { value: string; path: SelectorPath }[] {
  return fieldsOf(selector.category).flatMap(({ property, kind }) => {
    const value: unknown = selector[property as keyof AdvancedEventSelector];
    return kind === "one text" ? [{ value: String(value), path: [index, property] }] : [];
  });
}

/** No list of values is empty: it would read as "nothing", and CloudTrail would record everything. */
export const noEmptyList: SelectorConstraint = (trail) =>
  trail.kind === "basic"
    ? trail.selectors.flatMap(({ dataResources = [] }, index) =>
        dataResources.flatMap(({ values }, at) =>
          values.length === 0 ? [emptyList([index, "dataResources", at, "values"])] : [],
        ),
      )
    : trail.selectors.flatMap((selector, index) =>
        conditionLists(selector, index).flatMap(({ values, path }) =>
          values.length === 0 ? [emptyList(path)] : [],
        ),
      );

function emptyList(path: SelectorPath): PlacedProblem {
  return {
    path,
    problem: {
      what: "is an empty list: nobody can tell whether that means nothing or everything",
      received: [],
      allowed: "at least one value",
      remedy: "give values; for everything, leave the field out; for nothing, leave the selector out",
    },
  };
}

/** CloudTrail knows no wildcards: `*` would match only itself. */
export const noWildcards: SelectorConstraint = (trail) =>
  trail.kind === "basic"
    ? trail.selectors.flatMap(({ dataResources = [] }, index) =>
        dataResources.flatMap(({ values }, at) =>
          values.flatMap((value, place) =>
            value.includes("*")
              ? [wildcard(value, [index, "dataResources", at, "values", place], BASIC_REMEDY)]
              : [],
          ),
        ),
      )
    : trail.selectors.flatMap((selector, index) =>
        [...placedValues(selector, index), ...plainValues(selector, index)].flatMap(({ value, path }) =>
          value.includes("*") ? [wildcard(value, path, ADVANCED_REMEDY)] : [],
        ),
      );

const BASIC_REMEDY = "give an S3 prefix without it, or use advanced selectors";
const ADVANCED_REMEDY =
  "select by how the value starts or ends: startsWith, endsWith, notStartsWith, notEndsWith";

function wildcard(received: string, path: SelectorPath, remedy: string): PlacedProblem {
  return {
    path,
    problem: { what: "has a wildcard, and CloudTrail would match it as a plain character", received, remedy },
  };
}
