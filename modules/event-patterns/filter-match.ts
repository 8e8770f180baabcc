import { wildcardTest } from "../kernel";
import { parseFilterPattern } from "./filter-parser";
import {
  ANY_ELEMENT,
  type FieldSelector,
  type FilterExpression,
  type FilterTerm,
  type NumericOperator,
} from "./filter-syntax";

/** Whether a pattern matches an event, as its JSON was parsed. */
export type EventTest = (event: unknown) => boolean;

/** The fields of a record that say which call it is: what nearly every pattern asks for, and of which there are few values. */
export const CALL_FIELDS = ["eventSource", "eventName", "eventType"] as const;

/** Whether the field of a record says which call it is. */
export function isCallField(field: unknown): boolean {
  return (CALL_FIELDS as readonly unknown[]).includes(field);
}

/**
 * Prepares a metric filter's pattern for many events.
 *
 * A field that is a list or an object matches no comparison, as AWS documents. What AWS does not document is `!=` on a
 * field that an event lacks, or that is null; here it holds, of texts and numbers alike. No control of the catalogue
 * depends on it: CIS asks for `!=` of `eventType`, which every event has, and of `MFAUsed`, which every sign-in has.
 * @throws UnsupportedPatternError for a pattern that is not understood
 */
export function compileFilterPattern(pattern: string): EventTest {
  return compiled(parseFilterPattern(pattern), () => true);
}

/**
 * Prepares what the pattern says of an event's call alone, all else being open.
 * @returns a test that holds of every event that the pattern matches, and fails where its call rules that out
 * @throws UnsupportedPatternError for a pattern that is not understood
 */
export function compileFilterCalls(pattern: string): EventTest {
  return compiled(
    parseFilterPattern(pattern),
    ({ selector: [field, ...below] }) => below.length === 0 && isCallField(field),
  );
}

/** @param isAsked which comparisons are made; the others hold */
function compiled(expression: FilterExpression, isAsked: (term: FilterTerm) => boolean): EventTest {
  switch (expression.kind) {
    case "and": {
      const parts = expression.parts.map((part) => compiled(part, isAsked));
      return (event) => parts.every((part) => part(event));
    }
    case "or": {
      const parts = expression.parts.map((part) => compiled(part, isAsked));
      return (event) => parts.some((part) => part(event));
    }
    default: {
      if (!isAsked(expression)) return () => true;
      const holds = compiledTerm(expression);
      const { selector } = expression;
      if (selector.includes(ANY_ELEMENT)) return (event) => valuesAt(event, selector).some(holds);
      const steps = selector.filter((step) => step !== ANY_ELEMENT);
      return (event) => holds(steps.reduce(valueOf, event));
    }
  }
}

function compiledTerm(term: FilterTerm): (value: unknown) => boolean {
  switch (term.kind) {
    case "absent":
      return (value) => value === undefined;
    case "is":
      return (value) => value === term.value;
    case "number": {
      const { operator } = term;
      const test = (value: unknown): boolean =>
        typeof value === "number" && compare(value, operator, term.value);
      return operator === "!=" ? (value) => isMissing(value) || test(value) : test;
    }
    case "text": {
      const test = wildcardTest(term.value, "*");
      if (term.operator === "=") return (value) => isText(value) && test(String(value));
      return (value) => isMissing(value) || (isText(value) && !test(String(value)));
    }
  }
}

function isMissing(value: unknown): value is undefined | null {
  return value === undefined || value === null;
}

function isText(value: unknown): value is string | number {
  return typeof value === "string" || typeof value === "number";
}

function compare(left: number, operator: NumericOperator, right: number): boolean {
  switch (operator) {
    case "=":
      return left === right;
    case "!=":
      return left !== right;
    case "<":
      return left < right;
    case "<=":
      return left <= right;
    case ">":
      return left > right;
    case ">=":
      return left >= right;
  }
}

/** The value at the place, or undefined where the event has no such place; of any element of a list, those of all. */
function valuesAt(event: unknown, selector: FieldSelector): readonly unknown[] {
  let values: readonly unknown[] = [event];
  for (const step of selector) {
    values =
      step === ANY_ELEMENT
        ? values.flatMap((value) => (Array.isArray(value) ? (value as readonly unknown[]) : []))
        : values.map((value) => valueOf(value, step));
  }
  return values;
}

function valueOf(value: unknown, step: string | number): unknown {
  if (typeof value !== "object" || value === null || !Object.hasOwn(value, step)) return undefined;
  return (value as Readonly<Record<string | number, unknown>>)[step];
}
