import { rootArn } from "../../../modules/organization";
import { unlike, type Vocabulary } from "./word";

/** Words of what guardrails let through, and of what they know by another name than those that begin as orgtrail's do. */
export const GUARDRAIL_WORDS = {
  exempt: ({ configuration }) => configuration.guardrails?.names.exempt,
  otherTrails: ({ configuration: { guardrails, name } }) =>
    unlike(guardrails?.names.trails, `${name}-organization-trail`, `${name}-team-`),
  otherBuckets: ({ configuration: { guardrails, name } }) =>
    unlike(guardrails?.names.buckets, `${name}-cloudtrail-`),
  otherLogGroups: ({ configuration: { guardrails, name } }) =>
    unlike(guardrails?.names.logGroups, `/orgtrail/${name}/`),
  planRoles: ({ configuration }) => configuration.guardrails?.names.roles,
  busAccount: ({ configuration }) => configuration.guardrails?.names.eventBusAccount,
  mfaDeleteRoots: ({ configuration: { guardrails, partition } }) =>
    guardrails?.names.mfaDeleteAccounts?.map((account) => rootArn(partition, account)),
  recorders: ({ configuration }) => configuration.configRules?.recorders?.accountIds,
} as const satisfies Vocabulary;
