import { shown } from "../attributes";
import type { VerdictRule } from "../verdict";

/** One more account may manage the organization trail. */
export const delegatedAdministratorAdded: VerdictRule = {
  id: "delegated-administrator-added",
  verdict: "review",
  title: "One more account may manage the organization trail",
  why: "A delegated administrator may stop, change and delete the organization trail.",
  judge: ({ type, action, before, after }) => {
    if (type !== "aws_cloudtrail_organization_delegated_admin_account") return [];
    const account = after?.["account_id"];
    const added = action === "create" || (action === "replace" && account !== before?.["account_id"]);
    return added ? [{ what: `account ${shown(account)} may manage the organization trail` }] : [];
  },
};
