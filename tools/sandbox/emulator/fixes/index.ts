import type { Fix } from "../exchange";
import { delegatedAdministrator, delegatedConfig } from "./delegation";
import { describedTrails, insightSelectors, trailByArn } from "./trails";
import { organizationIds, type OrganizationIds } from "./organization-ids";
import { queryDefinitions } from "./query-definitions";
import { securityHubFix, securityHubOrganization } from "./security-hub";

export type { OrganizationIds } from "./organization-ids";

/**
 * All that the emulator does otherwise than AWS, and that orgtrail meets. A request passes them in this order, and
 * what one of them asks on its behalf passes those after it.
 */
export function fixes(ids: OrganizationIds): readonly Fix[] {
  return [
    describedTrails,
    insightSelectors(),
    trailByArn,
    delegatedAdministrator(),
    delegatedConfig(),
    organizationIds(ids),
    queryDefinitions(),
    securityHubOrganization(),
    securityHubFix(),
  ];
}
