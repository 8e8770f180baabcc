import { at } from "../attributes";
import { managementKinds, trailChange } from "../selectors";
import type { VerdictRule } from "../verdict";

/** The organization trail no longer records management events, or not all that it did. */
export const managementEventsLost: VerdictRule = {
  id: "management-events-lost",
  verdict: "blocked",
  title: "The organization trail records fewer management events",
  why: "They are what the audit log is for: who made a user, opened a bucket or deleted a key. No other trail is sure to have them.",
  judge: (change) => {
    const recording = trailChange(change);
    if (recording?.kind !== "read" || recording.before === undefined) return [];
    // What a team's trail leaves out, the organization's records.
    if (at(change.before, "is_organization_trail") !== true) return [];
    const kept = managementKinds(recording.after);
    const lost = managementKinds(recording.before).filter((kind) => !kept.includes(kind));
    return lost.length === 0 ? [] : [{ what: `the trail no longer records ${lost.join(", ")}` }];
  },
};
