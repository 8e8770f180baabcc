import { isDay, matchesPattern, type Pattern } from "../kernel";
import { componentsOf, parseArn } from "./arn";
import type { RequestContext } from "./context";
import { bindPattern, bindText, parseTemplate } from "./policy-variables";
import { type PolicyPlace, UnsupportedPolicyError } from "./unsupported-policy-error";

const ISO_8601 = /^(\d{4}-\d{2}-\d{2})(?:T(\d{2}):(\d{2})(?::(\d{2})(\.\d+)?)?(?:Z|([+-])(\d{2}):(\d{2})))?$/;

/** Epoch time; shorter numbers could as well be years. */
const EPOCH_SECONDS = /^\d{5,12}$/;

/**
 * The seconds since 1970 of a date in ISO 8601, to the day or finer, or in epoch seconds; nothing where the
 * text is neither.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_Date
 */
export function parseDate(text: string): number | undefined {
  if (EPOCH_SECONDS.test(text)) return Number(text);
  const match = ISO_8601.exec(text);
  if (match === null) return undefined;
  const number = (group: number): number => Number(match[group] ?? 0);
  const [, day = ""] = match;
  const [hour, minute, second] = [number(2), number(3), number(4) + number(5)];
  const [offsetHour, offsetMinute] = [number(7), number(8)];
  if (!isDay(day)) return undefined;
  if (hour > 23 || minute > 59 || second >= 60 || offsetHour > 23 || offsetMinute > 59) return undefined;
  const offset = (match[6] === "-" ? -1 : 1) * (offsetHour * 3600 + offsetMinute * 60);
  return Date.parse(day) / 1000 + hour * 3600 + minute * 60 + second - offset;
}

/** An IP address: its number, and how many bits it has (32 for IPv4, 128 for IPv6). */
export interface IpAddress {
  readonly bits: 32 | 128;
  readonly value: bigint;
}

/** The addresses that share their first bits with a given one. */
export interface IpRange {
  readonly address: IpAddress;
  readonly prefixLength: number;
}

const OCTET = /^(0|[1-9]\d{0,2})$/;
const GROUP = /^[0-9a-f]{1,4}$/i;
const PREFIX_LENGTH = /^(0|[1-9]\d{0,2})$/;

/** The address, or nothing where the text is none. */
export function parseIpAddress(text: string): IpAddress | undefined {
  return text.includes(":") ? parseIpv6(text) : parseIpv4(text);
}

/** The range in CIDR notation, or nothing where the text is none. An address alone is a range of one. */
export function parseIpRange(text: string): IpRange | undefined {
  const [start = "", length, ...rest] = text.split("/");
  const address = parseIpAddress(start);
  if (address === undefined || rest.length > 0) return undefined;
  if (length === undefined) return { address, prefixLength: address.bits };
  if (!PREFIX_LENGTH.test(length) || Number(length) > address.bits) return undefined;
  return { address, prefixLength: Number(length) };
}

/** Whether the range has the address in it. An address of the other IP version never is. */
export function inRange(address: IpAddress, { address: start, prefixLength }: IpRange): boolean {
  if (address.bits !== start.bits) return false;
  const hostBits = BigInt(start.bits - prefixLength);
  return address.value >> hostBits === start.value >> hostBits;
}

function parseIpv4(text: string): IpAddress | undefined {
  const octets = text.split(".");
  if (octets.length !== 4) return undefined;
  if (!octets.every((octet) => OCTET.test(octet) && Number(octet) <= 255)) return undefined;
  return { bits: 32, value: joined(octets.map(BigInt), 8n) };
}

function parseIpv6(text: string): IpAddress | undefined {
  const [head = "", tail, ...rest] = text.split("::");
  if (rest.length > 0) return undefined;
  const before = groupsOf(head, tail === undefined);
  const after = tail === undefined ? [] : groupsOf(tail, true);
  if (before === undefined || after === undefined) return undefined;
  const missing = 8 - before.length - after.length;
  // "::" stands for at least one group of zeros.
  if (tail === undefined ? missing !== 0 : missing < 1) return undefined;
  return { bits: 128, value: joined([...before, ...Array<bigint>(missing).fill(0n), ...after], 16n) };
}

/** The 16-bit groups, of which the address's last two may be written as an IPv4 address. */
function groupsOf(text: string, atEnd: boolean): readonly bigint[] | undefined {
  if (text === "") return [];
  const groups = text.split(":");
  const last = groups.at(-1) ?? "";
  const embedded = atEnd && last.includes(".") ? parseIpv4(last) : undefined;
  const plain = embedded === undefined ? groups : groups.slice(0, -1);
  if (!plain.every((group) => GROUP.test(group))) return undefined;
  const values = plain.map((group) => BigInt(`0x${group}`));
  return embedded === undefined ? values : [...values, embedded.value >> 16n, embedded.value & 0xffffn];
}

function joined(parts: readonly bigint[], width: bigint): bigint {
  return parts.reduce((value, part) => (value << width) | part, 0n);
}

/** Compares a value of the request with an operand of the policy. */
type OperandTest = (value: string, context: RequestContext) => boolean;

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
  const fixed = template.fixed && arnComponents(template.fixed);
  return (value, context) => {
    const pattern = fixed === undefined ? bindPattern(template, context) : [];
    if (pattern === undefined) return false;
    const actual = parseArn(value);
    if (actual === undefined) throw unreadable("an ARN", value, place);
    const { partition, service, region, account, resource } = actual;
    const texts = ["arn", partition, service, region, account, resource];
    return (fixed ?? arnComponents(pattern)).every((component, index) =>
      matchesPattern(component, texts[index] ?? ""),
    );
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
