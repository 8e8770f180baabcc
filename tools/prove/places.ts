import type { SubjectKind } from "../../stacks/blueprint";
import { attachmentOf, isThing, policedThing, serviceAsking } from "./kinds";
import { mayNameNothing, serviceIn } from "./names";
import type { Scene } from "./scene";
import { filled } from "./words";

/**
 * What a table may ask for: the bucket, an object in it or one of its log files, the key, the topic, the queue, the bus, the
 * role; a stream in the log group, the roles that guardrails let through or protect, what AWS Config's rules check in an account,
 * or any ARN, where it is asked what a role or the people of an account may do.
 */
export const RESOURCE_PATTERN =
  /^(bucket(\/.+)?|logFile|key|topic|queue|bus|role|guardedRole|checkedLogBucket|checkedAccessLogBucket|checkedKey|stream\/.+|arn:.+|\*)$/;

/** The same for people. */
export const RESOURCES_ALLOWED =
  "bucket, bucket/KEY, logFile, key, topic, queue, bus, role, guardedRole, checkedLogBucket, checkedAccessLogBucket, checkedKey, stream/NAME, arn:…, *";

/** What the words of a table stand for; all others, and none, stand for the subject itself. */
const RESOURCES: Readonly<Partial<Record<string, string>>> = {
  logFile: "{arn}/{prefix}AWSLogs/{logFolder}/CloudTrail/{day}/log.json.gz",
  bus: "{bus}",
  guardedRole: "{guardedRoles}",
  checkedLogBucket: "{checkedLogBuckets}",
  checkedAccessLogBucket: "{checkedAccessLogBuckets}",
  checkedKey: "{checkedKeys}",
};

/** The services of what is no subject's own. */
const SERVICES: Readonly<Partial<Record<string, string>>> = {
  bus: "events",
  guardedRole: "iam",
  checkedLogBucket: "s3",
  checkedAccessLogBucket: "s3",
  checkedKey: "kms",
};

/** Whether a subject of the kind has such a resource. */
export function hasResource(kind: SubjectKind, resource: string): boolean {
  if (resource.startsWith("stream/")) return kind === "log role permissions";
  if (resource.startsWith("checked")) return kind === "remediation role permissions";
  const attachment = attachmentOf({ kind });
  if (resource === "guardedRole") return attachment === "the asker's account";
  if (resource === "*") return attachment === "the asker's account" || attachment === "the role that asks";
  if (resource.startsWith("arn:"))
    return attachment !== "the resource" || policedThing({ kind }) === undefined;
  switch (resource) {
    case "key":
    case "topic":
    case "queue":
    case "role":
      return isThing({ kind }, resource);
    case "bus":
      return isThing({ kind }, "bus") || kind === "forwarding role permissions";
    case "logFile":
      return kind === "log bucket" || kind === "resource control of a bucket";
    default:
      return isThing({ kind }, "bucket");
  }
}

/** Actions that are asked of an object; all others of S3 are asked of a bucket. */
const OBJECT_ACTION =
  /^s3:((Get|Put|Delete|Restore|Update)Object|Replicate|BypassGovernance|AbortMultipart|ListMultipartUploadParts|ObjectOwner|InitiateReplication)/i;

/** The service of a resource other than the subject, by the form of its name. */
function serviceOf(resource: string): string | undefined {
  if (resource.startsWith("stream/")) return "logs";
  return resource.startsWith("arn:") ? resource.split(":")[2] : SERVICES[resource];
}

/** Services that are asked of resources of another: who assumes a role asks STS, and who makes an access point of Lambda's asks S3. */
const FOREIGN_RESOURCES: Readonly<Partial<Record<string, string>>> = { sts: "iam", s3: "s3-object-lambda" };

/**
 * Whether AWS is ever asked the action of such a resource, and then asks the subject's policy: s3:DeleteBucket of a bucket, never
 * of an object or a key. A row may list several of each, and asks what goes together. `*` is no resource, and not all of them: it
 * is what AWS asks with where the action is of none.
 */
export function isAskedOf(action: string, resource: string | undefined, kind: SubjectKind): boolean {
  if (resource === "*") return mayNameNothing(action);
  const service = serviceIn(action);
  const of = serviceOf(resource ?? "") ?? serviceAsking({ kind });
  if (of !== undefined && of !== service && FOREIGN_RESOURCES[service] !== of) return false;
  const isObject = resource === "logFile" || /^(bucket|arn:[^:]+:s3:::[^/]+)\//.test(resource ?? "");
  return service === "s3" ? OBJECT_ACTION.test(action) === isObject : !isObject;
}

/** The ARNs of what a table asks for, each by itself. @param resource @default - the subject itself */
export function resourceArns(resource: string | undefined, scene: Scene): readonly string[] {
  const [, form = "", rest = ""] = /^(bucket|stream)\/(.+)$/s.exec(resource ?? "") ?? [];
  if (form !== "")
    return filled(form === "bucket" ? `{arn}/${rest}` : `{logGroupArn}:log-stream:${rest}`, scene);
  const isArn = resource === "*" || resource?.startsWith("arn:") === true;
  return filled(isArn ? resource : (RESOURCES[resource ?? ""] ?? "{arn}"), scene);
}
