import type { Fix } from "../exchange";
import { bucketPolicies, notifications, replications } from "./bucket-settings";
import { deliveryStreams } from "./delivery-streams";
import { delegatedAdministrator, delegatedConfig } from "./delegation";
import { publicKeys, type CloudTrailPublicKey } from "./public-keys";
import { describedTrails, insightSelectors, trailByArn } from "./trails";
import { serviceRoles } from "./service-linked-roles";
import { functionLogging } from "./function-logging";
import { organizationIds, type OrganizationIds } from "./organization-ids";
import { keyPolicies } from "./key-policies";
import { namedQueries } from "./named-queries";
import { redrivePolicies } from "./redrive-policies";
import { queryDefinitions } from "./query-definitions";
import { subscriptionFilters } from "./subscription-filters";
import { securityGroups } from "./security-groups";
import { serverless } from "./serverless";
import { securityHubFix, securityHubOrganization } from "./security-hub";

export type { OrganizationIds } from "./organization-ids";
export type { CloudTrailPublicKey } from "./public-keys";

/**
 * All that the emulator does otherwise than AWS, and that orgtrail meets. A request passes them in this order, and
 * what one of them asks on its behalf passes those after it.
 * @param keys what CloudTrail signs digests with, of every Region @default - none: the emulator delivers nothing
 */
export function fixes(ids: OrganizationIds, keys: readonly CloudTrailPublicKey[] = []): readonly Fix[] {
  return [
    describedTrails,
    insightSelectors(),
    trailByArn,
    publicKeys(keys),
    bucketPolicies(),
    replications(),
    notifications(),
    keyPolicies(),
    delegatedAdministrator(),
    delegatedConfig(),
    organizationIds(ids),
    queryDefinitions(),
    redrivePolicies,
    namedQueries(),
    deliveryStreams(),
    functionLogging(),
    subscriptionFilters(),
    securityGroups(),
    serverless(),
    serviceRoles,
    securityHubOrganization(),
    securityHubFix(),
  ];
}
