import type { SubjectKind } from "../../stacks/blueprint";

/** Whose request a policy has a say in, by what it is attached to. */
export type Attachment =
  "the resource" | "the role that asks" | "the asker's account" | "the resource's account";

/** What has a policy of its own: the service that asks it, and the ARN of any. Who assumes a role asks STS. */
export const THINGS = {
  bucket: { service: "s3", any: "arn:aws:s3:::*" },
  key: { service: "kms", any: "arn:aws:kms:*:*:key/*" },
  topic: { service: "sns", any: "arn:aws:sns:*:*:*" },
  queue: { service: "sqs", any: "arn:aws:sqs:*:*:*" },
  bus: { service: "events", any: "arn:aws:events:*:*:event-bus/*" },
  role: { service: "sts", any: "arn:aws:iam::*:role/*" },
  function: { service: "lambda", any: "arn:aws:lambda:*:*:function:*" },
  organization: { service: "organizations", any: "arn:aws:organizations::*:*" },
} as const satisfies Readonly<Record<string, { readonly service: string; readonly any: string }>>;

export type PolicedThing = keyof typeof THINGS;

/** What a policy is about. */
export type Thing = PolicedThing | "account" | "trail";

/** What a policy can be attached to, or be. */
export type PolicyKind = PolicedThing | "identity" | "scp" | "rcp";

/** What policies are attached to that are not a thing's own. */
const OTHERS: Readonly<Partial<Record<PolicyKind, Attachment>>> = {
  identity: "the role that asks",
  scp: "the asker's account",
  rcp: "the resource's account",
};

export const POLICY_KINDS = [...Object.keys(THINGS), ...Object.keys(OTHERS)] as readonly PolicyKind[];

/** The thing of the kind; nothing where the policy is that of whoever asks, or of an account. */
export function thingOf(kind: PolicyKind): PolicedThing | undefined {
  return kind in OTHERS ? undefined : (kind as PolicedThing);
}

/** What a policy of the kind is attached to. */
export function attachmentOfKind(kind: PolicyKind): Attachment {
  return OTHERS[kind] ?? "the resource";
}

/** The thing whose policy the service asks. */
export function thingOfService(service: string): PolicedThing | undefined {
  return (Object.keys(THINGS) as PolicedThing[]).find((thing) => THINGS[thing].service === service);
}

interface Traits {
  /** Of what kind the thing is that the policy is about. */
  readonly thing: Thing;
  readonly attachedTo: Attachment;
}

const itself = (thing: Thing): Traits => ({ thing, attachedTo: "the resource" });
const PERMISSIONS: Traits = { thing: "role", attachedTo: "the role that asks" };

const KINDS: Readonly<Record<SubjectKind, Traits>> = {
  "log bucket": itself("bucket"),
  "access-log bucket": itself("bucket"),
  "config bucket": itself("bucket"),
  "log key": itself("key"),
  "delivery topic": itself("topic"),
  "delivery topic key": itself("key"),
  "alarm topic": itself("topic"),
  "monitoring key": itself("key"),
  "dead-letter queue": itself("queue"),
  "event bus": itself("bus"),
  "log role": itself("role"),
  "log role permissions": PERMISSIONS,
  "forwarding role": itself("role"),
  "forwarding role permissions": PERMISSIONS,
  "remediation role": itself("role"),
  "remediation role permissions": PERMISSIONS,
  "validation role": itself("role"),
  "validation role permissions": PERMISSIONS,
  "aggregator role": itself("role"),
  "aggregator role permissions": PERMISSIONS,
  "plan role": itself("role"),
  "plan role permissions": PERMISSIONS,
  "deploy role": itself("role"),
  "deploy role permissions": PERMISSIONS,
  "pipeline plan role": itself("role"),
  "pipeline plan role permissions": PERMISSIONS,
  "pipeline deploy role": itself("role"),
  "pipeline deploy role permissions": PERMISSIONS,
  "state bucket": itself("bucket"),
  // What a role may do at most is asked as if it had no other policy.
  "permissions boundary": PERMISSIONS,
  "service control policies": { thing: "account", attachedTo: "the asker's account" },
  "resource control of a bucket": { thing: "bucket", attachedTo: "the resource's account" },
  "resource control of a key": { thing: "key", attachedTo: "the resource's account" },
};

interface OfKind {
  readonly kind: SubjectKind;
}

/** What its policy is attached to. */
export function attachmentOf({ kind }: OfKind): Attachment {
  return KINDS[kind].attachedTo;
}

/** What has the policy as its own; nothing where it is the policy of whoever asks, or of an account. */
export function policedThing({ kind }: OfKind): PolicedThing | undefined {
  const { thing, attachedTo } = KINDS[kind];
  return attachedTo !== "the resource" || thing === "account" || thing === "trail" ? undefined : thing;
}

/** Whether it is such a thing, whose policy answers requests to it. */
export function isThing({ kind }: OfKind, thing: Thing): boolean {
  const { thing: own, attachedTo } = KINDS[kind];
  return own === thing && attachedTo !== "the role that asks";
}

/** Whether it is a bucket. */
export function isBucket(subject: OfKind): boolean {
  return isThing(subject, "bucket");
}

/** Whether it is a role, of which is asked who assumes it. */
export function isRole(subject: OfKind): boolean {
  return isThing(subject, "role");
}

/** The service that asks the policy of the thing. */
export function serviceOf(thing: Thing): string | undefined {
  if (thing === "account") return undefined;
  return thing === "trail" ? "cloudtrail" : THINGS[thing].service;
}

/** The service whose requests the policy answers, where it is one. @returns undefined where whoever asks does something with other resources */
export function serviceAsking({ kind }: OfKind): string | undefined {
  const { thing, attachedTo } = KINDS[kind];
  return attachedTo === "the role that asks" ? undefined : serviceOf(thing);
}
