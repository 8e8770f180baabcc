import type { Fix } from "../exchange";
import { delegatedAdministrator } from "./delegated-administrator";
import { delegatedConfig } from "./delegated-config";
import { describedTrails } from "./described-trails";
import { insightSelectors } from "./insight-selectors";
import { organizationIds, type OrganizationIds } from "./organization-ids";
import { queryDefinitions } from "./query-definitions";
import { securityHubFix } from "./security-hub";
import { securityHubOrganization } from "./security-hub-organization";
import { trailByArn } from "./trail-by-arn";

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
