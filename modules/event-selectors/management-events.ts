import { sorted } from "../kernel";
import { readOnlyFor } from "./basic";
import { advancedSelectors } from "./data-events";
import type { ExcludableManagementSource, ManagementSelector, TrailSelectors } from "./selectors";

/** What a trail does not see, and which controls fail for it. The texts serve presets, warnings and docs alike. */

/** What leaving out a service's management events blinds. */
export const EXCLUSION_BLINDS: Readonly<Record<ExcludableManagementSource, string>> = {
  "kms.amazonaws.com":
    "leaves out every KMS event, the rare writes ScheduleKeyDeletion, DisableKey and PutKeyPolicy among them; fails " +
    "Security Hub CloudTrail.1, AWS Config CLOUDTRAIL_SECURITY_TRAIL_ENABLED and MULTI_REGION_CLOUD_TRAIL_ENABLED, and " +
    "silences the CIS alarm on disabled and deleted keys (CIS 1.4 to 5.0: 4.7)",
  "rdsdata.amazonaws.com":
    "leaves out every RDS Data API event, and so who ran SQL over HTTP; fails Security Hub CloudTrail.1, AWS Config " +
    "CLOUDTRAIL_SECURITY_TRAIL_ENABLED and MULTI_REGION_CLOUD_TRAIL_ENABLED",
};

/** What recording only writes blinds. */
export const WRITE_ONLY_BLINDS =
  "leaves out read-only management events: reconnaissance, AssumeRole and KMS Decrypt among them; fails Security Hub CloudTrail.1 " +
  "and AWS Config CLOUDTRAIL_SECURITY_TRAIL_ENABLED, unless another trail records reads";

/** What recording only reads blinds. */
export const READ_ONLY_BLINDS =
  "leaves out write management events: every change to every account; fails Security Hub CloudTrail.1 and AWS Config " +
  "CLOUDTRAIL_SECURITY_TRAIL_ENABLED, unless another trail records writes";

/** Which management events a trail records. */
export interface ManagementCoverage {
  readonly read: boolean;
  readonly write: boolean;
}

/**
 * Which management events a trail with these selectors records. The exclusion of KMS or RDS Data API events does
 * not count: the others are recorded.
 */
export function recordsManagementEvents(trail: TrailSelectors): ManagementCoverage {
  const readOnlyValues =
    trail.kind === "advanced"
      ? trail.selectors
          .filter((selector) => selector.category === "Management")
          .map(({ readOnly }) => readOnly)
      : trail.selectors
          .filter(({ includeManagementEvents }) => includeManagementEvents ?? true)
          .map(readOnlyFor);
  return {
    read: readOnlyValues.some((readOnly) => readOnly !== false),
    write: readOnlyValues.some((readOnly) => readOnly !== true),
  };
}

/** The services whose management events, reads or writes, no selector of the trail records, though it records others. */
export function leftOutManagementSources(trail: TrailSelectors): readonly string[] {
  const management = advancedSelectors(trail).filter(
    (selector): selector is ManagementSelector => selector.category === "Management",
  );
  const leftOut = [true, false].flatMap((readOnly) => {
    const excluded = management
      .filter((selector) => (selector.readOnly ?? readOnly) === readOnly)
      .map(({ eventSource }): readonly string[] => eventSource?.notEquals ?? []);
    // What one selector leaves out another may record.
    const [first = [], ...others] = excluded;
    return first.filter((source) => others.every((sources) => sources.includes(source)));
  });
  return sorted(leftOut);
}

/** Whether a trail records every management event, of every service. */
export function recordsAllManagementEvents(trail: TrailSelectors): boolean {
  const { read, write } = recordsManagementEvents(trail);
  return read && write && leftOutManagementSources(trail).length === 0;
}
