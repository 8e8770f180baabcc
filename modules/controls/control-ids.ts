/** The controls that the CIS AWS Foundations Benchmark asks for, by its order in v1.4 to v5.0. */
export const CIS_CONTROL_IDS = [
  "unauthorized-api-calls",
  "sign-in-without-mfa",
  "root-use",
  "iam-policy-changes",
  "cloudtrail-changes",
  "sign-in-failures",
  "key-deletion",
  "bucket-policy-changes",
  "config-changes",
  "security-group-changes",
  "network-acl-changes",
  "network-gateway-changes",
  "route-table-changes",
  "vpc-changes",
  "organizations-changes",
] as const;

/** The controls that CIS misses. */
export const OWN_CONTROL_IDS = [
  "audit-trail-changed",
  "trail-selectors-changed",
  "trail-delegation-changed",
  "root-access",
  "log-bucket-changed",
  "log-file-deleted",
  "log-file-reencrypted",
  "log-file-lock-changed",
  "log-file-change-refused",
  "log-access-opened",
  "log-key-changed",
  "key-grants-changed",
  "event-log-changed",
  "event-log-shared",
  "delivery-role-changed",
  "privileged-role-changed",
  "break-glass-used",
  "deploy-role-used",
  "alarms-changed",
  "notifications-changed",
  "rules-changed",
  "log-validation-changed",
  "search-opened",
  "search-changed",
  "checks-changed",
  "organization-checks-changed",
  "threat-detection-changed",
  "iam-identity-changed",
  "identity-source-changed",
  "identity-center-access-changed",
  "account-closed",
  "insight-call-rate",
  "insight-error-rate",
] as const;

/** Every control of the catalogue. The ids are a public contract: alarms, filters and queries are named by them. */
export const CONTROL_IDS = [...CIS_CONTROL_IDS, ...OWN_CONTROL_IDS] as const;

/** The id of a control of the catalogue. */
export type ControlId = (typeof CONTROL_IDS)[number];
