import type {
  AdvancedEventSelector,
  BasicDataResource,
  BasicEventSelector,
  ExcludableManagementSource,
  FieldConditions,
  TrailSelectors,
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

const READ_WRITE_TYPES = ["All", "ReadOnly", "WriteOnly"] as const;
const BASIC_TYPES = ["AWS::S3::Object", "AWS::Lambda::Function", "AWS::DynamoDB::Table"] as const;

/** @throws UnreadableSelectors */
export function basicSelector(block: JsonObject): BasicEventSelector {
  return {
    readWriteType: oneOf(READ_WRITE_TYPES, textAt(block, "read_write_type") ?? "All", "read_write_type"),
    includeManagementEvents: at(block, "include_management_events") !== false,
    excludeManagementEventSources: textsAt(block, "exclude_management_event_sources").map(excludableSource),
    dataResources: blocksAt(block, "data_resource").map((resource): BasicDataResource => ({
      type: oneOf(BASIC_TYPES, textAt(resource, "type") ?? "", "type"),
      values: textsAt(resource, "values"),
    })),
  };
}

const OPERATORS = {
  equals: "equals",
  starts_with: "startsWith",
  ends_with: "endsWith",
  not_equals: "notEquals",
  not_starts_with: "notStartsWith",
  not_ends_with: "notEndsWith",
} as const satisfies Readonly<Record<string, keyof FieldConditions>>;

type Fields = ReadonlyMap<string, FieldConditions>;

/** @throws UnreadableSelectors */
export function advancedSelector(block: JsonObject): AdvancedEventSelector {
  const blocks = blocksAt(block, "field_selector");
  const fields: Fields = new Map(
    blocks.map((field) => [textAt(field, "field") ?? "", conditionsOf(field)] as const),
  );
  if (fields.size < blocks.length) throw new UnreadableSelectors("a selector has a field twice");
  switch (only(fields, "eventCategory")) {
    case "Management":
      return managementSelector(fields);
    case "Data":
      return dataSelector(fields);
    case "NetworkActivity":
      return networkSelector(fields);
    default:
      throw new UnreadableSelectors("a selector has no category that orgtrail knows");
  }
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
  const conditions: Partial<Record<keyof FieldConditions, readonly string[]>> = {};
  for (const [attribute, operator] of Object.entries(OPERATORS)) {
    const values = textsAt(field, attribute);
    if (values.length > 0) conditions[operator] = values;
  }
  return conditions;
}

function managementSelector(fields: Fields): AdvancedEventSelector {
  requireFields(fields, ["eventCategory", "readOnly", "eventSource"]);
  const excluded = fields.get("eventSource");
  if (excluded !== undefined && Object.keys(excluded).some((operator) => operator !== "notEquals")) {
    throw new UnreadableSelectors("a selector of management events chooses event sources");
  }
  return {
    category: "Management",
    ...readOnly(fields),
    ...(excluded !== undefined && {
      eventSource: { notEquals: (excluded.notEquals ?? []).map(excludableSource) },
    }),
  };
}

function dataSelector(fields: Fields): AdvancedEventSelector {
  requireFields(fields, [
    "eventCategory",
    "resources.type",
    "resources.ARN",
    "readOnly",
    "eventName",
    "eventSource",
    "eventType",
    "sessionCredentialFromConsole",
    "userIdentity.arn",
  ]);
  return {
    category: "Data",
    resourceType: only(fields, "resources.type"),
    ...readOnly(fields),
    ...when("eventName", fields.get("eventName")),
    ...when("resourceArn", fields.get("resources.ARN")),
    ...when("eventSource", fields.get("eventSource")),
    ...when("eventType", fields.get("eventType")),
    ...when("userIdentityArn", fields.get("userIdentity.arn")),
    ...(fields.has("sessionCredentialFromConsole") && {
      sessionCredentialFromConsole: isTrue(fields, "sessionCredentialFromConsole"),
    }),
  };
}

function networkSelector(fields: Fields): AdvancedEventSelector {
  requireFields(fields, [
    "eventCategory",
    "eventSource",
    "eventName",
    "errorCode",
    "vpcEndpointId",
    "userIdentity.arn",
  ]);
  return {
    category: "NetworkActivity",
    eventSource: only(fields, "eventSource"),
    ...when("eventName", fields.get("eventName")),
    ...when("vpcEndpointId", fields.get("vpcEndpointId")),
    ...when("userIdentityArn", fields.get("userIdentity.arn")),
    ...(fields.has("errorCode") && {
      errorCode: oneOf(["VpceAccessDenied"], only(fields, "errorCode"), "errorCode"),
    }),
  };
}

function when<Name extends string>(
  name: Name,
  conditions: FieldConditions | undefined,
): Partial<Record<Name, FieldConditions>> {
  const given: Partial<Record<Name, FieldConditions>> = {};
  if (conditions !== undefined) given[name] = conditions;
  return given;
}

function readOnly(fields: Fields): { readonly readOnly?: boolean } {
  return fields.has("readOnly") ? { readOnly: isTrue(fields, "readOnly") } : {};
}

function isTrue(fields: Fields, field: string): boolean {
  return oneOf(["true", "false"], only(fields, field), field) === "true";
}

/** The one text that the field must equal. */
function only(fields: Fields, field: string): string {
  const { equals = [], ...others } = fields.get(field) ?? {};
  const [value, ...more] = equals;
  if (value !== undefined && more.length === 0 && Object.keys(others).length === 0) return value;
  throw new UnreadableSelectors(`a selector compares ${field} in a way that orgtrail does not know`);
}

function requireFields(fields: Fields, known: readonly string[]): void {
  const unknown = [...fields.keys()].find((field) => !known.includes(field));
  if (unknown !== undefined) {
    throw new UnreadableSelectors(`a selector has a field that orgtrail does not know: ${unknown}`);
  }
}

const EXCLUDABLE = ["kms.amazonaws.com", "rdsdata.amazonaws.com"] as const;

function excludableSource(source: string): ExcludableManagementSource {
  return oneOf(EXCLUDABLE, source, "an event source");
}

function oneOf<T extends string>(known: readonly T[], value: string, what: string): T {
  const found = known.find((each) => each === value);
  if (found === undefined) throw new UnreadableSelectors(`${what} is none that orgtrail knows: ${value}`);
  return found;
}
