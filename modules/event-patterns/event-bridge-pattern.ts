/**
 * An EventBridge event pattern, as far as it is known here: fields of the event, each with the values of which one must
 * hold, or with a pattern for what is below it. All fields must hold.
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
 */
export interface EventBridgePattern {
  readonly [field: string]: readonly PatternValue[] | EventBridgePattern | readonly EventBridgePattern[];
}

/** A value to be equal to, or a comparison. */
export type PatternValue = Literal | PatternComparison;

export type Literal = string | number | boolean | null;

export type PatternComparison =
  | { readonly prefix: string }
  | { readonly suffix: string }
  | { readonly wildcard: string }
  | { readonly "equals-ignore-case": string }
  | { readonly exists: boolean }
  | { readonly "anything-but": Literal | readonly Literal[] | { readonly prefix: string } };

/** The longest pattern that EventBridge takes without a raised quota, in characters. @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html */
export const MAX_EVENT_PATTERN_LENGTH = 2048;

/** The pattern as EventBridge takes it. */
export function renderEventPattern(pattern: EventBridgePattern): string {
  return JSON.stringify(pattern);
}
