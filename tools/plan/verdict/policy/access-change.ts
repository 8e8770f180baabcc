import { rootArn } from "../../../../modules/organization";
import { policyDocument, type PolicyDocument } from "../../../../modules/policy";
import { accountOf } from "../../../prove";
import type { ResourceChange } from "../../change";
import { textAt } from "../attributes";
import { bucketGoes } from "../bucket-parts";
import type { JudgementContext } from "../verdict";
import { guardedResource, type GuardedResource } from "./guarded-resource";
import { POLICED } from "./policed-types";
import { isSameDocument, readPolicy, type PolicyReading } from "./policy-text";
import { lostProofs, type LostProofs } from "./proofs";
import { refusedServices } from "./refused-services";
import { widenedAccess, type WidenedAccess } from "./widened-access";

/** What the change of a policy changes for those who make requests. */
export type AccessChange = WidenedAccess & LostProofs;

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
  const { attribute, kind } = policed;
  const isPolicyAlone = change.type.endsWith("_policy");
  // With the key, role or bucket itself goes its policy: that is another rule's concern.
  if (change.action === "destroy" && !isPolicyAlone) return NOTHING;
  if (bucketGoes(textAt(change.before, "bucket") ?? "", context.plan)) return NOTHING;
  const [before, after] = [change.before, change.after].map((side) => readPolicy(side?.[attribute]));
  if (before === undefined || after === undefined) return NOTHING;
  if (JSON.stringify(before) === JSON.stringify(after)) return NOTHING;
  const unreadable = [after, before].find((reading) => reading.kind === "unreadable");
  if (unreadable?.kind === "unreadable") return { ...NOTHING, notJudged: [unreadable.why] };
  const documents = [documentOf(before), documentOf(after)];
  if (isSameDocument(documentOf(before), documentOf(after))) return NOTHING;
  const guarded = guardedResource(kind, change, documents, context);
  return change.action === "create"
    ? created(guarded, documentOf(after), context)
    : changed(guarded, documentOf(before), documentOf(after), context);
}

function documentOf(reading: PolicyReading): PolicyDocument | undefined {
  return reading.kind === "document" ? reading.document : undefined;
}

function changed(
  guarded: GuardedResource,
  before: PolicyDocument | undefined,
  after: PolicyDocument | undefined,
  { configuration }: JudgementContext,
): AccessChange {
  const policies = { before, after };
  const access = widenedAccess(guarded, policies, configuration);
  const proofs = guarded.configured
    ? lostProofs(guarded.subject, policies, configuration)
    : { refused: [], lost: [], opened: [] };
  const refused = guarded.configured ? proofs.refused : refusedServices(guarded, policies);
  return { ...access, ...proofs, refused };
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
      : changed(guarded, subject.document, after, context);
  }
  const root = rootArn(configuration.partition, subject.ownerAccount);
  const ownAccount = policyDocument({
    Sid: "AllowAccount",
    Effect: "Allow",
    Principal: { AWS: root },
    Action: "kms:*",
    Resource: "*",
  });
  const before = kind === "key" ? ownAccount : undefined;
  const { widened, notJudged } = widenedAccess(guarded, { before, after }, configuration);
  const foreign = widened.filter(
    ({ actor }) => actor.principal.kind !== "service" && accountOf(actor) !== subject.ownerAccount,
  );
  return { ...NOTHING, widened: foreign, notJudged };
}
