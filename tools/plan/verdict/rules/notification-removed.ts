import type { JsonObject, ResourceChange } from "../../change";
import { at, holdsUnknown, isKnown, shown, shownChange, sidesOf, textAt, textsAt } from "../attributes";
import { destroyed } from "../destroyed";
import type { Observation, VerdictRule } from "../verdict";

/** Somebody hears of alarms no longer. */
export const notificationRemoved: VerdictRule = {
  id: "notification-removed",
  verdict: "blocked",
  title: "Somebody no longer hears of alarms",
  why: "An alarm that nobody hears is no alarm.",
  judge: (change) => {
    switch (change.type) {
      case "aws_cloudwatch_metric_alarm":
      case "aws_cloudwatch_composite_alarm":
        return silencedAlarm(change);
      case "aws_sns_topic":
        return destroyed(change, "aws_sns_topic", "topic", "name");
      case "aws_sns_topic_subscription":
        return lostReceiver(change, ["endpoint", "topic_arn", "protocol"], "endpoint");
      case "aws_cloudwatch_event_target":
        return lostReceiver(change, ["arn", "rule", "event_bus_name"], "arn");
      default:
        return [];
    }
  },
};

function silencedAlarm(change: ResourceChange): readonly Observation[] {
  const sides = sidesOf(change);
  if (sides === undefined) return [];
  const { before, after } = sides;
  const actions = at(after, "alarm_actions");
  const kept = textsAt(after, "alarm_actions");
  // An unknown among those that stay may be the one that seems gone.
  const gone = holdsUnknown(actions)
    ? []
    : textsAt(before, "alarm_actions").filter((arn) => !kept.includes(arn));
  return [
    ...(before["actions_enabled"] === true && after["actions_enabled"] === false
      ? [{ what: `the alarm tells nobody any more (actions_enabled: ${shownChange(true, false)})` }]
      : []),
    ...gone.map((arn) => ({ what: `the alarm no longer tells ${arn}` })),
  ];
}

/** What a subscription or target is made of; with another of these, it is another. */
function lostReceiver(
  change: ResourceChange,
  identity: readonly string[],
  receiver: string,
): readonly Observation[] {
  const { action, before, after } = change;
  const who = receiverText(before, receiver);
  if (action === "destroy") return [{ what: `${who} no longer hears of it` }];
  if (action !== "replace" && action !== "update") return [];
  const changed = identity.filter(
    (name) =>
      textAt(before, name) !== undefined && isKnown(after?.[name]) && after?.[name] !== before?.[name],
  );
  if (changed.length > 0) {
    const what = changed.map((name) => `${name}: ${shownChange(before?.[name], after?.[name])}`).join(", ");
    return [{ what: `${who} no longer hears of it (${what})` }];
  }
  return narrowed(before, after) ? [{ what: `${who} hears of less (a filter is set)` }] : [];
}

/** Whether a filter keeps back what was sent so far. */
function narrowed(before: JsonObject | undefined, after: JsonObject | undefined): boolean {
  const filter = textAt(after, "filter_policy");
  return filter !== undefined && filter !== "{}" && filter !== textAt(before, "filter_policy");
}

function receiverText(side: JsonObject | undefined, receiver: string): string {
  const protocol = textAt(side, "protocol");
  return `${protocol === undefined ? "" : `${protocol} `}${shown(at(side, receiver)).replace(/^"|"$/g, "")}`;
}
