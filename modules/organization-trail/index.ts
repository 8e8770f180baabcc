export { OrganizationTrail } from "./organization-trail";
export type { OrganizationTrailIdentity, OrganizationTrailProps } from "./props";
