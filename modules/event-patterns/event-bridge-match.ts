import { matchesPattern, type Piece } from "../kernel";
import type { EventTest } from "./filter-match";
import { UnsupportedPatternError } from "./unsupported-pattern-error";

type Fields = Readonly<Record<string, unknown>>;

/**
 * Prepares an EventBridge pattern for many events: literals, `prefix`, `suffix`, `wildcard`, `equals-ignore-case`,
 * `exists`, `anything-but` and `$or`.
 * @throws UnsupportedPatternError for comparisons that are not known here, `numeric` and `cidr` among them, and for
 * patterns that EventBridge refuses
 */
export function compileEventPattern(pattern: object): EventTest {
  return compiledFields(pattern, { whole: JSON.stringify(pattern), isAsked: () => true }, "");
}

/**
 * Prepares what the pattern says of CloudTrail's record alone, which is the event's detail, all else being open.
 * @param isAsked which fields of the record are compared; the others may have any value @default - all
 * @returns a test of records, which holds wherever the pattern matches an event with this record
 * @throws UnsupportedPatternError as `compileEventPattern` does
 */
export function compileEventDetail(
  pattern: object,
  isAsked: (field: string) => boolean = () => true,
): EventTest {
  const whole = JSON.stringify(pattern);
  const asked = (path: string): boolean => path.startsWith(DETAIL) && isAsked(path.slice(DETAIL.length));
  const test = compiledFields(pattern, { whole, isAsked: asked }, "");
  return (record) => test({ detail: record });
}

const DETAIL = ".detail.";

interface Compilation {
  /** The pattern as text, for errors. */
  readonly whole: string;
  /** Which fields are compared; of the others every comparison holds. @param path from the root, each step behind a dot */
  readonly isAsked: (path: string) => boolean;
}

function compiledFields(fields: object, compilation: Compilation, path: string): EventTest {
  const { whole } = compilation;
  const entries = Object.entries(fields) as readonly (readonly [string, unknown])[];
  if (entries.length === 0) throw new UnsupportedPatternError(whole, "a part of it names no field");
  const parts = entries.map(([field, below]): EventTest => {
    if (field === "$or") return alternatives(below, compilation, path);
    const holds = compiledField(field, below, compilation, path);
    return (event) => holds(event === undefined ? undefined : (event as Fields)[field]);
  });
  const every: EventTest = (event) => parts.every((part) => part(event));
  // Of a list of objects, one must hold for all fields together.
  return (event) =>
    Array.isArray(event) ? event.some((each) => isFields(each) && every(each)) : every(event);
}

function alternatives(below: unknown, compilation: Compilation, path: string): EventTest {
  const { whole } = compilation;
  if (!Array.isArray(below) || below.length < 2 || !below.every(isFields)) {
    throw new UnsupportedPatternError(whole, "$or takes a list of two or more patterns");
  }
  const parts = below.map((each) => compiledFields(each, compilation, path));
  return (event) => parts.some((part) => part(event));
}

function compiledField(field: string, below: unknown, compilation: Compilation, above: string): EventTest {
  const { whole, isAsked } = compilation;
  const path = `${above}.${field}`;
  if (Array.isArray(below)) {
    if (below.length === 0) throw new UnsupportedPatternError(whole, `${field} has no values`);
    const tests = below.map((value: unknown) => compiledValue(field, value, whole));
    return isAsked(path) ? (value) => tests.some((test) => test(value)) : () => true;
  }
  if (!isFields(below)) throw new UnsupportedPatternError(whole, `${field} is neither a list nor a pattern`);
  const inner = compiledFields(below, compilation, path);
  // Below a field that is not there nothing is, which `exists: false` asks for.
  return (value) => inner(isFields(value) || Array.isArray(value) ? value : undefined);
}

function compiledValue(field: string, expected: unknown, whole: string): EventTest {
  if (!isFields(expected)) {
    if (Array.isArray(expected)) throw new UnsupportedPatternError(whole, `${field} has a list in its list`);
    return someValue((value) => value === expected);
  }
  const [[operator, operand] = ["", undefined], ...others] = Object.entries(expected);
  if (others.length > 0) throw new UnsupportedPatternError(whole, `${field} has several comparisons in one`);
  if (operator === "exists" && typeof operand === "boolean") {
    return (value) => isLeaf(value) === operand;
  }
  if (operator === "anything-but") return someValue(anythingBut(field, operand, whole));
  return someValue(textTest(field, operator, operand, whole));
}

function textTest(field: string, operator: string, operand: unknown, whole: string): EventTest {
  if (typeof operand !== "string") throw unknownComparison(field, operator, whole);
  switch (operator) {
    case "prefix":
      return (value) => typeof value === "string" && value.startsWith(operand);
    case "suffix":
      return (value) => typeof value === "string" && value.endsWith(operand);
    case "equals-ignore-case":
      return (value) => typeof value === "string" && value.toLowerCase() === operand.toLowerCase();
    case "wildcard": {
      const pieces = wildcardPieces(operand);
      if (pieces === undefined) {
        throw new UnsupportedPatternError(
          whole,
          `the wildcard ${operand} of ${field} is refused: ** and backslashes before other than * and \\ are none`,
        );
      }
      return (value) => typeof value === "string" && matchesPattern(pieces, value);
    }
    default:
      throw unknownComparison(field, operator, whole);
  }
}

/**
 * The pieces of an EventBridge wildcard: in it `\*` is an asterisk, and `\\` a backslash.
 * @returns undefined for one that EventBridge refuses: with `**` in it, or a backslash before anything else
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
 */
function wildcardPieces(pattern: string): readonly Piece[] | undefined {
  const tokens = pattern.match(/\\[*\\]|[^\\]/gsu) ?? [];
  if (tokens.join("") !== pattern) return undefined;
  const pieces: Piece[] = [];
  for (const [index, token] of tokens.entries()) {
    if (token === "*" && tokens[index - 1] === "*") return undefined;
    const last = pieces.at(-1);
    if (token === "*") pieces.push({ wildcard: token });
    else {
      const before = last !== undefined && "literal" in last ? (pieces.pop(), last.literal) : "";
      pieces.push({ literal: before + token.replace(/^\\(?=.)/s, "") });
    }
  }
  return pieces;
}

function anythingBut(field: string, operand: unknown, whole: string): EventTest {
  if (isFields(operand)) {
    const prefix = operand["prefix"];
    if (typeof prefix !== "string" || Object.keys(operand).length !== 1) {
      throw unknownComparison(field, "anything-but", whole);
    }
    return (value) => !(typeof value === "string" && value.startsWith(prefix));
  }
  const refused: readonly unknown[] = Array.isArray(operand) ? operand : [operand];
  if (refused.length === 0 || refused.some((value) => typeof value === "object" && value !== null)) {
    throw unknownComparison(field, "anything-but", whole);
  }
  return (value) => !refused.includes(value);
}

function unknownComparison(field: string, operator: string, whole: string): UnsupportedPatternError {
  return new UnsupportedPatternError(whole, `the comparison ${operator} of ${field} is not known here`);
}

/** Of a list, one value must hold. No comparison but `exists` holds for a field that is not there. */
function someValue(test: EventTest): EventTest {
  return (value) => {
    if (Array.isArray(value)) return value.some((each) => !isFields(each) && test(each));
    return value !== undefined && !isFields(value) && test(value);
  };
}

/** EventBridge sees leaves alone: an object is none, and a list is one where it has a value in it. */
function isLeaf(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(isLeaf);
  return value !== undefined && !isFields(value);
}

function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
