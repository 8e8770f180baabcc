import { BUCKET_RULES } from "./catalogue/bucket-rules";
import { DATA_EVENT_RULES } from "./catalogue/data-event-rules";
import { KEY_RULES } from "./catalogue/key-rules";
import { MONITORING_RULES } from "./catalogue/monitoring-rules";
import { TRAIL_RULES } from "./catalogue/trail-rules";
import type { ConfigRule, OmittedConfigRule } from "./config-rule";
import type { ConfigRuleKind, DraftedConfigRule } from "./kind";
import type { ConfigRuleScope } from "./scope";

/** Every kind of rule, in the order of the docs. */
export const CONFIG_RULE_KINDS: readonly ConfigRuleKind[] = [
  ...TRAIL_RULES,
  ...DATA_EVENT_RULES,
  ...BUCKET_RULES,
  ...KEY_RULES,
  ...MONITORING_RULES,
];

/** The ids of all kinds. */
export const CONFIG_RULE_IDS: readonly string[] = CONFIG_RULE_KINDS.map(({ id }) => id);

/** The ids of the kinds that a runbook can mend. */
export const REMEDIABLE_RULE_IDS: readonly string[] = CONFIG_RULE_KINDS.filter(
  ({ mending }) => "runbook" in mending,
).map(({ id }) => id);

/** The ids of the kinds that stand in one account, and can be wanted in all. */
export const OWNER_RULE_IDS: readonly string[] = CONFIG_RULE_KINDS.filter(
  ({ reach }) => reach === "owner",
).map(({ id }) => id);

/** The types of resources that rules evaluate when they change, or that AWS Config must record to evaluate at all. */
export const RECORDED_RESOURCE_TYPES: readonly string[] = [
  "AWS::CloudTrail::Trail",
  "AWS::CloudWatch::Alarm",
  "AWS::KMS::Key",
  "AWS::S3::Bucket",
];

/** What there is to check, and what is not checked and why. */
export interface ConfigRules {
  readonly rules: readonly ConfigRule[];
  readonly omitted: readonly OmittedConfigRule[];
}

/** The rules that check what a configuration deploys. A rule that could only fail is not among them. */
export function configRules(scope: ConfigRuleScope): ConfigRules {
  const drafts = CONFIG_RULE_KINDS.flatMap((kind) => kind.drafts(scope).map((draft) => ({ kind, draft })));
  return {
    rules: drafts.flatMap(({ kind, draft }) => ("omitted" in draft ? [] : [ruleOf(kind, draft)])),
    omitted: drafts.flatMap(({ kind: { id }, draft }) =>
      "omitted" in draft
        ? [
            {
              id,
              ...(draft.subject !== undefined && { subject: draft.subject }),
              reason: draft.omitted,
            },
          ]
        : [],
    ),
  };
}

function ruleOf(kind: ConfigRuleKind, { subject, parameters = {}, ...draft }: DraftedConfigRule): ConfigRule {
  const { id, identifier, title, trigger, reach } = kind;
  return {
    id,
    name: subject === undefined ? id : `${id}-${subject}`,
    identifier,
    description: `${title.charAt(0).toUpperCase()}${title.slice(1)}.`,
    trigger,
    reach,
    parameters,
    ...draft,
  };
}
