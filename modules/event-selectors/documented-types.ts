import { readsObject, S3_OBJECT_EVENTS } from "./bucket-events";

/** What AWS documents of the data events of one type of resource. */
export interface DocumentedType {
  readonly eventSource: string;
  /** How an ARN starts, after the partition. */
  readonly arn: string;
  /** How the resource's own part of the ARN starts, after Region and account. @default - an ARN has neither */
  readonly resource?: string;
  /** The names of all data events. */
  readonly events: readonly string[];
  /** Whether an event of that name reads, as CloudTrail's `readOnly` has it; undefined where no page says it. */
  readonly reads: (eventName: string) => boolean | undefined;
}

/** By PartiQL, of which no page says whether it counts as a read. */
const TABLE_STATEMENTS = ["BatchExecuteStatement", "ExecuteStatement", "ExecuteTransaction"];
const TABLE_READS = ["BatchGetItem", "GetItem", "Query", "Scan", "TransactGetItems"];
const TABLE_WRITES = ["BatchWriteItem", "DeleteItem", "PutItem", "TransactWriteItems", "UpdateItem"];

/**
 * The types of which a page lists each data event.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/logging-using-cloudtrail.html
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/logging-using-cloudtrail.html
 */
const DOCUMENTED_TYPES: Readonly<Record<string, DocumentedType>> = {
  "AWS::DynamoDB::Table": {
    eventSource: "dynamodb.amazonaws.com",
    arn: "dynamodb:",
    resource: "table/",
    events: [...TABLE_STATEMENTS, ...TABLE_READS, ...TABLE_WRITES],
    reads: (name) => (TABLE_READS.includes(name) ? true : TABLE_WRITES.includes(name) ? false : undefined),
  },
  "AWS::Lambda::Function": {
    eventSource: "lambda.amazonaws.com",
    arn: "lambda:",
    resource: "function:",
    events: ["Invoke"],
    reads: (name) => (name === "Invoke" ? false : undefined),
  },
  "AWS::S3::Object": {
    eventSource: "s3.amazonaws.com",
    arn: "s3:::",
    events: S3_OBJECT_EVENTS,
    reads: readsObject,
  },
};

/** Whether an ARN of the type can start so. What Terraform knows later may be any text. */
export function canStartArn({ arn, resource }: DocumentedType, start: string): boolean {
  if (start.includes("${")) return true;
  const [, partition, rest] = /^arn:([^:]*)(?::(.*))?$/s.exec(start) ?? [];
  if (partition === undefined) return "arn:".startsWith(start);
  if (rest === undefined || arn.startsWith(rest)) return true;
  if (!rest.startsWith(arn)) return false;
  const own = /^[^:]*:[^:]*:(.*)$/s.exec(rest.slice(arn.length))?.[1];
  return resource === undefined || own === undefined || own.startsWith(resource) || resource.startsWith(own);
}

/** Whether every ARN of the type, or of any where it is not known, starts so. */
export function startsEveryArn(documented: DocumentedType | undefined, start: string): boolean {
  const inside = /^arn:[^:]*(?::(.*))?$/s.exec(start);
  if (inside === null) return "arn:".startsWith(start);
  return (documented?.arn ?? "").startsWith(inside[1] ?? "");
}

/** What AWS documents of the type. @returns undefined where no page lists its events */
export function documentedType(resourceType: string): DocumentedType | undefined {
  return Object.hasOwn(DOCUMENTED_TYPES, resourceType) ? DOCUMENTED_TYPES[resourceType] : undefined;
}
