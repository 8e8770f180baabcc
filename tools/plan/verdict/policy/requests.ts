import type { AccessRequest } from "../../../../modules/policy-evaluation";
import { type Actor, type Circumstances, contextsOf, type PresetName, resourceArn } from "../../../prove";
import { keysOfPrincipal, withKeys, type RequestContext } from "./request-keys";
import type { HarmStep } from "./steps";
import type { Keys } from "./witness";

/** A request, and what it carries for the sake of the statements that changed. */
export interface KeyedRequest {
  readonly request: AccessRequest;
  /** @default - nothing: it is one that anybody makes */
  readonly keys?: Keys;
}

/** What the changed statements say of requests. */
export interface Clues {
  readonly witnesses: readonly Keys[];
  /** ARNs that they name. */
  readonly resources: readonly string[];
}

/** The key that the circumstances differ in. */
const MFA_AGE = "aws:multifactorauthage";

const CIRCUMSTANCES: readonly (readonly PresetName[])[] = [[], ["recentMfa"]];

/** Every request that is worth to be made to do a step: the usual ones first. */
export function requestsFor(
  actor: Actor,
  { step }: HarmStep,
  circumstances: Circumstances,
  { witnesses, resources }: Clues,
): readonly KeyedRequest[] {
  const { subject, configuration } = circumstances;
  const { principal } = actor;
  const usual = resourceArn(step.resource, circumstances, actor);
  const contexts = CIRCUMSTANCES.flatMap((presets) =>
    contextsOf([...(step.context ?? []), ...presets], circumstances),
  );
  const request = (resource: string, context: RequestContext): AccessRequest => ({
    principal,
    action: step.action,
    resource,
    context,
    ...(subject.arn.includes(":::") && { resourceAccount: subject.ownerAccount }),
  });
  const all = [usual, ...resources.filter((each) => each !== usual && isLike(each, usual, subject.arn))];
  return [
    ...contexts.map((context) => ({ request: request(usual, context) })),
    ...witnesses.flatMap((witness) => {
      const keys = keysOfPrincipal(principal, witness, configuration);
      const isShown = Object.keys(keys).some((key) => key.toLowerCase() === MFA_AGE);
      const different = isShown ? contexts.slice(0, contexts.length / CIRCUMSTANCES.length) : contexts;
      return all.flatMap((resource) =>
        different.map((context) => ({ request: request(resource, withKeys(context, keys)), keys })),
      );
    }),
  ];
}

/** Whether both are the resource itself, or both are within it. */
function isLike(one: string, other: string, whole: string): boolean {
  return one.startsWith(whole) && other.startsWith(whole) && (one === whole) === (other === whole);
}
