import type { JsonObject } from "../../change";
import { at, isKnown, shown } from "../attributes";
import type { VerdictRule } from "../verdict";

/** AWS Organizations registers the administrators of any service, CloudTrail's own API those of CloudTrail. */
function isOfCloudTrail(type: string, side: JsonObject | undefined): boolean {
  if (type === "aws_cloudtrail_organization_delegated_admin_account") return true;
  const service = at(side, "service_principal");
  return (
    type === "aws_organizations_delegated_administrator" &&
    (service === "cloudtrail.amazonaws.com" || (service !== undefined && !isKnown(service)))
  );
}

/** One more account may manage the organization trail. */
export const delegatedAdministratorAdded: VerdictRule = {
  id: "delegated-administrator-added",
  verdict: "review",
  title: "One more account may manage the organization trail",
  why: "A delegated administrator may stop, change and delete the organization trail.",
  judge: ({ type, action, before, after }) => {
    if (!isOfCloudTrail(type, after)) return [];
    const account = after?.["account_id"];
    const had = isOfCloudTrail(type, before) && account === before?.["account_id"];
    const added = action === "create" || ((action === "replace" || action === "update") && !had);
    return added ? [{ what: `account ${shown(account)} may manage the organization trail` }] : [];
  },
};
