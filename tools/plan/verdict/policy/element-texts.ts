/** Reads elements of policies that may be anything: whether they are sound, the evaluator says. */

/** The texts in the value: itself, or those of the list. */
export function textsIn(value: unknown): readonly string[] {
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  return list.flatMap((each) =>
    typeof each === "string"
      ? [each]
      : typeof each === "boolean" || typeof each === "number"
        ? [String(each)]
        : [],
  );
}

/** The entries of the value, if it is an object. */
export function entriesIn(value: unknown): readonly (readonly [string, unknown])[] {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? Object.entries(value) : [];
}

/** One condition: its operator, the context key and the values. */
export interface ConditionEntry {
  readonly operator: string;
  readonly key: string;
  readonly values: readonly string[];
}

/** The conditions of a statement, one by one. */
export function conditionsIn(condition: unknown): readonly ConditionEntry[] {
  return entriesIn(condition).flatMap(([operator, keys]) =>
    entriesIn(keys).map(([key, values]) => ({ operator, key, values: textsIn(values) })),
  );
}
