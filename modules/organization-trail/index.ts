export { OrganizationTrail } from "./organization-trail";
export type { OrganizationTrailIdentity, OrganizationTrailProps, OrganizationTrailSettings } from "./props";
