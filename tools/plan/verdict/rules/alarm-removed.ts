import type { JsonObject, ResourceChange } from "../../change";
import { at, isKnown, shown, sidesOf, textAt } from "../attributes";
import type { Observation, VerdictRule } from "../verdict";

/** What tells of something: what it is called, and the attribute that names it. */
const WATCHERS: Readonly<Record<string, readonly [noun: string, nameAttribute: string]>> = {
  aws_cloudwatch_metric_alarm: ["alarm", "alarm_name"],
  aws_cloudwatch_composite_alarm: ["alarm", "alarm_name"],
  aws_cloudwatch_log_metric_filter: ["metric filter", "name"],
  aws_cloudwatch_event_rule: ["rule", "name"],
};

/** An alarm, or what sets it off, goes or is switched off. */
export const alarmRemoved: VerdictRule = {
  id: "alarm-removed",
  verdict: "blocked",
  title: "An alarm, a metric filter or a rule is removed or switched off",
  why: "What it tells of goes unnoticed from then on.",
  judge: (change) => {
    const watcher = Object.hasOwn(WATCHERS, change.type) ? WATCHERS[change.type] : undefined;
    if (watcher === undefined) return [];
    const [noun, nameAttribute] = watcher;
    const name = shown(at(change.before, nameAttribute));
    if (change.action === "destroy") return [{ what: `${noun} ${name} is removed` }];
    return switchedOff(change, `${noun} ${name}`);
  },
};

function switchedOff(change: ResourceChange, what: string): readonly Observation[] {
  const sides = sidesOf(change);
  if (sides === undefined) return [];
  if (change.type === "aws_cloudwatch_event_rule") {
    return isEnabled(sides.before) && !isEnabled(sides.after) ? [{ what: `${what} is switched off` }] : [];
  }
  const [group, newGroup] = [textAt(sides.before, "log_group_name"), textAt(sides.after, "log_group_name")];
  return change.type === "aws_cloudwatch_log_metric_filter" &&
    group !== undefined &&
    newGroup !== undefined &&
    group !== newGroup
    ? [{ what: `${what} looks into log group ${newGroup} in place of ${group}` }]
    : [];
}

/** Since provider 5.28 `state` says it, before `is_enabled` did; a rule is enabled unless one says otherwise. */
function isEnabled(rule: JsonObject): boolean {
  const { state, is_enabled: enabled } = rule;
  if (!isKnown(state)) return true;
  return typeof state === "string" && state !== "" ? state !== "DISABLED" : enabled !== false;
}
