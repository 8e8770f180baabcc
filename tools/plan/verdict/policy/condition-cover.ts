import { coversPattern } from "../../../../modules/kernel";
import type { ConditionEntry } from "./element-texts";

/** An operator of a condition, in its parts: `ForAnyValue:StringNotLikeIfExists`. */
export interface OperatorParts {
  readonly set: string;
  readonly base: string;
  readonly ifExists: boolean;
}

/** The operator in its parts. */
export function operatorParts(operator: string): OperatorParts {
  const [, set = "", base = "", suffix] = /^(For(?:Any|All)Values:)?(.*?)(IfExists)?$/.exec(operator) ?? [];
  return { set, base, ifExists: suffix !== undefined };
}

/** Whether the operator holds when no value matches. */
export function isNegated(base: string): boolean {
  return base.includes("Not");
}

/** Whether the condition holds of every request for which the others do. Where that is hard to tell, it does not. */
export function isCoveredCondition(condition: ConditionEntry, others: readonly ConditionEntry[]): boolean {
  return others.some((other) => follows(condition, other));
}

/** Whether the condition follows from the other, which is about the same key with the same operator. */
function follows(condition: ConditionEntry, other: ConditionEntry): boolean {
  if (condition.key.toLowerCase() !== other.key.toLowerCase()) return false;
  const [one, two] = [operatorParts(condition.operator), operatorParts(other.operator)];
  const isSameOperator = one.set === two.set && one.base === two.base;
  // With IfExists it holds more often.
  if (!isSameOperator || (two.ifExists && !one.ifExists)) return false;
  const comparison = comparisonOf(one.base);
  const [wide, narrow] = isNegated(one.base)
    ? [other.values, condition.values]
    : [condition.values, other.values];
  return narrow.length > 0 && narrow.every((value) => wide.some((each) => comparison(each, value)));
}

/** Whether an operand takes in all that the other does. */
function comparisonOf(base: string): (operand: string, other: string) => boolean {
  const number = (text: string): number => (text.trim() === "" ? NaN : Number(text));
  switch (base) {
    case "StringLike":
    case "StringNotLike":
      return (operand, other) => operand === other || coversText(operand, other);
    case "ArnLike":
    case "ArnNotLike":
    case "ArnEquals":
    case "ArnNotEquals":
      return (operand, other) => operand === other || coversArn(operand, other);
    case "NumericLessThan":
    case "NumericLessThanEquals":
      return (operand, other) => number(operand) >= number(other);
    case "NumericGreaterThan":
    case "NumericGreaterThanEquals":
      return (operand, other) => number(operand) <= number(other);
    default:
      return (operand, other) => operand === other;
  }
}

/** A policy variable stands for what nobody knows here. */
function coversText(pattern: string, other: string): boolean {
  return !`${pattern}${other}`.includes("${") && coversPattern(pattern, other);
}

/** ARNs are compared part by part. */
function coversArn(pattern: string, other: string): boolean {
  const [parts, otherParts] = [arnParts(pattern), arnParts(other)];
  return (
    parts !== undefined &&
    otherParts !== undefined &&
    parts.every((part, index) => coversText(part, otherParts[index] ?? ""))
  );
}

/** The partition, the service, the Region, the account and the resource of what is written as an ARN. */
function arnParts(text: string): readonly string[] | undefined {
  const [arn, ...parts] = text.split(":");
  if (arn !== "arn" || parts.length < 5) return undefined;
  return [...parts.slice(0, 4), parts.slice(4).join(":")];
}
