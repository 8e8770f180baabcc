import { madeOnce } from "../../modules/kernel";
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
  destination: { service: "logs", any: "arn:aws:logs:*:*:destination:*" },
  domain: { service: "es", any: "arn:aws:es:*:*:domain/*" },
  function: { service: "lambda", any: "arn:aws:lambda:*:*:function:*" },
  organization: { service: "organizations", any: "arn:aws:organizations::*:*" },
} as const satisfies Readonly<Record<string, { readonly service: string; readonly any: string }>>;

export type PolicedThing = keyof typeof THINGS;

/** What has no one policy of its own, by the service that asks those that there are: an account has policies over log groups. */
const UNPOLICED = { trail: "cloudtrail", "log group": "logs", account: undefined } as const;

/** What a policy is about. */
export type Thing = PolicedThing | keyof typeof UNPOLICED;

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

/** Kinds that do not end with the thing that has the policy as its own, by how they end: what it is about, and attached to. */
const KINDS = {
  "resource control of a bucket": ["bucket", "the resource's account"],
  "resource control of a key": ["key", "the resource's account"],
  "service control policies": ["account", "the asker's account"],
  permissions: ["role", "the role that asks"],
  // What a role may do at most is asked as if it had no other policy.
  "permissions boundary": ["role", "the role that asks"],
  "log groups": ["log group", "the resource"],
} as const satisfies Readonly<Record<string, readonly [Thing, Attachment]>>;

interface OfKind {
  readonly kind: SubjectKind;
}

type Traits = readonly [thing: Thing, attachedTo: Attachment];

/** By kind: each request of a table asks for them. */
const TRAITS = new Map<SubjectKind, Traits>();

function traitsOf({ kind }: OfKind): Traits {
  // A kind that ends otherwise does not compile.
  const known: `${string}${keyof typeof KINDS | PolicedThing}` = kind;
  const ofEnding = (): Traits | undefined => Object.entries(KINDS).find(([end]) => known.endsWith(end))?.[1];
  return madeOnce(
    TRAITS,
    kind,
    () => ofEnding() ?? [known.split(" ").at(-1) as PolicedThing, "the resource"],
  );
}

/** What its policy is attached to. */
export function attachmentOf(subject: OfKind): Attachment {
  return traitsOf(subject)[1];
}

/** What has the policy as its own; nothing where it is the policy of whoever asks, or of an account. */
export function policedThing(subject: OfKind): PolicedThing | undefined {
  const [thing, attachedTo] = traitsOf(subject);
  return attachedTo === "the resource" && thing in THINGS ? (thing as PolicedThing) : undefined;
}

/** Whether it is such a thing, whose policy answers requests to it. */
export function isThing(subject: OfKind, thing: Thing): boolean {
  const [own, attachedTo] = traitsOf(subject);
  return own === thing && attachedTo !== "the role that asks";
}

/** The service that asks the policy of the thing. */
export function serviceOf(thing: Thing): string | undefined {
  return thing in UNPOLICED
    ? UNPOLICED[thing as keyof typeof UNPOLICED]
    : THINGS[thing as PolicedThing].service;
}

/** The service whose requests the policy answers, where it is one. @returns undefined where whoever asks does something with other resources */
export function serviceAsking(subject: OfKind): string | undefined {
  const [thing, attachedTo] = traitsOf(subject);
  return attachedTo === "the role that asks" ? undefined : serviceOf(thing);
}
