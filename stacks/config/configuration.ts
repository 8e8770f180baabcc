import type { NamePrefix, OrganizationId, Partition, Region } from "../../modules/organization";
import type { Feature } from "../../modules/policy";
import type { AcceptedChange } from "./accepted-changes/schema";
import type { AnalyticsSettings } from "./analytics/resolve";
import type { ArchiveSettings } from "./archive/resolve";
import type { ConfigRuleSettings } from "./config-rules/resolve";
import type { Draft } from "./draft";
import type { Fault } from "./fault";
import type { GuardrailSettings } from "./guardrails/resolve";
import type { MonitoringSettings } from "./monitoring/settings";
import type { Account } from "./organization/resolve";
import type { PipelineSettings } from "./pipeline/resolve";
import type { SecurityHubSettings } from "./security-hub/resolve";
import type { Team } from "./teams/resolve";
import type { TerraformSettings } from "./terraform/resolve";
import type { ResolvedTrail } from "./trail/resolve";

/** What the stacks are made from: checked, complete and immutable. Every name that crosses a stack stands in it. */
export interface Configuration {
  /** Starts every name. */
  readonly name: NamePrefix;
  readonly organization: OrganizationId;
  readonly partition: Partition;
  readonly homeRegion: Region;
  readonly accounts: {
    readonly management: Account;
    readonly logArchive: Account;
    readonly security?: Account;
  };
  readonly terraform: TerraformSettings;
  /** Who takes the roles that `orgtrail bootstrap` makes. @default - it makes none */
  readonly pipeline?: PipelineSettings;
  readonly archive: ArchiveSettings;
  readonly trail: ResolvedTrail;
  /** What is watched over, and who hears of it. @default - nothing is */
  readonly monitoring?: MonitoringSettings;
  /** AWS Config rules. @default - none */
  readonly configRules?: ConfigRuleSettings;
  /** Security Hub. @default - orgtrail leaves it alone */
  readonly securityHub?: SecurityHubSettings;
  /** What asks the logs, besides CloudWatch. @default - nothing does */
  readonly analytics?: AnalyticsSettings;
  /** Policies of the organization. @default - none */
  readonly guardrails?: GuardrailSettings;
  /** What is on in the log-archive account of what an organization may do without. */
  readonly features: readonly Feature[];
  /** What `orgtrail plan` lets through although a rule blocks it. */
  readonly acceptedChanges: readonly AcceptedChange[];
  /** By name. */
  readonly teams: readonly Team[];
  readonly tags: Readonly<Record<string, string>>;
}

/** A configuration from files, and what is allowed and worth knowing of it, each with its place. */
export interface LoadedConfiguration extends Configuration {
  readonly warnings: readonly Fault[];
}

/**
 * A check of what follows from the whole configuration, with the files in which its faults stand. It runs when nothing else is
 * wrong.
 */
export type OutcomeCheck = (configuration: Configuration, files: Draft) => readonly Fault[];
