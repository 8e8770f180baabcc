import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { AWS_LIMITS, type AwsLimitId } from "../../../stacks/config";
import { ROOT } from "../../support/run";

/** A number that the sources call a limit, which no limit of AWS stands behind. */
interface NoLimit {
  readonly why: string;
}

const OURS: NoLimit = { why: "a bound of orgtrail's own, on what it reads, computes or shows" };
const LISTS: NoLimit = { why: "the list of limits itself" };
const SPLIT: NoLimit = { why: "written as several, or shortened, where one is full" };

/**
 * Each number that the sources call a limit, by the limit of the list that it is. One that AWS has and that stands in no line of the
 * list is checked, perhaps, and has no edge.
 */
const LIMIT_OF: Readonly<Record<string, NoLimit | readonly AwsLimitId[]>> = {
  ARCHIVE_LIMITS: LISTS,
  ATTACHED_POLICIES: ["attached-policies"],
  ATTACHED_TO_ROLE: { why: "of the bootstrap's roles, whose names have no effect on how many there are" },
  AWS_LIMITS: LISTS,
  COLLECTION_LIMITS: ["search-collection-roles", "search-collection-lifecycle", "search-collection-saml"],
  CONFIG_RULE_LIMITS: LISTS,
  CONSUMER_LIMITS: LISTS,
  LARGEST_SHOWN: OURS,
  LEAST_BYTES: { why: "a price: what Athena bills at least for a query" },
  LEAST_CUTOFF_BYTES: { why: "the configuration has whole gigabytes, the least of which is more" },
  LOG_VALIDATION_BOUNDS: OURS,
  LEAST_FREE: { why: "what AWS recommends" },
  LONGEST_DETAILS: OURS,
  LONGEST_KEY_ID: OURS,
  LONGEST_LOCK_DAYS: ["lock"],
  LONGEST_NAME: OURS,
  LONGEST_RECEIVED: OURS,
  LONGEST_SHARED_NAME: ["name-prefix"],
  LONGEST_TERM: { why: "what is longer is found by its beginning" },
  MAX_ACCOUNT_RULES: ["config-rules"],
  MAX_ALARMS_SHOWN: SPLIT,
  MAX_ALARM_NAME_LENGTH: ["alarm-name"],
  MAX_ARCHIVE_STACKS: OURS,
  MAX_BASIC_SELECTORS: ["basic-selectors"],
  MAX_BUCKETS: ["buckets"],
  MAX_DATA_RESOURCES: ["data-resources"],
  MAX_DEPTH: OURS,
  MAX_DESCRIPTION_LENGTH: ["alarm-description"],
  MAX_EVENT_PATTERN_LENGTH: ["event-pattern"],
  MAX_EXCLUDED_ACCOUNTS: ["excluded-accounts"],
  MAX_DOMAIN_SUBNETS: ["search-domain-network"],
  MAX_FILTERS: ["metric-filters"],
  MAX_FILTER_PATTERN_LENGTH: ["filter-pattern"],
  MAX_INPUT_LENGTH: SPLIT,
  MAX_LISTED_LENGTH: OURS,
  MAX_NOTIFICATIONS: ["bucket-notifications"],
  MAX_NAMED_TEAM_ACCOUNTS: OURS,
  MAX_OBJECT_KEY_BYTES: ["state-key"],
  MAX_ORGANIZATION_RULE_NAME_LENGTH: ["config-rule-name"],
  MAX_PACK_NAME_LENGTH: ["name-prefix"],
  MAX_PACK_PARAMETERS: { why: "a pack has those of its rules, some ten, whatever is configured" },
  MAX_PACK_RULES: ["conformance-pack"],
  MAX_PACK_TEMPLATE_BYTES: ["conformance-pack"],
  MAX_PARAMETERS_LENGTH: SPLIT,
  MAX_PERIOD_MINUTES: ["period"],
  MAX_QUERY_LENGTH: ["saved-query"],
  MAX_RULE_DESCRIPTION_LENGTH: SPLIT,
  MAX_RULE_NAME_LENGTH: ["name-prefix"],
  MAX_SECURITY_GROUPS: ["search-vpc"],
  MAX_SELECTOR_NAME_LENGTH: ["selector-name"],
  MAX_STATE_PREFIX_BYTES: ["state-key"],
  MAX_STEPS: OURS,
  MAX_SUBNETS: ["search-vpc"],
  MAX_TAGS: ["tag-count"],
  MAX_TARGETS: ["rule-targets"],
  MAX_TOPIC_NAME_LENGTH: ["name-prefix"],
  MAX_TRAILS: ["trails-per-region"],
  MAX_VALUES: ["selector-values"],
  MAX_VALUE_LENGTH: ["selector-value"],
  MAX_WILDCARD_SELECTORS: { why: "of patterns that orgtrail writes, none of which has more" },
  MIN_REASON_LENGTH: OURS,
  MOST_BOXES: OURS,
  MOST_CALLS: OURS,
  MOST_COMBINATIONS: OURS,
  MOST_OPEN: OURS,
  MOST_READ: OURS,
  MOST_ROWS: OURS,
  MOST_SETS: OURS,
  MOST_STATES: OURS,
  ORGANIZATION_LIMITS: LISTS,
  POLICY_LIMITS: ["bucket-policy", "key-policy", "role-policy", "role-trust", "organization-policy"],
  REMEDIATION_BOUNDS: ["remediation"],
  MIN_VOLUME_GB: ["search-domain-instances"],
  SAML_LIMITS: ["search-domain-saml"],
  SEARCH_LIMITS: LISTS,
  SHORTEST_INFREQUENT_ACCESS_DAYS: ["lifecycle"],
  TAG_LIMITS: ["tag-key", "tag-value"],
  TRAIL_LIMITS: LISTS,
};

const NAMED_AS_LIMIT =
  /^(?:export )?const ((?:ATTACHED|LARGEST|LEAST|LONGEST|MAX|MIN|MOST|SHORTEST)_\w+|\w+_(?:BOUNDS|LIMITS))\b/gm;

function limitsIn(folder: string): readonly string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"))
    .flatMap((file) => [...readFileSync(join(ROOT, folder, file), "utf8").matchAll(NAMED_AS_LIMIT)])
    .map(([, name = ""]) => name);
}

describe("each number that the sources call a limit", () => {
  it("is in the list of AWS's limits, or has a reason why not", () => {
    const found = [...limitsIn("modules"), ...limitsIn("stacks")];
    expect([...new Set(found)].sort()).toEqual(Object.keys(LIMIT_OF).sort());
  });

  it("names limits that there are", () => {
    const named = Object.values(LIMIT_OF).flatMap((limits) => ("why" in limits ? [] : limits));
    expect(named.filter((id) => !(id in AWS_LIMITS))).toEqual([]);
  });
});
