import { readOnlyFor } from "./basic";
import type { TrailSelectors } from "./selectors";

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
