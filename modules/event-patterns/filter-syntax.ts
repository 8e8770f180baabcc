/**
 * What a metric filter's JSON pattern says, as a tree. The text of a pattern is read by `parseFilterPattern` and
 * written by `renderFilterPattern`.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html
 */
export type FilterExpression =
  | { readonly kind: "and"; readonly parts: readonly FilterExpression[] }
  | { readonly kind: "or"; readonly parts: readonly FilterExpression[] }
  | FilterTerm;

/** What one field of an event must be. */
export type FilterTerm =
  | {
      readonly kind: "text";
      readonly selector: FieldSelector;
      readonly operator: "=" | "!=";
      /** Compared as text, upper and lower case apart. `*` stands for any characters, none among them. */
      readonly value: string;
    }
  | {
      readonly kind: "number";
      readonly selector: FieldSelector;
      readonly operator: NumericOperator;
      readonly value: number;
    }
  | { readonly kind: "absent"; readonly selector: FieldSelector }
  | { readonly kind: "is"; readonly selector: FieldSelector; readonly value: null | true | false };

export type NumericOperator = "=" | "!=" | "<" | "<=" | ">" | ">=";

/**
 * The way from the root of an event to one field: `$.resources[0].ARN` is `["resources", 0, "ARN"]`, and `$.names[*]`, any
 * element of a list, is `["names", "*"]`.
 */
export type FieldSelector = readonly (string | number)[];

/** The step of a selector that stands for any element of a list. No field has this name in a pattern. */
export const ANY_ELEMENT = "*";

/** Steps to any element in one pattern, of which one selector has at most one. @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html */
export const MAX_WILDCARD_SELECTORS = 3;

/** The selector as a pattern has it. */
export function selectorText(selector: FieldSelector): string {
  return selector.reduce<string>(
    (text, step) => text + (typeof step === "number" || step === ANY_ELEMENT ? `[${step}]` : `.${step}`),
    "$",
  );
}

/** What was counted: whoever fits parts into a pattern counts the same parts again and again. */
const COUNTED = new WeakMap<FilterExpression, number>();

/** How often the expression goes to any element of a list. */
export function wildcardSelectors(expression: FilterExpression): number {
  const known = COUNTED.get(expression) ?? countedAnew(expression);
  COUNTED.set(expression, known);
  return known;
}

function countedAnew(expression: FilterExpression): number {
  return expression.kind === "and" || expression.kind === "or"
    ? expression.parts.reduce((sum, part) => sum + wildcardSelectors(part), 0)
    : expression.selector.filter((step) => step === ANY_ELEMENT).length;
}
