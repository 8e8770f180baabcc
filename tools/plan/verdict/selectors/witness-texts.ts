import type { FieldConditions } from "../../../../modules/event-selectors";

/** A text that no selector is likely to name. */
export const ELSEWHERE = "orgtrail-elsewhere";

/**
 * Texts of which one is as good as any: selectors compare whole texts, their starts and their ends. So each text that some
 * condition names, each start and each end that some condition names with something beyond it, both together, and a text far
 * from all of them show every difference that conditions can make.
 */
export function witnessTexts(conditions: readonly (FieldConditions | undefined)[]): readonly string[] {
  const named = (...operators: readonly (keyof FieldConditions)[]): readonly string[] =>
    conditions.flatMap((each) => operators.flatMap((operator) => each?.[operator] ?? []));
  const starts = ["", ...named("startsWith", "notStartsWith")];
  const ends = ["", ...named("endsWith", "notEndsWith")];
  const around = starts.flatMap((start) => ends.map((end) => `${start}${ELSEWHERE}${end}`));
  return [...new Set([...around, ...named("equals", "notEquals")])];
}
