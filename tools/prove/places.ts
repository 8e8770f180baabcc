import { trailArn } from "../../modules/organization";
import { arnOf, rolesThere, type Actor } from "./actors";
import type { Subject, SubjectKind } from "../../stacks/blueprint";
import { attachmentOf, isBucket, isRole, isThing, serviceAsking } from "./kinds";
import { serviceIn } from "./names";
import { filled } from "./placeholders";
import type { Circumstances, Keys } from "./circumstances";
import { logGroupOf } from "./subject";

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

/** What stands for several resources at once, each asked by itself. */
const SEVERAL: Readonly<
  Partial<
    Record<
      string,
      { readonly service: string; readonly arns: (circumstances: Circumstances) => readonly string[] }
    >
  >
> = {
  guardedRole: { service: "iam", arns: guardedRoleArns },
  checkedLogBucket: { service: "s3", arns: ({ subject }) => subject.mends?.checked.logBuckets ?? [] },
  checkedAccessLogBucket: {
    service: "s3",
    arns: ({ subject }) => subject.mends?.checked.accessLogBuckets ?? [],
  },
  checkedKey: { service: "kms", arns: ({ subject }) => subject.mends?.checked.keys ?? [] },
};

/** The ARNs of the roles of people that guardrails protect: those that are let through, and the plan role. */
function guardedRoleArns(circumstances: Circumstances): readonly string[] {
  const { exempt = [], roles = [] } = circumstances.configuration.guardrails?.names ?? {};
  return rolesThere(circumstances, [...exempt, ...roles]).map((principal) => arnOf({ principal }));
}

/** Each of the resources that a word of a table stands for. */
export function resourcesNamed(
  resource: string | undefined,
  circumstances: Circumstances,
): readonly (string | undefined)[] {
  return SEVERAL[resource ?? ""]?.arns(circumstances) ?? [resource];
}

/** Where a trail puts a log file: the organization's of another account than any that asks. */
function logFileOf(subject: Subject): string {
  const folder = subject.trail.organization === undefined ? "{trailAccount}" : "{organization}/{otherMember}";
  return `{prefix}AWSLogs/${folder}/CloudTrail/{day}/log.json.gz`;
}

/** Whether a subject of the kind has such a resource. */
export function hasResource(kind: SubjectKind, resource: string): boolean {
  if (resource.startsWith("stream/")) return kind === "log role permissions";
  if (resource.startsWith("checked")) return kind === "remediation role permissions";
  const attachment = attachmentOf({ kind });
  if (resource === "guardedRole") return attachment === "the asker's account";
  if (resource === "*") return attachment === "the asker's account" || attachment === "the role that asks";
  if (resource.startsWith("arn:")) return attachment !== "the resource";
  switch (resource) {
    case "key":
    case "topic":
    case "queue":
      return isThing({ kind }, resource);
    case "bus":
      return isThing({ kind }, "bus") || kind === "forwarding role permissions";
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
  /^s3:((Get|Put|Delete|Restore|Update)Object|Replicate|BypassGovernance|AbortMultipart|ListMultipartUploadParts|ObjectOwner|InitiateReplication)/i;

/** The service of a resource other than the subject, by the form of its name. */
function serviceOf(resource: string): string | undefined {
  if (resource.startsWith("stream/")) return "logs";
  if (resource === "bus") return "events";
  return SEVERAL[resource]?.service ?? (resource.startsWith("arn:") ? resource.split(":")[2] : undefined);
}

/** Services that are asked of resources of another: who assumes a role asks STS, and who makes an access point of Lambda's asks S3. */
const FOREIGN_RESOURCES: Readonly<Partial<Record<string, string>>> = { sts: "iam", s3: "s3-object-lambda" };

/**
 * Whether AWS is ever asked the action of such a resource, and then asks the subject's policy: s3:DeleteBucket of a bucket, never
 * of an object or a key. A row may list several of each, and asks what goes together.
 */
export function isAskedOf(action: string, resource: string | undefined, kind: SubjectKind): boolean {
  const service = serviceIn(action);
  const of = resource === "*" ? undefined : (serviceOf(resource ?? "") ?? serviceAsking({ kind }));
  if (of !== undefined && of !== service && FOREIGN_RESOURCES[service] !== of) return false;
  const isObject = resource === "logFile" || /^(bucket|arn:[^:]+:s3:::[^/]+)\//.test(resource ?? "");
  return service === "s3" ? OBJECT_ACTION.test(action) === isObject : !isObject;
}

/** The ARN of what a table asks for. @param resource @default - the subject itself */
export function resourceArn(
  resource: string | undefined,
  circumstances: Circumstances,
  actor: Actor,
  context: Keys = {},
): string {
  const { subject } = circumstances;
  const fill = (text: string): string => filled(text, circumstances, actor, context);
  if (resource === "logFile") return `${subject.arn}/${fill(logFileOf(subject))}`;
  if (resource === "bus") return busOf(subject);
  if (resource?.startsWith("stream/") === true) {
    return `${logGroupOf(subject) ?? ""}:log-stream:${fill(resource.slice("stream/".length))}`;
  }
  if (resource === "*") return resource;
  if (resource?.startsWith("arn:") === true) return fill(resource);
  if (resource?.startsWith("bucket/") !== true) return subject.arn;
  return `${subject.arn}/${fill(resource.slice("bucket/".length))}`;
}

/** The bus itself, or that to which a role forwards. */
function busOf({ arn, watch }: Subject): string {
  return watch?.eventBusArn ?? arn;
}

/** The trail whose logs the subject keeps. */
export function trailOf({ subject }: Circumstances): string {
  return trailArn(subject.trail);
}
