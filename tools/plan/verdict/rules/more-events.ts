import { listPrice, priceText, type PricedEvents } from "../../../../modules/event-selectors";
import { at } from "../attributes";
import { managementKinds, recordingChange, trailChange } from "../selectors";
import type { Observation, VerdictRule } from "../verdict";

/** The events a day for which the estimate is made: a plan cannot know how many there are. */
const ASSUMED_EVENTS_A_DAY = 1_000_000;
const DAYS = 30;

/** A trail records more, and costs more. */
export const moreEvents: VerdictRule = {
  id: "more-events",
  verdict: "review",
  title: "A trail records more events, which are billed",
  why: "Data events and further copies of management events are billed one by one, and a busy bucket has millions a day.",
  judge: (change, { configuration }) => {
    const recording = trailChange(change);
    if (recording?.kind !== "read") return [];
    const { before, after, trail } = recording;
    const { more } = recordingChange(before, after, configuration);
    const had = before === undefined ? [] : managementKinds(before);
    // The organization trail's copy is the first, which is free.
    const copied =
      at(trail, "is_organization_trail") === true
        ? []
        : managementKinds(after).filter((kind) => !had.includes(kind));
    const ofCategory = (category: "Data" | "NetworkActivity"): readonly string[] =>
      more.filter((kind) => kind.category === category).map(({ title }) => title);
    return [
      ...costing("data", ofCategory("Data"), "the trail records more"),
      ...costing("networkActivity", ofCategory("NetworkActivity"), "the trail records more"),
      ...costing("managementFurtherCopy", copied, "the trail makes a further copy of"),
    ];
  },
};

function costing(of: PricedEvents, kinds: readonly string[], what: string): readonly Observation[] {
  if (kinds.length === 0) return [];
  const cost = listPrice(of, ASSUMED_EVENTS_A_DAY * DAYS).toFixed(2);
  const unverified = of === "networkActivity" ? " (a price that is not verified)" : "";
  return [
    {
      what: `${what} ${kinds.join(", ")}`,
      estimate:
        `${priceText(of)}${unverified}: if there are a million a day, $${cost} in ${DAYS} days. ` +
        "npx orgtrail explain counts them in your log files",
    },
  ];
}
