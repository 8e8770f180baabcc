import type { SubjectKind } from "../../stacks/blueprint";
import { attachmentOf, isThing, policedThing, serviceAsking, type Thing } from "./kinds";
import { mayNameNothing, serviceIn } from "./names";
import type { Scene } from "./scene";
import { filled } from "./words";

type IsOf = (subject: { readonly kind: SubjectKind }) => boolean;

const ofThe =
  (thing: Thing): IsOf =>
  (subject) =>
    isThing(subject, thing);
const among =
  (...kinds: readonly SubjectKind[]): IsOf =>
  ({ kind }) =>
    kinds.includes(kind);
const ofAccounts: IsOf = (subject) => attachmentOf(subject) === "the asker's account";
const ofRunbooks = among("remediation role permissions");

/**
 * What a table may ask for, as it is written there: its ARN, whether a subject has it, and the service that is asked where that is not
 * the subject's own. These are the bucket, an object in it or one of its log files, the key, the topic, the queue, the bus, the role; the
 * roles that guardrails let through or protect, what AWS Config's rules check in an account, a stream in the log group, or any ARN, where
 * it is asked what a role or the people of an account may do.
 */
const PLACES: Readonly<Record<string, readonly [arn: string, isOf: IsOf, service?: string]>> = {
  bucket: ["{arn}", ofThe("bucket")],
  "bucket/KEY": ["{arn}/KEY", ofThe("bucket")],
  logFile: [
    "{arn}/{prefix}AWSLogs/{logFolder}/CloudTrail/{day}/log.json.gz",
    among("log bucket", "resource control of a bucket"),
  ],
  key: ["{arn}", ofThe("key")],
  topic: ["{arn}", ofThe("topic")],
  queue: ["{arn}", ofThe("queue")],
  bus: [
    "{bus}",
    (subject) => isThing(subject, "bus") || among("forwarding role permissions")(subject),
    "events",
  ],
  role: ["{arn}", ofThe("role")],
  guardedRole: ["{guardedRoles}", ofAccounts, "iam"],
  checkedLogBucket: ["{checkedLogBuckets}", ofRunbooks, "s3"],
  checkedAccessLogBucket: ["{checkedAccessLogBuckets}", ofRunbooks, "s3"],
  checkedKey: ["{checkedKeys}", ofRunbooks, "kms"],
  "stream/NAME": ["{logGroupArn}:log-stream:NAME", among("log role permissions"), "logs"],
  "arn:…": ["arn:…", (subject) => policedThing(subject) === undefined],
  "*": ["*", (subject) => ofAccounts(subject) || attachmentOf(subject) === "the role that asks"],
};

/** The same for people. */
export const RESOURCES_ALLOWED = Object.keys(PLACES).join(", ");

interface Place {
  readonly arn: string;
  readonly isOf: IsOf;
  readonly service: string | undefined;
}

/** What the table asks for; nothing where there is no such thing. */
export function placeAt(resource: string): Place | undefined {
  const [, start, rest = ""] = /^(bucket\/|stream\/|arn:)(.+)$/.exec(resource) ?? [];
  const found = Object.entries(PLACES).find(([name]) =>
    start === undefined ? name === resource : name.startsWith(start),
  );
  if (found === undefined) return undefined;
  const [arn, isOf, service = start === "arn:" ? rest.split(":")[1] : undefined] = found[1];
  return { arn: arn.replace(/(KEY|NAME|…)$/, () => rest), isOf, service };
}

/** Actions that are asked of an object; all others of S3 are asked of a bucket. */
const OBJECT_ACTION =
  /^s3:((Get|Put|Delete|Restore|Update)Object|Replicate|BypassGovernance|AbortMultipart|ListMultipartUploadParts|ObjectOwner|InitiateReplication)/i;

/** Services that are asked of resources of another: who assumes a role asks STS, and who makes an access point of Lambda's asks S3. */
const FOREIGN_RESOURCES: Readonly<Partial<Record<string, string>>> = { sts: "iam", s3: "s3-object-lambda" };

/**
 * Whether AWS is ever asked the action of such a resource, and then asks the subject's policy: s3:DeleteBucket of a bucket, never
 * of an object or a key. A row may list several of each, and asks what goes together. `*` is no resource, and not all of them: it
 * is what AWS asks with where the action is of none.
 */
export function isAskedOf(action: string, resource = "", kind: SubjectKind): boolean {
  if (resource === "*") return mayNameNothing(action);
  const service = serviceIn(action);
  const of = placeAt(resource)?.service ?? serviceAsking({ kind });
  if (of !== undefined && of !== service && FOREIGN_RESOURCES[service] !== of) return false;
  const isObject = resource === "logFile" || /^(bucket|arn:[^:]+:s3:::[^/]+)\//.test(resource);
  return service === "s3" ? OBJECT_ACTION.test(action) === isObject : !isObject;
}

/** The ARNs of what a table asks for, each by itself. @param resource @default - the subject itself */
export function resourceArns(resource: string | undefined, scene: Scene): readonly string[] {
  return filled(placeAt(resource ?? "")?.arn ?? "{arn}", scene);
}
