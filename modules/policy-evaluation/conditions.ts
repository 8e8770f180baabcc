import type { PolicyConditions } from "../policy";
import { CONDITION_OPERATORS, type ConditionOperator, parseBoolean } from "./condition-operators";
import type { ContextEntry, RequestContext } from "./context";
import { below, elementValues, type PolicyPlace, UnsupportedPolicyError } from "./unsupported-policy-error";
import { allHold, outcomeOf } from "./outcome";

/** Whether the context meets a condition. */
type ConditionTest = (context: RequestContext) => boolean;

/** What a condition asks of one key. */
export interface KeyCondition {
  /** The operator as the policy writes it: `ForAnyValue:StringLikeIfExists`. */
  readonly operator: string;
  readonly key: string;
  readonly operands: readonly string[];
  /** @throws UnsupportedPolicyError when AWS documents no outcome */
  readonly holds: ConditionTest;
}

/** An operator as a policy writes it: `ForAnyValue:StringLikeIfExists`. */
interface OperatorUse {
  readonly operator: ConditionOperator;
  readonly set: "ForAnyValue" | "ForAllValues" | undefined;
  readonly ifExists: boolean;
}

/**
 * Reads a Condition element. Several operators, and several keys of one, must all hold.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-logic-multiple-context-keys-or-values.html
 * @throws UnsupportedPolicyError when an operator, a key or an operand is not known
 */
export function readConditions(conditions: PolicyConditions, place: PolicyPlace): readonly KeyCondition[] {
  return entriesOf(conditions, place).flatMap(([operator, keys]) => {
    const ofOperator = below(place, operator);
    const read = operator === "Null" ? readNull : readerOf(operatorUse(operator, ofOperator));
    return entriesOf(keys, ofOperator).map(([key, values]) => {
      const ofKey = below(ofOperator, key);
      if (!key.includes(":")) throw noKey(ofKey);
      const operands = elementValues(values, ofKey);
      return { operator, key, operands, holds: read(key, operands, ofKey) };
    });
  });
}

/** Whether all hold. All are evaluated, so that one that AWS leaves open is an error wherever it stands. */
export function conditionsHold(conditions: readonly KeyCondition[], context: RequestContext): boolean {
  return allHold(conditions.map(({ holds }) => outcomeOf(() => holds(context))));
}

/** Reads what an operator asks of one key. */
type KeyReader = (key: string, operands: readonly string[], place: PolicyPlace) => ConditionTest;

function readerOf({ operator, set, ifExists }: OperatorUse): KeyReader {
  return (key, operands, place) => {
    const comparisons = operands.map((operand) => operator.comparison(operand, place));
    return (context) => {
      const entry = context.lookup(key);
      if (entry === undefined)
        return ifExists || (set === undefined ? operator.negated : set === "ForAllValues");
      const holds = (value: string): boolean =>
        comparisons.some((comparison) => comparison(value, context)) !== operator.negated;
      if (set !== undefined) return setHolds(set, entry.values, holds, place);
      requireSingleValue(entry, key, place);
      return entry.values.some(holds);
    };
  };
}

/**
 * Whether all of the values meet a condition, or any does. Nothing but empty texts AWS counts as no value; what one comes to beside
 * others it does not say.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html
 */
function setHolds(
  set: "ForAnyValue" | "ForAllValues",
  values: readonly string[],
  holds: (value: string) => boolean,
  place: PolicyPlace,
): boolean {
  const isAll = set === "ForAllValues";
  const told = values.filter((value) => value !== "");
  const outcome = isAll ? told.every(holds) : told.some(holds);
  const isKnown = told.length === values.length || told.length === 0;
  if (isKnown || outcome !== isAll || holds("") === isAll) return outcome;
  throw new UnsupportedPolicyError(place, {
    what: "turns on an empty text among the values of a request; AWS documents no outcome",
    remedy: "ask about a request without it",
  });
}

/** What stands in an object. Documents from files may have something else there, whatever the type says. */
function entriesOf<T>(
  object: Readonly<Record<string, T>>,
  place: PolicyPlace,
): readonly (readonly [string, T])[] {
  const found: unknown = object;
  if (typeof found === "object" && found !== null && !Array.isArray(found)) return Object.entries(object);
  throw new UnsupportedPolicyError(place, {
    what: "is no object",
    received: found,
    remedy: 'write operators, with keys and values in each: { "StringEquals": { "aws:SourceArn": "…" } }',
  });
}

function operatorUse(name: string, place: PolicyPlace): OperatorUse {
  const [, set, base = "", suffix] = /^(?:(ForAnyValue|ForAllValues):)?(.*?)(IfExists)?$/.exec(name) ?? [];
  const operator = CONDITION_OPERATORS.get(base);
  if (operator !== undefined) {
    return { operator, set: set as OperatorUse["set"], ifExists: suffix !== undefined };
  }
  throw new UnsupportedPolicyError(place, {
    what: "has an operator that is not known",
    received: name,
    allowed: [...CONDITION_OPERATORS.keys(), "Null"].join(", "),
    remedy: "correct the operator",
  });
}

/** The key's absence is the question, so there is neither IfExists nor a set to compare. */
function readNull(key: string, operands: readonly string[], place: PolicyPlace): ConditionTest {
  const expected = operands.map((operand) => {
    const absent = parseBoolean(operand);
    if (absent !== undefined) return absent;
    throw new UnsupportedPolicyError(place, {
      what: "is neither true nor false",
      received: operand,
      remedy: 'write "true" for an absent key or "false" for a present one',
    });
  });
  return (context) => {
    const { values = [], multivalued = true } = context.lookup(key) ?? {};
    // Of several values that are all empty, AWS says that there are none.
    return expected.includes(multivalued && values.every((value) => value === ""));
  };
}

function requireSingleValue(entry: ContextEntry, key: string, place: PolicyPlace): void {
  if (!entry.multivalued) return;
  throw new UnsupportedPolicyError(place, {
    what: `compares the multivalued key ${key} without a set operator; AWS documents no outcome`,
    remedy: "write ForAnyValue: or ForAllValues: before the operator",
  });
}

function noKey(place: PolicyPlace): UnsupportedPolicyError {
  return new UnsupportedPolicyError(place, {
    what: "is no condition key",
    allowed: "a prefix, a colon and a name, such as aws:SourceArn",
    remedy: "correct the key",
  });
}
