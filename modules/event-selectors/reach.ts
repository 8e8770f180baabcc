import { matchesWildcards } from "../kernel";
import type { Partition } from "../organization";
import { conditionSets, satisfies } from "./conditions";
import { advancedSelectors } from "./data-events";
import { canStartWith, objectArnStart } from "./log-buckets";
import { RENAMED_CALLS } from "./renamed-calls";
import { readsObject, S3_BUCKET_EVENTS, S3_OBJECT_EVENTS } from "./bucket-events";
import type {
  AdvancedEventSelector,
  DataSelector,
  FieldConditions,
  NetworkActivitySelector,
  TrailSelectors,
} from "./selectors";

/** An event that somebody waits for, as far as it is known. */
export interface AwaitedEvent {
  /** Its name in CloudTrail; `*` stands for any characters. */
  readonly eventName: string;
  /** The general purpose bucket that it is about. @default - any, or no bucket */
  readonly bucket?: string;
  /** The name of the Lambda function that it is about. @default - any, or no function */
  readonly function?: string;
}

/** Answers whether a trail could record an event. */
export type TrailReach = (event: AwaitedEvent) => boolean;

/**
 * Prepares the question whether a trail could ever record an event. A no is certain: it follows from what AWS documents of
 * the event's name, or from the ARNs that selectors name. A yes is none: who makes the call, and from where, is not known,
 * and a name that is not known here may be anything.
 * @param partition of the bucket
 */
export function compileReach(trail: TrailSelectors, partition: Partition): TrailReach {
  const tests = advancedSelectors(trail).map((selector) => reachOf(selector, partition));
  return (event) => {
    const known = knowledgeOf(event);
    return tests.some((test) => test(event, known));
  };
}

/** What is documented of an event. Nothing stands for what is not known. */
interface Knowledge {
  readonly service?: "lambda" | "s3";
  readonly category?: "Data" | "Management";
  readonly readOnly?: boolean;
}

const BUCKET_EVENTS = new Set(S3_BUCKET_EVENTS);
const OBJECT_EVENTS = new Set(S3_OBJECT_EVENTS);
const FUNCTION_EVENTS = new Set(
  RENAMED_CALLS.filter(({ service }) => service === "lambda").flatMap(({ recordedAs }) => recordedAs),
);

/** Other services have objects and invocations too: they are S3's and Lambda's where the bucket or the function is known. */
function knowledgeOf({ eventName, bucket, function: name }: AwaitedEvent): Knowledge {
  const readOnly = /^(Get|Head|List)/.test(eventName);
  if (BUCKET_EVENTS.has(eventName)) return { service: "s3", category: "Management", readOnly };
  if (FUNCTION_EVENTS.has(eventName)) return { service: "lambda", category: "Management", readOnly };
  if (bucket !== undefined && OBJECT_EVENTS.has(eventName)) {
    const reads = readsObject(eventName);
    return { service: "s3", category: "Data", ...(reads !== undefined && { readOnly: reads }) };
  }
  if (name !== undefined && eventName === "Invoke") return { service: "lambda", category: "Data" };
  return {};
}

type Test = (event: AwaitedEvent, known: Knowledge) => boolean;

function reachOf(selector: AdvancedEventSelector, partition: Partition): Test {
  switch (selector.category) {
    case "Management":
      return (_event, known) => known.category !== "Data" && agree(selector.readOnly, known.readOnly);
    case "Data":
      return dataReach(selector, partition);
    case "NetworkActivity":
      return networkReach(selector);
  }
}

const S3_OBJECT = "AWS::S3::Object";
const LAMBDA_FUNCTION = "AWS::Lambda::Function";

function dataReach(
  { resourceType, readOnly, eventName, resourceArn = {} }: DataSelector,
  partition: Partition,
): Test {
  const named = nameTest(eventName);
  return (event, known) =>
    known.category !== "Management" &&
    (known.service === undefined || serviceOf(resourceType) === known.service) &&
    agree(readOnly, known.readOnly) &&
    named(event.eventName) &&
    reachesBucket(event, resourceType, resourceArn, partition) &&
    reachesFunction(event, resourceType, resourceArn);
}

function networkReach({ eventSource, eventName }: NetworkActivitySelector): Test {
  const named = nameTest(eventName);
  return (event, { service }) =>
    (service === undefined || eventSource.startsWith(service)) && named(event.eventName);
}

function serviceOf(resourceType: string): Knowledge["service"] {
  if (resourceType.startsWith("AWS::S3")) return "s3";
  return resourceType === LAMBDA_FUNCTION ? "lambda" : undefined;
}

function agree(wanted: boolean | undefined, known: boolean | undefined): boolean {
  return wanted === undefined || known === undefined || wanted === known;
}

function nameTest(conditions: FieldConditions = {}): (eventName: string) => boolean {
  const sets = conditionSets(conditions);
  return (eventName) => eventName.includes("*") || satisfies(sets, eventName);
}

/** These are recorded for the bucket that is read, too, under the name of the one that is written. */
const COPIES = ["CopyObject", "UploadPartCopy"];

function reachesBucket(
  { bucket, eventName }: AwaitedEvent,
  resourceType: string,
  resourceArn: FieldConditions,
  partition: Partition,
): boolean {
  if (bucket === undefined) return true;
  if (resourceType === LAMBDA_FUNCTION) return false;
  if (resourceType !== S3_OBJECT || COPIES.some((copy) => matchesWildcards(eventName, copy, "*")))
    return true;
  return canStartWith(resourceArn, objectArnStart(partition, `${bucket}/`));
}

/** The Region and account of the function are not known, so that only its name can tell. */
function reachesFunction(
  { function: name }: AwaitedEvent,
  resourceType: string,
  { equals = [], startsWith = [], endsWith = [] }: FieldConditions,
): boolean {
  if (name === undefined) return true;
  if (resourceType === S3_OBJECT) return false;
  if (resourceType !== LAMBDA_FUNCTION || endsWith.length > 0) return true;
  if (equals.length + startsWith.length === 0) return true;
  const afterAccount = (arn: string): string | undefined => arn.split(":function:")[1];
  return (
    equals.some((arn) => afterAccount(arn)?.split(":")[0] === name) ||
    startsWith.some((start) => {
      const begun = afterAccount(start);
      return begun === undefined || name.startsWith(begun) || begun.startsWith(`${name}:`);
    })
  );
}
