import type {
  AdvancedEventSelector,
  DataSelector,
  FieldConditions,
  ManagementSelector,
  ManagementSourceConditions,
  NetworkActivitySelector,
} from "./selectors";

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

/** The operators of a field, in the order in which they are written. */
export const OPERATORS = [
  "equals",
  "startsWith",
  "endsWith",
  "notEquals",
  "notStartsWith",
  "notEndsWith",
] as const;

/** One operator of a field. */
export type Operator = (typeof OPERATORS)[number];

/** A selector as a table from field to conditions: the one shape that rendering, counting and matching work on. */
export type FieldTable = ReadonlyMap<SelectorField, FieldConditions>;

/** The selector's conditions, by field, without its name. A field that is left out has no entry. */
export function fieldTable(selector: AdvancedEventSelector): FieldTable {
  const conditions: Partial<Record<SelectorField, FieldConditions | undefined>> = {
    eventCategory: { equals: [selector.category] },
    ...specificFields(selector),
  };
  const table = new Map<SelectorField, FieldConditions>();
  for (const field of SELECTOR_FIELDS) {
    const value = conditions[field];
    if (value !== undefined && valuesOf(value) > 0) table.set(field, value);
  }
  return table;
}

type Fields = Partial<Record<SelectorField, FieldConditions | undefined>>;

function specificFields(selector: AdvancedEventSelector): Fields {
  switch (selector.category) {
    case "Management":
      return { eventSource: selector.eventSource, readOnly: equalsBoolean(selector.readOnly) };
    case "Data":
      return {
        "resources.type": { equals: [selector.resourceType] },
        eventSource: selector.eventSource,
        readOnly: equalsBoolean(selector.readOnly),
        eventName: selector.eventName,
        eventType: selector.eventType,
        "resources.ARN": selector.resourceArn,
        sessionCredentialFromConsole: onlyTrue(selector.sessionCredentialFromConsole),
        "userIdentity.arn": selector.userIdentityArn,
      };
    case "NetworkActivity":
      return {
        eventSource: { equals: [selector.eventSource] },
        eventName: selector.eventName,
        errorCode: selector.errorCode === undefined ? undefined : { equals: [selector.errorCode] },
        "userIdentity.arn": selector.userIdentityArn,
        vpcEndpointId: selector.vpcEndpointId,
      };
  }
}

function equalsBoolean(value: boolean | undefined): FieldConditions | undefined {
  return value === undefined ? undefined : { equals: [String(value)] };
}

/** CloudTrail takes only the value `true` here, under either operator. */
function onlyTrue(value: boolean | undefined): FieldConditions | undefined {
  if (value === undefined) return undefined;
  return value ? { equals: ["true"] } : { notEquals: ["true"] };
}

/** How many values the conditions of one field have; one given twice under one operator counts once. */
export function valuesOf(conditions: FieldConditions): number {
  return OPERATORS.reduce((count, operator) => count + new Set(conditions[operator]).size, 0);
}

/** The selector that has this table of fields: the inverse of `fieldTable`. */
export function selectorOf(table: FieldTable, name: string | undefined): AdvancedEventSelector {
  const first = (field: SelectorField): string => table.get(field)?.equals?.[0] ?? "";
  const shared = {
    name,
    readOnly: flag(table.get("readOnly")),
    eventName: table.get("eventName"),
    userIdentityArn: table.get("userIdentity.arn"),
  };
  switch (first("eventCategory") as AdvancedEventSelector["category"]) {
    case "Management":
      return given<ManagementSelector>({
        category: "Management",
        name,
        readOnly: shared.readOnly,
        eventSource: table.get("eventSource") as ManagementSourceConditions | undefined,
      });
    case "Data":
      return given<DataSelector>({
        ...shared,
        category: "Data",
        resourceType: first("resources.type"),
        eventSource: table.get("eventSource"),
        eventType: table.get("eventType"),
        resourceArn: table.get("resources.ARN"),
        sessionCredentialFromConsole: flag(table.get("sessionCredentialFromConsole")),
      });
    case "NetworkActivity":
      return given<NetworkActivitySelector>({
        category: "NetworkActivity",
        name,
        eventName: shared.eventName,
        eventSource: first("eventSource"),
        errorCode: first("errorCode") === "" ? undefined : "VpceAccessDenied",
        userIdentityArn: shared.userIdentityArn,
        vpcEndpointId: table.get("vpcEndpointId"),
      });
  }
}

function flag(conditions: FieldConditions | undefined): boolean | undefined {
  return conditions && (conditions.equals ?? []).includes("true");
}

/** The object without the properties that are undefined. */
function given<T extends object>(properties: { readonly [Key in keyof T]: T[Key] | undefined }): T {
  return Object.fromEntries(Object.entries(properties).filter(([, value]) => value !== undefined)) as T;
}

/** How many values all conditions of all selectors have: what CloudTrail's quota of 500 counts. */
export function countValues(selectors: readonly AdvancedEventSelector[]): number {
  let count = 0;
  for (const selector of selectors) {
    for (const conditions of fieldTable(selector).values()) count += valuesOf(conditions);
  }
  return count;
}
