import { delegationChange } from "../policy";
import type { VerdictRule } from "../verdict";

/** An account may manage the organization trail no longer. */
export const delegatedAdministratorRemoved: VerdictRule = {
  id: "delegated-administrator-removed",
  verdict: "review",
  title: "An account may no longer manage the organization trail",
  why: "Whoever looks after trails from there is locked out. Trails stay: the management account owns them all.",
  judge: (change) =>
    delegationChange(change).removed.map((account) => ({
      what: `account ${account} may manage the organization trail no longer`,
    })),
};
