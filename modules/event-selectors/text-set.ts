/** Texts named one by one, by how they start, or by how they end: what one side of a field's conditions describes. */
export interface TextSet {
  /** Texts, none of which the starts and ends below cover already. Sorted. */
  readonly equals: readonly string[];
  /** Starts, none of which starts with another. Sorted. */
  readonly starts: readonly string[];
  /** Ends, none of which ends with another. Sorted. */
  readonly ends: readonly string[];
  /** Whether the text is in the set. */
  readonly has: (text: string) => boolean;
  /** Whether a start in the set makes every text that starts so a member. */
  readonly coversStart: (start: string) => boolean;
  /** Whether an end in the set makes every text that ends so a member. */
  readonly coversEnd: (end: string) => boolean;
}

/** The set in its smallest form: what is covered by a shorter start or end is left out, which changes no member. */
export function textSet(
  equals: readonly string[] = [],
  startsWith: readonly string[] = [],
  endsWith: readonly string[] = [],
): TextSet {
  const starts = withoutCovered(startsWith);
  const reversedEnds = withoutCovered(endsWith.map(reversed));
  const coversStart = (start: string): boolean => hasPrefixOf(starts, start);
  const coversEnd = (end: string): boolean =>
    reversedEnds.length > 0 && hasPrefixOf(reversedEnds, reversed(end));
  const named = new Set([...equals].filter((text) => !coversStart(text) && !coversEnd(text)));
  return {
    equals: [...named].sort(),
    starts,
    ends: reversedEnds.map(reversed).sort(),
    has: (text) => named.has(text) || coversStart(text) || coversEnd(text),
    coversStart,
    coversEnd,
  };
}

/** Whether the set has no member. */
export function isEmptySet({ equals, starts, ends }: TextSet): boolean {
  return equals.length + starts.length + ends.length === 0;
}

/** Whether every member of `inner` is a member of `outer`. May miss a containment, never claims a false one. */
export function contains(outer: TextSet, inner: TextSet): boolean {
  return (
    inner.equals.every(outer.has) &&
    inner.starts.every(outer.coversStart) &&
    inner.ends.every(outer.coversEnd)
  );
}

/** Sorted, and without those that start with another: after sorting, those follow right behind it. */
function withoutCovered(prefixes: readonly string[]): readonly string[] {
  const kept: string[] = [];
  for (const prefix of [...prefixes].sort()) {
    const last = kept.at(-1);
    if (last === undefined || !prefix.startsWith(last)) kept.push(prefix);
  }
  return kept;
}

/** Whether the text starts with one of the prefixes, which are sorted and none of which starts with another. */
function hasPrefixOf(prefixes: readonly string[], text: string): boolean {
  // Only the greatest prefix that is not behind the text can start it.
  let low = 0;
  let high = prefixes.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const prefix = prefixes[middle];
    if (prefix !== undefined && prefix <= text) low = middle + 1;
    else high = middle;
  }
  const candidate = prefixes[low - 1];
  return candidate !== undefined && text.startsWith(candidate);
}

function reversed(text: string): string {
  // By UTF-16 unit, as startsWith and endsWith compare; by code point the sort order would differ from theirs.
  return text.split("").reverse().join("");
}
