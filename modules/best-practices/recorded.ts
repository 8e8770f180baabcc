import {
  type AdvancedEventSelector,
  type BasicDataResource,
  type BasicEventSelector,
  type BasicResourceType,
  DATA_RESOURCE_TYPES,
  type DataSelector,
  type ExcludableManagementSource,
  type FieldConditions,
  fieldsOf,
  type ManagementSelector,
  OPERATOR_ATTRIBUTES,
  type TrailSelectors,
} from "../event-selectors";
import { type Flag, flagOf, type RecordedFacts } from "../facts";
import type { Resource } from "./resource";
import { type Block, blocksOf, isDynamic, textsOf } from "./block";
import { isExpression, isOpaque } from "./expression";

/** What a selector records for sure, and what it may record once Terraform knows what its expressions say. */
interface Bounds<Selector> {
  readonly atLeast: readonly Selector[];
  readonly atMost: readonly Selector[];
}

/** All management and data events. */
const ALL_EVENTS: readonly AdvancedEventSelector[] = [
  { category: "Management" },
  ...DATA_RESOURCE_TYPES.map((resourceType) => ({ category: "Data", resourceType }) as const),
];

/** What a block `advanced_event_selector` records of management and data events. */
function readAdvanced(block: Block, nameOf: BucketNames): Bounds<AdvancedEventSelector> {
  if (isDynamic(block, "field_selector")) return { atLeast: [], atMost: ALL_EVENTS };
  const fields = readFields(block, nameOf);
  const atMost = readOnlyValues(fields.get("readOnly")).flatMap((readOnly) => [
    ...managementSelectors(fields).map((selector) => ({ ...selector, ...readOnly })),
    ...dataSelectors(fields).map((selector) => ({ ...selector, ...readOnly })),
  ]);
  return { atLeast: [...fields.values()].includes("open") ? [] : atMost, atMost };
}

type Fields = ReadonlyMap<string, ReadField>;

/** The conditions on a field: `open` where an expression may make them conditions that everything fulfils. */
type ReadField = FieldConditions | "open";

/** The name of the bucket of the tree to which a reference leads: nothing where there is none. */
type BucketNames = (reference: string) => string | undefined;

function readFields(selector: Block, nameOf: BucketNames): Fields {
  const fields = new Map<string, ReadField>();
  for (const block of blocksOf(selector["field_selector"])) {
    const field = String(block["field"]);
    fields.set(field, bothFields(fields.get(field), readField(field, block, nameOf)));
  }
  return fields;
}

function readField(field: string, block: Block, nameOf: BucketNames): ReadField {
  const lists = Object.entries(OPERATOR_ATTRIBUTES).map(([operator, attribute]) => {
    const values = block[attribute];
    const texts = textsOf(values);
    // The ARN of one resource, whichever it is, is that of one resource.
    const names = field === "resources.ARN" && /^(not)?equals$/i.test(operator);
    // A list that is an expression may turn out to be empty.
    const open = typeof values === "string" ? isOpaque(values) : !names && texts.some(isOpaque);
    return { operator, texts: texts.map((text) => arnOf(text, nameOf)), open };
  });
  if (lists.some(({ open }) => open)) return "open";
  return Object.fromEntries(
    lists.filter(({ texts }) => texts.length > 0).map(({ operator, texts }) => [operator, texts]),
  );
}

/** An ARN in which the partition is an expression, or the bucket, as one that is read by its colons and has the bucket's name. */
function arnOf(text: string, nameOf: BucketNames): string {
  if (!isExpression(text)) return text;
  const arn = text
    .replace(/^\$\{(aws_s3_bucket\.[\w-]+)\.arn\}/, "arn:aws:s3:::${$1.id}")
    .replace(/^arn:\$\{[^}]+\}:/, "arn:aws:");
  const [, reference = "", rest = ""] = /^(?:arn:[^:]+:s3:::)?(\$\{[^}]*\})(.*)$/s.exec(arn) ?? [];
  const name = reference === "" ? undefined : nameOf(reference);
  return name === undefined ? arn : `arn:aws:s3:::${name}${rest}`;
}

/** The conditions of two blocks on one field. */
function bothFields(one: ReadField = {}, other: ReadField): ReadField {
  if (one === "open" || other === "open") return "open";
  const joined: Record<string, readonly string[]> = { ...one };
  for (const [operator, values] of Object.entries(other) as [string, readonly string[]][]) {
    joined[operator] = [...(joined[operator] ?? []), ...values];
  }
  return joined;
}

/** The texts that a field may equal, of those that are possible. */
function possible(field: ReadField | undefined, all: readonly string[]): readonly string[] {
  if (field === undefined || field === "open") return all;
  const { equals = [], notEquals = [] } = field;
  const named = new Set(equals.length > 0 ? equals : all);
  return [...named].filter((text) => !notEquals.includes(text));
}

/** What the selectors say of `readOnly` that record together what the field does. */
function readOnlyValues(field: ReadField | undefined): readonly Pick<DataSelector, "readOnly">[] {
  const values = possible(field, ["true", "false"]);
  return values.length === 2 ? [{}] : values.map((value) => ({ readOnly: value === "true" }));
}

/** The conditions on the fields that are not read for themselves. An open one is left out. */
function conditionsOn(
  fields: Fields,
  read: readonly string[],
): readonly (readonly [string, FieldConditions])[] {
  return [...fields].flatMap(([field, conditions]) =>
    conditions === "open" || read.includes(field) ? [] : [[field, conditions] as const],
  );
}

function managementSelectors(fields: Fields): readonly ManagementSelector[] {
  if (!possible(fields.get("eventCategory"), ["Management"]).includes("Management")) return [];
  const conditions = conditionsOn(fields, ["eventCategory", "readOnly"]);
  const takes = ([field, given]: readonly [string, FieldConditions]): boolean =>
    field === "eventSource" && Object.keys(given).every((operator) => operator === "notEquals");
  // A trail takes no other condition on management events: what has one does not record them all.
  if (!conditions.every(takes)) return [];
  const notEquals = conditions.flatMap(([, { notEquals: sources = [] }]) => sources);
  return [
    {
      category: "Management",
      ...(notEquals.length > 0 && {
        eventSource: { notEquals: notEquals as readonly ExcludableManagementSource[] },
      }),
    },
  ];
}

/** Where a data selector has the conditions on a field. */
const PROPERTIES: ReadonlyMap<string, string> = new Map(
  fieldsOf("Data").flatMap(({ field, kind, property }) => (kind === "conditions" ? [[field, property]] : [])),
);

const CONSOLE = "sessionCredentialFromConsole";

function dataSelectors(fields: Fields): readonly DataSelector[] {
  if (!possible(fields.get("eventCategory"), ["Data"]).includes("Data")) return [];
  const read = ["eventCategory", "readOnly", "resources.type", CONSOLE];
  const conditions = conditionsOn(fields, read);
  // No data event has the other fields.
  if (!conditions.every(([field]) => PROPERTIES.has(field))) return [];
  const console = possible(fields.get(CONSOLE), ["true", "false"]);
  const narrowed = {
    ...Object.fromEntries(
      conditions.map(([field, given]) => [PROPERTIES.get(field) ?? field, given] as const),
    ),
    ...(console.length < 2 && { sessionCredentialFromConsole: console.includes("true") }),
  };
  return possible(fields.get("resources.type"), DATA_RESOURCE_TYPES).map((resourceType) => ({
    category: "Data",
    resourceType,
    ...narrowed,
  }));
}

const EXCLUDABLE = ["kms.amazonaws.com", "rdsdata.amazonaws.com"] as const;

/** The ARN that stands for every resource of a type. */
const EVERY: Readonly<Record<BasicResourceType, string>> = {
  "AWS::S3::Object": "arn:aws:s3",
  "AWS::Lambda::Function": "arn:aws:lambda",
  "AWS::DynamoDB::Table": "arn:aws:dynamodb",
};
const TYPES = Object.keys(EVERY) as readonly BasicResourceType[];

/** What a block `event_selector` records. */
function readBasic(block: Block, nameOf: BucketNames): Bounds<BasicEventSelector> {
  const [kinds = "All"] = textsOf(block["read_write_type"]);
  const management = flagOf(block["include_management_events"], true);
  const excluded = block["exclude_management_event_sources"];
  const sources = textsOf(excluded);
  const mayExcludeMore = sources.some(isExpression);
  const dynamic = isDynamic(block, "data_resource");
  const resources = blocksOf(block["data_resource"]).map((resource) => readResource(resource, nameOf));
  const known = EXCLUDABLE.filter((source) => sources.includes(source));
  const atMost: BasicEventSelector = {
    ...(!isExpression(kinds) && { readWriteType: kinds as NonNullable<BasicEventSelector["readWriteType"]> }),
    includeManagementEvents: management !== false,
    excludeManagementEventSources: known,
    dataResources: dynamic ? TYPES.map(everyOf) : resources.flatMap((resource) => resource.atMost),
  };
  const atLeast: BasicEventSelector = {
    ...atMost,
    includeManagementEvents: management === true,
    excludeManagementEventSources: mayExcludeMore ? EXCLUDABLE : known,
    dataResources: dynamic ? [] : resources.flatMap((resource) => resource.atLeast),
  };
  // Of reads or of writes alone, nothing is sure.
  return { atLeast: isExpression(kinds) ? [] : [atLeast], atMost: [atMost] };
}

function everyOf(type: BasicResourceType): BasicDataResource {
  return { type, values: [EVERY[type]] };
}

function readResource(block: Block, nameOf: BucketNames): Bounds<BasicDataResource> {
  const [given = ""] = textsOf(block["type"]);
  const values = textsOf(block["values"]).map((text) => arnOf(text, nameOf));
  const types = isExpression(given) ? TYPES : TYPES.filter((type) => type === given);
  const sure = values.filter((value) => !isOpaque(value));
  const atLeast = types.map((type) => ({ type, values: sure }));
  return {
    atLeast: isExpression(given) ? [] : atLeast,
    atMost: sure.length < values.length ? types.map(everyOf) : atLeast,
  };
}

/** What a trail without selectors records. */
const DEFAULT: TrailSelectors = { kind: "advanced", selectors: [{ category: "Management" }] };

/** What a trail records, by its selectors. */
export function recordedOf(trail: Resource, nameOf: BucketNames): RecordedFacts {
  if (trail.isDynamic("advanced_event_selector") || trail.isDynamic("event_selector")) {
    return {
      kind: "unknown",
      atLeast: { kind: "advanced", selectors: [] },
      atMost: { kind: "advanced", selectors: ALL_EVENTS },
    };
  }
  const advanced = trail.blocks("advanced_event_selector").map((block) => readAdvanced(block, nameOf));
  if (advanced.length > 0) {
    return { kind: "advanced", ...together(advanced, (selectors) => ({ kind: "advanced", selectors })) };
  }
  const basic = trail.blocks("event_selector").map((block) => readBasic(block, nameOf));
  if (basic.length > 0) {
    return { kind: "basic", ...together(basic, (selectors) => ({ kind: "basic", selectors })) };
  }
  return { kind: "default", atLeast: DEFAULT, atMost: DEFAULT };
}

function together<Selector>(
  bounds: readonly Bounds<Selector>[],
  trailOf: (selectors: readonly Selector[]) => TrailSelectors,
): Pick<RecordedFacts, "atLeast" | "atMost"> {
  const atMost = trailOf(bounds.flatMap((bound) => bound.atMost));
  // Mostly all is sure, and whoever asks need not ask twice.
  const sure = bounds.every((bound) => bound.atLeast === bound.atMost);
  return { atMost, atLeast: sure ? atMost : trailOf(bounds.flatMap((bound) => bound.atLeast)) };
}

/** Whether a trail records something. What it records for sure decides, and what it may record. */
export function records(
  { atLeast, atMost }: Pick<RecordedFacts, "atLeast" | "atMost">,
  something: (trail: TrailSelectors) => boolean,
): Flag {
  if (something(atLeast)) return true;
  return atLeast !== atMost && something(atMost) ? "unknown" : false;
}
