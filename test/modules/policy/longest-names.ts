import { AccountId, MANAGED_TAG, NamePrefix, OrganizationId } from "../../../modules/organization";
import { FEATURES, type GuardrailNames } from "../../../modules/policy";
import { ARCHIVE, MEMBER, SECURITY } from "./guardrail-requests";

/** As long as a name prefix, role names and names of a team's own can be, in the partition with the longest name. */
export function longestNames(): GuardrailNames {
  const role = (name: string): string => `arn:aws-us-gov:iam::*:role/${name.padEnd(64, "x")}`;
  return {
    partition: "aws-us-gov",
    organization: OrganizationId.of(`o-${"a".repeat(32)}`),
    name: NamePrefix.of("a".repeat(20)),
    exempt: [role("Deploy"), role("BreakGlass")],
    logArchive: AccountId.of(ARCHIVE),
    mfaDeleteAccounts: [AccountId.of(ARCHIVE), AccountId.of(MEMBER), AccountId.of(SECURITY)],
    eventBusAccount: AccountId.of(SECURITY),
    features: FEATURES,
    trails: ["t".repeat(128)],
    buckets: ["b".repeat(63)],
    logGroups: [`/${"l".repeat(511)}`],
    roles: [role("Plan")],
    tag: MANAGED_TAG,
  };
}
