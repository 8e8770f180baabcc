import {
  conformancePackProblems,
  MAX_EXCLUDED_ACCOUNTS,
  MAX_PACK_TEMPLATE_BYTES,
  organizationRuleProblems,
  type ConfigRule,
} from "../../../modules/config-rules";
import type { CONFIG_RULE_LIMITS } from "../../../stacks/config/config-rules/limits";
import { MINIMAL_ORGANIZATION, organizationWithMembers } from "../../support/configurations";
import { a, range, text, type Edge } from "./edge";
import { faults } from "./faults-of";

const added = (yaml: string): readonly string[] => faults(`${MINIMAL_ORGANIZATION}${yaml}\n`);

/** The edges of AWS Config's limits. */
export const CONFIG_RULE_EDGES: Readonly<Record<keyof typeof CONFIG_RULE_LIMITS, Edge>> = {
  "config-rule-name": {
    passes: () => organizationRuleProblems("acme-", [{ name: a(59) } as ConfigRule]),
    fails: () => organizationRuleProblems("acme-", [{ name: a(60) } as ConfigRule]),
    says: /of 65 characters/,
  },
  "config-rules": {
    // Rules of tagged buckets are as many for any number of teams.
    passes: () => [...ruled(122), ...ruled(123, "{ buckets: tagged }")],
    fails: () => ruled(123),
    says: /make 10\d\d AWS Config rules in/,
  },
  "excluded-accounts": {
    passes: () => excluded(MAX_EXCLUDED_ACCOUNTS),
    fails: () => excluded(MAX_EXCLUDED_ACCOUNTS + 1),
    says: /lists 1001 accounts/,
  },
  "conformance-pack": {
    passes: () => pack(MAX_PACK_TEMPLATE_BYTES),
    fails: () => pack(MAX_PACK_TEMPLATE_BYTES + 1),
    says: /51201 bytes/,
  },
  remediation: text(
    (attempts) => added(`configRules: { remediation: { attempts: ${attempts} } }`),
    "25",
    "26",
    /at most 25/,
  ),
};

function excluded(count: number): readonly string[] {
  const ids = range(count).map((index) => JSON.stringify(String(600000000000 + index)));
  return added(`configRules: { excludedAccounts: [${ids.join(", ")}] }`);
}

/** So many teams with buckets in the log archive, each of which has rules of its own. */
function ruled(teams: number, rules = "{}"): readonly string[] {
  const names = range(teams).map((index) => `team-${index}`);
  return faults(
    `${organizationWithMembers(...names)}configRules: ${rules}\n`,
    ...names.map(
      (name) => `team: ${name}\naccount: ${name}\nregion: us-east-1\nrecord: [{ preset: s3-write }]\n`,
    ),
  );
}

function pack(bytes: number): readonly unknown[] {
  return conformancePackProblems("acme", { template: a(bytes), inputParameters: {}, ruleCount: 1 });
}
