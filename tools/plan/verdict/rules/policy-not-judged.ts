import { accessChange, firstOf, guardrailChange, permissionChange } from "../policy";
import type { VerdictRule } from "../verdict";

/** A policy that cannot be judged: it is known only after apply, or has something that the evaluator does not know. */
export const policyNotJudged: VerdictRule = {
  id: "policy-not-judged",
  verdict: "review",
  title: "A policy changes in a way that cannot be judged",
  why: "What a policy says is never guessed: read it yourself, before and after.",
  judge: (change, context) => {
    const notJudged = [accessChange, guardrailChange, permissionChange].flatMap(
      (asked) => asked(change, context).notJudged,
    );
    return notJudged.length === 0 ? [] : [{ what: `the policy cannot be judged: ${firstOf(notJudged)}` }];
  },
};
