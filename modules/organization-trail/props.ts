import type { OrganizationRecording } from "../event-selectors";
import type { InsightType } from "../insights";
import type { LogDestination } from "../log-archive";
import type { AccountId, OrganizationId, TrailIdentity } from "../organization";
import type { TrailLogGroup } from "../trail";

/** The identity of an organization trail: it has an organization, and the management account owns it. */
export type OrganizationTrailIdentity = TrailIdentity & { readonly organization: OrganizationId };

/** What the organization trail records, and where it delivers. One of its selectors must record management events. */
export type OrganizationTrailProps = OrganizationTrailSettings & OrganizationRecording;

/** All of the organization trail but what it records. */
export interface OrganizationTrailSettings {
  readonly identity: OrganizationTrailIdentity;
  readonly destination: LogDestination;
  /** The kinds of unusual activity to report. Each analysed event is billed. @default - none */
  readonly insights?: readonly InsightType[];
  /** Whether an SNS topic hears of each delivered log file. @default false */
  readonly deliveryNotifications?: boolean;
  /** An account that may manage the trail besides the management account. @default - none */
  readonly delegatedAdministrator?: AccountId;
  /** A log group to which the trail delivers too, in which alarms look. @default - the trail delivers to its bucket alone */
  readonly logGroup?: TrailLogGroup;
  /** The oldest AWS provider that deploys the trail. Some selector fields need 6.2.0. @default "5.100.0" */
  readonly minimumProviderVersion?: string;
  /** Whether Terraform refuses to destroy the trail. @default true */
  readonly destroyProtection?: boolean;
}
