export {
  OrganizationTrail,
  type OrganizationTrailIdentity,
  type OrganizationTrailProps,
  type OrganizationTrailSettings,
} from "./organization-trail";
