import { sorted } from "../kernel";
import { fieldsOf, fieldTable, isCategory, OPERATORS, SELECTOR_FIELDS, selectorOf } from "./fields";
import type { AdvancedEventSelector, BasicEventSelector, FieldConditions } from "./selectors";
import { legalFields } from "./constraints/legal";

/** One `field_selector` block of `aws_cloudtrail`, in the shape that its construct takes. */
export interface RenderedFieldSelector {
  readonly field: string;
  readonly equalTo?: string[];
  readonly startsWith?: string[];
  readonly endsWith?: string[];
  readonly notEquals?: string[];
  readonly notStartsWith?: string[];
  readonly notEndsWith?: string[];
}

/** One `advanced_event_selector` block of `aws_cloudtrail`, in the shape that its construct takes. */
export interface RenderedAdvancedEventSelector {
  readonly name?: string;
  readonly fieldSelector: RenderedFieldSelector[];
}

/** One `event_selector` block of `aws_cloudtrail`, in the shape that its construct takes. */
export interface RenderedEventSelector {
  readonly readWriteType: string;
  readonly includeManagementEvents: boolean;
  readonly excludeManagementEventSources?: string[];
  readonly dataResource?: { readonly type: string; readonly values: string[] }[];
}

/**
 * The selectors as `CloudtrailConfig.advancedEventSelector` takes them. Selectors stay in their order; fields stand in
 * the order of SELECTOR_FIELDS, values sorted and each once, so equal selectors give equal plans.
 */
export function renderAdvancedEventSelectors(
  selectors: readonly AdvancedEventSelector[],
): RenderedAdvancedEventSelector[] {
  return selectors.map((selector) => {
    const table = fieldTable(selector);
    const fieldSelector = SELECTOR_FIELDS.flatMap((field) => {
      const conditions = table.get(field);
      return conditions === undefined ? [] : [renderField(field, conditions)];
    });
    return selector.name === undefined ? { fieldSelector } : { name: selector.name, fieldSelector };
  });
}

function renderField(field: string, conditions: FieldConditions): RenderedFieldSelector {
  const operators: Partial<Record<Exclude<keyof RenderedFieldSelector, "field">, string[]>> = {};
  for (const operator of OPERATORS) {
    const values = conditions[operator];
    // The AWS binding spells `equals` differently, since every Java object has a method of that name.
    const attribute = operator === "equals" ? "equalTo" : operator;
    if (values !== undefined && values.length > 0) operators[attribute] = sorted(values);
  }
  return { field, ...operators };
}

/**
 * The selectors as `CloudtrailConfig.eventSelector` takes them, with the defaults written out, since a changed default
 * must not change a trail. Values are sorted, each once.
 */
export function renderBasicEventSelectors(selectors: readonly BasicEventSelector[]): RenderedEventSelector[] {
  return selectors.map((selector) => ({
    readWriteType: selector.readWriteType ?? "All",
    includeManagementEvents: selector.includeManagementEvents ?? true,
    ...(selector.excludeManagementEventSources?.length
      ? { excludeManagementEventSources: sorted(selector.excludeManagementEventSources) }
      : {}),
    ...(selector.dataResources?.length
      ? {
          dataResource: selector.dataResources.map(({ type, values }) => ({
            type,
            values: sorted(values),
          })),
        }
      : {}),
  }));
}

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
