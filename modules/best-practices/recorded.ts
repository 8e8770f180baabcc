import type { TrailSelectors } from "../event-selectors";
import { ALL_EVENTS, readAdvanced, type Bounds } from "./advanced-selectors";
import { readBasic } from "./basic-selectors";
import type { Flag, RecordedFacts } from "../facts";
import type { Resource } from "./resource";

/** What a trail without selectors records. */
const DEFAULT: TrailSelectors = { kind: "advanced", selectors: [{ category: "Management" }] };

/** What a trail records, by its selectors. */
export function recordedOf(trail: Resource): RecordedFacts {
  if (trail.isDynamic("advanced_event_selector") || trail.isDynamic("event_selector")) {
    return {
      kind: "unknown",
      atLeast: { kind: "advanced", selectors: [] },
      atMost: { kind: "advanced", selectors: ALL_EVENTS },
    };
  }
  const advanced = trail.blocks("advanced_event_selector").map(readAdvanced);
  if (advanced.length > 0) {
    return { kind: "advanced", ...together(advanced, (selectors) => ({ kind: "advanced", selectors })) };
  }
  const basic = trail.blocks("event_selector").map(readBasic);
  if (basic.length > 0) {
    return { kind: "basic", ...together(basic, (selectors) => ({ kind: "basic", selectors })) };
  }
  return { kind: "default", atLeast: DEFAULT, atMost: DEFAULT };
}

function together<Selector>(
  bounds: readonly Bounds<Selector>[],
  trailOf: (selectors: readonly Selector[]) => TrailSelectors,
): Pick<RecordedFacts, "atLeast" | "atMost"> {
  const atMost = trailOf(bounds.flatMap((bound) => bound.atMost));
  // Mostly all is sure, and whoever asks need not ask twice.
  const sure = bounds.every((bound) => bound.atLeast === bound.atMost);
  return { atMost, atLeast: sure ? atMost : trailOf(bounds.flatMap((bound) => bound.atLeast)) };
}

/** Whether a trail records something. What it records for sure decides, and what it may record. */
export function records(
  { atLeast, atMost }: Pick<RecordedFacts, "atLeast" | "atMost">,
  something: (trail: TrailSelectors) => boolean,
): Flag {
  if (something(atLeast)) return true;
  return atLeast !== atMost && something(atMost) ? "unknown" : false;
}
