import type { TrailRecording } from "../modules/trail";
import type { OrganizationTrailSettings, Team } from "./config";

/** What a trail records, as props of its construct. */
export function recordingProps({
  recorded,
  logBuckets,
}: Pick<OrganizationTrailSettings | Team, "recorded" | "logBuckets">): TrailRecording {
  return recorded.kind === "advanced"
    ? { selectors: recorded.selectors, logBuckets }
    : { basicSelectors: recorded.selectors, logBuckets };
}
