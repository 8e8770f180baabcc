import type { TrailRecording } from "../event-selectors";
import type { LogDestination } from "../log-archive";
import type { TrailIdentity } from "../organization";
import type { TrailLogGroup } from "../trail";

/** What a team's trail records, and where it delivers. */
export type TeamTrailProps = TeamTrailSettings & TrailRecording;

/** All of a team's trail but what it records. */
export interface TeamTrailSettings {
  readonly identity: TrailIdentity;
  /** A bucket and key of the team's own: from the log archive's contract, or a LogArchive in the team's account. */
  readonly destination: LogDestination;
  /** Whether the trail records every Region, or its home Region alone. @default false */
  readonly allRegions?: boolean;
  /** A log group to which the trail delivers too, in which alarms look. @default - the trail delivers to its bucket alone */
  readonly logGroup?: TrailLogGroup;
  /** The oldest AWS provider that deploys the trail. Some selector fields need 6.2.0. @default "5.100.0" */
  readonly minimumProviderVersion?: string;
  /** Whether Terraform refuses to destroy the trail. @default true */
  readonly destroyProtection?: boolean;
}
