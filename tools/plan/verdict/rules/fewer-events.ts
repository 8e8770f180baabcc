import { at } from "../attributes";
import { managementChange, recordingChange, trailChange } from "../selectors";
import type { VerdictRule } from "../verdict";

/** A trail records fewer data or network activity events, or a team's trail fewer management events. */
export const fewerEvents: VerdictRule = {
  id: "fewer-events",
  verdict: "review",
  title: "A trail records fewer events",
  why: "What is not recorded cannot be found in an investigation, and alarms on it never ring.",
  judge: (change, { configuration }) => {
    const recording = trailChange(change);
    if (recording === undefined) return [];
    if (recording.kind === "unreadable") {
      return [{ what: `what the trail records cannot be judged: ${recording.why}` }];
    }
    const { before, after } = recording;
    if (before === undefined) return [];
    const ofOrganization = at(change.before, "is_organization_trail") === true;
    const lost = ofOrganization ? [] : managementChange(change).lost;
    const { fewer, notJudged } = recordingChange(before, after, configuration);
    const all = [...lost, ...fewer.map(({ title }) => title)];
    return [
      ...(all.length === 0
        ? []
        : [{ what: `the trail no longer records all ${all.join(", ")} that it did` }]),
      ...notJudged.map(({ title }) => ({
        what: `it cannot be judged whether the trail records all ${title} that it did: the selectors have too many combinations`,
      })),
    ];
  },
};
