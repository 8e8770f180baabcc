/** Each kind of policy: of a role there are two, its trust and its permissions. */
export const SUBJECT_KINDS = [
  ...(["log bucket", "access-log bucket", "log key", "delivery topic", "delivery topic key"] as const),
  ...withPermissions("log role", "forwarding role", "validation role"),
  ...(["alarm topic", "monitoring key", "dead-letter queue", "event bus"] as const),
  ...withPermissions("remediation role", "aggregator role"),
  "config bucket",
  ...withPermissions("asking role"),
  ...(["results bucket", "results key"] as const),
  ...withPermissions("search function role", "search stream role", "search destination role"),
  ...(["search bucket", "search key", "search destination"] as const),
  ...(["search collection key", "search domain", "search domain key"] as const),
  ...(["search domain log groups"] as const),
  ...withPermissions("consumer role"),
  ...(["consumer queue", "consumer topic", "consumer topic key"] as const),
  ...withPermissions("replication role"),
  ...(["replica bucket", "replica key"] as const),
  ...withPermissions("plan role", "deploy role", "pipeline plan role", "pipeline deploy role"),
  ...(["permissions boundary", "state bucket"] as const),
  ...(["service control policies", "resource control of a bucket", "resource control of a key"] as const),
] as const;

/**
 * What a policy protects, or whom it lets do what: the permissions of a role are a policy apart from its trust, and
 * guardrails are the organization's policies over an account, a bucket or a key.
 */
export type SubjectKind = (typeof SUBJECT_KINDS)[number];

function withPermissions<Role extends string>(
  ...roles: readonly Role[]
): readonly (Role | `${Role} permissions`)[] {
  return roles.flatMap((role) => [role, `${role} permissions` as const]);
}
