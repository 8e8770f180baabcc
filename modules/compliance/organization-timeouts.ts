/**
 * How long Terraform waits for AWS Config, which makes a rule or a pack in one account after another: in large organizations
 * longer than the provider's 5 minutes.
 */
export const ORGANIZATION_TIMEOUTS = { create: "30m", update: "30m", delete: "30m" } as const;
