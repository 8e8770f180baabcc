import type { FieldConditions } from "./selectors";
import { contains, isEmptySet, textSet, type TextSet } from "./text-set";

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
