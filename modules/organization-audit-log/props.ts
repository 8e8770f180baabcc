import type { TerraformProvider } from "cdktf";
import type { OrganizationRecording } from "../event-selectors";
import type { Immutability } from "../immutability";
import type { LogArchiveProps } from "../log-archive";
import type { OrganizationTrailSettings } from "../organization-trail";
import type { Partition } from "../organization";

/** Whose audit log it is. */
export interface AuditedOrganization {
  /** The organization's id: `o-` and 10 to 32 lower-case letters or digits. */
  readonly id: string;
  /** The 12 digits of the management account, which owns the trail. */
  readonly managementAccount: string;
  /** The Region in which trail and logs are made. It must be enabled in every account: no opt-in Region. */
  readonly homeRegion: string;
  /** @default "aws" */
  readonly partition?: Partition;
}

/** An account that keeps the logs of another, and how Terraform gets there. */
export interface LogArchiveAccount {
  /** The account's 12 digits. */
  readonly account: string;
  /** A provider of this account, in the organization's home Region: that of the stack is one of the management account. */
  readonly provider: TerraformProvider;
}

/** What an organization's audit log needs to be told; all else has a default. */
export type OrganizationAuditLogProps = OrganizationAuditLogSettings & OrganizationRecording;

/** All but what is recorded. */
export interface OrganizationAuditLogSettings
  extends
    Pick<
      OrganizationTrailSettings,
      "delegatedAdministrator" | "deliveryNotifications" | "insights" | "logGroup" | "minimumProviderVersion"
    >,
    Pick<LogArchiveProps, "minimumTlsVersion" | "prefix" | "readers"> {
  readonly organization: AuditedOrganization;
  /**
   * The log bucket's name, of at most 56 characters. It names what belongs to the bucket too: its access-log bucket is
   * `<bucketName>-access`, the alias of its key `alias/<bucketName>`.
   */
  readonly bucketName: string;
  /** ARNs of the roles that manage buckets and key: the role that deploys them, at least. */
  readonly administrators: readonly string[];
  /**
   * The account that keeps the logs. One in which nothing else runs is safer: whoever breaks into the management account
   * does not reach them.
   * @default - the management account, which is right for a first try
   */
  readonly logArchive?: LogArchiveAccount;
  /** The trail's name. @default "organization-audit-log" */
  readonly trailName?: string;
  /** What keeps log files from being deleted. @default - Object Lock in governance mode, for 400 days from delivery */
  readonly immutability?: Immutability;
  /** Whether each member account may read its own logs. @default false */
  readonly memberAccess?: boolean;
  /** Whether Terraform refuses to destroy trail, buckets and key. @default true */
  readonly destroyProtection?: boolean;
}
