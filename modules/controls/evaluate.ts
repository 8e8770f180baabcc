import {
  compileEventPattern,
  compileFilterPattern,
  eventBridgeEvents,
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
  const alarms = controls.map(({ id, patterns }) => ({ id, tests: patterns.map(compileFilterPattern) }));
  return (event) => alarms.filter(({ tests }) => some(tests, event)).map(({ id }) => id);
}

/**
 * Prepares the rules of controls for many events.
 * @throws UnsupportedPatternError for a pattern that is not understood
 */
export function compileRules(controls: readonly Control[]): ControlTest {
  const rules = controls.flatMap(({ id, rule, ruleHearsReads = false }) =>
    rule === undefined ? [] : [{ id, test: compileEventPattern(rule), reads: ruleHearsReads }],
  );
  return (event) => {
    const heard = eventBridgeEvents(event);
    const all = eventBridgeEvents(event, { reads: true });
    return rules.filter(({ test, reads }) => (reads ? all : heard).some(test)).map(({ id }) => id);
  };
}

/** Both. @throws UnsupportedPatternError for a pattern that is not understood */
export function compileControls(controls: readonly Control[]): ControlEvaluator {
  const alarms = compileAlarms(controls);
  const rules = compileRules(controls);
  return (event) => ({ alarms: alarms(event), rules: rules(event) });
}

function some(tests: readonly EventTest[], event: unknown): boolean {
  return tests.some((test) => test(event));
}
