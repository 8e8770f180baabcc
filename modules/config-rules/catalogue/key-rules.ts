import type { Remediation } from "../config-rule";
import type { ConfigRuleDraft, ConfigRuleKind } from "../kind";
import { MAX_PARAMETERS_LENGTH } from "../limits";
import { keepKey, rotateKey, RUNBOOKS } from "../remediation";
import type { ConfigRuleKey, ConfigRuleScope } from "../scope";

/** One rule in each account that has keys of orgtrail's. */
function perAccount(
  { keys = {} }: ConfigRuleScope,
  parameters: (keys: readonly ConfigRuleKey[], isAll: boolean) => Readonly<Record<string, string>>,
  remediation: (keys: readonly ConfigRuleKey[]) => Remediation,
): readonly ConfigRuleDraft[] {
  return (["logArchive", "management"] as const).map((owner) => {
    const owned = keys[owner] ?? [];
    if (owned.length === 0) return { omitted: `the ${owner} account has no key of this configuration` };
    return {
      owner,
      parameters: parameters(owned, owner === "management" || keys.moreInLogArchive !== true),
      // Of the keys of others, all are judged.
      parametersElsewhere: {},
      remediation: remediation(owned),
    };
  });
}

/** The characters of a key's id, and of the comma after it. */
const KEY_ID_LENGTH = 37;

/**
 * The keys by id, of which tokens do not say how long they are. Of more than have room, or are known, the rule judges all keys
 * of the account.
 */
function keyIds(keys: readonly ConfigRuleKey[], isAll: boolean): Readonly<Record<string, string>> {
  const overhead = JSON.stringify({ kmsKeyIds: "" }).length;
  return !isAll || overhead + keys.length * KEY_ID_LENGTH - 1 > MAX_PARAMETERS_LENGTH
    ? {}
    : { kmsKeyIds: keys.map(({ id }) => id).join(",") };
}

/** Rules about the keys that encrypt logs. AWS evaluates keys by their account, so each stands where the keys are. */
export const KEY_RULES: readonly ConfigRuleKind[] = [
  {
    id: "key-rotation",
    identifier: "CMK_BACKING_KEY_ROTATION_ENABLED",
    title: "the keys of the account are rotated",
    trigger: "periodic",
    reach: "owner",
    standards: { cis12: "2.8", cis14: "3.8", cis30To50: "3.6", cis60To70: "4.6", securityHub: "KMS.4" },
    mending: { runbook: RUNBOOKS.rotateKey },
    drafts: (scope) => perAccount(scope, () => ({}), rotateKey),
  },
  {
    id: "key-not-deleted",
    identifier: "KMS_CMK_NOT_SCHEDULED_FOR_DELETION",
    title: "no key that encrypts logs waits for its deletion",
    trigger: "periodic",
    reach: "owner",
    standards: { securityHub: "KMS.3" },
    mending: { runbook: RUNBOOKS.keepKey },
    drafts: (scope) => perAccount(scope, keyIds, keepKey),
  },
];
