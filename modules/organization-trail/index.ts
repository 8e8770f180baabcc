export {
  OrganizationTrail,
  type OrganizationTrailIdentity,
  type OrganizationTrailProps,
} from "./organization-trail";
