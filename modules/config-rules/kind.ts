import type {
  ConfigRuleOwner,
  ConfigRuleReach,
  ConfigRuleResource,
  ConfigRuleTag,
  ConfigRuleTrigger,
  Remediation,
} from "./config-rule";
import type { ConfigRuleScope } from "./scope";

/** Where the CIS AWS Foundations Benchmark and Security Hub ask for what a rule checks. */
export interface ConfigRuleStandards {
  /** The number in CIS v1.2. @default - not in it */
  readonly cis12?: string;
  /** The number in CIS v1.4. @default - not in it */
  readonly cis14?: string;
  /** The number in CIS v3.0 and v5.0. @default - not in them */
  readonly cis30To50?: string;
  /** The number in CIS v6.0 and v7.0. @default - not in them */
  readonly cis60To70?: string;
  /** The Security Hub control. @default - there is none */
  readonly securityHub?: string;
}

/** One rule of a kind, as far as its kind does not say it. */
export interface DraftedConfigRule {
  /** Which of several it is: ends its name. @default - there is one of its kind */
  readonly subject?: string;
  readonly owner: ConfigRuleOwner;
  /** @default - that of its kind */
  readonly reach?: ConfigRuleReach;
  /** @default - none */
  readonly parameters?: Readonly<Record<string, string>>;
  readonly parametersElsewhere?: Readonly<Record<string, string>>;
  readonly resource?: ConfigRuleResource;
  readonly tag?: ConfigRuleTag;
  readonly remediation?: Remediation;
}

/** One rule of a kind, or the reason why there is none. */
export type ConfigRuleDraft = DraftedConfigRule | { readonly subject?: string; readonly omitted: string };

/** A kind of rule: one of AWS's managed rules, and how its parameters follow from what is deployed. */
export interface ConfigRuleKind {
  /** Lower-case words with hyphens. */
  readonly id: string;
  /** The identifier of AWS's managed rule. */
  readonly identifier: string;
  /** What holds when it passes, as a clause: "the organization trail is on". */
  readonly title: string;
  readonly trigger: ConfigRuleTrigger;
  readonly reach: ConfigRuleReach;
  /** @default - no standard asks for it */
  readonly standards?: ConfigRuleStandards;
  /** The runbook that mends what fails, or why none is suitable. */
  readonly mending: { readonly runbook: string } | { readonly unsuitable: string };
  /** The rules of this kind. */
  readonly drafts: (scope: ConfigRuleScope) => readonly ConfigRuleDraft[];
}
