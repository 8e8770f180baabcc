import { at } from "../attributes";
import { managementChange } from "../selectors";
import type { VerdictRule } from "../verdict";

/** The organization trail no longer records management events, or not all that it did. */
export const managementEventsLost: VerdictRule = {
  id: "management-events-lost",
  verdict: "blocked",
  title: "The organization trail records fewer management events",
  why: "They are what the audit log is for: who made a user, opened a bucket or deleted a key. No other trail is sure to have them.",
  judge: (change) => {
    // What a team's trail leaves out, the organization's records.
    if (at(change.before, "is_organization_trail") !== true) return [];
    const { lost, why } = managementChange(change);
    if (lost.length === 0) return [];
    return [
      {
        what:
          why === undefined
            ? `the trail no longer records ${lost.join(", ")}`
            : `it cannot be seen that the trail still records ${lost.join(", ")}: ${why}`,
      },
    ];
  },
};
