export { OrganizationAuditLog } from "./organization-audit-log";
export type { AuditedOrganization, LogArchiveAccount, OrganizationAuditLogProps } from "./props";
