import type { Subscriber } from "../../../modules/controls";
import type { AccountId, Region } from "../../../modules/organization";
import type { MonitoringPlace } from "../../../modules/policy";
import type { BucketNamePattern, DisabledControl, SecurityStandard } from "../../../modules/security-hub";
import type { ENABLED_ACCOUNTS } from "./schema";

/** An account in which orgtrail enables Security Hub. */
export type EnabledAccount = (typeof ENABLED_ACCOUNTS)[number];

/** Security Hub and its standards. */
export interface SecurityHubSettings {
  readonly standards: readonly SecurityStandard[];
  /** Where Security Hub is not enabled yet. */
  readonly enable: readonly EnabledAccount[];
  /** Controls that cannot pass in any account, and those that cannot in that of the logs. */
  readonly disabledControls: {
    readonly everywhere: readonly DisabledControl[];
    readonly logArchive: readonly DisabledControl[];
  };
  readonly registerDelegatedAdministrator: boolean;
  /** What becomes of accounts that join the organization. @default - what is so already is left alone */
  readonly newAccounts?: { readonly autoEnable: boolean; readonly defaultStandards: boolean };
  /** The accounts whose findings come together in that of the administrator. */
  readonly members: readonly AccountId[];
  /** @default - each Region's findings stay there */
  readonly aggregate?: "all-regions" | readonly Region[];
  readonly failedControls: FailedControlsSettings;
}

/** What is told of failed controls, and to whom. */
export interface FailedControlsSettings {
  readonly place: MonitoringPlace;
  readonly keyAlias: string;
  readonly subscribers: readonly Subscriber[];
  readonly logBuckets: readonly BucketNamePattern[];
}
