import { at, holdsUnknown, saysSame, shownChange, sidesOf } from "../attributes";
import { WATCHING_ATTRIBUTES } from "../judged-attributes";
import type { VerdictRule } from "../verdict";

/** The rule hears of management events that only read too. */
const HEARS_ALL = "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS";

/** An alarm rings for something else, or later, or its news travels otherwise. */
export const alarmChanged: VerdictRule = {
  id: "alarm-changed",
  verdict: "review",
  title: "An alarm rings for something else or at another number, or its news travels otherwise",
  why: "A higher threshold or a narrower pattern silences an alarm as well as removing it does; so does a message that says nothing.",
  judge: (change) => {
    const sides = sidesOf(change);
    if (sides === undefined) return [];
    const names = WATCHING_ATTRIBUTES.get(change.type) ?? [];
    const hearsLess =
      change.type === "aws_cloudwatch_event_rule" &&
      at(sides.before, "state") === HEARS_ALL &&
      at(sides.after, "state") === "ENABLED";
    return [...names, ...(hearsLess ? ["state"] : [])].flatMap((name) => {
      const [before, after] = [at(sides.before, name), at(sides.after, name)];
      if (holdsUnknown(after) || saysSame(before, after)) return [];
      return [{ what: `${name}: ${shownChange(before, after)}` }];
    });
  },
};
