import type { FieldConditions } from "./selectors";

/** A field's conditions as two sets: a text satisfies them when `select` has it, or is empty, and `deselect` has it not. */
export interface ConditionSets {
  readonly select: TextSet;
  readonly deselect: TextSet;
}

/** Conditions that every text satisfies. */
export const ANY_VALUE: ConditionSets = { select: textSet(), deselect: textSet() };

/** The conditions as sets. */
export function conditionSets(conditions: FieldConditions): ConditionSets {
  return {
    select: textSet(conditions.equals, conditions.startsWith, conditions.endsWith),
    deselect: textSet(conditions.notEquals, conditions.notStartsWith, conditions.notEndsWith),
  };
}

/** The sets as conditions; an operator without a value is left out. */
export function conditionsOf({ select, deselect }: ConditionSets): FieldConditions {
  const lists = {
    equals: select.equals,
    startsWith: select.starts,
    endsWith: select.ends,
    notEquals: deselect.equals,
    notStartsWith: deselect.starts,
    notEndsWith: deselect.ends,
  };
  return Object.fromEntries(Object.entries(lists).filter(([, values]) => values.length > 0));
}

/**
 * Whether the field's text satisfies the conditions. An event without the field satisfies negative conditions only.
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/filtering-data-events.html#filtering-data-events-conditions
 */
export function satisfies({ select, deselect }: ConditionSets, text: string | undefined): boolean {
  if (text === undefined) return isEmptySet(select);
  return (isEmptySet(select) || select.has(text)) && !deselect.has(text);
}

/**
 * The same conditions with fewer values: without what is selected only to be deselected, and without what is
 * deselected though never selected. Undefined when no text satisfies them.
 */
export function simplified({ select, deselect }: ConditionSets): ConditionSets | undefined {
  if (isEmptySet(select)) return { select, deselect };
  const alive = textSet(
    select.equals.filter((text) => !deselect.has(text)),
    select.starts.filter((start) => !deselect.coversStart(start)),
    select.ends.filter((end) => !deselect.coversEnd(end)),
  );
  if (isEmptySet(alive)) return undefined;
  const bounded = alive.ends.length === 0;
  return {
    select: alive,
    deselect: textSet(
      deselect.equals.filter(alive.has),
      // A start that is shorter than a selected one would have deselected it above, so only longer ones matter.
      deselect.starts.filter((start) => !bounded || alive.coversStart(start)),
      deselect.ends.filter(() => !bounded || alive.starts.length > 0),
    ),
  };
}

/** Whether every text that satisfies `inner` satisfies `outer`. May miss it, never claims it falsely. */
export function implies(inner: ConditionSets, outer: ConditionSets): boolean {
  const selected =
    isEmptySet(outer.select) || (!isEmptySet(inner.select) && contains(outer.select, inner.select));
  if (!selected) return false;
  // What of outer's exclusions meets what inner selects must be excluded by inner as well.
  const met = simplified({ select: inner.select, deselect: outer.deselect });
  return met !== undefined && sameTexts(met.select, inner.select) && contains(inner.deselect, met.deselect);
}

/**
 * Conditions that a text satisfies when it satisfies either of the two, where there are such: those of the two together,
 * as long as neither takes away what the other selects.
 */
export function eitherConditions(one: ConditionSets, other: ConditionSets): ConditionSets | undefined {
  if (implies(one, other)) return other;
  if (implies(other, one)) return one;
  const deselect = joined(one.deselect, other.deselect);
  // Where one side selects everything, only a containment is exact, and that is decided above.
  if (isEmptySet(one.select) || isEmptySet(other.select)) return undefined;
  const unchanged = [one, other].every((sets) =>
    sameConditions(simplified({ select: sets.select, deselect }), simplified(sets)),
  );
  return unchanged ? { select: joined(one.select, other.select), deselect } : undefined;
}

/** Whether the conditions are written alike. */
export function sameConditions(one: ConditionSets | undefined, other: ConditionSets | undefined): boolean {
  return (
    one === other ||
    (one !== undefined && other !== undefined && conditionsText(one) === conditionsText(other))
  );
}

/** The conditions as a text: equal for conditions that are written alike. */
export function conditionsText(sets: ConditionSets): string {
  return JSON.stringify(conditionsOf(sets));
}

function joined(one: TextSet, other: TextSet): TextSet {
  return textSet(
    [...one.equals, ...other.equals],
    [...one.starts, ...other.starts],
    [...one.ends, ...other.ends],
  );
}

function sameTexts(one: TextSet, other: TextSet): boolean {
  return (
    conditionsText({ select: one, deselect: textSet() }) ===
    conditionsText({ select: other, deselect: textSet() })
  );
}

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
function textSet(
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
function isEmptySet({ equals, starts, ends }: TextSet): boolean {
  return equals.length + starts.length + ends.length === 0;
}

/** Whether every member of `inner` is a member of `outer`. May miss a containment, never claims a false one. */
function contains(outer: TextSet, inner: TextSet): boolean {
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
