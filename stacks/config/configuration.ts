import type { Control, Severity, Subscriber } from "../../modules/controls";
import type { LogBuckets, TrailSelectors } from "../../modules/event-selectors";
import type { Immutability } from "../../modules/immutability";
import type { InsightType } from "../../modules/insights";
import type {
  AccountId,
  BucketName,
  LogPrefix,
  NamePrefix,
  OrganizationId,
  Partition,
  Region,
  RoleName,
  TeamName,
  TrailIdentity,
} from "../../modules/organization";
import type { MonitoringPlace, TlsVersion } from "../../modules/policy";
import type { AcceptedChange } from "./accepted-changes/settings";
import type { ConfigRuleSettings } from "./config-rules/settings";
import type { GuardrailSettings } from "./guardrails/resolve";
import type { SecurityHubSettings } from "./security-hub/settings";

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
  readonly archive: ArchiveSettings;
  readonly trail: OrganizationTrailSettings;
  /** What is watched over, and who hears of it. @default - nothing is */
  readonly monitoring?: MonitoringSettings;
  /** AWS Config rules. @default - none */
  readonly configRules?: ConfigRuleSettings;
  /** Security Hub. @default - orgtrail leaves it alone */
  readonly securityHub?: SecurityHubSettings;
  /** Policies of the organization. @default - none */
  readonly guardrails?: GuardrailSettings;
  /** What `orgtrail plan` lets through although a rule blocks it. */
  readonly acceptedChanges: readonly AcceptedChange[];
  /** By name. */
  readonly teams: readonly Team[];
  readonly tags: Readonly<Record<string, string>>;
}

/** An account that orgtrail deploys to. */
export interface Account {
  /** Its name in organization.accounts. */
  readonly name: string;
  readonly id: AccountId;
  /** The role that Terraform assumes. @default - the caller's own credentials serve */
  readonly deployRoleArn?: string;
  /** The role that Terraform assumes where it only plans. @default - deployRoleArn */
  readonly planRoleArn?: string;
}

/** For what Terraform gets access to an account: to change it, or to read what it would change. */
export const ACCESS_MODES = ["deploy", "plan"] as const;

/** One of them. */
export type AccessMode = (typeof ACCESS_MODES)[number];

export interface TerraformSettings {
  readonly state: {
    readonly bucket: BucketName;
    readonly region: Region;
    readonly keyPrefix: string;
    readonly roleArn?: string;
    readonly kmsKeyArn?: string;
  };
  readonly awsProvider: { readonly atLeast: string; readonly below: string };
  readonly destroyProtection: boolean;
  /** @default "deploy" */
  readonly access?: AccessMode;
}

/** One bucket and key for logs. */
export interface LogStore {
  readonly bucketName: BucketName;
  readonly keyAlias: string;
  readonly immutability: Immutability;
  /** ARNs, or patterns of ARNs, of those who read all logs in it. */
  readonly readers: readonly string[];
  /** ARNs of the roles that manage it. */
  readonly administrators: readonly string[];
  /** ARNs of the roles with which AWS Config's remediation restores settings of the bucket, and of its access-log bucket. */
  readonly menders: readonly string[];
}

export interface ArchiveSettings extends LogStore {
  readonly prefix?: LogPrefix;
  readonly memberAccess: boolean;
  readonly minimumTlsVersion: TlsVersion;
  readonly accessLogs: AccessLogSettings;
}

export interface AccessLogSettings {
  readonly bucketName: BucketName;
  /** Names, or patterns of names, of the buckets whose access is logged. */
  readonly sources: readonly string[];
  readonly expireAfterDays: number;
}

export interface OrganizationTrailSettings {
  readonly identity: TrailIdentity;
  readonly insights: readonly InsightType[];
  readonly recorded: TrailSelectors;
  /** The buckets that no selector records. */
  readonly logBuckets: LogBuckets | "recorded";
  readonly deliveryNotifications: boolean;
  readonly delegatedAdministrator?: AccountId;
}

/** One team's trail. */
export interface Team {
  readonly name: TeamName;
  readonly account: Account;
  readonly identity: TrailIdentity;
  readonly allRegions: boolean;
  readonly recorded: TrailSelectors;
  /** The buckets that no selector records. */
  readonly logBuckets: LogBuckets | "recorded";
  readonly destination: TeamDestination;
  /** What is watched over in the team's account. @default - nothing is */
  readonly watch?: WatchSettings;
}

/** Where a team's trail delivers: a store in the log-archive account, or one with its own access logs. */
export type TeamDestination =
  | ({ readonly kind: "central" } & LogStore)
  | ({ readonly kind: "own"; readonly accessLogs: AccessLogSettings } & LogStore);

/** What is watched over for the organization, by the account in which it is. */
export interface MonitoringSettings {
  readonly management: WatchSettings;
  /** @default - there are no rules */
  readonly logArchive?: WatchSettings;
  /** @default - no events are forwarded */
  readonly security?: SecuritySettings;
}

/** The bus of the security account, and what listens to it. */
export interface SecuritySettings {
  readonly eventBusName: string;
  readonly watch: WatchSettings;
}

/** What is watched over in one account and Region, and who hears of it. */
export interface WatchSettings {
  readonly place: MonitoringPlace;
  /** The alias of the key that encrypts log group and topics. */
  readonly keyAlias: string;
  readonly topics: {
    readonly prefix: string;
    /** The severities that have a topic. */
    readonly severities: readonly Severity[];
    readonly subscribers: readonly Subscriber[];
    /** Topics that are used instead of new ones. */
    readonly existing: Readonly<Partial<Record<Severity, string>>>;
  };
  /** Where the account's trail delivers besides its bucket. @default - nowhere */
  readonly logGroup?: LogGroupSettings;
  /** @default - no rules */
  readonly detection?: DetectionSettings;
}

/** A log group, and what is watched over in it. */
export interface LogGroupSettings {
  readonly name: string;
  readonly roleName: RoleName;
  readonly retentionDays: number | "forever";
  /** What has filters and alarms. */
  readonly controls: readonly Control[];
  /** Whether an alarm rings when nothing is delivered, and queries of investigations are saved. */
  readonly wholeOrganization: boolean;
  /** @default - there is no dashboard */
  readonly dashboardName?: string;
}

/** EventBridge rules. */
export interface DetectionSettings {
  readonly controls: readonly Control[];
  /** Whether the rules publish to topics of their account: those that forward to the security account leave it to that. */
  readonly notifies: boolean;
  readonly targets: readonly { readonly id: string; readonly arn: string; readonly roleArn?: string }[];
  /** @default - events are not forwarded */
  readonly forwarding?: { readonly eventBusArn: string; readonly roleName: RoleName };
}
