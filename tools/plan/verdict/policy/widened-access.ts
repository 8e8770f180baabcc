import type { PolicyDocument } from "../../../../modules/policy";
import {
  authorize,
  FULL_AWS_ACCESS,
  type AccessRequest,
  type ContextValue,
} from "../../../../modules/policy-evaluation";
import { ValidationError } from "../../../../modules/validation";
import type { Configuration } from "../../../../stacks/config";
import {
  accountOf,
  type Actor,
  type Circumstances,
  contextsOf,
  isNamed,
  outsidersOf,
  type PresetName,
  resourceArn,
  type Subject,
} from "../../../prove";
import type { GuardedResource } from "./guarded-resource";
import { askersOf } from "./named-principals";
import { statementsOnlyIn } from "./policy-text";
import { STEPS, type Harm, type HarmStep } from "./steps";
import { witnessOf, type Witness } from "./witness";

/** Somebody may do something that they could not do before. */
export interface Widening {
  readonly actor: Actor;
  readonly harm: Harm;
  /** In words, after "may". */
  readonly title: string;
  readonly action: string;
  /** Whether the configuration says that they may: a reader, or a member where members read their own logs. */
  readonly configured: boolean;
}

/** What two policies of a resource say. */
export interface Policies {
  readonly before: PolicyDocument | undefined;
  readonly after: PolicyDocument | undefined;
}

/** What is newly allowed, and what could not be asked. */
export interface WidenedAccess {
  readonly widened: readonly Widening[];
  /** Why some request has no answer. */
  readonly notJudged: readonly string[];
}

/** Where the evaluator knows something not, it mostly knows it not for every request. */
const MOST_ERRORS = 20;

const CIRCUMSTANCES: readonly (readonly PresetName[])[] = [[], ["recentMfa"]];

/** Asks both policies, in the name of everybody and of whoever they name, and tells what is newly allowed. */
export function widenedAccess(
  { kind, subject }: GuardedResource,
  policies: Policies,
  configuration: Configuration,
): WidenedAccess {
  const circumstances = { configuration, subject, outsiders: outsidersOf(configuration) };
  // Whatever is newly allowed, a new statement allows it or an old one that denied it is gone.
  const changed = [
    ...statementsOnlyIn(policies.after, policies.before),
    ...statementsOnlyIn(policies.before, policies.after),
  ].map(witnessOf);
  const isConfigured = configuredTest(circumstances);
  const widened: Widening[] = [];
  const notJudged = new Set<string>();
  for (const actor of askersOf(circumstances, [policies.before, policies.after])) {
    for (const harmStep of STEPS[kind]) {
      if (notJudged.size > MOST_ERRORS) break;
      const requests = requestsFor(actor, harmStep, circumstances, changed);
      const request = requests.find(
        (each) => isNewlyAllowed(each, policies, notJudged) && !isOwnDelivery(actor, each, subject),
      );
      if (request === undefined) continue;
      const { harm, title } = harmStep;
      widened.push({ actor, harm, title, action: request.action, configured: isConfigured(actor, request) });
    }
  }
  return { widened, notJudged: [...notJudged] };
}

function requestsFor(
  actor: Actor,
  { step }: HarmStep,
  circumstances: Circumstances,
  witnesses: readonly Witness[],
): readonly AccessRequest[] {
  const { subject } = circumstances;
  const resource = resourceArn(step.resource, circumstances, actor);
  const contexts = CIRCUMSTANCES.flatMap((presets) =>
    contextsOf([...(step.context ?? []), ...presets], circumstances),
  );
  const request = (of: string, context: Readonly<Record<string, ContextValue>>): AccessRequest => ({
    principal: actor.principal,
    action: step.action,
    resource: of,
    context,
    ...(subject.arn.includes(":::") && { resourceAccount: subject.ownerAccount }),
  });
  return [
    ...contexts.map((context) => request(resource, context)),
    ...witnesses.flatMap(({ keys, resources }) =>
      [resource, ...resources.filter((each) => isLike(each, resource, subject.arn))].flatMap((of) =>
        contexts.map((context) => request(of, { ...context, ...keysFor(actor, keys, circumstances) })),
      ),
    ),
  ];
}

/** Whose organization it is follows from who asks; only a stranger's may be any other. */
function keysFor(actor: Actor, keys: Witness["keys"], { configuration }: Circumstances): Witness["keys"] {
  const { principal } = actor;
  const isForeign = "organization" in principal && principal.organization !== configuration.organization;
  return Object.fromEntries(
    Object.entries(keys).filter(
      ([key, value]) =>
        key.toLowerCase() !== "aws:principalorgid" || (isForeign && value !== configuration.organization),
    ),
  );
}

/** Whether both are the resource itself, or both are within it. */
function isLike(one: string, other: string, whole: string): boolean {
  return one.startsWith(whole) && other.startsWith(whole) && (one === whole) === (other === whole);
}

function isNewlyAllowed(
  request: AccessRequest,
  { before, after }: Policies,
  notJudged: Set<string>,
): boolean {
  try {
    return isAllowed(request, after) && !isAllowed(request, before);
  } catch (error) {
    if (!(error instanceof ValidationError)) throw error;
    notJudged.add(error.message);
    return false;
  }
}

/** Whether a service does what orgtrail's own policy is there for: whoever repairs a policy lets it deliver again. */
function isOwnDelivery({ principal }: Actor, request: AccessRequest, { document }: Subject): boolean {
  return principal.kind === "service" && isAllowed(request, document);
}

/** Whether the policy lets the request through, when IAM lets everybody do everything. */
function isAllowed(request: AccessRequest, resource: PolicyDocument | undefined): boolean {
  const identity = [FULL_AWS_ACCESS];
  return authorize(request, { identity, ...(resource !== undefined && { resource }) }).verdict === "allowed";
}

function configuredTest(circumstances: Circumstances): (actor: Actor, request: AccessRequest) => boolean {
  const isReader = isNamed("auditReader", circumstances);
  const { memberAccess } = circumstances.configuration.archive;
  const { scope, ownerAccount } = circumstances.subject;
  return (actor, { context = {} }) => {
    if (isReader(actor)) return true;
    const { principal } = actor;
    const isMember =
      "organization" in principal && principal.organization === circumstances.configuration.organization;
    // Members read their own folder of the organization's logs, through S3.
    const throughS3 = String(context["kms:ViaService"] ?? "").startsWith("s3.");
    return (
      memberAccess && scope === "organization" && isMember && throughS3 && accountOf(actor) !== ownerAccount
    );
  };
}
