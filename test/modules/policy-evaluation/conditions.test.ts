import {
  evaluateDocument,
  UnsupportedPolicyError,
  type ContextValue,
} from "../../../modules/policy-evaluation";
import type { OneOrMore } from "../../../modules/policy";
import { conditioned, withContext } from "./fixtures";

const KEY = "test:key";
const ABSENT = undefined;

/** Operator, operands, the request's value, whether the condition holds. */
type Row = readonly [string, OneOrMore, ContextValue | undefined, boolean];

function holds(operator: string, operands: OneOrMore, value: ContextValue | undefined): boolean {
  const context = value === ABSENT ? {} : { [KEY]: value };
  const { effect } = evaluateDocument(conditioned({ [operator]: { [KEY]: operands } }), withContext(context));
  return effect === "Allow";
}

const trail = "arn:aws:cloudtrail:us-east-1:111111111111:trail/acme";

describe("each operator", () => {
  it.each<Row>([
    ["StringEquals", "a", "a", true],
    ["StringEquals", "a", "A", false],
    ["StringEquals", "a*", "ab", false],
    ["StringEquals", ["a", "b"], "b", true],
    ["StringNotEquals", "a", "a", false],
    ["StringNotEquals", "a", "b", true],
    ["StringNotEquals", ["a", "b"], "b", false],
    ["StringNotEquals", ["a", "b"], "c", true],
    ["StringEqualsIgnoreCase", "Ab", "aB", true],
    ["StringEqualsIgnoreCase", "Ab", "ac", false],
    ["StringNotEqualsIgnoreCase", "Ab", "aB", false],
    ["StringNotEqualsIgnoreCase", "Ab", "ac", true],
    ["StringLike", "a*c?", "abbcd", true],
    ["StringLike", "a*c?", "abbc", false],
    ["StringLike", "a", "A", false],
    ["StringLike", "*", "", true],
    ["StringLike", "a.c", "abc", false],
    ["StringLike", "*:b", "a:b", true],
    ["StringNotLike", "a*", "abc", false],
    ["StringNotLike", "a*", "bc", true],
    ["StringNotLike", ["a*", "b*"], "bc", false],
    ["NumericEquals", "10", "10.0", true],
    ["NumericEquals", "10", 11, false],
    ["NumericNotEquals", "10", 10, false],
    ["NumericNotEquals", "10", 11, true],
    ["NumericLessThan", "1.2", "1.1", true],
    ["NumericLessThan", "1.2", "1.2", false],
    ["NumericLessThan", "9", "10", false],
    ["NumericLessThanEquals", "10", "10", true],
    ["NumericLessThanEquals", "10", "11", false],
    ["NumericGreaterThan", "3600", 3601, true],
    ["NumericGreaterThan", "3600", 3600, false],
    ["NumericGreaterThan", "-1", 0, true],
    ["NumericGreaterThanEquals", "10", "10", true],
    ["NumericGreaterThanEquals", "10", "9", false],
    ["DateEquals", "2026-01-01T00:00:00Z", "2026-01-01T01:00:00+01:00", true],
    ["DateEquals", "2026-01-01T00:00:00Z", "2026-01-01T00:00:01Z", false],
    ["DateEquals", "2026-01-01T00:00:00Z", "2025-12-31T22:30:00-01:30", true],
    ["DateNotEquals", "2026-01-01T00:00:00Z", "2026-01-01", false],
    ["DateNotEquals", "2026-01-01T00:00:00Z", "2026-01-02", true],
    ["DateLessThan", "2026-01-01T00:00:00Z", "2025-12-31T23:59:59.5Z", true],
    ["DateLessThan", "2026-01-01T00:00:00Z", "2026-01-01T00:00Z", false],
    ["DateLessThanEquals", "2026-01-01T00:00:00Z", "1767225600", true],
    ["DateLessThanEquals", "2026-01-01T00:00:00Z", "1767225601", false],
    ["DateGreaterThan", "1767225600", "2026-01-01T00:00:01Z", true],
    ["DateGreaterThan", "1767225600", "2026-01-01T00:00:00Z", false],
    ["DateGreaterThanEquals", "1767225600", 1767225600, true],
    ["DateGreaterThanEquals", "1767225600", 1767225599, false],
    ["Bool", "true", true, true],
    ["Bool", "true", "false", false],
    ["Bool", "false", false, true],
    ["Bool", ["true", "false"], false, true],
    ["BinaryEquals", "QmluYXJ5", "QmluYXJ5", true],
    ["BinaryEquals", "QmluYXJ5", "QmluYXJ4", false],
    ["IpAddress", "203.0.113.0/24", "203.0.113.255", true],
    ["IpAddress", "203.0.113.0/24", "203.0.114.0", false],
    ["IpAddress", "203.0.113.7", "203.0.113.7", true],
    ["IpAddress", "203.0.113.7", "203.0.113.6", false],
    ["IpAddress", "0.0.0.0/0", "255.255.255.255", true],
    ["IpAddress", "0.0.0.0/0", "::1", false],
    ["IpAddress", ["203.0.113.0/24", "2001:DB8:1234:5678::/64"], "2001:db8:1234:5678:ffff::1", true],
    ["IpAddress", "2001:DB8:1234:5678::/64", "2001:db8:1234:5679::1", false],
    ["NotIpAddress", "10.0.0.0/8", "10.255.0.1", false],
    ["NotIpAddress", "10.0.0.0/8", "11.0.0.1", true],
    ["ArnEquals", trail, trail, true],
    ["ArnEquals", "arn:aws:cloudtrail:*:111111111111:trail/*", trail, true],
    ["ArnLike", "arn:aws:cloudtrail:*:111111111111:trail/*", trail, true],
    ["ArnLike", "arn:aws:cloudtrail:*:222222222222:trail/*", trail, false],
    ["ArnLike", "arn:aws:cloudtrail:*:trail/acme:*", trail, false],
    ["ArnLike", "arn:aws:cloudtrail:us-east-?:111111111111:trail/ac*", trail, true],
    ["ArnLike", "arn:aws:sns:*:*:*", "arn:aws:sns:us-east-1:111111111111:a:b:c", true],
    ["ArnLike", "arn:aws:sns:*:*:a:b*", "arn:aws:sns:us-east-1:111111111111:a:b:c", true],
    ["ArnLike", "arn:aws:sns:*:*:a:c*", "arn:aws:sns:us-east-1:111111111111:a:b:c", false],
    ["ArnNotEquals", trail, trail, false],
    ["ArnNotLike", "arn:aws:cloudtrail:*:222222222222:trail/*", trail, true],
    ["ArnNotLike", ["arn:aws:s3:::*", "arn:aws:cloudtrail:*:*:trail/*"], trail, false],
    ["Null", "true", ABSENT, true],
    ["Null", "true", "a", false],
    ["Null", "false", ABSENT, false],
    ["Null", "false", "a", true],
    ["Null", "false", ["a", "b"], true],
    ["Null", "true", [], true],
    ["Null", ["true", "false"], "a", true],
  ])("%s %j holds for %j: %s", (operator, operands, value, expected) => {
    expect(holds(operator, operands, value)).toBe(expected);
  });
});

/** One operand and a value that matches it, for each operator whose absent key is of interest. */
const OPERANDS: readonly (readonly [operator: string, operand: string, match: string, other: string])[] = [
  ["StringEquals", "a", "a", "b"],
  ["StringEqualsIgnoreCase", "a", "A", "b"],
  ["StringLike", "a*", "ab", "b"],
  ["NumericEquals", "1", "1", "2"],
  ["NumericLessThan", "2", "1", "2"],
  ["NumericLessThanEquals", "2", "2", "3"],
  ["NumericGreaterThan", "1", "2", "1"],
  ["NumericGreaterThanEquals", "1", "1", "0"],
  ["DateEquals", "2026-01-01", "2026-01-01", "2026-01-02"],
  ["DateLessThan", "2026-01-02", "2026-01-01", "2026-01-02"],
  ["DateLessThanEquals", "2026-01-02", "2026-01-02", "2026-01-03"],
  ["DateGreaterThan", "2026-01-01", "2026-01-02", "2026-01-01"],
  ["DateGreaterThanEquals", "2026-01-01", "2026-01-01", "2025-01-01"],
  ["Bool", "true", "true", "false"],
  ["BinaryEquals", "QQ==", "QQ==", "Qg=="],
  ["IpAddress", "10.0.0.0/8", "10.1.1.1", "11.1.1.1"],
  ["ArnEquals", "arn:aws:s3:::a", "arn:aws:s3:::a", "arn:aws:s3:::b"],
  ["ArnLike", "arn:aws:s3:::a*", "arn:aws:s3:::ab", "arn:aws:s3:::b"],
];
const NEGATED: readonly (readonly [operator: string, operand: string, match: string, other: string])[] = [
  ["StringNotEquals", "a", "a", "b"],
  ["StringNotEqualsIgnoreCase", "a", "A", "b"],
  ["StringNotLike", "a*", "ab", "b"],
  ["NumericNotEquals", "1", "1", "2"],
  ["DateNotEquals", "2026-01-01", "2026-01-01", "2026-01-02"],
  ["NotIpAddress", "10.0.0.0/8", "10.1.1.1", "11.1.1.1"],
  ["ArnNotEquals", "arn:aws:s3:::a", "arn:aws:s3:::a", "arn:aws:s3:::b"],
  ["ArnNotLike", "arn:aws:s3:::a*", "arn:aws:s3:::ab", "arn:aws:s3:::b"],
];

describe.each(OPERANDS)("%s", (operator, operand, match, other) => {
  it.each<readonly [string, ContextValue | undefined, boolean]>([
    [operator, match, true],
    [operator, other, false],
    [operator, ABSENT, false],
    [`${operator}IfExists`, match, true],
    [`${operator}IfExists`, other, false],
    [`${operator}IfExists`, ABSENT, true],
    [`ForAnyValue:${operator}`, [match, other], true],
    [`ForAnyValue:${operator}`, [other], false],
    [`ForAnyValue:${operator}`, [], false],
    [`ForAnyValue:${operator}`, match, true],
    [`ForAnyValue:${operator}`, ABSENT, false],
    [`ForAnyValue:${operator}IfExists`, ABSENT, true],
    [`ForAllValues:${operator}`, [match, match], true],
    [`ForAllValues:${operator}`, [match, other], false],
    [`ForAllValues:${operator}`, [], true],
    [`ForAllValues:${operator}`, ABSENT, true],
    [`ForAllValues:${operator}IfExists`, ABSENT, true],
  ])("as %s on %j: %s", (name, value, expected) => {
    expect(holds(name, operand, value)).toBe(expected);
  });
});

describe.each(NEGATED)("%s", (operator, operand, match, other) => {
  it.each<readonly [string, ContextValue | undefined, boolean]>([
    [operator, match, false],
    [operator, other, true],
    [operator, ABSENT, true],
    [`${operator}IfExists`, match, false],
    [`${operator}IfExists`, ABSENT, true],
    [`ForAnyValue:${operator}`, [match, other], true],
    [`ForAnyValue:${operator}`, [match], false],
    [`ForAnyValue:${operator}`, ABSENT, false],
    [`ForAllValues:${operator}`, [other, other], true],
    [`ForAllValues:${operator}`, [match, other], false],
    [`ForAllValues:${operator}`, ABSENT, true],
  ])("as %s on %j: %s", (name, value, expected) => {
    expect(holds(name, operand, value)).toBe(expected);
  });
});

describe("several conditions", () => {
  const document = conditioned({
    StringEquals: { "test:a": "1", "test:b": "2" },
    Bool: { "test:c": "true" },
  });

  it.each([
    [{ "test:a": "1", "test:b": "2", "test:c": "true" }, "Allow"],
    [{ "test:a": "1", "test:b": "3", "test:c": "true" }, "None"],
    [{ "test:a": "1", "test:b": "2", "test:c": "false" }, "None"],
    [{ "test:a": "1", "test:b": "2" }, "None"],
  ])("must all hold: %j gives %s", (context, effect) => {
    expect(evaluateDocument(document, withContext(context)).effect).toBe(effect);
  });

  it("read keys without regard to case", () => {
    const context = { "TEST:A": "1", "Test:B": "2", "test:C": true };
    expect(evaluateDocument(document, withContext(context)).effect).toBe("Allow");
  });
});

describe("empty texts", () => {
  const OPEN = "open";
  const outcome = (operator: string, operand: string, value: ContextValue): boolean | string => {
    try {
      return holds(operator, operand, value);
    } catch (error) {
      if (!(error instanceof UnsupportedPolicyError)) throw error;
      return OPEN;
    }
  };

  it.each<readonly [string, string, ContextValue, boolean | string]>([
    // Nothing but empty texts is no value at all, of whatever type.
    ["ForAllValues:StringEquals", "a", [""], true],
    ["ForAllValues:StringEquals", "a", ["", ""], true],
    ["ForAllValues:StringEquals", "a", "", true],
    ["ForAllValues:NumericEquals", "1", [""], true],
    ["ForAllValues:StringNotEquals", "", [""], true],
    ["Null", "true", [""], true],
    ["Null", "false", [""], false],
    // A single value is one, also an empty text: a listing of a bucket without a prefix carries such.
    ["Null", "true", "", false],
    ["StringEquals", "", "", true],
    ["ForAnyValue:StringNotEquals", "a", [""], false],
    ["ForAnyValue:StringEquals", "", [""], false],
    // Beside others nobody says what it is; where that is of no matter, the others decide.
    ["Null", "true", ["", "a"], false],
    ["ForAllValues:StringEquals", "a", ["", "b"], false],
    ["ForAllValues:StringEquals", "a", ["", "a"], OPEN],
    ["ForAllValues:StringLike", "*", ["", "a"], true],
    ["ForAnyValue:StringEquals", "a", ["", "a"], true],
    ["ForAnyValue:StringEquals", "a", [""], false],
    ["ForAnyValue:StringNotEquals", "a", ["", "a"], OPEN],
    ["ForAnyValue:StringLike", "*", ["", "a"], true],
  ])("%s %j on %j: %s", (operator, operand, value, expected) => {
    expect(outcome(operator, operand, value)).toBe(expected);
  });
});

it("follows AWS's own table for ForAllValues beside Null", () => {
  const document = conditioned({
    "ForAllValues:StringEquals": { "aws:TagKeys": ["environment", "cost-center"] },
    Null: { "aws:TagKeys": "false" },
  });
  const effectOf = (tags?: readonly string[]): string =>
    evaluateDocument(document, withContext(tags === undefined ? {} : { "aws:TagKeys": tags })).effect;
  expect(effectOf(["environment"])).toBe("Allow");
  expect(effectOf(["environment", "cost-center"])).toBe("Allow");
  expect(effectOf(["environment", "dept"])).toBe("None");
  expect(effectOf()).toBe("None");
});
