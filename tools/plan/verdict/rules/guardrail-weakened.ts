import { firstOf, guardrailChange } from "../policy";
import type { VerdictRule } from "../verdict";

/** A policy of the organization denies less, or in fewer accounts. */
export const guardrailWeakened: VerdictRule = {
  id: "guardrail-weakened",
  verdict: "blocked",
  title: "A policy of the organization denies less, or in fewer accounts",
  why: "Service and resource control policies are what even an account's administrators cannot lift: nothing else stands behind them.",
  judge: (change, context) => {
    const { lifted } = guardrailChange(change, context);
    return lifted.length === 0 ? [] : [{ what: `this is no longer denied: ${firstOf(lifted)}` }];
  },
};
