import { accessChange, firstOf, grantChange, guardrailChange, permissionChange } from "../policy";
import type { VerdictRule } from "../verdict";

/**
 * A policy that cannot be judged: it is hidden or known only after apply, has something that the evaluator does not know, or may
 * say more than any request shows.
 */
export const policyNotJudged: VerdictRule = {
  id: "policy-not-judged",
  verdict: "review",
  title: "A policy changes in a way that cannot be judged",
  why: "What a policy says is never guessed: read it yourself, before and after.",
  judge: (change, context) => {
    const notJudged = [accessChange, guardrailChange, permissionChange, grantChange].flatMap(
      (asked) => asked(change, context).notJudged,
    );
    return notJudged.length === 0 ? [] : [{ what: `the policy cannot be judged: ${firstOf(notJudged)}` }];
  },
};
