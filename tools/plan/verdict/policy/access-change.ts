import { rootArn } from "../../../../modules/organization";
import { policyDocument, valuesOf, type PolicyDocument } from "../../../../modules/policy";
import type { JsonObject, JsonValue, ResourceChange, StackPlan } from "../../change";
import { isKnown, isSame, shown, shownChange, textAt } from "../attributes";
import { bucketGoes } from "../buckets";
import type { JudgementContext } from "../verdict";
import { comparedPolicies } from "./compared-policies";
import { consequences, type Consequence } from "./consequences";
import { guardedResource, type GuardedResource } from "./guarded-resource";
import { asTwo, isMoved } from "./moved";
import { isOfService, POLICED, type Policed } from "./policed-types";
import { documentIn, isSameDocument, readPolicy, type PolicySides, type PolicyReading } from "./policy-text";

/** What the change of a resource's policy changes. */
export function accessChange(change: ResourceChange, context: JudgementContext): readonly Consequence[] {
  const policed = Object.hasOwn(POLICED, change.type) ? POLICED[change.type] : undefined;
  if (policed === undefined) return [];
  const { policy, kind, owner, identity, adds = false } = policed;
  if (isMoved(change, identity)) return moved(change, identity, context);
  if (change.action === "destroy" && owner === undefined && kind !== "organization") {
    // With a key or a function goes its policy: that is another rule's concern.
    return kind === "role" ? roleGone(change, context) : [];
  }
  if (bucketGoes(textAt(change.before, "bucket") ?? "", context.plan)) return [];
  const isNew = change.action === "create";
  // What calls it, the plan makes too: its ARN is known only after apply. A new policy is judged by what it lets others do.
  if (isNew && kind === "function" && change.after !== undefined && isOfService(change.after)) return [];
  const [was, is] = [change.before, change.after].map((side) => side && policy(side));
  const after = readPolicy(is);
  const before =
    isNew && !context.drift && !adds ? policyNow(change, policed, context.plan) : readPolicy(was);
  // What is hidden on both sides may have changed all the same.
  if (before.kind !== "hidden" && isSame(was, is)) return [];
  if (before.kind === "none" && after.kind === "none") return [];
  const documents = { before: documentIn(before), after: documentIn(after) };
  const { guarded, policies: changed } = guardedResource(kind, change, documents, context);
  const policies = adds && guarded.own !== undefined ? besideOthers(changed, guarded.own) : changed;
  const unreadable = [after, before].flatMap((reading) =>
    "why" in reading ? consequences("not judged", reading.why) : [],
  );
  if ("why" in after) return unreadable;
  if (isNew && before.kind === "none") return created(guarded, policies.after, context);
  if ("why" in before) {
    // Of a resource of the configuration it is known what its policy was to say.
    const isSaid = isNew || guarded.own !== undefined;
    return [...unreadable, ...(isSaid ? created(guarded, policies.after, context) : [])];
  }
  if (isSameDocument(policies.before, policies.after)) return [];
  const found = comparedPolicies(guarded, policies, context.configuration);
  // Who may call a function no longer, `notification-removed` tells.
  return kind === "function" ? found.filter(({ is: sort }) => sort !== "refused" && sort !== "lost") : found;
}

/** What is said by statements that stand beside those of the resource's own policy. */
function besideOthers({ before, after }: PolicySides, own: PolicyDocument): PolicySides {
  const beside = (document: PolicyDocument | undefined): PolicyDocument =>
    policyDocument(...own.Statement, ...(document?.Statement ?? []));
  return { before: beside(before), after: beside(after) };
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
function moved(
  change: ResourceChange,
  identity: readonly string[],
  context: JudgementContext,
): readonly Consequence[] {
  const found = asTwo(change).flatMap((each) => accessChange(each, context));
  if (found.length > 0 || bucketGoes(textAt(change.before, "bucket") ?? "", context.plan)) return found;
  const what = identity.map((name) => `${name}: ${shownChange(change.before?.[name], change.after?.[name])}`);
  return consequences("not judged", `it takes the place of another policy (${what.join(", ")})`);
}

/**
 * A new policy is compared with the one that orgtrail makes for the resource; where the configuration does not have it, only
 * what it gives to others than its account and AWS's services is new.
 */
function created(
  guarded: GuardedResource,
  after: PolicyDocument | undefined,
  { configuration }: JudgementContext,
): readonly Consequence[] {
  const { own, kind, account } = guarded;
  if (own !== undefined) {
    // Statement by statement as orgtrail writes it: a first deployment has hundreds of these.
    return isSameDocument(after, own) ? [] : comparedPolicies(guarded, { before: own, after }, configuration);
  }
  const ownAccount = policyDocument({
    Sid: "AllowAccount",
    Effect: "Allow",
    Principal: { AWS: rootArn(configuration.partition, account) },
    Action: "kms:*",
    Resource: "*",
  });
  const before = kind === "key" ? ownAccount : undefined;
  return comparedPolicies(guarded, { before, after }, configuration, true);
}

/** Services that deliver or copy logs, or pass on alarms, with a role of the account. */
const DELIVERING = ["cloudtrail", "delivery.logs", "events", "firehose", "logs", "pipes", "s3", "scheduler"];

/** What ends with a role: a service that took it to deliver does so no more. */
function roleGone(
  { before }: ResourceChange,
  { configuration, plan }: JudgementContext,
): readonly Consequence[] {
  const name = shown(before?.["name"]).replace(/^"|"$/g, "");
  const arn = `arn:${configuration.partition}:iam::${plan.account.id}:role/${name}`;
  const trust = documentIn(readPolicy(before?.["assume_role_policy"]))?.Statement ?? [];
  const services = trust.flatMap(({ Principal }) =>
    typeof Principal === "object" ? valuesOf(Principal.Service) : [],
  );
  const refused = [...new Set(services)]
    .filter((service) => DELIVERING.some((each) => service.startsWith(`${each}.amazonaws.com`)))
    .map((service) => `${service}: sts:AssumeRole on ${arn}`);
  return refused.length > 0
    ? consequences("refused", ...refused)
    : consequences("lost", `somebody takes the role ${name}`);
}
