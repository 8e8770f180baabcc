import {
  authorize,
  FULL_AWS_ACCESS,
  isAccountPrincipal,
  type AccessRequest,
  type Authorization,
  type Policies,
} from "../policy-evaluation";
import { madeOnce } from "../kernel";
import type { PolicyDocument } from "../policy";
import { ValidationError } from "../validation";
import { Decision } from "./decision";
import { allReadings, readingOf, readingsOf, type Reading, type Readings } from "./readings";
import { IMPOSSIBLE, type Selection } from "./keys";
import { Regions } from "./regions";
import type { RequestSet } from "./request-set";
import { Space, type SpaceFacts } from "./space";
import { isRoleTarget, targetOf } from "./targets";
import { keysReadBy } from "./tests";

/** Policies of which it may be unknown what the principals' own say. */
export interface PoliciesInQuestion extends Omit<Policies, "identity"> {
  /**
   * The policies of all principals, or what is supposed of those that are not known: that they allow everything, also on
   * resources of other accounts, or on those of the own account only. What is proven while they allow everything holds
   * whatever they say.
   * @default - none
   */
  readonly identity?: Policies["identity"] | "everything" | "everything in the own account";
  /** The trust policy of roles; `resource` is then that of all else. @default - `resource`, where it names no resource */
  readonly trust?: PolicyDocument;
}

/** What a question is about. */
export interface Question {
  /** All policies that are compared. */
  readonly policies: readonly PoliciesInQuestion[];
  /** Requests that `select` is to give. @default - none */
  readonly selections?: readonly Selection[];
  /**
   * Requests that never come, since AWS always or never sends something. They are in no set.
   * @default - what AWS documents of global keys: `IMPOSSIBLE`
   */
  readonly impossible?: readonly Selection[];
}

/**
 * All requests that the policies of a question can tell apart. Sets of requests are of one space and work with others of
 * the same.
 */
export class RequestSpace {
  private readonly regions: Regions;
  private readonly readings: ReadonlyMap<PoliciesInQuestion, Readings>;
  private readonly selections: ReadonlyMap<Selection, Reading>;
  private readonly decisions = new Map<PoliciesInQuestion, Decision>();
  private readonly possible: RequestSet;

  /**
   * @throws UnsupportedPolicyError when a document cannot be read at all
   * @throws ProofLimitError when the policies tell too much apart
   */
  constructor({ policies, selections = [], impossible = IMPOSSIBLE }: Question, facts: SpaceFacts = {}) {
    this.readings = new Map(policies.map((each) => [each, readingsOf(known(each), each.trust)]));
    this.selections = new Map(selections.map((each) => [each, readingOf(each)]));
    const asked = [
      ...new Set([...[...this.readings.values()].flatMap(allReadings), ...this.selections.values()]),
    ];
    // What is never sent is of no matter where no policy reads it.
    const keys = keysReadBy(asked);
    const never = impossible
      .map(readingOf)
      .filter((reading) => [...keysReadBy([reading])].every((key) => keys.has(key)));
    const all = [...asked, ...never];
    const space = Space.of(all, facts);
    this.regions = new Regions(space);
    this.possible = space.everything.minus(this.regions.covered(never));
  }

  /** All requests that can come. */
  get everything(): RequestSet {
    return this.possible;
  }

  /** What the policies allow. */
  allowed(policies: PoliciesInQuestion): RequestSet {
    return this.possible.intersect(this.decided(policies).allowed);
  }

  /** What a statement of the policies denies. */
  denied(policies: PoliciesInQuestion): RequestSet {
    return this.possible.intersect(this.decided(policies).denied);
  }

  /** The requests of any of the selections, which must be some of the question's. @throws RangeError when one is not */
  select(...selections: readonly Selection[]): RequestSet {
    const readings = selections.map((each) => this.selections.get(each) ?? notAsked("selection"));
    return this.regions.covered(readings).intersect(this.possible);
  }

  /**
   * What the evaluator says of the request, and by which statement; where AWS leaves open what it says of some statement, what comes of
   * it all the same.
   * @throws ValidationError where what comes of it depends on that
   */
  decision(request: AccessRequest, policies: PoliciesInQuestion): Authorization {
    try {
      return decisionOn(request, policies);
    } catch (error) {
      const isAllowed = error instanceof ValidationError ? this.allowed(policies).has(request) : undefined;
      if (isAllowed === undefined) throw error;
      const denied = this.denied(policies).has(request) === true ? "explicitly denied" : "implicitly denied";
      return {
        verdict: isAllowed ? "allowed" : denied,
        reason: `It is so whatever AWS does with what it leaves open: ${(error as Error).message}`,
      };
    }
  }

  private decided(policies: PoliciesInQuestion): Decision {
    const readings = this.readings.get(policies) ?? notAsked("policy");
    const staysAtHome = policies.identity === OWN_ACCOUNT;
    return madeOnce(this.decisions, policies, () => new Decision(this.regions, readings, staysAtHome));
  }
}

function notAsked(what: string): never {
  throw new RangeError(`The ${what} is none of the question's`);
}

const OWN_ACCOUNT = "everything in the own account";

function known({ identity, ...others }: PoliciesInQuestion): Policies {
  const documents = typeof identity === "string" ? [FULL_AWS_ACCESS] : identity;
  return { ...others, ...(documents !== undefined && { identity: documents }) };
}

/** What the evaluator says of one request, and by which statement. */
export function decisionOn(request: AccessRequest, policies: PoliciesInQuestion): Authorization {
  return authorize(request, policiesFor(request, policies));
}

/** The policies as they are for whoever makes the request. */
function policiesFor(request: AccessRequest, all: PoliciesInQuestion): Policies {
  const { principal, action } = request;
  const isTaking = action.toLowerCase().startsWith("sts:") && isRoleTarget(targetOf(request));
  const policies = all.trust !== undefined && isTaking ? { ...all, resource: all.trust } : all;
  const { owner } = targetOf(request);
  const isElsewhere = isAccountPrincipal(principal) && owner !== undefined && principal.account !== owner;
  return known(policies.identity === OWN_ACCOUNT && isElsewhere ? { ...policies, identity: [] } : policies);
}
