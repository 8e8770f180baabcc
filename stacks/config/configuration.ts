import type { AdvancedEventSelector } from "../../modules/event-selectors";
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
  TeamName,
  TrailIdentity,
} from "../../modules/organization";
import type { TlsVersion } from "../../modules/policy";

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
}

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
  readonly selectors: readonly AdvancedEventSelector[];
  readonly deliveryNotifications: boolean;
  readonly delegatedAdministrator?: AccountId;
}

/** One team's trail. */
export interface Team {
  readonly name: TeamName;
  readonly account: Account;
  readonly identity: TrailIdentity;
  readonly allRegions: boolean;
  readonly selectors: readonly AdvancedEventSelector[];
  readonly destination: TeamDestination;
}

/** Where a team's trail delivers: a store in the log-archive account, or one with its own access logs. */
export type TeamDestination =
  | ({ readonly kind: "central" } & LogStore)
  | ({ readonly kind: "own"; readonly accessLogs: AccessLogSettings } & LogStore);
