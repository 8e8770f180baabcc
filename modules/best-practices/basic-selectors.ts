import type { BasicDataResource, BasicEventSelector, BasicResourceType } from "../event-selectors";
import type { Bounds } from "./advanced-selectors";
import { blocksOf, isDynamic, textsOf, type Block } from "./block";
import { isExpression, isOpaque } from "./expression";
import { flagOf } from "../facts";

const EXCLUDABLE = ["kms.amazonaws.com", "rdsdata.amazonaws.com"] as const;

/** The ARN that stands for every resource of a type. */
const EVERY: Readonly<Record<BasicResourceType, string>> = {
  "AWS::S3::Object": "arn:aws:s3",
  "AWS::Lambda::Function": "arn:aws:lambda",
  "AWS::DynamoDB::Table": "arn:aws:dynamodb",
};
const TYPES = Object.keys(EVERY) as readonly BasicResourceType[];

/** What a block `event_selector` records. */
export function readBasic(block: Block): Bounds<BasicEventSelector> {
  const [kinds = "All"] = textsOf(block["read_write_type"]);
  const management = flagOf(block["include_management_events"], true);
  const excluded = block["exclude_management_event_sources"];
  const sources = textsOf(excluded);
  const mayExcludeMore = sources.some(isExpression);
  const dynamic = isDynamic(block, "data_resource");
  const resources = blocksOf(block["data_resource"]).map(readResource);
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

function readResource(block: Block): Bounds<BasicDataResource> {
  const [given = ""] = textsOf(block["type"]);
  const values = textsOf(block["values"]).map((text) => text.replace(/^arn:\$\{[^}]+\}:/, "arn:aws:"));
  const types = isExpression(given) ? TYPES : TYPES.filter((type) => type === given);
  const sure = values.filter((value) => !isOpaque(value));
  const atLeast = types.map((type) => ({ type, values: sure }));
  return {
    atLeast: isExpression(given) ? [] : atLeast,
    atMost: sure.length < values.length ? types.map(everyOf) : atLeast,
  };
}
