import type { JsonObject, ResourceChange } from "../../change";
import { isKnown, shown, textAt } from "../attributes";
import { asTwo, isMoved } from "./moved";

/** What registers a delegated administrator of CloudTrail: by CloudTrail's own API, or by that of Organizations. */
const TYPES: Readonly<Record<string, readonly string[]>> = {
  aws_cloudtrail_organization_delegated_admin_account: ["account_id"],
  aws_organizations_delegated_administrator: ["account_id", "service_principal"],
};

/** The accounts that may newly manage the organization's trails, and those that may no longer. */
export interface DelegationChange {
  readonly added: readonly string[];
  readonly removed: readonly string[];
}

export function delegationChange(change: ResourceChange): DelegationChange {
  const identity = Object.hasOwn(TYPES, change.type) ? TYPES[change.type] : undefined;
  if (identity === undefined || change.action === "forget") return { added: [], removed: [] };
  const changes = isMoved(change, identity) ? asTwo(change) : [change];
  const accounts = (action: string, side: "before" | "after"): readonly string[] =>
    changes
      .filter((each) => each.action === action && isOfTrails(each[side]))
      .map((each) => shown(each[side]?.["account_id"]));
  return { added: accounts("create", "after"), removed: accounts("destroy", "before") };
}

/** Organizations delegates many services; of one that is not known yet, it may be CloudTrail. */
function isOfTrails(side: JsonObject | undefined): boolean {
  const service = side?.["service_principal"] ?? null;
  return (
    service === null || !isKnown(service) || textAt(side, "service_principal") === "cloudtrail.amazonaws.com"
  );
}
