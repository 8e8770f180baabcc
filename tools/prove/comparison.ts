import {
  FULL_AWS_ACCESS,
  UnsupportedPolicyError,
  type AccessRequest,
  type Authorization,
  type DecidingStatement,
  type RequestPrincipal,
} from "../../modules/policy-evaluation";
import {
  classOf,
  ProofLimitError,
  RequestSpace,
  type Part,
  type PoliciesInQuestion,
  type RequestSet,
} from "../../modules/policy-proofs";
import { ValidationError } from "../../modules/validation";
import { ASKER, factsAbout, suppositions, type AnyPolicy } from "./any-policy";

/** What one class of principals may newly do, or no longer, with a request that shows it. */
export interface Difference extends Part {
  /** The statement that turns the request, and what it does or did. @default - it has no Sid, or all turn it together */
  readonly turnedBy: Turning | undefined;
}

interface Turning {
  readonly statement: string;
  readonly does: "allows" | "allowed" | "denies" | "denied";
}

/** How a sentence of a difference ends: `, which statement DenyPlainHttp denied`. */
export function turningText({ turnedBy }: Pick<Difference, "turnedBy">): string {
  return turnedBy === undefined ? "" : `, which statement ${turnedBy.statement} ${turnedBy.does}`;
}

/** Policies before a change and after it: how they differ, for every request. All that is told of changed policies is found here. */
export class PolicyComparison {
  /** @param space all requests that both, and what is asked of them, tell apart */
  constructor(
    readonly space: RequestSpace,
    readonly before: PoliciesInQuestion,
    readonly after: PoliciesInQuestion,
  ) {}

  /** What the later policies allow, and the earlier do not. */
  get newlyAllowed(): RequestSet {
    return this.space.allowed(this.after).minus(this.space.allowed(this.before));
  }

  /** What the earlier policies allow, and the later do not. */
  get noLongerAllowed(): RequestSet {
    return this.space.allowed(this.before).minus(this.space.allowed(this.after));
  }

  /** What a statement of the earlier policies denies, and none of the later. */
  get noLongerDenied(): RequestSet {
    return this.space.denied(this.before).minus(this.space.denied(this.after));
  }

  /**
   * Who makes some of these requests, each class of principals with one of them.
   * @param nameOf the class that a principal is told under @default - its kind and account
   */
  differencesIn(
    requests: RequestSet,
    nameOf?: (principal: RequestPrincipal) => string,
  ): readonly Difference[] {
    const turnedBy = (request: AccessRequest) => this.turnedBy(request);
    return requests.describe(nameOf).map((part) => ({
      ...part,
      // The evaluator is asked of what is told, and not of the rest.
      get turnedBy() {
        return turnedBy(part.request);
      },
    }));
  }

  private turnedBy(request: AccessRequest): Turning | undefined {
    const { space, before, after } = this;
    try {
      const [was, is] = [space.decision(request, before), space.decision(request, after)];
      const denied = "explicitly denied";
      if (is.verdict === denied) return turning(is.decidedBy, before, "denies");
      if (was.verdict === denied) return turning(was.decidedBy, after, "denied");
      return is.verdict === "allowed"
        ? turning(is.decidedBy, before, "allows")
        : turning(was.decidedBy, after, "allowed");
    } catch (error) {
      // What is no longer denied may be allowed or not, by a statement of which AWS leaves open what it says.
      if (!(error instanceof ValidationError)) throw error;
      return undefined;
    }
  }
}

/** What stands on the other side too, such as what is supposed of policies that are not known, turns nothing. */
function turning(
  { statement }: Partial<DecidingStatement> = {},
  other: PoliciesInQuestion,
  does: Turning["does"],
): Turning | undefined {
  const sid: string | undefined = statement?.Sid;
  const others = JSON.stringify(typeof other.identity === "string" ? [other, FULL_AWS_ACCESS] : other);
  if (sid === undefined || others.includes(JSON.stringify(statement))) return undefined;
  return { statement: sid, does };
}

/** What is found, or else what is told of policies that are too many or too strange to be compared. Whatever else goes wrong is thrown again. */
export function comparedOr<T>(find: () => T, otherwise: (why: string) => T): T {
  try {
    return find();
  } catch (error) {
    if (error instanceof ProofLimitError || error instanceof UnsupportedPolicyError)
      return otherwise(error.message);
    throw error;
  }
}

/** What one class of principals can do after a change that it could not before, or the other way round. */
export interface ChangedAccess extends Difference {
  /** What else has to allow it. */
  readonly when: string;
  /** What the policy that is newer says to the request. */
  readonly authorization: Authorization;
}

/** How two policies differ, for every request. */
export interface PolicyChange {
  readonly newlyAllowed: readonly ChangedAccess[];
  readonly noLongerAllowed: readonly ChangedAccess[];
  /** Why it is not known whether they differ further. */
  readonly notProven: readonly string[];
}

/** How the policies differ: what one allows of all requests that AWS could get, and the other does not. */
export function policyChange(before: AnyPolicy, after: AnyPolicy): PolicyChange {
  return comparedOr(
    () => changeIn(before, after),
    (why) => ({ newlyAllowed: [], noLongerAllowed: [], notProven: [why] }),
  );
}

function changeIn(before: AnyPolicy, after: AnyPolicy): PolicyChange {
  const [was, is] = [suppositions(before), suppositions(after)];
  // A policy of whoever asks is asked of one who asks; all others have the same.
  const selections = before.kind === "identity" ? [ASKER] : [];
  const policies = [was, is].flatMap((each) => Object.values(each));
  const space = new RequestSpace({ policies, selections }, factsAbout([before, after]));
  const meant = selections.reduce((all, each) => all.intersect(space.select(each)), space.everything);
  const open = new Set<string>();
  const found = Object.entries(was).map(([when, old]) => {
    const comparison = new PolicyComparison(space, old, is[when] ?? old);
    const told = (differing: RequestSet): readonly ChangedAccess[] => {
      const requests = differing.intersect(meant);
      // Of whom something is told, it is of no matter what else is open.
      for (const reason of requests.minus(requests.by(requests.principals)).open) open.add(reason);
      return comparison.differencesIn(requests, classesOf(before, after)).map((each) => ({
        ...each,
        when,
        authorization: space.decision(each.request, comparison.after),
      }));
    };
    return { newly: told(comparison.newlyAllowed), gone: told(comparison.noLongerAllowed) };
  });
  return {
    newlyAllowed: onceEach(found.flatMap(({ newly }) => newly)),
    noLongerAllowed: onceEach(found.flatMap(({ gone }) => gone)),
    notProven: [...open],
  };
}

/** The classes of principals of policies: one that no policy names stands for all such. */
export function classesOf(...policies: readonly AnyPolicy[]): (principal: RequestPrincipal) => string {
  const text = JSON.stringify(policies);
  const others = policies.length > 1 ? "neither policy names" : "the policy does not name";
  return (principal) =>
    policies.some(({ kind }) => kind === "identity")
      ? "whoever has the policy"
      : classOf(principal, (name, of) => {
          if (!text.includes(name)) return `any ${of} that ${others}`;
          return of === "account" ? `account ${name}` : name;
        });
}

/** Without what was told before of the same principals and actions, which takes no more than that. */
function onceEach(parts: readonly ChangedAccess[]): readonly ChangedAccess[] {
  const told = new Set<string>();
  return parts.flatMap((part) => {
    const actions = part.actions.filter((action) => !told.has(`${part.who} ${action}`));
    for (const action of actions) told.add(`${part.who} ${action}`);
    return actions.length === 0 ? [] : [{ ...part, actions }];
  });
}
