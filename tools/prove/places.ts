import { trailArn } from "../../modules/organization";
import { accountOf, type Actor } from "./cast";
import type { Circumstances } from "./contexts";
import { attachmentOf, isBucket, isKey, isRole, logGroupOf, type Subject, type SubjectKind } from "./subject";

/** The words in braces that a table may use in resources and keys. */
export const PLACEHOLDERS = [
  "prefix",
  "organization",
  "member",
  "otherMember",
  "stranger",
  "management",
  "trailAccount",
  "owner",
  "caller",
  "day",
  "partition",
  "region",
  "logGroup",
  "name",
  "trailName",
  "logBucket",
] as const;

type Placeholder = (typeof PLACEHOLDERS)[number];

/**
 * What a table may ask for: the bucket, an object in it or one of its log files, the key, the topic, the queue, the bus, the
 * role; a stream in the log group, the roles that guardrails let through or protect, or any ARN, where it is asked what a role or the
 * people of an account may do.
 */
export const RESOURCE_PATTERN =
  "^(bucket(/.+)?|logFile|key|topic|queue|bus|role|guardedRole|stream/.+|arn:.+|\\*)$";

/** The same for people. */
export const RESOURCES_ALLOWED =
  "bucket, bucket/KEY, logFile, key, topic, queue, bus, role, guardedRole, stream/NAME, arn:…, *";

/** Braces in the text that hold no placeholder. */
export function unknownPlaceholders(text: string): readonly string[] {
  const known: readonly string[] = PLACEHOLDERS;
  return [...text.matchAll(/\{([^}]*)\}/g)].flatMap(([, name = ""]) => (known.includes(name) ? [] : [name]));
}

/** The text with its placeholders replaced. The schema has let known ones through only. */
export function filled(text: string, circumstances: Circumstances, actor: Actor): string {
  const { configuration, subject, outsiders } = circumstances;
  const values: Readonly<Record<Placeholder, string>> = {
    prefix: subject.prefix === undefined ? "" : `${subject.prefix}/`,
    organization: configuration.organization,
    member: outsiders.member,
    otherMember: outsiders.otherMember,
    stranger: outsiders.stranger,
    management: configuration.accounts.management.id,
    trailAccount: subject.trail.account,
    owner: subject.ownerAccount,
    caller: accountOf(actor) ?? "anonymous",
    day: `${subject.region}/2026/01/31`,
    partition: configuration.partition,
    region: subject.region,
    logGroup: subject.watch?.logGroup?.name ?? "",
    name: configuration.name,
    trailName: subject.trail.name,
    logBucket: subject.logBuckets[0] ?? "",
  };
  return text.replace(/\{([^}]*)\}/g, (_, name: string) => values[name as Placeholder]);
}

/** Where a trail puts a log file: the organization's of another account than any that asks. */
function logFileOf(subject: Subject): string {
  const folder = subject.trail.organization === undefined ? "{trailAccount}" : "{organization}/{otherMember}";
  return `{prefix}AWSLogs/${folder}/CloudTrail/{day}/log.json.gz`;
}

/** Whether a subject of the kind has such a resource. */
export function hasResource(kind: SubjectKind, resource: string): boolean {
  if (resource.startsWith("stream/")) return kind === "log role permissions";
  const attachment = attachmentOf({ kind });
  if (resource === "*" || resource === "guardedRole") return attachment === "the asker's account";
  if (resource.startsWith("arn:")) return attachment !== "the resource";
  switch (resource) {
    case "key":
      return isKey({ kind });
    case "topic":
      return kind.endsWith(" topic");
    case "queue":
      return kind === "dead-letter queue";
    case "bus":
      return kind === "event bus" || kind === "forwarding role permissions";
    case "role":
      return isRole({ kind });
    case "logFile":
      return kind === "log bucket" || kind === "resource control of a bucket";
    default:
      return isBucket({ kind });
  }
}

/** Actions that are asked of an object; all others of S3 are asked of a bucket. */
const OBJECT_ACTION =
  /^s3:((Get|Put|Delete|Restore|Update)Object|Replicate|BypassGovernance|AbortMultipart|ListMultipartUploadParts|ObjectOwner)/;

/** The service of a resource other than the subject, by the form of its name. */
function serviceOf(resource: string): string | undefined {
  if (resource.startsWith("stream/")) return "logs";
  if (resource === "bus") return "events";
  if (resource === "guardedRole") return "iam";
  return resource.startsWith("arn:") ? resource.split(":")[2] : undefined;
}

/**
 * Whether AWS is ever asked the action of such a resource: s3:DeleteBucket of a bucket, never of an object.
 * A row may list both, with actions of either.
 */
export function isAskedOf(action: string, resource = "bucket"): boolean {
  const service = action.slice(0, action.indexOf(":"));
  // Who assumes a role asks STS for a resource of IAM's.
  const of = serviceOf(resource) ?? service;
  if (of !== (service === "sts" ? "iam" : service) && of !== service) return false;
  const ofObject = resource === "logFile" || /^(bucket|arn:[^:]+:s3:::[^/]+)\//.test(resource);
  return service === "s3" ? OBJECT_ACTION.test(action) === ofObject : !ofObject;
}

/** The ARN of what a table asks for. @param resource @default - the subject itself */
export function resourceArn(
  resource: string | undefined,
  circumstances: Circumstances,
  actor: Actor,
): string {
  const { subject } = circumstances;
  if (resource === "logFile") return `${subject.arn}/${filled(logFileOf(subject), circumstances, actor)}`;
  if (resource === "bus") return busOf(subject);
  if (resource?.startsWith("stream/") === true) {
    const stream = filled(resource.slice("stream/".length), circumstances, actor);
    return `${logGroupOf(subject) ?? ""}:log-stream:${stream}`;
  }
  if (resource === "*") return resource;
  if (resource?.startsWith("arn:") === true) return filled(resource, circumstances, actor);
  if (resource?.startsWith("bucket/") !== true) return subject.arn;
  return `${subject.arn}/${filled(resource.slice("bucket/".length), circumstances, actor)}`;
}

/** The bus itself, or that to which a role forwards. */
function busOf({ arn, watch }: Subject): string {
  return watch?.detection?.forwarding?.eventBusArn ?? arn;
}

/** The trail whose logs the subject keeps. */
export function trailOf({ subject }: Circumstances): string {
  return trailArn(subject.trail);
}
