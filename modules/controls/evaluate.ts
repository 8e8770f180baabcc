import {
  CALL_FIELDS,
  compileEventDetail,
  compileEventPattern,
  compileFilterCalls,
  compileFilterPattern,
  eventBridgeEvents,
  isCallField,
  type EventTest,
} from "../event-patterns";
import type { Control } from "./control";

/** What an event sets off, by the ids of controls. */
export interface SetOff {
  /** Alarms that count the event. One with a threshold above 1 rings at that many. */
  readonly alarms: readonly string[];
  /** EventBridge rules that match the event, where they stand in its account and Region. */
  readonly rules: readonly string[];
}

/** Answers what an event sets off. */
export type ControlEvaluator = (event: unknown) => SetOff;

/** Answers of which controls an event is, by their ids. */
export type ControlTest = (event: unknown) => readonly string[];

/**
 * Prepares the alarms of controls for many events. An event is a record of CloudTrail's, as its JSON was parsed; whether a
 * trail records it at all is for selectors to say.
 * @throws UnsupportedPatternError for a pattern that is not understood
 */
export function compileAlarms(controls: readonly Control[]): ControlTest {
  const alarmsFor = byCall(
    controls.map(({ id, patterns }) => {
      const tests = patterns.map(compileFilterPattern);
      const calls = patterns.map(compileFilterCalls);
      return { id, test: anyOf(tests), mayMatch: anyOf(calls) };
    }),
  );
  return (event) => idsOf(alarmsFor(event), ({ test }) => test(event));
}

/**
 * Prepares the rules of controls for many events.
 * @throws UnsupportedPatternError for a pattern that is not understood
 */
export function compileRules(controls: readonly Control[]): ControlTest {
  const rulesFor = byCall(
    controls.flatMap(({ id, rule, ruleHearsReads: reads = false }) => {
      if (rule === undefined) return [];
      const [test, concerns] = [compileEventPattern(rule), compileEventDetail(rule)];
      return [{ id, reads, test, concerns, mayMatch: compileEventDetail(rule, isCallField) }];
    }),
  );
  return (event) => {
    const rules = rulesFor(event).filter(({ concerns }) => concerns(event));
    if (rules.length === 0) return NONE;
    const heard = eventBridgeEvents(event);
    const all = eventBridgeEvents(event, { reads: true });
    return idsOf(rules, ({ test, reads }) => (reads ? all : heard).some(test));
  };
}

/** Both. @throws UnsupportedPatternError for a pattern that is not understood */
export function compileControls(controls: readonly Control[]): ControlEvaluator {
  const alarms = compileAlarms(controls);
  const rules = compileRules(controls);
  return (event) => ({ alarms: alarms(event), rules: rules(event) });
}

function anyOf(tests: readonly EventTest[]): EventTest {
  return (event) => tests.some((test) => test(event));
}

const NONE: readonly string[] = [];

/** Most events are of nobody's concern. */
function idsOf<T extends { readonly id: string }>(
  all: readonly T[],
  holds: (each: T) => boolean,
): readonly string[] {
  const held = all.filter(holds);
  return held.length > 0 ? held.map(({ id }) => id) : NONE;
}

/** Calls that are remembered: more than the logs of years have, and a bound to what files can ask for. */
const MOST_CALLS = 20_000;
/** Longer names are no calls of AWS's. */
const LONGEST_NAME = 256;

/** What is known of calls that have these values in the first fields. */
interface Known<T> {
  readonly below: Map<string, Known<T>>;
  candidates?: readonly T[];
}

/**
 * Answers which of these an event has to be put to. Nearly all ask for a call, and logs have few different ones: so what a
 * call rules out is found once for each.
 */
function byCall<T extends { readonly mayMatch: EventTest }>(
  all: readonly T[],
): (event: unknown) => readonly T[] {
  const root: Known<T> = { below: new Map() };
  let calls = 0;
  return (event) => {
    const record = (event ?? {}) as Readonly<Record<string, unknown>>;
    let known: Known<T> | undefined = root;
    for (const field of CALL_FIELDS) {
      const value = record[field];
      if (typeof value !== "string") return all;
      known = known?.below.get(value);
    }
    if (known?.candidates !== undefined) return known.candidates;
    const call = Object.fromEntries(CALL_FIELDS.map((field) => [field, record[field]]));
    const candidates = all.filter(({ mayMatch }) => mayMatch(call));
    const values = Object.values(call).map(String);
    if (calls < MOST_CALLS && values.every(({ length }) => length <= LONGEST_NAME)) {
      calls++;
      const place = values.reduce<Known<T>>((above, value) => {
        const below: Known<T> = above.below.get(value) ?? { below: new Map() };
        above.below.set(value, below);
        return below;
      }, root);
      place.candidates = candidates;
    }
    return candidates;
  };
}
