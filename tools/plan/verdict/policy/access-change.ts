import { rootArn } from "../../../../modules/organization";
import { policyDocument, type PolicyDocument } from "../../../../modules/policy";
import { accountOf } from "../../../prove";
import type { ResourceChange } from "../../change";
import { isSame, shownChange, textAt } from "../attributes";
import { bucketGoes } from "../buckets";
import type { JudgementContext } from "../verdict";
import { guardedResource, type GuardedResource } from "./guarded-resource";
import { asTwo, isMoved } from "./moved";
import { narrowedAccess } from "./narrowed-access";
import type { Policies } from "./policies";
import { POLICED } from "./policed-types";
import { documentIn, isSameDocument, readPolicy } from "./policy-text";
import { lostProofs, type LostProofs } from "./proofs";
import { refusedServices } from "./refused-services";
import { roleGone } from "./role-gone";
import { isAskedOf, isOpenToOthers, isOwn, unshownSentence } from "./unshown";
import { widenedAccess, type Widening } from "./widened-access";

/** What the change of a policy changes for those who make requests. */
export interface AccessChange extends Omit<LostProofs, "asked"> {
  readonly widened: readonly Widening[];
  /** Why something has no answer. */
  readonly notJudged: readonly string[];
}

const NOTHING: AccessChange = { widened: [], notJudged: [], refused: [], lost: [], opened: [] };

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
  if (policed === undefined || change.action === "forget") return NOTHING;
  const { attribute, kind, alone, identity } = policed;
  if (isMoved(change, identity)) return moved(change, identity, context);
  if (change.action === "destroy" && !alone) {
    // With a key goes its policy: that is another rule's concern.
    return kind === "role" ? { ...NOTHING, ...roleGone(change, context) } : NOTHING;
  }
  if (bucketGoes(textAt(change.before, "bucket") ?? "", context.plan)) return NOTHING;
  const [was, is] = [change.before?.[attribute], change.after?.[attribute]];
  const [before, after] = [readPolicy(was), readPolicy(is)];
  // What is hidden on both sides may have changed all the same.
  if (before.kind !== "hidden" && isSame(was, is)) return NOTHING;
  if (before.kind === "none" && after.kind === "none") return NOTHING;
  const documents = [documentIn(before), documentIn(after)];
  const guarded = guardedResource(kind, change, documents, context);
  const policies = {
    before: before.kind === "document" ? guarded.asAsked(before.document) : undefined,
    after: after.kind === "document" ? guarded.asAsked(after.document) : undefined,
  };
  const unreadable = [after, before].flatMap((reading) => ("why" in reading ? [reading.why] : []));
  if ("why" in after) return { ...NOTHING, notJudged: unreadable };
  if (change.action === "create") return created(guarded, policies.after, context);
  if ("why" in before) {
    // Of a resource of the configuration it is known what its policy was to say.
    const said = guarded.configured ? created(guarded, policies.after, context) : NOTHING;
    return { ...said, notJudged: [...unreadable, ...said.notJudged] };
  }
  return isSameDocument(policies.before, policies.after) ? NOTHING : changed(guarded, policies, context);
}

/** Judged as destroyed where it was, and made where it is then: even one that allows nothing takes the place of another. */
function moved(change: ResourceChange, identity: readonly string[], context: JudgementContext): AccessChange {
  const found = merged(asTwo(change).map((each) => compared(each, context)));
  const { widened, notJudged, refused, lost, opened } = found;
  const isFound = [widened, notJudged, refused, lost, opened].some((list) => list.length > 0);
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
    opened: all(({ opened }) => opened),
  };
}

function changed(
  guarded: GuardedResource,
  policies: Policies,
  { configuration }: JudgementContext,
): AccessChange {
  const { widened, notJudged, unshown } = widenedAccess(guarded, policies, configuration);
  const { refused, lost, opened, asked } = guarded.configured
    ? lostProofs(guarded.subject, policies, configuration)
    : { refused: refusedServices(guarded, policies), lost: [], opened: [], asked: [] };
  const own = guarded.configured ? guarded.subject.document : undefined;
  const narrowed = narrowedAccess(guarded, policies, configuration);
  const sentences = unshown
    .filter((statement) => !isOwn(statement, policies.after, own) && !isAskedOf(statement, asked))
    .map(unshownSentence);
  return {
    widened,
    refused: refused.length > 0 ? refused : narrowed.refused,
    lost: lost.length > 0 ? lost : narrowed.lost,
    opened,
    notJudged: [...notJudged, ...sentences, ...narrowed.notJudged],
  };
}

/**
 * A new policy is compared with the one that orgtrail makes for the resource; where the configuration does not have it, only
 * what it gives to others than its account and AWS's services is new.
 */
function created(
  guarded: GuardedResource,
  after: PolicyDocument | undefined,
  context: JudgementContext,
): AccessChange {
  const { subject, configured, kind } = guarded;
  const { configuration } = context;
  if (configured) {
    // Statement by statement as orgtrail writes it: a first deployment has hundreds of these.
    return isSameDocument(after, subject.document)
      ? NOTHING
      : changed(guarded, { before: subject.document, after }, context);
  }
  const root = rootArn(configuration.partition, subject.ownerAccount);
  const ownAccount = policyDocument({
    Sid: "AllowAccount",
    Effect: "Allow",
    Principal: { AWS: root },
    Action: "kms:*",
    Resource: "*",
  });
  const policies = { before: kind === "key" ? ownAccount : undefined, after };
  const { widened, notJudged, unshown } = widenedAccess(guarded, policies, configuration);
  const foreign = widened.filter(
    ({ actor }) => actor.principal.kind !== "service" && accountOf(actor) !== subject.ownerAccount,
  );
  const open = unshown.filter((statement) => isOpenToOthers(statement, subject.ownerAccount));
  return { ...NOTHING, widened: foreign, notJudged: [...notJudged, ...open.map(unshownSentence)] };
}
