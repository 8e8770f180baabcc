import { trailArn, type BucketName } from "../../../../modules/organization";
import type { PolicyDocument } from "../../../../modules/policy";
import type { Configuration } from "../../../../stacks/config";
import { policiesOf, type Subject } from "../../../../stacks/blueprint";
import { THINGS, type PolicedThing } from "../../../prove";
import type { JsonObject, ResourceChange, StackPlan } from "../../change";
import { textAt } from "../attributes";
import { documentIn, isSameDocument, readPolicy } from "./policy-text";
import { textsIn } from "./words";

/** A resource whose policy changes. */
export interface GuardedResource {
  readonly kind: PolicedThing;
  readonly subject: Subject;
  /** Whether the configuration has it: then `orgtrail prove` knows what its policy must allow and deny. */
  readonly configured: boolean;
  /** A document of the resource as it is asked: with the name that the subject has in place of the one that AWS gave. */
  readonly asAsked: (document: PolicyDocument) => PolicyDocument;
}

const subjectsByConfiguration = new WeakMap<Configuration, readonly Subject[]>();

/** Every resource with a policy that the configuration has. */
export function subjectsOf(configuration: Configuration): readonly Subject[] {
  const known =
    subjectsByConfiguration.get(configuration) ??
    // The roles with which Terraform deploys stand in no plan of a stack: bootstrap makes them.
    policiesOf(configuration).filter(({ terraform }) => terraform === undefined);
  subjectsByConfiguration.set(configuration, known);
  return known;
}

/** What the changed policy guards: one of the configuration's resources, or else one like these. */
export function guardedResource(
  kind: PolicedThing,
  change: ResourceChange,
  documents: readonly (PolicyDocument | undefined)[],
  { configuration, plan }: { readonly configuration: Configuration; readonly plan: StackPlan },
): GuardedResource {
  const arn = arnOf(kind, change, documents, configuration, plan);
  const subjects = subjectsOf(configuration);
  const found =
    kind === "key"
      ? keyAmong(subjects, [...documents, policyBeside(change, plan)], plan)
      : subjects.find((subject) => subject.arn === arn);
  const subject = found ?? unconfigured(kind, arn, change.address, configuration, plan);
  return {
    kind,
    subject,
    configured: found !== undefined,
    asAsked: (document) => named(document, arn, subject.arn),
  };
}

function named(document: PolicyDocument, arn: string, other: string): PolicyDocument {
  const text = JSON.stringify(document);
  return arn === other || !text.includes(arn)
    ? document
    : (JSON.parse(text.replaceAll(arn, other)) as PolicyDocument);
}

const KEYS: readonly Subject["kind"][] = ["log key", "delivery topic key", "monitoring key"];

/**
 * AWS makes the ids of keys, and no policy names its key. But a log key's policy names the trail whose logs it encrypts, and
 * others are known by being what orgtrail writes.
 */
function keyAmong(
  subjects: readonly Subject[],
  documents: readonly (PolicyDocument | undefined)[],
  plan: StackPlan,
): Subject | undefined {
  const keys = subjects.filter(
    ({ kind, ownerAccount, region }) =>
      KEYS.includes(kind) && ownerAccount === plan.account.id && region === plan.region,
  );
  const text = JSON.stringify(documents);
  return (
    keys.find(({ kind, trail }) => kind !== "monitoring key" && text.includes(`"${trailArn(trail)}"`)) ??
    keys.find(({ document }) =>
      documents.some((each) => each !== undefined && isSameDocument(each, document)),
    )
  );
}

/** The policy that a key has in itself, where the change is of one beside it. */
function policyBeside(change: ResourceChange, plan: StackPlan): PolicyDocument | undefined {
  if (change.type !== "aws_kms_key_policy") return undefined;
  const id = textAt(change.after, "key_id") ?? textAt(change.before, "key_id");
  const key = [...plan.planned.values()].find(
    ({ type, values }) => type === "aws_kms_key" && [values["key_id"], values["arn"]].includes(id ?? null),
  );
  return documentIn(readPolicy(key?.values["policy"]));
}

function unconfigured(
  kind: PolicedThing,
  arn: string,
  address: string,
  configuration: Configuration,
  { account, region }: StackPlan,
): Subject {
  const { archive, trail } = configuration;
  const name = arn.split(":::", 2)[1];
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

function arnOf(
  kind: PolicedThing,
  { before, after, address }: ResourceChange,
  documents: readonly (PolicyDocument | undefined)[],
  { partition }: Configuration,
  { account, region }: StackPlan,
): string {
  const sides: readonly (JsonObject | undefined)[] = [after, before];
  const said = (attribute: string): string | undefined =>
    sides.map((side) => textAt(side, attribute)).find((text) => text !== undefined);
  // Who assumes a role asks STS, and IAM has it.
  const service = kind === "role" ? "iam" : THINGS[kind].service;
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
  if (kind === "key") {
    const id = said("key_id") ?? "1234abcd-12ab-34cd-56ef-1234567890ab";
    return id.startsWith("arn:") ? id : `${start}key/${id}`;
  }
  if (kind === "organization") return `arn:${partition}:organizations::${account.id}:*`;
  if (kind === "function")
    return `${start}function:${said("function_name")?.split(":function:").at(-1) ?? address}`;
  if (kind === "role") return `${start}role/${said("name") ?? "UnknownRole"}`;
  const inPolicy = named(start);
  if (inPolicy !== undefined) return inPolicy;
  return kind === "bus" ? `${start}event-bus/${said("event_bus_name") ?? "default"}` : `${start}${address}`;
}
