import { switchedOff } from "../switched-off";
import type { VerdictRule } from "../verdict";

/** A trail no longer records the organization. */
export const organizationOff: VerdictRule = {
  id: "organization-off",
  verdict: "blocked",
  title: "A trail no longer records every account of the organization",
  why: "The member accounts lose their trail, and new accounts never get one.",
  judge: (change) =>
    switchedOff(change, "aws_cloudtrail", "is_organization_trail", "the trail records its own account alone"),
};
