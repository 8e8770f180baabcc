import type { PolicyStatement } from "../policy";

/** What sets off an evaluation: the time, a change of the resource, or both. */
export type ConfigRuleTrigger = "periodic" | "change" | "change and periodic";

/** The account that owns what a rule checks. Of a team's own resources nothing stands in an account of orgtrail's. */
export type ConfigRuleOwner = "logArchive" | "management" | "team";

/**
 * Where a rule is right. `organization`: in every account, since its parameters or its one resource hold it to this trail and
 * these buckets. `owner`: in the owner's account alone, since elsewhere it would judge what is not orgtrail's.
 */
export type ConfigRuleReach = "organization" | "owner";

/** One resource that a rule evaluates, and no other. */
export interface ConfigRuleResource {
  /** Such as `AWS::S3::Bucket`. */
  readonly type: string;
  /** The id under which AWS Config records it: of a bucket, its name. */
  readonly id: string;
}

/** The tag of the resources that a rule evaluates, and no others. */
export interface ConfigRuleTag {
  readonly key: string;
  /** @default - every value */
  readonly value?: string;
}

/** A value that a runbook gets: one that is known, or the id of the resource that failed. */
export type RunbookParameter =
  | { readonly name: string; readonly value: string }
  | { readonly name: string; readonly value: "RESOURCE_ID"; readonly ofResource: true };

/** What mends a resource that fails a rule: an AWS-owned Systems Manager runbook, and a role of its own. */
export interface Remediation {
  /** The runbook's name, such as `AWSConfigRemediation-EnableKeyRotation`. */
  readonly runbook: string;
  /** The type of the resource that fails. */
  readonly resourceType: string;
  readonly parameters: readonly RunbookParameter[];
  /** What the runbook does to the resource: all that its role may do, besides running it. */
  readonly permissions: readonly PolicyStatement[];
}

/** One AWS Config rule, as it is deployed. */
export interface ConfigRule {
  /** The kind of rule: what the configuration and the docs call it. */
  readonly id: string;
  /** The rule's name without its prefix: of several rules of a kind, each has its own. */
  readonly name: string;
  /** The identifier of AWS's managed rule. */
  readonly identifier: string;
  readonly description: string;
  readonly trigger: ConfigRuleTrigger;
  readonly parameters: Readonly<Record<string, string>>;
  /** The one resource that it evaluates. @default - all that the managed rule evaluates */
  readonly resource?: ConfigRuleResource;
  /** The tag of those that it evaluates; a rule has one resource or one tag. @default - all that the managed rule evaluates */
  readonly tag?: ConfigRuleTag;
  readonly owner: ConfigRuleOwner;
  readonly reach: ConfigRuleReach;
  /** Its parameters in accounts of others, where a rule with reach `owner` is wanted there too. @default - its parameters */
  readonly parametersElsewhere?: Readonly<Record<string, string>>;
  /** @default - no runbook suits it */
  readonly remediation?: Remediation;
}

/** A rule that is not made, because it could only fail or would say what another says. */
export interface OmittedConfigRule {
  readonly id: string;
  /** Which of several it would have been. @default - there is one of its kind */
  readonly subject?: string;
  /** Why, as a clause that follows "because". */
  readonly reason: string;
}
