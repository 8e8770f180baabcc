export {
  type AuditedOrganization,
  type LogArchiveAccount,
  OrganizationAuditLog,
  type OrganizationAuditLogProps,
} from "./organization-audit-log";
