import {
  MAX_WILDCARD_SELECTORS,
  selectorText,
  wildcardSelectors,
  type FieldSelector,
  type FilterExpression,
  type FilterTerm,
} from "./filter-syntax";
import { parseFilterPattern } from "./filter-parser";
import { UnsupportedPatternError } from "./unsupported-pattern-error";

/** The longest pattern that CloudWatch Logs takes. @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutMetricFilter.html */
export const MAX_FILTER_PATTERN_LENGTH = 1024;

/**
 * The field is this text; `*` stands for any characters.
 * @param field `requestParameters.bucketName`; `resources[0].ARN` is of an element of a list, `alarmNames[*]` of any
 */
export function fieldIs(field: string, value: string): FilterExpression {
  return { kind: "text", selector: selectorOf(field), operator: "=", value };
}

/** The field is one of the texts. */
export function fieldIsOneOf(field: string, values: readonly string[]): FilterExpression {
  return anyOf(...values.map((value) => fieldIs(field, value)));
}

/** The event does not have the field. @param field as for fieldIs, but not of any element */
export function fieldIsAbsent(field: string): FilterExpression {
  return { kind: "absent", selector: selectorOf(field) };
}

/** The field is true. @param field as for fieldIsAbsent */
export function fieldIsTrue(field: string): FilterExpression {
  return { kind: "is", selector: selectorOf(field), value: true };
}

/** The event has the field, and nothing in it. @param field as for fieldIsAbsent */
export function fieldIsNull(field: string): FilterExpression {
  return { kind: "is", selector: selectorOf(field), value: null };
}

/** All of them hold. */
export function allOf(...parts: readonly FilterExpression[]): FilterExpression {
  return { kind: "and", parts };
}

/** One of them holds, or several. */
export function anyOf(...parts: readonly FilterExpression[]): FilterExpression {
  return { kind: "or", parts };
}

function selectorOf(field: string): FieldSelector {
  const steps = field.replaceAll(/\[(\d+|\*)\]/g, ".$1").split(".");
  return steps.map((step) => (/^\d+$/.test(step) ? Number(step) : step));
}

/**
 * The pattern as CloudWatch Logs takes it. Of one expression, always the same text.
 * @throws UnsupportedPatternError when a field or a value would make another pattern
 */
export function renderFilterPattern(expression: FilterExpression): string {
  const text = patternText(expression);
  // A field with a space or the like would make another pattern.
  parseFilterPattern(text);
  return text;
}

function patternText(expression: FilterExpression): string {
  return `{ ${rendered(expression)} }`;
}

/** What was rendered: whoever fits parts into a pattern renders the same parts again and again. */
const RENDERED = new WeakMap<FilterExpression, string>();

function rendered(expression: FilterExpression): string {
  const known = RENDERED.get(expression) ?? renderedAnew(expression);
  RENDERED.set(expression, known);
  return known;
}

function renderedAnew(expression: FilterExpression): string {
  if (expression.kind !== "and" && expression.kind !== "or") return termText(expression);
  const [only, ...others] = expression.parts;
  if (only !== undefined && others.length === 0) return rendered(only);
  const mark = expression.kind === "and" ? " && " : " || ";
  return expression.parts.map((part) => `(${rendered(part)})`).join(mark);
}

function termText(term: FilterTerm): string {
  const field = selectorText(term.selector);
  switch (term.kind) {
    case "absent":
      return `${field} NOT EXISTS`;
    case "is":
      return `${field} IS ${String(term.value).toUpperCase()}`;
    case "number":
      return `${field} ${term.operator} ${term.value}`;
    case "text":
      return `${field} ${term.operator} ${quoted(term.value)}`;
  }
}

/** A text as a value. A quote would end it, and what follows would be read as pattern; for no character is there an escape. */
function quoted(value: string): string {
  if (!/["\\\p{Cc}]/u.test(value)) return `"${value}"`;
  throw new UnsupportedPatternError(value, "a value has a quote, a backslash or a control character in it");
}

/**
 * Patterns that together match what all of the conditions and one of the alternatives hold for: one pattern where it
 * is short enough, else several, each with some of the alternatives. Metric filters that count into one metric may be
 * several.
 * @throws RangeError when one alternative alone makes too long a pattern
 */
export function renderAlternatives(
  conditions: readonly FilterExpression[],
  alternatives: readonly FilterExpression[],
): readonly string[] {
  return splitAlternatives(conditions, alternatives).map(renderFilterPattern);
}

/** The same as expressions, each short enough for a pattern of its own. @throws RangeError as renderAlternatives does */
export function splitAlternatives(
  conditions: readonly FilterExpression[],
  alternatives: readonly FilterExpression[],
): readonly FilterExpression[] {
  const joined = (some: readonly FilterExpression[]): FilterExpression =>
    allOf(...conditions, anyOf(...some));
  // Most fit into one pattern, which one look tells.
  if (alternatives.length > 0 && fitsOnePattern(joined(alternatives))) return [joined(alternatives)];
  const parts: FilterExpression[] = [];
  let some: FilterExpression[] = [];
  for (const alternative of alternatives) {
    if (some.length > 0 && !fitsOnePattern(joined([...some, alternative]))) {
      parts.push(joined(some));
      some = [];
    }
    some.push(alternative);
  }
  if (some.length > 0) parts.push(joined(some));
  const long = parts.map(renderFilterPattern).find((pattern) => pattern.length > MAX_FILTER_PATTERN_LENGTH);
  if (long !== undefined) {
    throw new RangeError(
      `orgtrail: a metric filter's pattern has ${long.length} characters, over ${MAX_FILTER_PATTERN_LENGTH}: ${long}`,
    );
  }
  return parts;
}

/** Whether one metric filter takes it. */
export function fitsOnePattern(expression: FilterExpression): boolean {
  return (
    wildcardSelectors(expression) <= MAX_WILDCARD_SELECTORS &&
    patternText(expression).length <= MAX_FILTER_PATTERN_LENGTH
  );
}
