import { delegationChange } from "../policy";
import type { VerdictRule } from "../verdict";

/** One more account may manage the organization trail. */
export const delegatedAdministratorAdded: VerdictRule = {
  id: "delegated-administrator-added",
  verdict: "review",
  title: "One more account may manage the organization trail",
  why: "A delegated administrator may stop, change and delete the organization trail.",
  judge: (change) =>
    delegationChange(change).added.map((account) => ({
      what: `account ${account} may manage the organization trail`,
    })),
};
