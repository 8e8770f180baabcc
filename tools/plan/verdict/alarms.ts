import { RECORDED_RESOURCE_TYPES } from "../../../modules/config-rules";
import {
  at,
  attributesOf,
  holdsUnknown,
  isKnown,
  isNothing,
  isOfOtherBus,
  recordsFewerTypes,
  saysSame,
  shown,
  shownChange,
  textAt,
  textsAt,
  type JsonObject,
} from "../../../modules/facts";
import { sidesOf, type ResourceChange, type StackPlan } from "../change";
import type { Judges } from "./verdict";

/** Both sides of a resource that changes. */
interface Sides {
  readonly before: JsonObject;
  readonly after: JsonObject;
}

/** The rule hears of management events that only read too. */
const HEARS_ALL = "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS";

const DETECTING = ["aws_config_", "aws_securityhub_", "aws_guardduty_", "aws_accessanalyzer_"];

/** The attributes that may name what detects, the most telling first. */
const NAMES = ["name", "standards_arn", "product_arn", "service_principal", "account_id", "id"];

/** What is judged with more than one attribute of alarms, what they tell of and whom, AWS Config and Security Hub. */
export const ALARMS: Judges = {
  // An account has one recorder and one channel in a Region: with a new one, AWS Config has no other.
  "weak-from-the-start": ({ type, action, after }, { configuration: { configRules } }) => {
    if (action !== "create") return [];
    if (type === "aws_config_configuration_recorder") {
      const group = at(after, "recording_group");
      const wanted = { all_supported: false, resource_types: [...RECORDED_RESOURCE_TYPES] };
      return !holdsUnknown(group) && recordsFewerTypes(wanted, group, null)
        ? [`it leaves out types that rules look at; orgtrail records ${RECORDED_RESOURCE_TYPES.join(", ")}`]
        : [];
    }
    const bucket = type === "aws_config_delivery_channel" ? textAt(after, "s3_bucket_name") : undefined;
    const own = configRules?.recorders?.bucketName;
    return bucket !== undefined && bucket !== own
      ? [
          `it delivers to ${shown(bucket)}; orgtrail ${own === undefined ? "makes no channel" : `has ${shown(own)}`}`,
        ]
      : [];
  },

  "alarm-removed": (change) => {
    const sides = sidesOf(change);
    if (sides === undefined) return [];
    const { before, after } = sides;
    const name = shown(before["name"]);
    if (change.type === "aws_cloudwatch_event_rule") {
      // The provider writes a state, too, where the older attribute alone is set.
      const isSwitched = before["is_enabled"] !== false && after["is_enabled"] === false;
      return isEnabled(before) && (isSwitched || !isEnabled(after)) ? [`rule ${name} is switched off`] : [];
    }
    const [group, newGroup] = [textAt(before, "log_group_name"), textAt(after, "log_group_name")];
    const moves = group !== undefined && newGroup !== undefined && group !== newGroup;
    return moves && change.type === "aws_cloudwatch_log_metric_filter"
      ? [`metric filter ${name} looks into log group ${newGroup} in place of ${group}`]
      : [];
  },

  "alarm-changed": (change) => {
    const sides = change.type === "aws_cloudwatch_event_rule" ? sidesOf(change) : undefined;
    const state = sides?.after["state"];
    // Without a state, the rule is enabled for all but events that only read.
    const hearsLess = sides?.before["state"] === HEARS_ALL && state !== HEARS_ALL && isKnown(state);
    return hearsLess && isEnabled(sides.after) ? [`state: ${shownChange(HEARS_ALL, state)}`] : [];
  },

  "notification-removed": (change) => {
    switch (change.type) {
      case "aws_cloudwatch_metric_alarm":
      case "aws_cloudwatch_composite_alarm":
        return silencedAlarm(change);
      case "aws_sns_topic_subscription":
        return lostReceiver(change, ["endpoint", "topic_arn", "protocol"]);
      case "aws_cloudwatch_event_target":
        return lostReceiver(change, ["arn", "rule", "event_bus_name"]);
      case "aws_lambda_permission":
        return refusedCaller(change);
      default:
        return [];
    }
  },

  "encryption-changed": (change) => {
    const sides = change.type === "aws_sqs_queue" ? sidesOf(change) : undefined;
    const isSwitchedOff =
      sides?.before["sqs_managed_sse_enabled"] === true && sides.after["sqs_managed_sse_enabled"] === false;
    return isSwitchedOff && isNothing(sides.after["kms_master_key_id"])
      ? [`it is no longer encrypted (sqs_managed_sse_enabled: ${shownChange(true, false)})`]
      : [];
  },

  "key-alias-changed": (change) => {
    const sides = change.type === "aws_kms_alias" ? sidesOf(change) : undefined;
    return changesAmong(["name", "target_key_id"], sides).map(
      (what) => `alias ${shown(sides?.before["name"])} changes (${what})`,
    );
  },

  "detection-removed": (change, { plan }) => {
    const { type, action, before } = change;
    if (action === "create") return newlyDisabled(change, plan);
    const detects =
      type === "aws_organizations_delegated_administrator" ||
      DETECTING.some((start) => type.startsWith(start));
    if (action !== "destroy" || !detects) return [];
    const name = NAMES.map((each) => at(before, each)).find((each) => typeof each === "string");
    return [`${type}${name === undefined ? "" : ` ${shown(name)}`} is removed`];
  },
};

/** Since provider 5.28 `state` says it, before `is_enabled` did; a rule is enabled unless one says otherwise. */
function isEnabled({ state, is_enabled: enabled }: JsonObject): boolean {
  if (!isKnown(state)) return true;
  return typeof state === "string" && state !== "" ? state !== "DISABLED" : enabled !== false;
}

/** How attributes change whose new value is known. */
function changesAmong(names: readonly string[], sides: Sides | undefined): readonly string[] {
  return names
    .filter((name) => isKnown(sides?.after[name]) && !saysSame(sides?.before[name], sides?.after[name]))
    .map((name) => `${name}: ${shownChange(sides?.before[name], sides?.after[name])}`);
}

function silencedAlarm(change: ResourceChange): readonly string[] {
  const sides = sidesOf(change);
  if (sides === undefined) return [];
  const { before, after } = sides;
  const kept = textsAt(after, "alarm_actions");
  // An unknown among those that stay may be the one that seems gone.
  const gone = holdsUnknown(after["alarm_actions"])
    ? []
    : textsAt(before, "alarm_actions").filter((arn) => !kept.includes(arn));
  return [
    ...(before["actions_enabled"] !== false && after["actions_enabled"] === false
      ? [`the alarm tells nobody any more (actions_enabled: ${shownChange(true, false)})`]
      : []),
    ...gone.map((arn) => `the alarm no longer tells ${arn}`),
  ];
}

/** @param identity what a subscription or target is made of: with another of these, it is another. The first is who hears */
function lostReceiver(change: ResourceChange, identity: readonly [string, ...string[]]): readonly string[] {
  const protocol = textAt(change.before, "protocol");
  const who = `${protocol === undefined ? "" : `${protocol} `}${unquoted(change, identity[0])}`;
  if (change.action === "destroy") return [`${who} no longer hears of it`];
  const sides = sidesOf(change);
  if (sides === undefined) return [];
  const { before, after } = sides;
  const changed = identity
    .filter((name) => {
      if (!isKnown(after[name])) return false;
      if (name === "event_bus_name") return isOfOtherBus(before[name], after[name]);
      return textAt(before, name) !== undefined && after[name] !== before[name];
    })
    .map((name) => `${name}: ${shownChange(before[name], after[name])}`)
    .join(", ");
  if (changed !== "") return [`${who} no longer hears of it (${changed})`];
  return [
    ...roleLost(sides).map((what) => `${who} may hear of it no longer (${what})`),
    ...narrowed(sides).map((what) => `${who} hears of less (${what})`),
  ];
}

/** To these EventBridge delivers by their own policies. */
const WITHOUT_ROLE = /^arn:[a-z-]+:(sns|sqs|lambda|logs):/;

/**
 * Without its role, EventBridge may not deliver to a bus or stream of another account. And where a target's own policy lets it
 * deliver, a role may fail what is delivered.
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-resource-based.html
 */
function roleLost({ before, after }: Sides): readonly string[] {
  const [role, newRole] = [textAt(before, "role_arn"), after["role_arn"]];
  const given = textAt(after, "role_arn");
  if (role === undefined && given !== undefined && WITHOUT_ROLE.test(textAt(after, "arn") ?? "")) {
    return [`role_arn: ${shownChange(role, given)}, with which EventBridge may fail to deliver there`];
  }
  if (role === undefined || role === newRole || !isKnown(newRole)) return [];
  return [isNothing(newRole) ? "it has no role any more" : `role_arn: ${shownChange(role, newRole)}`];
}

/** How a filter keeps back what was sent so far. */
function narrowed({ before, after }: Sides): readonly string[] {
  const filter = textAt(after, "filter_policy");
  if (filter === undefined || filter === "{}") return [];
  if (!saysSame(filter, before["filter_policy"])) return ["a filter is set"];
  // The same filter finds nothing to compare with in the other part of a message.
  return changesAmong(["filter_policy_scope"], { before, after });
}

/** A function that may no longer be called by who called it so far. */
function refusedCaller(change: ResourceChange): readonly string[] {
  const who = `function ${unquoted(change, "function_name")}`;
  if (change.action === "destroy") return [`${who} may no longer be called`];
  const changed = changesAmong(attributesOf(change.type, "blocked"), sidesOf(change)).join(", ");
  return changed === "" ? [] : [`${who} may be called by others alone (${changed})`];
}

function unquoted({ before }: ResourceChange, name: string): string {
  return shown(at(before, name)).replace(/^"|"$/g, "");
}

/** A control that a standard has had so far is switched off: where the standard is new, nothing was lost. */
function newlyDisabled({ type, after }: ResourceChange, { changes }: StackPlan): readonly string[] {
  const isControl = type === "aws_securityhub_standards_control_association";
  if (!isControl || textAt(after, "association_status") !== "DISABLED") return [];
  const standard = textAt(after, "standards_arn");
  const isNew = changes.some(
    (change) =>
      change.type === "aws_securityhub_standards_subscription" &&
      change.action === "create" &&
      textAt(change.after, "standards_arn") === standard,
  );
  return isNew ? [] : [`control ${shown(at(after, "security_control_id"))} is switched off`];
}
