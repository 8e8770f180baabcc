import { sorted } from "../kernel";
import { fieldTable, OPERATORS, SELECTOR_FIELDS } from "./fields";
import type { AdvancedEventSelector, BasicEventSelector, FieldConditions } from "./selectors";

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
