import type { Control, Severity, Subscriber } from "../../../modules/controls";
import type { RoleName } from "../../../modules/organization";
import type { MonitoringPlace } from "../../../modules/policy";

/** What is watched over for the organization, by the account in which it is. */
export interface MonitoringSettings {
  readonly management: WatchSettings;
  /** @default - there are no rules */
  readonly logArchive?: WatchSettings;
  /** Who hears of a second copy in another Region, in its account and Region. @default - there is none, or those of the log archive hear of it */
  readonly replica?: WatchSettings;
  /** @default - there are no rules, or nothing of orgtrail's stands in a security account */
  readonly security?: SecuritySettings;
}

/** What is watched over in the security account, and the bus on which events of all accounts come together. */
export interface SecuritySettings {
  /** @default - no events are forwarded: the rules are about the account itself */
  readonly eventBusName?: string;
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
  /** Whether alarms ring when nothing is delivered, and queries of investigations are saved. */
  readonly wholeOrganization: boolean;
  /** @default - there is no dashboard */
  readonly dashboardName?: string;
}

/** EventBridge rules. */
export interface DetectionSettings {
  readonly controls: readonly Control[];
  /** Those about the account itself, where the controls listen to a bus to which others forward. @default - there are none */
  readonly defaultBusControls?: readonly Control[];
  /** Whether the rules publish to topics of their account: those that forward to the security account leave it to that. */
  readonly notifies: boolean;
  readonly targets: readonly { readonly id: string; readonly arn: string; readonly roleArn?: string }[];
  /** @default - events are not forwarded */
  readonly forwarding?: { readonly eventBusArn: string; readonly roleName: RoleName };
}
