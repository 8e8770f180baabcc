import { madeOnce } from "../../../../modules/kernel";
import { trailArn } from "../../../../modules/organization";
import { valuesOf, type PolicyDocument } from "../../../../modules/policy";
import type { Configuration } from "../../../../stacks/config";
import { policiesOf, type Subject } from "../../../../stacks/blueprint";
import { policedThing, THINGS, type PolicedThing } from "../../../prove";
import type { JsonObject, ResourceChange, StackPlan } from "../../change";
import { textAt } from "../attributes";
import { documentIn, isSameDocument, readPolicy, type PolicySides } from "./policy-text";

/** A resource whose policy changes. */
export interface GuardedResource {
  readonly kind: PolicedThing;
  readonly arn: string;
  readonly account: Subject["ownerAccount"];
  readonly region: string;
  /** What orgtrail writes for it. @default - the configuration does not have it */
  readonly own?: PolicyDocument;
}

/** The resource of the configuration. */
export function configuredResource(
  kind: PolicedThing,
  { arn, ownerAccount: account, region, document: own }: Subject,
): GuardedResource {
  return { kind, arn, account, region, own };
}

const subjectsByConfiguration = new WeakMap<Configuration, readonly Subject[]>();

/** Every resource with a policy that the configuration has. */
export function subjectsOf(configuration: Configuration): readonly Subject[] {
  return madeOnce(subjectsByConfiguration, configuration, () =>
    // What bootstrap makes stands in no plan of a stack.
    policiesOf(configuration).filter(({ bootstrapped }) => bootstrapped !== true),
  );
}

/** What the changed policy guards: one of the configuration's resources, or else one like these. */
export function guardedResource(
  kind: PolicedThing,
  change: ResourceChange,
  policies: PolicySides,
  { configuration, plan }: { readonly configuration: Configuration; readonly plan: StackPlan },
): { readonly guarded: GuardedResource; readonly policies: PolicySides } {
  const documents = [policies.before, policies.after];
  const arn = arnOf(kind, change, documents, configuration, plan);
  const subjects = subjectsOf(configuration);
  const found =
    kind === "key"
      ? keyAmong(subjects, [...documents, policyBeside(change, plan)], plan)
      : subjects.find((subject) => subject.arn === arn);
  if (found === undefined) {
    const account = plan.account.id as Subject["ownerAccount"];
    return { guarded: { kind, arn, account, region: plan.region }, policies };
  }
  const named = (document: PolicyDocument | undefined) => document && renamed(document, arn, found.arn);
  return {
    guarded: configuredResource(kind, found),
    policies: { before: named(policies.before), after: named(policies.after) },
  };
}

/** The document with the name that the configuration's resource has in place of the one that AWS gave. */
function renamed(document: PolicyDocument, arn: string, other: string): PolicyDocument {
  const text = JSON.stringify(document);
  return arn === other || !text.includes(arn)
    ? document
    : (JSON.parse(text.replaceAll(arn, other)) as PolicyDocument);
}

/** Keys whose policy names the trail whose logs they encrypt. */
const OF_TRAILS: readonly Subject["kind"][] = ["log key", "delivery topic key"];

/**
 * AWS makes the ids of keys, and no policy names its key. But some name the trail whose logs they encrypt, and others are known by being
 * what orgtrail writes.
 */
function keyAmong(
  subjects: readonly Subject[],
  documents: readonly (PolicyDocument | undefined)[],
  plan: StackPlan,
): Subject | undefined {
  const keys = subjects.filter(
    (subject) =>
      policedThing(subject) === "key" &&
      subject.ownerAccount === plan.account.id &&
      subject.region === plan.region,
  );
  const text = JSON.stringify(documents);
  return (
    keys.find(({ kind, trail }) => OF_TRAILS.includes(kind) && text.includes(`"${trailArn(trail)}"`)) ??
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

/** Where ARNs of a kind name it, the attribute that does, and what stands there where it is not known. */
const NAMED: Readonly<
  Partial<Record<PolicedThing, readonly [path: string, attribute: string, other?: string]>>
> = {
  role: ["role/", "name", "UnknownRole"],
  domain: ["domain/", "domain_name", "unknown-domain"],
  bus: ["event-bus/", "event_bus_name", "default"],
  function: ["function:", "function_name"],
};

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
  const inPolicy = (start: string): string | undefined =>
    documents
      .flatMap((document) => document?.Statement ?? [])
      .flatMap(({ Resource }) => valuesOf(Resource))
      .find((resource) => resource.startsWith(start) && !/[*?$/]/.test(resource));
  if (kind === "bucket") {
    // The name of a new bucket is known only after apply where its policy refers to it; the policy itself says it.
    const start = `arn:${partition}:s3:::`;
    const name = said("bucket");
    return name === undefined ? (inPolicy(start) ?? `${start}unknown-bucket`) : `${start}${name}`;
  }
  // Who assumes a role asks STS, and IAM has it.
  const service = kind === "role" ? "iam" : THINGS[kind].service;
  const start = `arn:${partition}:${service}:${kind === "role" ? "" : region}:${account.id}:`;
  const own = said("arn");
  if (own?.startsWith(`arn:${partition}:${service}:`) === true) return own;
  if (kind === "key") {
    const id = said("key_id") ?? "1234abcd-12ab-34cd-56ef-1234567890ab";
    return id.startsWith("arn:") ? id : `${start}key/${id}`;
  }
  if (kind === "organization") return `arn:${partition}:organizations::${account.id}:*`;
  const [path, attribute, other = address] = NAMED[kind] ?? [];
  if (path === undefined || attribute === undefined) return inPolicy(start) ?? `${start}${address}`;
  return `${start}${path}${said(attribute)?.split(`:${path}`).at(-1) ?? other}`;
}
