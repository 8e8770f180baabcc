import { fieldsOf, fieldTable, isCategory, selectorOf } from "./fields";
import { legalFields } from "./constraints/legal";
import type { AdvancedEventSelector, FieldConditions } from "./selectors";

/** A selector, or why its fields make none that orgtrail knows. */
export type ReadSelector = { readonly selector: AdvancedEventSelector } | { readonly why: string };

/**
 * The selector that has these conditions, by CloudTrail's name of each field, as a plan or AWS tells them. It is known where
 * nothing of it is lost: where it would be written as it was read.
 */
export function readSelector(fields: ReadonlyMap<string, FieldConditions>): ReadSelector {
  const category = onlyText(fields.get("eventCategory"));
  if (category === undefined) return { why: compares("eventCategory") };
  if (!isCategory(category)) return { why: "a selector has no category that orgtrail knows" };
  const known = new Set<string>(fieldsOf(category).map(({ field }) => field));
  const unknown = [...fields.keys()].find((field) => field !== "eventCategory" && !known.has(field));
  if (unknown !== undefined) return { why: `a selector has a field that orgtrail does not know: ${unknown}` };
  const selector = selectorOf(fields);
  const written: ReadonlyMap<string, FieldConditions> = fieldTable(selector);
  const lost = [...fields.keys()].find(
    (field) => JSON.stringify(written.get(field) ?? {}) !== JSON.stringify(fields.get(field)),
  );
  if (lost !== undefined) return { why: compares(lost) };
  const [illegal] = legalFields({ kind: "advanced", selectors: [selector] }, {});
  if (illegal === undefined) return { selector };
  const received = illegal.problem.received;
  if (typeof received !== "string") return { why: "a selector of management events chooses event sources" };
  const what = category === "Management" ? "an event source" : String(illegal.path[1]);
  return { why: `${what} is none that orgtrail knows: ${received}` };
}

function compares(field: string): string {
  return `a selector compares ${field} in a way that orgtrail does not know`;
}

function onlyText(conditions: FieldConditions = {}): string | undefined {
  const { equals = [], ...others } = conditions;
  return equals.length === 1 && Object.keys(others).length === 0 ? equals[0] : undefined;
}
