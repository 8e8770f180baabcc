import { excludeLogBuckets, type LogBuckets } from "./log-buckets";
import { fitSelectors } from "./pack";
import type { TrailSelectors } from "./selectors";

/**
 * What a trail records of what it is asked to: all but the log buckets, within CloudTrail's quota where possible.
 * @param logBuckets the buckets with logs in them, or `"recorded"` where they are recorded all the same
 */
export function recordedSelectors(
  asked: TrailSelectors,
  logBuckets: LogBuckets | "recorded",
): TrailSelectors {
  const trail = logBuckets === "recorded" ? asked : excludeLogBuckets(asked, logBuckets);
  return trail.kind === "basic" ? trail : { kind: "advanced", selectors: fitSelectors(trail.selectors) };
}
