import { trailArn, type BucketName } from "../../../../modules/organization";
import type { PolicyDocument } from "../../../../modules/policy";
import type { Configuration } from "../../../../stacks/config";
import { policiesOf, type Subject } from "../../../prove";
import type { JsonObject, ResourceChange, StackPlan } from "../../change";
import { textAt } from "../attributes";
import { textsIn } from "./element-texts";
import type { PolicedKind } from "./policed-types";

/** A resource whose policy changes. */
export interface GuardedResource {
  readonly kind: PolicedKind;
  readonly subject: Subject;
  /** Whether the configuration has it: then `orgtrail prove` knows what its policy must allow and deny. */
  readonly configured: boolean;
}

const subjectsByConfiguration = new WeakMap<Configuration, readonly Subject[]>();

/** Every resource with a policy that the configuration has. */
export function subjectsOf(configuration: Configuration): readonly Subject[] {
  const known = subjectsByConfiguration.get(configuration) ?? policiesOf(configuration);
  subjectsByConfiguration.set(configuration, known);
  return known;
}

/** What the changed policy guards: one of the configuration's resources, or else one like these. */
export function guardedResource(
  kind: PolicedKind,
  change: ResourceChange,
  documents: readonly (PolicyDocument | undefined)[],
  { configuration, plan }: { readonly configuration: Configuration; readonly plan: StackPlan },
): GuardedResource {
  const arn = arnOf(kind, change, documents, configuration, plan);
  const found = subjectsOf(configuration).find((subject) =>
    kind === "key" ? isKeyOf(subject, plan, documents) : subject.arn === arn,
  );
  if (found !== undefined) return { kind, subject: found, configured: true };
  return { kind, subject: unconfigured(kind, arn, change.address, configuration, plan), configured: false };
}

/** AWS makes the ids of keys, and no policy names its key. But a key's policy names the trail whose logs it encrypts. */
function isKeyOf(
  subject: Subject,
  plan: StackPlan,
  documents: readonly (PolicyDocument | undefined)[],
): boolean {
  return (
    (subject.kind === "log key" || subject.kind === "delivery topic key") &&
    subject.ownerAccount === plan.account.id &&
    subject.region === plan.region &&
    JSON.stringify(documents).includes(`"${trailArn(subject.trail)}"`)
  );
}

function unconfigured(
  kind: PolicedKind,
  arn: string,
  address: string,
  configuration: Configuration,
  { account, region }: StackPlan,
): Subject {
  const { archive, trail } = configuration;
  const name = /:::(.+)$/.exec(arn)?.[1];
  return {
    name: address,
    kind: kind === "bucket" ? "log bucket" : kind === "key" ? "log key" : "delivery topic",
    scope: "organization",
    arn,
    ownerAccount: account.id as Subject["ownerAccount"],
    region: region as Subject["region"],
    document: { Version: "2012-10-17", Statement: [] },
    trail: trail.identity,
    ...(archive.prefix !== undefined && { prefix: archive.prefix }),
    logBuckets: kind === "bucket" && name !== undefined ? [name as BucketName] : [],
    readers: archive.readers,
    administrators: archive.administrators,
  };
}

const SERVICES: Readonly<Record<PolicedKind, string>> = {
  bucket: "s3",
  key: "kms",
  topic: "sns",
  queue: "sqs",
  bus: "events",
  role: "iam",
};

function arnOf(
  kind: PolicedKind,
  { before, after, address }: ResourceChange,
  documents: readonly (PolicyDocument | undefined)[],
  { partition }: Configuration,
  { account, region }: StackPlan,
): string {
  const sides: readonly (JsonObject | undefined)[] = [after, before];
  const said = (attribute: string): string | undefined =>
    sides.map((side) => textAt(side, attribute)).find((text) => text !== undefined);
  const service = SERVICES[kind];
  const named = (start: string): string | undefined =>
    documents
      .flatMap((document) => document?.Statement ?? [])
      .flatMap(({ Resource }) => textsIn(Resource))
      .find((resource) => resource.startsWith(start) && !/[*?$/]/.test(resource));
  if (kind === "bucket") {
    // The name of a new bucket is known only after apply where its policy refers to it; the policy itself says it.
    const start = `arn:${partition}:s3:::`;
    const name = said("bucket");
    return name === undefined ? (named(start) ?? `${start}unknown-bucket`) : `${start}${name}`;
  }
  const start = `arn:${partition}:${service}:${kind === "role" ? "" : region}:${account.id}:`;
  const own = said("arn");
  if (own?.startsWith(`arn:${partition}:${service}:`) === true) return own;
  if (kind === "key") return `${start}key/1234abcd-12ab-34cd-56ef-1234567890ab`;
  if (kind === "role") return `${start}role/${said("name") ?? "UnknownRole"}`;
  const inPolicy = named(start);
  if (inPolicy !== undefined) return inPolicy;
  return kind === "bus" ? `${start}event-bus/${said("event_bus_name") ?? "default"}` : `${start}${address}`;
}
