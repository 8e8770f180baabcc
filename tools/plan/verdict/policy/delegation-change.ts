import type { JsonObject, ResourceChange } from "../../change";
import { isKnown, shown, textAt } from "../attributes";
import { consequences, type Consequence } from "./consequences";
import { asTwo, isMoved } from "./moved";

/** What registers a delegated administrator of CloudTrail: by CloudTrail's own API, or by that of Organizations. */
const TYPES: Readonly<Record<string, readonly string[]>> = {
  aws_cloudtrail_organization_delegated_admin_account: ["account_id"],
  aws_organizations_delegated_administrator: ["account_id", "service_principal"],
};

/** Which accounts may newly manage the organization's trails, and which no longer. */
export function delegationChange(change: ResourceChange): readonly Consequence[] {
  const identity = Object.hasOwn(TYPES, change.type) ? TYPES[change.type] : undefined;
  if (identity === undefined) return [];
  return (isMoved(change, identity) ? asTwo(change) : [change]).flatMap(({ action, before, after }) => {
    const side = action === "create" ? after : action === "destroy" ? before : undefined;
    if (side === undefined || !isOfTrails(side)) return [];
    const may = `account ${shown(side["account_id"])} may manage the organization trail`;
    return action === "create"
      ? consequences("delegated", may)
      : consequences("relieved", `${may} no longer`);
  });
}

/** Organizations delegates many services; of one that is not known yet, it may be CloudTrail. */
function isOfTrails(side: JsonObject): boolean {
  const service = side["service_principal"] ?? null;
  return (
    service === null || !isKnown(service) || textAt(side, "service_principal") === "cloudtrail.amazonaws.com"
  );
}
