import {
  allOf,
  anyOf,
  fieldIs,
  fieldIsAbsent,
  fieldIsNull,
  fieldIsOneOf,
  fieldIsTrue,
  fitsOnePattern,
  renderAlternatives,
  splitAlternatives,
  type EventBridgePattern,
  type FilterExpression,
  type PatternValue,
} from "../event-patterns";
import type { AccountId } from "../organization";
import { FROM_AWS } from "./rule-patterns";

/** Calls of one service that a control is about: filters and rule are made of them, so that neither knows more than the other. */
export interface Calls {
  readonly eventSource: string;
  readonly eventNames: readonly string[];
  /** What they are made on: one of the fields has one of its values. Without any value there is nothing to watch. @default - on anything */
  readonly on?: readonly FieldValues[];
  /** A field that is not in the record. @default - none */
  readonly without?: string;
  /** Only calls that succeeded, or that AWS refused for lack of permission. @default - whatever became of them */
  readonly outcome?: "done" | "refused";
}

/** A field of the record, and the values that matter. */
export interface FieldValues {
  /** `requestParameters.bucketName`, or `requestParameters.alarmNames[*]` for any element of a list. */
  readonly field: string;
  /** `*` stands for any characters. */
  readonly values: readonly string[];
}

/** In any of the accounts. A call says in which account it was made, and not always on what. */
export function inAccounts(accounts: readonly AccountId[] | undefined): Pick<Calls, "on"> {
  return accounts === undefined ? {} : { on: [{ field: "recipientAccountId", values: accounts }] };
}

/** The calls of which there is something to watch. */
export function watchedCalls(calls: readonly Calls[]): readonly Calls[] {
  return calls.flatMap(({ on, ...call }) => {
    if (on === undefined) return [call];
    const places = on.filter(({ values }) => values.length > 0);
    return places.length === 0 ? [] : [{ ...call, on: places }];
  });
}

/** The calls as few metric-filter patterns. */
export function filterPatterns(calls: readonly Calls[]): readonly string[] {
  return renderAlternatives([], calls.flatMap(filterExpressions));
}

function filterExpressions(call: Calls): readonly FilterExpression[] {
  const { eventSource, eventNames, on, without, outcome } = call;
  const conditions = [
    fieldIs("eventSource", eventSource),
    ...(outcome === "done" ? [fieldIsAbsent(ERROR)] : []),
    ...(outcome === "refused" ? [fieldIs(ERROR, REFUSED)] : []),
    ...(without === undefined ? [] : [fieldIsAbsent(without)]),
  ];
  const names = eventNames.map((name) => fieldIs("eventName", name));
  if (on === undefined) return splitAlternatives(conditions, names);
  const all = [...conditions, fieldIsOneOf("eventName", eventNames)];
  const places = [
    ...on.flatMap(({ field, values }) => values.map((value) => fieldIs(field, value))),
    ...(looksIntoParameters(call) ? [nameless(call)] : []),
  ];
  // A name may be so long that the names of all calls have no room beside it.
  if (eventNames.length > 1 && !places.every((place) => fitsOnePattern(allOf(...all, place)))) {
    const half = Math.ceil(eventNames.length / 2);
    return [eventNames.slice(0, half), eventNames.slice(half)].flatMap((some) =>
      filterExpressions({ ...call, eventNames: some }),
    );
  }
  return splitAlternatives(all, places);
}

const ERROR = "errorCode";
/** What S3 and most others call it. */
const REFUSED = "AccessDenied*";
const PARAMETERS = "requestParameters";
const OMITTED = `${PARAMETERS}.omitted`;

/** Whether what a call is made on is told by its parameters. */
function looksIntoParameters({ on = [] }: Calls): boolean {
  return on.some(({ field }) => field.startsWith(`${PARAMETERS}.`));
}

/**
 * The record does not say on what the call was made: CloudTrail leaves parameters of over 100 KB out, and a policy is easily
 * padded, since IAM ignores white space. Such a call may be on what is watched over. A call that was refused often has no
 * parameters, and did nothing.
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html
 */
function nameless({ outcome }: Calls): FilterExpression {
  const omitted = fieldIsTrue(OMITTED);
  if (outcome === "refused") return omitted;
  const none = fieldIsNull(PARAMETERS);
  return anyOf(omitted, outcome === "done" ? none : allOf(none, fieldIsAbsent(ERROR)));
}

/** The same of an event pattern. */
function namelessRecords({ outcome }: Calls): readonly EventBridgePattern[] {
  const omitted = nested(OMITTED, [true]);
  if (outcome === "refused") return [omitted];
  return [omitted, { [PARAMETERS]: [null], ...(outcome === undefined && { [ERROR]: [{ exists: false }] }) }];
}

/** The calls as one event pattern. */
export function eventPattern(calls: readonly Calls[]): EventBridgePattern {
  return {
    source: FROM_AWS,
    "detail-type": ["AWS API Call via CloudTrail"],
    detail: eventDetail(calls),
  };
}

/** What an event pattern says of the record, whatever became of it on the bus. */
export function eventDetail(calls: readonly Calls[]): EventBridgePattern {
  return oneOf(calls.map(recordPattern));
}

function recordPattern(call: Calls): EventBridgePattern {
  const { eventSource, eventNames, on = [], without, outcome } = call;
  return [
    outcome === undefined
      ? {}
      : { [ERROR]: [outcome === "done" ? { exists: false } : patternValue(REFUSED)] },
    without === undefined ? {} : nested(without, [{ exists: false }]),
    oneOf([
      ...on.map(({ field, values }) => nested(field, values.map(patternValue))),
      ...(looksIntoParameters(call) ? namelessRecords(call) : []),
    ]),
  ].reduce(bothOf, { eventSource: [eventSource], eventName: eventNames });
}

function oneOf(patterns: readonly EventBridgePattern[]): EventBridgePattern {
  const [only = {}, ...others] = patterns;
  return others.length === 0 ? only : { $or: patterns };
}

/** All that either says, each of fields of its own. */
function bothOf(one: EventBridgePattern, other: EventBridgePattern): EventBridgePattern {
  const twice = Object.keys(other).find((field) => field in one);
  if (twice !== undefined) throw new Error(`orgtrail: two conditions are about ${twice}`);
  return { ...one, ...other };
}

/** EventBridge has no places in lists: whatever holds of a list, holds of any of its elements. */
function nested(field: string, values: readonly PatternValue[]): EventBridgePattern {
  const steps = field.replaceAll(/\[(\d+|\*)\]/g, "").split(".");
  const [last = "", ...parents] = steps.reverse();
  return parents.reduce<EventBridgePattern>((below, step) => ({ [step]: below }), { [last]: values });
}

/** A value with `*` as EventBridge takes it: a beginning, an end, or a wildcard. */
function patternValue(value: string): PatternValue {
  const stars = value.split("*").length - 1;
  if (stars === 0) return value;
  if (stars === 1 && value.endsWith("*")) return { prefix: value.slice(0, -1) };
  if (stars === 1 && value.startsWith("*")) return { suffix: value.slice(1) };
  return { wildcard: value };
}
