import { parseFilterPattern } from "./filter-parser";
import type { FieldSelector, FilterExpression, FilterTerm, NumericOperator } from "./filter-syntax";
import { wildcardTest } from "./wildcard";

/** Whether a pattern matches an event, as its JSON was parsed. */
export type EventTest = (event: unknown) => boolean;

/**
 * Prepares a metric filter's pattern for many events.
 *
 * A field that is a list or an object matches no comparison, as AWS documents. What AWS does not document is `!=` on a
 * field that an event lacks; here it holds. No control of the catalogue depends on it: CIS asks for `!=` of
 * `eventType`, which every event has, and of `MFAUsed`, which every sign-in has.
 * @throws UnsupportedPatternError for a pattern that is not understood
 */
export function compileFilterPattern(pattern: string): EventTest {
  return compiled(parseFilterPattern(pattern));
}

function compiled(expression: FilterExpression): EventTest {
  switch (expression.kind) {
    case "and": {
      const parts = expression.parts.map(compiled);
      return (event) => parts.every((part) => part(event));
    }
    case "or": {
      const parts = expression.parts.map(compiled);
      return (event) => parts.some((part) => part(event));
    }
    default: {
      const holds = compiledTerm(expression);
      const { selector } = expression;
      return (event) => holds(valueAt(event, selector));
    }
  }
}

function compiledTerm(term: FilterTerm): (value: unknown) => boolean {
  switch (term.kind) {
    case "absent":
      return (value) => value === undefined;
    case "is":
      return (value) => value === term.value;
    case "number":
      return (value) => typeof value === "number" && compare(value, term.operator, term.value);
    case "text": {
      const test = wildcardTest(term.value);
      if (term.operator === "=") return (value) => isText(value) && test(String(value));
      return (value) => value === undefined || value === null || (isText(value) && !test(String(value)));
    }
  }
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

/** The value at the place, or undefined where the event has no such place. */
function valueAt(event: unknown, selector: FieldSelector): unknown {
  let value = event;
  for (const step of selector) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, step)) return undefined;
    value = (value as Readonly<Record<string | number, unknown>>)[step];
  }
  return value;
}
