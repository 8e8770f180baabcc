import { rootArn } from "../../../../modules/organization";
import { policyDocument, type PolicyDocument } from "../../../../modules/policy";
import type { JsonObject, JsonValue, ResourceChange, StackPlan } from "../../change";
import { isKnown, isSame, shownChange, textAt } from "../attributes";
import { bucketGoes } from "../buckets";
import type { JudgementContext } from "../verdict";
import { comparedPolicies, NO_CHANGE, type AccessChange } from "./compared-policies";
import { guardedResource, type GuardedResource } from "./guarded-resource";
import { asTwo, isMoved } from "./moved";
import { POLICED, type Policed } from "./policed-types";
import { documentIn, isSameDocument, readPolicy, type PolicyReading } from "./policy-text";
import { roleGone } from "./role-gone";

const known = new WeakMap<JudgementContext, WeakMap<ResourceChange, AccessChange>>();

/** What the change of a policy changes, asked once for all rules. */
export function accessChange(change: ResourceChange, context: JudgementContext): AccessChange {
  const answers = known.get(context) ?? new WeakMap<ResourceChange, AccessChange>();
  known.set(context, answers);
  const answer = answers.get(change) ?? compared(change, context);
  answers.set(change, answer);
  return answer;
}

function compared(change: ResourceChange, context: JudgementContext): AccessChange {
  const policed = Object.hasOwn(POLICED, change.type) ? POLICED[change.type] : undefined;
  if (policed === undefined || change.action === "forget") return NO_CHANGE;
  const { attribute, kind, owner, identity } = policed;
  if (isMoved(change, identity)) return moved(change, identity, context);
  if (change.action === "destroy" && owner === undefined) {
    // With a key goes its policy: that is another rule's concern.
    return kind === "role" ? { ...NO_CHANGE, ...roleGone(change, context) } : NO_CHANGE;
  }
  if (bucketGoes(textAt(change.before, "bucket") ?? "", context.plan)) return NO_CHANGE;
  const [was, is] = [change.before?.[attribute], change.after?.[attribute]];
  const after = readPolicy(is);
  const isNew = change.action === "create";
  const before = isNew && !context.drift ? policyNow(change, policed, context.plan) : readPolicy(was);
  // What is hidden on both sides may have changed all the same.
  if (before.kind !== "hidden" && isSame(was, is)) return NO_CHANGE;
  if (before.kind === "none" && after.kind === "none") return NO_CHANGE;
  const documents = [documentIn(before), documentIn(after)];
  const guarded = guardedResource(kind, change, documents, context);
  const policies = {
    before: before.kind === "document" ? guarded.asAsked(before.document) : undefined,
    after: after.kind === "document" ? guarded.asAsked(after.document) : undefined,
  };
  const unreadable = [after, before].flatMap((reading) => ("why" in reading ? [reading.why] : []));
  if ("why" in after) return { ...NO_CHANGE, notJudged: unreadable };
  if (isNew && before.kind === "none") return created(guarded, policies.after, context);
  if ("why" in before) {
    // Of a resource of the configuration it is known what its policy was to say.
    const said = isNew || guarded.configured ? created(guarded, policies.after, context) : NO_CHANGE;
    return { ...said, notJudged: [...unreadable, ...said.notJudged] };
  }
  return isSameDocument(policies.before, policies.after)
    ? NO_CHANGE
    : comparedPolicies(guarded, policies, context.configuration);
}

/** What stands in AWS where a policy is newly put. */
function policyNow(
  change: ResourceChange,
  { identity, owner, kind }: Policed,
  plan: StackPlan,
): PolicyReading {
  const [attribute = ""] = identity;
  const place = nameIn(change.after?.[attribute]);
  // Where the place is not known, `value-not-known` asks whether the plan makes it.
  if (owner === undefined || place === undefined) return { kind: "none" };
  const isThis = (type: string, values: JsonObject | undefined): boolean =>
    type === owner.type && [owner.name, "arn"].some((name) => nameIn(values?.[name]) === place);
  const isMade = plan.changes.some(
    ({ type, action, after }) => (action === "create" || action === "replace") && isThis(type, after),
  );
  if (isMade) return { kind: "none" };
  const known = [...plan.planned.values()].find(({ type, values }) => isThis(type, values))?.values["policy"];
  return known === undefined || known === null || !isKnown(known)
    ? { kind: "unreadable", why: `the ${kind} is there already, and what policy it has now is not known` }
    : readPolicy(known);
}

/** The last part of a name, an ARN or a URL. */
function nameIn(value: JsonValue | undefined): string | undefined {
  return typeof value === "string" && isKnown(value) ? value.split(/[:/]/).at(-1) : undefined;
}

/** Judged as destroyed where it was, and made where it is then: even one that allows nothing takes the place of another. */
function moved(change: ResourceChange, identity: readonly string[], context: JudgementContext): AccessChange {
  const found = merged(asTwo(change).map((each) => compared(each, context)));
  const isFound = Object.values(found).some((list: readonly unknown[]) => list.length > 0);
  if (isFound || bucketGoes(textAt(change.before, "bucket") ?? "", context.plan)) return found;
  const what = identity.map((name) => `${name}: ${shownChange(change.before?.[name], change.after?.[name])}`);
  return { ...found, notJudged: [`it takes the place of another policy (${what.join(", ")})`] };
}

function merged(changes: readonly AccessChange[]): AccessChange {
  const all = <T>(part: (change: AccessChange) => readonly T[]): readonly T[] => changes.flatMap(part);
  return {
    widened: all(({ widened }) => widened),
    notJudged: all(({ notJudged }) => notJudged),
    refused: all(({ refused }) => refused),
    lost: all(({ lost }) => lost),
  };
}

/**
 * A new policy is compared with the one that orgtrail makes for the resource; where the configuration does not have it, only
 * what it gives to others than its account and AWS's services is new.
 */
function created(
  guarded: GuardedResource,
  after: PolicyDocument | undefined,
  { configuration }: JudgementContext,
): AccessChange {
  const { subject, configured, kind } = guarded;
  if (configured) {
    // Statement by statement as orgtrail writes it: a first deployment has hundreds of these.
    return isSameDocument(after, subject.document)
      ? NO_CHANGE
      : comparedPolicies(guarded, { before: subject.document, after }, configuration);
  }
  const ownAccount = policyDocument({
    Sid: "AllowAccount",
    Effect: "Allow",
    Principal: { AWS: rootArn(configuration.partition, subject.ownerAccount) },
    Action: "kms:*",
    Resource: "*",
  });
  const before = kind === "key" ? ownAccount : undefined;
  return comparedPolicies(guarded, { before, after }, configuration, true);
}
