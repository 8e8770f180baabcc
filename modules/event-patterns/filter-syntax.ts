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

/** The way from the root of an event to one field: `$.resources[0].ARN` is `["resources", 0, "ARN"]`. */
export type FieldSelector = readonly (string | number)[];

/** The selector as a pattern has it. */
export function selectorText(selector: FieldSelector): string {
  return selector.reduce<string>(
    (text, step) => text + (typeof step === "number" ? `[${step}]` : `.${step}`),
    "$",
  );
}
