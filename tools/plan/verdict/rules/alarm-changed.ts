import { at, holdsUnknown, isSame, shownChange, sidesOf } from "../attributes";
import type { VerdictRule } from "../verdict";

/** What decides whether something is told of, by type. */
const DECIDING: Readonly<Record<string, readonly string[]>> = {
  aws_cloudwatch_metric_alarm: [
    "comparison_operator",
    "datapoints_to_alarm",
    "dimensions",
    "evaluation_periods",
    "metric_name",
    "metric_query",
    "namespace",
    "period",
    "statistic",
    "threshold",
    "treat_missing_data",
  ],
  aws_cloudwatch_composite_alarm: ["alarm_rule", "actions_suppressor"],
  aws_cloudwatch_log_metric_filter: ["pattern", "metric_transformation"],
  aws_cloudwatch_event_rule: ["event_pattern", "event_bus_name"],
};

/** An alarm rings for something else, or later. */
export const alarmChanged: VerdictRule = {
  id: "alarm-changed",
  verdict: "review",
  title: "An alarm rings for something else, or at another number",
  why: "A higher threshold or a narrower pattern silences an alarm as well as removing it does.",
  judge: (change) => {
    const sides = sidesOf(change);
    const names = Object.hasOwn(DECIDING, change.type) ? DECIDING[change.type] : undefined;
    if (sides === undefined || names === undefined) return [];
    return names.flatMap((name) => {
      const [before, after] = [at(sides.before, name), at(sides.after, name)];
      if (holdsUnknown(after) || isSame(before, after)) return [];
      return [{ what: `${name}: ${shownChange(before, after)}` }];
    });
  },
};
