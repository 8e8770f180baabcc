import type { JsonObject, ResourceChange } from "../../change";
import {
  at,
  holdsUnknown,
  isKnown,
  isNothing,
  saysSame,
  shown,
  shownChange,
  sidesOf,
  textAt,
  textsAt,
} from "../attributes";
import { destroyed } from "../destroyed";
import { judgedAttributes } from "../judged-attributes";
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
      case "aws_sqs_queue":
        return destroyed(change, "aws_sqs_queue", "queue", "name");
      case "aws_cloudwatch_event_bus":
        return destroyed(change, "aws_cloudwatch_event_bus", "event bus", "name");
      case "aws_sns_topic_subscription":
        return lostReceiver(change, ["endpoint", "topic_arn", "protocol"], "endpoint");
      case "aws_cloudwatch_event_target":
        return lostReceiver(change, ["arn", "rule", "event_bus_name"], "arn");
      case "aws_lambda_permission":
        return refusedCaller(change);
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
  const { action, before } = change;
  const who = receiverText(before, receiver);
  if (action === "destroy") return [{ what: `${who} no longer hears of it` }];
  const sides = sidesOf(change);
  if (sides === undefined) return [];
  const changed = changedAmong(identity, sides);
  if (changed !== "") return [{ what: `${who} no longer hears of it (${changed})` }];
  return [
    ...roleLost(sides).map((what) => ({ what: `${who} may hear of it no longer (${what})` })),
    ...narrowed(sides).map((what) => ({ what: `${who} hears of less (${what})` })),
  ];
}

/** How the attributes among these that were set change, in words. */
function changedAmong(
  names: readonly string[],
  { before, after }: { readonly before: JsonObject; readonly after: JsonObject },
): string {
  return names
    .filter((name) => textAt(before, name) !== undefined)
    .filter((name) => isKnown(after[name]) && after[name] !== before[name])
    .map((name) => `${name}: ${shownChange(before[name], after[name])}`)
    .join(", ");
}

/** Without its role, EventBridge may not deliver to a bus or stream of another account. */
function roleLost({
  before,
  after,
}: {
  readonly before: JsonObject;
  readonly after: JsonObject;
}): readonly string[] {
  const [role, newRole] = [textAt(before, "role_arn"), at(after, "role_arn")];
  if (role === undefined || role === newRole || !isKnown(newRole)) return [];
  return [isNothing(newRole) ? "it has no role any more" : `role_arn: ${shownChange(role, newRole)}`];
}

/** How a filter keeps back what was sent so far. */
function narrowed({
  before,
  after,
}: {
  readonly before: JsonObject;
  readonly after: JsonObject;
}): readonly string[] {
  const filter = textAt(after, "filter_policy");
  if (filter === undefined || filter === "{}") return [];
  if (!saysSame(filter, at(before, "filter_policy"))) return ["a filter is set"];
  const [scope, newScope] = [before, after].map((side) => at(side, "filter_policy_scope") ?? null);
  // The same filter finds nothing to compare with in the other part of a message.
  return isKnown(newScope) && !saysSame(scope, newScope)
    ? [`filter_policy_scope: ${shownChange(scope, newScope)}`]
    : [];
}

/** A function that may no longer be called by who called it so far. */
function refusedCaller(change: ResourceChange): readonly Observation[] {
  const { action, before } = change;
  const who = `function ${shown(at(before, "function_name")).replace(/^"|"$/g, "")}`;
  if (action === "destroy") return [{ what: `${who} may no longer be called` }];
  const sides = sidesOf(change);
  if (sides === undefined) return [];
  const changed = (judgedAttributes(change.type).decisive ?? [])
    .filter((name) => isKnown(sides.after[name]) && !saysSame(sides.before[name], sides.after[name]))
    .map((name) => `${name}: ${shownChange(sides.before[name], sides.after[name])}`);
  return changed.length === 0
    ? []
    : [{ what: `${who} may be called by others alone (${changed.join(", ")})` }];
}

function receiverText(side: JsonObject | undefined, receiver: string): string {
  const protocol = textAt(side, "protocol");
  return `${protocol === undefined ? "" : `${protocol} `}${shown(at(side, receiver)).replace(/^"|"$/g, "")}`;
}
