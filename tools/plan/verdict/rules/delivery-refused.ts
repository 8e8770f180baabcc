import { accessChange, firstOf, permissionChange } from "../policy";
import type { VerdictRule } from "../verdict";

/** A policy no longer lets CloudTrail or another service deliver, by itself or with a role. */
export const deliveryRefused: VerdictRule = {
  id: "delivery-refused",
  verdict: "blocked",
  title: "A policy no longer lets CloudTrail, or another service, deliver",
  why: "CloudTrail goes on without an error in the plan, and delivers nothing; what it cannot deliver in 30 days is lost.",
  judge: (change, context) => {
    const refused = [...accessChange(change, context).refused, ...permissionChange(change, context).fewer];
    return refused.length === 0 ? [] : [{ what: `this is no longer allowed: ${firstOf(refused)}` }];
  },
};
