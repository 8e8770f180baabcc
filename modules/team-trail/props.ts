import type { AdvancedEventSelector } from "../event-selectors";
import type { LogDestination } from "../log-archive";
import type { TrailIdentity } from "../organization";

/** What a team's trail records, and where it delivers. */
export interface TeamTrailProps {
  readonly identity: TrailIdentity;
  /** A bucket and key of the team's own: from the log archive's contract, or a LogArchive in the team's account. */
  readonly destination: LogDestination;
  /** What the trail records: at least one selector. */
  readonly selectors: readonly AdvancedEventSelector[];
  /** Whether the trail records every Region, or its home Region alone. @default false */
  readonly allRegions?: boolean;
  /** The oldest AWS provider that deploys the trail. Some selector fields need 6.2.0. @default "5.100.0" */
  readonly minimumProviderVersion?: string;
  /** Whether Terraform refuses to destroy the trail. @default true */
  readonly destroyProtection?: boolean;
}
