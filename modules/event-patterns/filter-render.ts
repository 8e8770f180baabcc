import { selectorText, type FieldSelector, type FilterExpression, type FilterTerm } from "./filter-syntax";
import { parseFilterPattern } from "./filter-parser";
import { UnsupportedPatternError } from "./unsupported-pattern-error";

/** The longest pattern that CloudWatch Logs takes. @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutMetricFilter.html */
export const MAX_FILTER_PATTERN_LENGTH = 1024;

/** The field is this text; `*` stands for any characters. @param field `requestParameters.bucketName` */
export function fieldIs(field: string, value: string): FilterExpression {
  return { kind: "text", selector: selectorOf(field), operator: "=", value };
}

/** The field is one of the texts. */
export function fieldIsOneOf(field: string, values: readonly string[]): FilterExpression {
  return anyOf(...values.map((value) => fieldIs(field, value)));
}

/** The event does not have the field. */
export function fieldIsAbsent(field: string): FilterExpression {
  return { kind: "absent", selector: selectorOf(field) };
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
  return field.split(".").map((step) => (/^\d+$/.test(step) ? Number(step) : step));
}

/**
 * The pattern as CloudWatch Logs takes it. Of one expression, always the same text.
 * @throws UnsupportedPatternError when a field or a value would make another pattern
 */
export function renderFilterPattern(expression: FilterExpression): string {
  const text = `{ ${rendered(expression)} }`;
  // A field with a space or the like would make another pattern.
  parseFilterPattern(text);
  return text;
}

function rendered(expression: FilterExpression): string {
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
      // A quote would end the value, and what follows it would be read as pattern.
      if (/["\\]/.test(term.value)) {
        throw new UnsupportedPatternError(term.value, "a value has a quote or a backslash in it");
      }
      return `${field} ${term.operator} "${term.value}"`;
  }
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
  const render = (some: readonly FilterExpression[]): string =>
    renderFilterPattern(allOf(...conditions, anyOf(...some)));
  const patterns: string[] = [];
  let some: FilterExpression[] = [];
  for (const alternative of alternatives) {
    if (some.length > 0 && render([...some, alternative]).length > MAX_FILTER_PATTERN_LENGTH) {
      patterns.push(render(some));
      some = [];
    }
    some.push(alternative);
  }
  if (some.length > 0) patterns.push(render(some));
  const long = patterns.find((pattern) => pattern.length > MAX_FILTER_PATTERN_LENGTH);
  if (long !== undefined) {
    throw new RangeError(
      `orgtrail: a metric filter's pattern has ${long.length} characters, over ${MAX_FILTER_PATTERN_LENGTH}: ${long}`,
    );
  }
  return patterns;
}
