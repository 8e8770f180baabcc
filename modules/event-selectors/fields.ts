import { fromConsoleOf, identityArnOf, readOnlyOf, asText, type CloudTrailEvent } from "./event";
import type { AdvancedEventSelector, FieldConditions } from "./selectors";

/** The fields of CloudTrail's advanced event selectors, in the order in which they are written. */
export const SELECTOR_FIELDS = [
  "eventCategory",
  "resources.type",
  "eventSource",
  "readOnly",
  "eventName",
  "errorCode",
  "eventType",
  "resources.ARN",
  "sessionCredentialFromConsole",
  "userIdentity.arn",
  "vpcEndpointId",
] as const;

/** The name of a field, as CloudTrail's API spells it. */
export type SelectorField = (typeof SELECTOR_FIELDS)[number];

/** A category of events that a trail selects. */
export type SelectorCategory = AdvancedEventSelector["category"];

/**
 * What a selector has for a field: exactly one text, which it cannot do without; true or false; the same of a field that
 * events either have as `true` or lack; conditions; the management sources that are left out; or the one error code.
 */
export type FieldKind =
  "one text" | "boolean" | "true or absent" | "conditions" | "excluded sources" | "error code";

/** All that is known of a field: schema, checks, rendering, matching and reading derive from it. */
export interface SelectorFieldRow {
  /** What a selector calls it. */
  readonly property: string;
  /** What it takes, by category. Selectors of the others do not know it. */
  readonly kinds: Readonly<Partial<Record<SelectorCategory, FieldKind>>>;
  /** The AWS provider that first took it. @default - every version that orgtrail supports */
  readonly since?: string;
  /** What the one text is, where it takes one. */
  readonly one?: { readonly noun: string; readonly description: string; readonly example: string };
  /** Whether event data stores filter management events by it. @default false */
  readonly filtersManagementInLake?: true;
  /** What an event has for it. @default - it is of one of the event's resources, or its category */
  readonly read?: (event: CloudTrailEvent) => string | undefined;
}

/**
 * The one table of fields, in the order in which selectors have their properties. That of the category is the same for all.
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_AdvancedFieldSelector.html
 */
export const FIELDS: Readonly<Record<Exclude<SelectorField, "eventCategory">, SelectorFieldRow>> = {
  "resources.type": {
    property: "resourceType",
    kinds: { Data: "one text" },
    one: { noun: "resource type", description: "The one type of resource.", example: "AWS::S3::Object" },
  },
  readOnly: {
    property: "readOnly",
    kinds: { Management: "boolean", Data: "boolean" },
    read: readOnlyOf,
  },
  eventName: {
    property: "eventName",
    kinds: { Data: "conditions", NetworkActivity: "conditions" },
    filtersManagementInLake: true,
    read: (event) => asText(event.eventName),
  },
  "resources.ARN": { property: "resourceArn", kinds: { Data: "conditions" } },
  errorCode: {
    property: "errorCode",
    kinds: { NetworkActivity: "error code" },
    since: "6.2.0",
    read: (event) => asText(event.errorCode),
  },
  vpcEndpointId: {
    property: "vpcEndpointId",
    kinds: { NetworkActivity: "conditions" },
    since: "6.2.0",
    read: (event) => asText(event.vpcEndpointId),
  },
  eventSource: {
    property: "eventSource",
    kinds: { Management: "excluded sources", Data: "conditions", NetworkActivity: "one text" },
    one: { noun: "event source", description: "The one service.", example: "s3.amazonaws.com" },
    read: (event) => asText(event.eventSource),
  },
  eventType: {
    property: "eventType",
    kinds: { Data: "conditions" },
    since: "6.2.0",
    filtersManagementInLake: true,
    read: (event) => asText(event.eventType),
  },
  sessionCredentialFromConsole: {
    property: "sessionCredentialFromConsole",
    kinds: { Data: "true or absent" },
    since: "6.2.0",
    filtersManagementInLake: true,
    read: fromConsoleOf,
  },
  "userIdentity.arn": {
    property: "userIdentityArn",
    kinds: { Data: "conditions", NetworkActivity: "conditions" },
    filtersManagementInLake: true,
    read: identityArnOf,
  },
};

/** A field as selectors of a category have it. */
export interface CategoryField extends SelectorFieldRow {
  readonly field: Exclude<SelectorField, "eventCategory">;
  readonly kind: FieldKind;
}

function inOrder(category: SelectorCategory): readonly CategoryField[] {
  const fields = (Object.keys(FIELDS) as (keyof typeof FIELDS)[]).flatMap((field) => {
    const kind = FIELDS[field].kinds[category];
    return kind === undefined ? [] : [{ ...FIELDS[field], field, kind }];
  });
  // What a selector cannot do without stands first.
  return [...fields].sort(
    (one, other) => Number(other.kind === "one text") - Number(one.kind === "one text"),
  );
}

const CATEGORY_FIELDS: Readonly<Record<SelectorCategory, readonly CategoryField[]>> = {
  Management: inOrder("Management"),
  Data: inOrder("Data"),
  NetworkActivity: inOrder("NetworkActivity"),
};

/** The categories of events that a trail selects. */
export const SELECTOR_CATEGORIES = Object.keys(CATEGORY_FIELDS) as readonly SelectorCategory[];

/** Whether it is one of them. */
export function isCategory(value: unknown): value is SelectorCategory {
  return typeof value === "string" && Object.hasOwn(CATEGORY_FIELDS, value);
}

/** The fields that selectors of a category have, in the order of their properties: none of a category that is none. */
export function fieldsOf(category: string): readonly CategoryField[] {
  return isCategory(category) ? CATEGORY_FIELDS[category] : [];
}

/** The operators of a field, in the order in which they are written, and the attributes of Terraform's `field_selector`. */
export const OPERATOR_ATTRIBUTES = {
  equals: "equals",
  startsWith: "starts_with",
  endsWith: "ends_with",
  notEquals: "not_equals",
  notStartsWith: "not_starts_with",
  notEndsWith: "not_ends_with",
} as const satisfies Record<keyof FieldConditions, string>;

/** One operator of a field. */
export type Operator = keyof FieldConditions;

/** All of them, in the order in which they are written. */
export const OPERATORS = Object.keys(OPERATOR_ATTRIBUTES) as readonly Operator[];

/** A selector as a table from field to conditions: the one shape that rendering, counting and matching work on. */
export type FieldTable = ReadonlyMap<SelectorField, FieldConditions>;

/** The selector's conditions, by field, without its name. A field that is left out has no entry. */
export function fieldTable(selector: AdvancedEventSelector): FieldTable {
  const given = new Map<SelectorField, FieldConditions>([["eventCategory", { equals: [selector.category] }]]);
  for (const { field, property, kind } of fieldsOf(selector.category)) {
    const value: unknown = selector[property as keyof AdvancedEventSelector];
    if (value !== undefined) given.set(field, WRITTEN[kind](value));
  }
  const table = new Map<SelectorField, FieldConditions>();
  for (const field of SELECTOR_FIELDS) {
    const conditions = given.get(field);
    if (conditions !== undefined && hasValues(conditions)) table.set(field, conditions);
  }
  return table;
}

const exactly = (value: unknown): FieldConditions => ({ equals: [String(value)] });
const itself = (conditions: unknown): FieldConditions => conditions as FieldConditions;

/** The conditions for what a selector has. */
const WRITTEN: Readonly<Record<FieldKind, (value: unknown) => FieldConditions>> = {
  "one text": exactly,
  boolean: exactly,
  // CloudTrail takes only the value `true` here, under either operator.
  "true or absent": (value) => (value === true ? { equals: ["true"] } : { notEquals: ["true"] }),
  conditions: itself,
  "excluded sources": itself,
  "error code": exactly,
};

function hasValues(conditions: FieldConditions): boolean {
  return OPERATORS.some((operator) => (conditions[operator] ?? []).length > 0);
}

/** How many values the conditions of one field have; one given twice under one operator counts once. */
export function valueCountOf(conditions: FieldConditions): number {
  return OPERATORS.reduce((count, operator) => count + new Set(conditions[operator]).size, 0);
}

const first = ({ equals = [] }: FieldConditions): string => equals[0] ?? "";
const flag = ({ equals = [] }: FieldConditions): boolean => equals.includes("true");

/** What a selector has for these conditions. */
const READ: Readonly<Record<FieldKind, (conditions: FieldConditions) => unknown>> = {
  "one text": first,
  boolean: flag,
  "true or absent": flag,
  conditions: itself,
  "excluded sources": itself,
  "error code": first,
};

/** The selector that has this table of fields: the inverse of `fieldTable`. */
export function selectorOf(
  table: ReadonlyMap<string, FieldConditions>,
  name?: string,
): AdvancedEventSelector {
  const category = first(table.get("eventCategory") ?? {});
  const properties: Record<string, unknown> = { category, ...(name !== undefined && { name }) };
  for (const { field, property, kind } of fieldsOf(category)) {
    const conditions = table.get(field);
    if (conditions !== undefined) properties[property] = READ[kind](conditions);
  }
  // The table says what a selector of each category has, which the compiler cannot see.
  return properties as unknown as AdvancedEventSelector;
}

/** How many values all conditions of all selectors have: what CloudTrail's quota of 500 counts. */
export function countValues(selectors: readonly AdvancedEventSelector[]): number {
  let count = 0;
  for (const selector of selectors) {
    for (const conditions of fieldTable(selector).values()) count += valueCountOf(conditions);
  }
  return count;
}
