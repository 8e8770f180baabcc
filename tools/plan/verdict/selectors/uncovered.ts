/**
 * The values that a field may have in an event that a selector records. Each is told by the other selectors that it suits:
 * a number whose bits stand for them.
 */
export type FieldChoices = readonly bigint[];

/** How many sets of selectors are kept in mind. Selectors that a trail has room for, and that need more, are made to. */
const MOST_SETS = 2000;

/**
 * Whether there is an event that a selector records and none of the others: a value of each field, such that no other suits
 * all of them.
 * @param fields what each field may be
 * @param others how many other selectors there are
 * @returns undefined where there are too many combinations to tell
 */
export function isUncovered(fields: readonly FieldChoices[], others: number): boolean | undefined {
  // A selector that suits no event of this kind.
  if (fields.some((choices) => choices.length === 0)) return false;
  let suited: readonly bigint[] = [(1n << BigInt(others)) - 1n];
  for (const choices of fields) {
    const fewest = withoutLarger(choices);
    suited = withoutLarger(suited.flatMap((some) => fewest.map((choice) => some & choice)));
    if (suited.length > MOST_SETS) return undefined;
  }
  return suited.includes(0n);
}

/** Without the sets that have all of a smaller one: an event that suits more selectors shows nothing that the other does not. */
function withoutLarger(sets: readonly bigint[]): readonly bigint[] {
  const bySize = [...new Set(sets)].map((set) => ({ set, size: bitsIn(set) }));
  const kept: bigint[] = [];
  for (const { set } of bySize.sort((one, other) => one.size - other.size)) {
    if (!kept.some((smaller) => (smaller & set) === smaller)) kept.push(set);
  }
  return kept;
}

function bitsIn(set: bigint): number {
  return set.toString(2).replaceAll("0", "").length;
}
