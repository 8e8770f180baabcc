import {
  ANY_VALUE,
  conditionSets,
  type ConditionSets,
  conditionsOf,
  conditionsText,
  eitherConditions,
  implies,
  sameConditions,
  simplified,
} from "./conditions";
import { countValues, fieldTable, SELECTOR_FIELDS, selectorOf, type SelectorField } from "./fields";
import { type AdvancedEventSelector, MAX_SELECTOR_NAME_LENGTH, MAX_VALUES } from "./selectors";

/** The selectors as they are where they fit CloudTrail's 500 values, else packed, whether or not that makes them fit. */
export function fitSelectors(selectors: readonly AdvancedEventSelector[]): readonly AdvancedEventSelector[] {
  return countValues(selectors) <= MAX_VALUES ? selectors : packSelectors(selectors);
}

/**
 * Selectors with fewer values that record exactly the same events: values that others cover go, conditions that never
 * apply go, selectors that differ in one field are merged where that is exact, and those that another covers go. The
 * name of a merged selector joins the names.
 */
export function packSelectors(selectors: readonly AdvancedEventSelector[]): readonly AdvancedEventSelector[] {
  let packed = selectors.flatMap(loosen);
  for (;;) {
    const before = packed.length;
    for (const field of MERGEABLE) packed = mergeOver(field, packed);
    packed = withoutCovered(packed);
    if (packed.length === before) return packed.map(tighten);
  }
}

/** A selector as sets by field, ready to be compared and merged. */
interface Loose {
  readonly names: readonly string[];
  readonly fields: ReadonlyMap<SelectorField, ConditionSets>;
}

/** A selector has one category and one resource type, and a network selector one event source and error code. */
const MERGEABLE: readonly SelectorField[] = SELECTOR_FIELDS.filter(
  (field) => field !== "eventCategory" && field !== "resources.type" && field !== "errorCode",
);

function loosen(selector: AdvancedEventSelector): Loose[] {
  const fields = new Map<SelectorField, ConditionSets>();
  for (const [field, conditions] of fieldTable(selector)) {
    const sets = simplified(conditionSets(conditions));
    if (sets === undefined) return []; // No event satisfies it, so the selector records nothing.
    fields.set(field, sets);
  }
  return [{ names: selector.name === undefined ? [] : [selector.name], fields }];
}

function tighten({ names, fields }: Loose): AdvancedEventSelector {
  const table = new Map([...fields].map(([field, sets]) => [field, conditionsOf(sets)] as const));
  return selectorOf(table, joinNames(names));
}

function joinNames(names: readonly string[]): string | undefined {
  const [first] = names;
  if (first === undefined) return undefined;
  const joined = names.join(" + ");
  if (joined.length <= MAX_SELECTOR_NAME_LENGTH) return joined;
  const rest = ` + ${names.length - 1} more`;
  return first.slice(0, MAX_SELECTOR_NAME_LENGTH - rest.length) + rest;
}

/** Merges selectors that agree in all but one field, where one condition on it says the same as theirs together. */
function mergeOver(field: SelectorField, selectors: readonly Loose[]): Loose[] {
  const merged: Loose[] = [];
  const candidates = new Map<string, number[]>();
  for (const selector of selectors) {
    const key = allBut(field, selector);
    const places = candidates.get(key) ?? [];
    candidates.set(key, places);
    if (!mergeInto(merged, places, field, selector)) places.push(merged.push(selector) - 1);
  }
  return merged;
}

function mergeInto(
  merged: Loose[],
  places: readonly number[],
  field: SelectorField,
  selector: Loose,
): boolean {
  if (isNetwork(selector) && field === "eventSource") return false;
  for (const place of places) {
    const other = merged[place];
    const sets = other && eitherConditions(conditionsOn(other, field), conditionsOn(selector, field));
    if (other === undefined || sets === undefined) continue;
    merged[place] = {
      names: [...new Set([...other.names, ...selector.names])],
      fields: replaced(other, field, sets),
    };
    return true;
  }
  return false;
}

function replaced({ fields }: Loose, field: SelectorField, sets: ConditionSets): Loose["fields"] {
  const changed = new Map(fields);
  // Reads and writes together are all events.
  const everything =
    sameConditions(sets, ANY_VALUE) || (field === "readOnly" && sets.select.equals.length === 2);
  if (everything) changed.delete(field);
  else changed.set(field, sets);
  return changed;
}

function isNetwork(selector: Loose): boolean {
  return conditionsOn(selector, "eventCategory").select.has("NetworkActivity");
}

function conditionsOn({ fields }: Loose, field: SelectorField): ConditionSets {
  return fields.get(field) ?? ANY_VALUE;
}

/** All that the selector says, but for one field: equal for selectors that may merge over it. */
function allBut(field: SelectorField, { fields }: Loose): string {
  return SELECTOR_FIELDS.map((each) =>
    each === field ? "" : conditionsText(fields.get(each) ?? ANY_VALUE),
  ).join("\n");
}

/** Without selectors all of whose events another one records. Of equal ones the first stays. */
function withoutCovered(selectors: readonly Loose[]): Loose[] {
  return selectors.filter(
    (selector, index) =>
      !selectors.some(
        (other, at) => at !== index && covers(other, selector) && (at < index || !covers(selector, other)),
      ),
  );
}

function covers(outer: Loose, inner: Loose): boolean {
  return SELECTOR_FIELDS.every((field) => implies(conditionsOn(inner, field), conditionsOn(outer, field)));
}
