import { matchesPattern, type Pattern } from "../kernel";
import { parseArn } from "./arn";
import type { RequestContext } from "./context";
import { parseDate } from "./dates";
import { inRange, parseIpAddress, parseIpRange } from "./ip-ranges";
import { bindPattern, bindText, parseTemplate, readsContext } from "./policy-variables";
import { UnsupportedPolicyError, type PolicyPlace } from "./unsupported-policy-error";
import { componentsOf } from "./arn-patterns";

/** Compares a value of the request with an operand of the policy. */
export type OperandTest = (value: string, context: RequestContext) => boolean;

/** Reads an operand of the policy. @throws UnsupportedPolicyError when the operator takes no such operand */
type OperandReader = (operand: string, place: PolicyPlace) => OperandTest;

/** A condition operator, without prefix and suffix. */
export interface ConditionOperator {
  /** Whether it holds when no operand matches, as StringNotEquals does. */
  readonly negated: boolean;
  readonly comparison: OperandReader;
}

const stringEquals: OperandReader = (operand, place) => {
  const template = parseTemplate(operand, place);
  return (value, context) => value === bindText(template, context);
};

const stringEqualsIgnoreCase: OperandReader = (operand, place) => {
  const template = parseTemplate(operand, place);
  return (value, context) => value.toLowerCase() === bindText(template, context)?.toLowerCase();
};

const stringLike: OperandReader = (operand, place) => {
  const template = parseTemplate(operand, place);
  return (value, context) => {
    const pattern = bindPattern(template, context);
    return pattern !== undefined && matchesPattern(pattern, value);
  };
};

/** ArnEquals too: AWS documents that it behaves as ArnLike does. */
const arnLike: OperandReader = (operand, place) => {
  const template = parseTemplate(operand, place);
  const arnComponents = (pattern: Pattern): readonly Pattern[] => {
    const components = componentsOf(pattern, 6);
    const [scheme = []] = components;
    if (components.length === 6 && matchesPattern(scheme, "arn")) return components;
    throw new UnsupportedPolicyError(place, {
      what: "is no ARN",
      received: operand,
      allowed: "arn: and five more components, each of which may have wildcards",
      remedy: "write the whole ARN, or compare with StringLike",
    });
  };
  if (!readsContext(template)) arnComponents(bindPattern(template, { lookup: () => undefined }) ?? []);
  return (value, context) => {
    const pattern = bindPattern(template, context);
    if (pattern === undefined) return false;
    const actual = parseArn(value);
    if (actual === undefined) throw unreadable("an ARN", value, place);
    const { partition, service, region, account, resource } = actual;
    const texts = ["arn", partition, service, region, account, resource];
    return arnComponents(pattern).every((component, index) => matchesPattern(component, texts[index] ?? ""));
  };
};

/** An operator over values of another type: both sides are read, then compared. */
function typed<Operand, Value>(
  title: string,
  readOperand: (text: string) => Operand | undefined,
  readValue: (text: string) => Value | undefined,
  compare: (value: Value, operand: Operand) => boolean,
): OperandReader {
  return (text, place) => {
    const operand = readOperand(text);
    if (operand === undefined) {
      throw new UnsupportedPolicyError(place, {
        what: `is not ${title}`,
        received: text,
        remedy: "correct the value, without policy variables or wildcards, or the operator",
      });
    }
    return (raw) => {
      const value = readValue(raw);
      if (value === undefined) throw unreadable(title, raw, place);
      return compare(value, operand);
    };
  };
}

/** AWS documents no outcome for a value of another type than the operator's. */
function unreadable(title: string, value: string, place: PolicyPlace): UnsupportedPolicyError {
  return new UnsupportedPolicyError(place, {
    what: `is compared with a value of the request that is not ${title}`,
    received: value,
    remedy: "correct the value in the request, or the operator",
  });
}

type NumberTest = (value: number, operand: number) => boolean;

/** The number, or nothing where the text is none. */
export function parseNumber(text: string): number | undefined {
  return /^[+-]?\d+(\.\d+)?$/.test(text) ? Number(text) : undefined;
}

const numeric = (test: NumberTest): OperandReader => typed("a number", parseNumber, parseNumber, test);
const date = (test: NumberTest): OperandReader => typed("a date", parseDate, parseDate, test);

const equals: NumberTest = (value, operand) => value === operand;
const lessThan: NumberTest = (value, operand) => value < operand;
const lessThanEquals: NumberTest = (value, operand) => value <= operand;
const greaterThan: NumberTest = (value, operand) => value > operand;
const greaterThanEquals: NumberTest = (value, operand) => value >= operand;

/** `true` or `false`, or nothing where the text is neither. */
export function parseBoolean(text: string): boolean | undefined {
  return text === "true" ? true : text === "false" ? false : undefined;
}

const bool = typed("true or false", parseBoolean, parseBoolean, (value, operand) => value === operand);

const parseBase64 = (text: string): string | undefined =>
  text.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(text) ? text : undefined;
const binaryEquals = typed("base64", parseBase64, parseBase64, (value, operand) => value === operand);

const ipAddress = typed("an IP address or a range in CIDR notation", parseIpRange, parseIpAddress, inRange);

const positive = (comparison: OperandReader): ConditionOperator => ({ negated: false, comparison });
const negated = (comparison: OperandReader): ConditionOperator => ({ negated: true, comparison });

/**
 * The condition operators by name, except Null, which compares no value.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
export const CONDITION_OPERATORS: ReadonlyMap<string, ConditionOperator> = new Map([
  ["StringEquals", positive(stringEquals)],
  ["StringNotEquals", negated(stringEquals)],
  ["StringEqualsIgnoreCase", positive(stringEqualsIgnoreCase)],
  ["StringNotEqualsIgnoreCase", negated(stringEqualsIgnoreCase)],
  ["StringLike", positive(stringLike)],
  ["StringNotLike", negated(stringLike)],
  ["NumericEquals", positive(numeric(equals))],
  ["NumericNotEquals", negated(numeric(equals))],
  ["NumericLessThan", positive(numeric(lessThan))],
  ["NumericLessThanEquals", positive(numeric(lessThanEquals))],
  ["NumericGreaterThan", positive(numeric(greaterThan))],
  ["NumericGreaterThanEquals", positive(numeric(greaterThanEquals))],
  ["DateEquals", positive(date(equals))],
  ["DateNotEquals", negated(date(equals))],
  ["DateLessThan", positive(date(lessThan))],
  ["DateLessThanEquals", positive(date(lessThanEquals))],
  ["DateGreaterThan", positive(date(greaterThan))],
  ["DateGreaterThanEquals", positive(date(greaterThanEquals))],
  ["Bool", positive(bool)],
  ["BinaryEquals", positive(binaryEquals)],
  ["IpAddress", positive(ipAddress)],
  ["NotIpAddress", negated(ipAddress)],
  ["ArnEquals", positive(arnLike)],
  ["ArnLike", positive(arnLike)],
  ["ArnNotEquals", negated(arnLike)],
  ["ArnNotLike", negated(arnLike)],
]);
