import { sorted } from "../kernel";
import { readOnlyFor } from "./basic";
import { advancedSelectors } from "./data-events";
import type { ManagementSelector, TrailSelectors } from "./selectors";

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
