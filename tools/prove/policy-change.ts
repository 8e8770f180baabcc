import type { Authorization } from "../../modules/policy-evaluation";
import { RequestSpace, type RequestSet } from "../../modules/policy-proofs";
import { ASKER, factsAbout, suppositions, type AnyPolicy } from "./any-policy";
import { comparedOr, PolicyComparison, type Difference } from "./comparison";

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
      const differences = comparison.differencesIn(requests);
      if (differences.length === 0) for (const reason of requests.open) open.add(reason);
      return differences.map((each) => ({
        ...each,
        who: whoIn(each.who, [before, after]),
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

/** An account, a service or a provider of identities that neither policy names stands for all such. */
function whoIn(who: string, policies: readonly AnyPolicy[]): string {
  if (policies.some(({ kind }) => kind === "identity")) return "whoever has the policy";
  const text = JSON.stringify(policies);
  return who
    .replace(/account (\d{12})$/, (found, id: string) =>
      text.includes(id) ? found : "any account that neither policy names",
    )
    .replace(/^identities of (.+)$/, (found, provider: string) =>
      text.includes(provider) ? found : "identities of any provider that neither policy names",
    )
    .replace(/^[a-z0-9.-]+\.amazonaws\.com(\.cn)?$/, (service) =>
      text.includes(service) ? service : "any AWS service that neither policy names",
    );
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
