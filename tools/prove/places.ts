import { trailArn } from "../../modules/organization";
import { accountOf, type Actor } from "./cast";
import type { Circumstances } from "./contexts";
import { isBucket, type Subject, type SubjectKind } from "./subject";

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
] as const;

type Placeholder = (typeof PLACEHOLDERS)[number];

/** What a table may ask for: the bucket, an object in it or one of its log files, the key, the topic. */
export const RESOURCE_PATTERN = "^(bucket(/.+)?|logFile|key|topic)$";

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
  if (resource === "key") return kind === "log key" || kind === "delivery topic key";
  if (resource === "topic") return kind === "delivery topic";
  return resource === "logFile" ? kind === "log bucket" : isBucket({ kind });
}

/** Actions that are asked of an object; all others of S3 are asked of a bucket. */
const OBJECT_ACTION =
  /^s3:((Get|Put|Delete|Restore|Update)Object|Replicate|BypassGovernance|AbortMultipart|ListMultipartUploadParts|ObjectOwner)/;

/**
 * Whether AWS is ever asked the action of such a resource: s3:DeleteBucket of a bucket, never of an object.
 * A row may list both, with actions of either.
 */
export function isAskedOf(action: string, resource = "bucket"): boolean {
  const ofObject = resource === "logFile" || resource.startsWith("bucket/");
  return action.startsWith("s3:") ? OBJECT_ACTION.test(action) === ofObject : !ofObject;
}

/** The ARN of what a table asks for. @param resource @default - the subject itself */
export function resourceArn(
  resource: string | undefined,
  circumstances: Circumstances,
  actor: Actor,
): string {
  const { subject } = circumstances;
  if (resource === "logFile") return `${subject.arn}/${filled(logFileOf(subject), circumstances, actor)}`;
  if (resource?.startsWith("bucket/") !== true) return subject.arn;
  return `${subject.arn}/${filled(resource.slice("bucket/".length), circumstances, actor)}`;
}

/** The trail whose logs the subject keeps. */
export function trailOf({ subject }: Circumstances): string {
  return trailArn(subject.trail);
}
