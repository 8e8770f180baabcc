import {
  BASIC_RESOURCE_TYPES,
  EXCLUDABLE_SOURCES,
  OPERATOR_ATTRIBUTES,
  READ_WRITE_TYPES,
  readSelector,
  type AdvancedEventSelector,
  type BasicDataResource,
  type BasicEventSelector,
  type FieldConditions,
  type Operator,
  type TrailSelectors,
} from "../../../../modules/event-selectors";
import type { JsonObject } from "../../change";
import { at, blocksAt, holdsUnknown, textAt, textsAt } from "../attributes";

/** Thrown when a trail's selectors have something that orgtrail does not know, or that is not known yet. */
export class UnreadableSelectors extends Error {}

/**
 * What a trail records, read from the blocks of `aws_cloudtrail`. A trail without selectors records all management
 * events.
 * @throws UnreadableSelectors
 */
export function readSelectors(trail: JsonObject): TrailSelectors {
  const { event_selector: basic, advanced_event_selector: advanced } = trail;
  if (holdsUnknown(basic) || holdsUnknown(advanced)) {
    throw new UnreadableSelectors("the selectors are known only after apply");
  }
  const selectors = blocksAt(trail, "advanced_event_selector");
  if (selectors.length > 0) return { kind: "advanced", selectors: selectors.map(advancedSelector) };
  const older = blocksAt(trail, "event_selector");
  return { kind: "basic", selectors: older.length === 0 ? [{}] : older.map(basicSelector) };
}

/** @throws UnreadableSelectors */
export function basicSelector(block: JsonObject): BasicEventSelector {
  return {
    readWriteType: oneOf(READ_WRITE_TYPES, textAt(block, "read_write_type") ?? "All", "read_write_type"),
    includeManagementEvents: at(block, "include_management_events") !== false,
    excludeManagementEventSources: textsAt(block, "exclude_management_event_sources").map((source) =>
      oneOf(EXCLUDABLE_SOURCES, source, "an event source"),
    ),
    dataResources: blocksAt(block, "data_resource").map((resource): BasicDataResource => ({
      type: oneOf(BASIC_RESOURCE_TYPES, textAt(resource, "type") ?? "", "type"),
      values: textsAt(resource, "values"),
    })),
  };
}

/** @throws UnreadableSelectors */
export function advancedSelector(block: JsonObject): AdvancedEventSelector {
  const blocks = blocksAt(block, "field_selector");
  const fields = new Map(blocks.map((field) => [textAt(field, "field") ?? "", conditionsOf(field)] as const));
  if (fields.size < blocks.length) throw new UnreadableSelectors("a selector has a field twice");
  const read = readSelector(fields);
  if ("why" in read) throw new UnreadableSelectors(read.why);
  return read.selector;
}

/** The category of a selector's events, if it is there and known. */
export function categoryOf(block: JsonObject): string | undefined {
  const categories = blocksAt(block, "field_selector").filter(
    (field) => at(field, "field") === "eventCategory",
  );
  const [first, ...others] = categories.map((field) => conditionsOf(field).equals ?? []);
  return first?.length === 1 && others.length === 0 ? first[0] : undefined;
}

function conditionsOf(field: JsonObject): FieldConditions {
  const conditions: Partial<Record<Operator, readonly string[]>> = {};
  for (const [operator, attribute] of Object.entries(OPERATOR_ATTRIBUTES) as [Operator, string][]) {
    const values = textsAt(field, attribute);
    if (values.length > 0) conditions[operator] = values;
  }
  return conditions;
}

function oneOf<T extends string>(known: readonly T[], value: string, what: string): T {
  const found = known.find((each) => each === value);
  if (found === undefined) throw new UnreadableSelectors(`${what} is none that orgtrail knows: ${value}`);
  return found;
}
