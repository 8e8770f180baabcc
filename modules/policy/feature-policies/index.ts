import type { AccountId } from "../../organization";
import { FEATURES, type Feature } from "../features";
import type { NameFamilies } from "../guardrail-names";
import { ATHENA_POLICIES } from "./athena";
import { CONSUMERS_POLICIES } from "./consumers";
import type { FeaturePolicies, PoliciesOf } from "./feature";
import { REPLICA_POLICIES } from "./replica";
import { SEARCH_POLICIES } from "./search";
import { VALIDATION_POLICIES } from "./validation";

const POLICIES: Readonly<Record<Feature, PoliciesOf>> = {
  ...VALIDATION_POLICIES,
  ...SEARCH_POLICIES,
  ...CONSUMERS_POLICIES,
  ...REPLICA_POLICIES,
  ...ATHENA_POLICIES,
};

/** What the policies of an account say of its features, or guardrails of those of the account that keeps the logs. */
export function ofFeatures(names: NameFamilies, account: AccountId): Required<FeaturePolicies> {
  const rows = FEATURES.filter((feature) => names.features?.includes(feature) === true).map((feature) =>
    POLICIES[feature](names, account),
  );
  return {
    plans: rows.flatMap(({ plans = [] }) => plans),
    deploys: distinct(rows.flatMap(({ deploys = [] }) => deploys)),
    services: [...new Set(rows.flatMap(({ services = [] }) => services))],
    bounds: rows.flatMap(({ bounds = [] }) => bounds),
    grantsThrough: rows.flatMap(({ grantsThrough = [] }) => grantsThrough),
    writers: rows.flatMap(({ writers = [] }) => writers),
    guards: distinct(rows.flatMap(({ guards = [] }) => guards)),
    accountActions: rows.flatMap(({ accountActions = [] }) => accountActions),
    buckets: distinct(rows.flatMap(({ buckets = [] }) => buckets)),
  };
}

/** Each once. */
function distinct<T>(statements: readonly T[]): readonly T[] {
  return [...new Map(statements.map((statement) => [JSON.stringify(statement), statement])).values()];
}
