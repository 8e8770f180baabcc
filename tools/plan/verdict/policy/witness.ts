import { filledIn } from "../../../../modules/kernel";
import type { PolicyStatement } from "../../../../modules/policy";
import type { ContextValue } from "../../../../modules/policy-evaluation";
import { conditionTest, valuesToTry, type KeyValue } from "./condition-values";
import { conditionsIn, textsIn, type ConditionEntry } from "./element-texts";
import { statementsOnlyIn } from "./policy-text";
import type { Policies } from "./policies";

/**
 * What makes a request one that changed statements are about. A new statement may ask for what no request of ours carries, such
 * as an IP address, and an exception to a denial may be made for it: so the statements' own conditions say what to ask.
 */

/** Context keys, as the statements write them, with what a request carries. */
export type Keys = Readonly<Record<string, KeyValue>>;

/** The statements that one of two documents has and the other has not. */
export interface StatementChange {
  readonly added: readonly PolicyStatement[];
  readonly removed: readonly PolicyStatement[];
}

export function statementChange({ before, after }: Policies): StatementChange {
  return { added: statementsOnlyIn(after, before), removed: statementsOnlyIn(before, after) };
}

/** Whatever is newly allowed, one of these is about it: a new statement that allows it, or an old one that denied it. */
export function openingStatements({ added, removed }: StatementChange): readonly PolicyStatement[] {
  return [
    ...added.filter(({ Effect }) => Effect === "Allow"),
    ...removed.filter(({ Effect }) => Effect === "Deny"),
  ];
}

/** How a request travels. */
const TRANSPORT = new Set(["aws:securetransport", "s3:tlsversion"]);

/** Keys that requests have already, since they follow from who asks. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html */
const GIVEN = new Set([
  "aws:principalarn",
  "aws:principalaccount",
  "aws:principalisawsservice",
  "aws:principalservicename",
  "aws:principaltype",
  "aws:resourceaccount",
]);

/** How many values of one key are tried, and how many requests come of it. */
const MOST_VALUES = 3;
const MOST_WITNESSES = 40;
const MOST_OPERANDS = 20;

/**
 * Keys with which the opening statements apply, and with which the new denials do not: each that they except, one or two at a
 * time.
 * @param statements those of the policy: what a denial held back is allowed by one of them, which may ask for keys too
 */
export function witnessesOf(
  change: StatementChange,
  statements: readonly PolicyStatement[] = [],
): readonly Keys[] {
  const { usual, others } = witnesses(change, new Set([...GIVEN, ...TRANSPORT]));
  const isHeldBack = change.removed.some(({ Effect }) => Effect === "Deny");
  const allowing = (isHeldBack ? statements : [])
    .filter(({ Effect }) => Effect === "Allow")
    .map(keysFor)
    .filter((keys) => Object.keys(keys).length > 0);
  const both = usual.flatMap((keys) => distinct(allowing).map((more) => ({ ...more, ...keys })));
  return distinct([...usual, ...others, ...both]).slice(0, MOST_WITNESSES);
}

/**
 * The same for what was denied because of how it travels. These are asked apart: they would make of each thing that is done
 * another.
 */
export function travellingWitnessesOf(change: StatementChange): readonly Keys[] {
  const removed = change.removed.filter(
    ({ Effect, Condition }) =>
      Effect === "Deny" && conditionsIn(Condition).some(({ key }) => TRANSPORT.has(key.toLowerCase())),
  );
  // What a new denial asks of the transport is not evaded by travelling otherwise: that is what it is for.
  if (removed.length === 0) return [];
  const { usual, others } = witnesses({ ...change, removed }, GIVEN, TRANSPORT);
  return distinct([...usual, ...others]).slice(0, MOST_WITNESSES);
}

/** Whether the statement may apply to a request that travels as one of the contexts says. */
export function allowsTransport(
  { Condition }: PolicyStatement,
  contexts: readonly Readonly<Record<string, ContextValue>>[],
): boolean {
  const tests = conditionsIn(Condition)
    .filter(({ key }) => TRANSPORT.has(key.toLowerCase()))
    .map((condition) => ({ key: condition.key, holds: conditionTest(condition) }));
  return contexts.some((context) =>
    tests.every(({ key, holds }) => {
      const value = Object.entries(context).find(([name]) => isSameKey(name, key))?.[1];
      return value === undefined || holds(value) !== false;
    }),
  );
}

/** The usual ones, with one exception each, and others: another value of a key, or two exceptions at once. */
interface Witnesses {
  readonly usual: readonly Keys[];
  readonly others: readonly Keys[];
}

function witnesses(
  change: StatementChange,
  passedOver: ReadonlySet<string>,
  notEvaded: ReadonlySet<string> = new Set(),
): Witnesses {
  const keys = keysOf(change, passedOver);
  const evasions = change.added
    .filter(({ Effect }) => Effect === "Deny")
    .flatMap((statement) => evasionsOf(statement, keys))
    .filter((evasion) => !Object.keys(evasion).some((key) => notEvaded.has(key.toLowerCase())));
  const pairs = evasions.flatMap((one, index) =>
    evasions.slice(index + 1).map((other) => ({ ...one, ...other })),
  );
  const openings = openingStatements(change).map((statement) => satisfyingKeys(statement, keys));
  const evading = (some: readonly Keys[]): readonly Keys[] =>
    openings.flatMap(([usual = {}]) => some.map((evasion) => ({ ...usual, ...evasion })));
  return {
    usual: distinct([...openings.flatMap(([usual = {}]) => [usual]), ...evading(evasions)]),
    others: [...openings.flatMap(([, ...variants]) => variants), ...evading(pairs)],
  };
}

/** Keys with which the statement applies, as far as its conditions are understood; the first are the most usual. */
export function keysFor(statement: PolicyStatement): Keys {
  const change = { added: [statement], removed: [] };
  return satisfyingKeys(statement, keysOf(change, new Set([...GIVEN, ...TRANSPORT])))[0] ?? {};
}

/** ARNs of the kind that the statements are about, or make an exception for. */
export function resourcesIn(statements: readonly PolicyStatement[]): readonly string[] {
  const arns = statements
    .flatMap(({ Resource, NotResource }) => [...textsIn(Resource), ...textsIn(NotResource)])
    .map(filledIn)
    .filter((arn) => arn.startsWith("arn:") && !arn.includes("${"));
  return [...new Set(arns)];
}

/** A context key, with the values that are worth to be tried. */
interface Key {
  readonly name: string;
  readonly values: readonly KeyValue[];
  /** Whether the one side asks something of it that the other does not: of the rest, one value is as good as another. */
  readonly changes: boolean;
}

function keysOf(
  { added, removed }: StatementChange,
  passedOver: ReadonlySet<string>,
): ReadonlyMap<string, Key> {
  const conditionsOf = (statements: readonly PolicyStatement[]): readonly ConditionEntry[] =>
    statements
      .flatMap(({ Condition }) => conditionsIn(Condition))
      .filter(({ key }) => !passedOver.has(key.toLowerCase()));
  const [news, olds] = [conditionsOf(added), conditionsOf(removed)];
  const keys = new Map<string, Key>();
  // What the one side names and the other does not is what changes: it is tried first.
  const split = (conditions: readonly ConditionEntry[], others: readonly ConditionEntry[], alone: boolean) =>
    conditions.map((condition) => {
      const known = new Set(
        others.filter(({ key }) => isSameKey(key, condition.key)).flatMap(({ values }) => values),
      );
      const values = condition.values.filter((value) => known.has(value) !== alone);
      return { ...condition, values: values.slice(0, MOST_OPERANDS) };
    });
  const ordered = [
    ...[...split(news, olds, true), ...split(olds, news, true)],
    ...[...split(news, olds, false), ...split(olds, news, false)],
  ];
  for (const condition of ordered) {
    const { name = condition.key, values = [] } = keys.get(condition.key.toLowerCase()) ?? {};
    const more = valuesToTry(condition).filter((value) => !values.some((each) => isSameValue(each, value)));
    const changes = isChange(condition.key, news, olds);
    keys.set(condition.key.toLowerCase(), { name, values: [...values, ...more], changes });
  }
  return keys;
}

function isChange(key: string, news: readonly ConditionEntry[], olds: readonly ConditionEntry[]): boolean {
  const textsOf = (conditions: readonly ConditionEntry[]): readonly string[] =>
    conditions
      .filter((each) => isSameKey(each.key, key))
      .map(({ operator, values }) => JSON.stringify([operator, [...values].sort()]));
  const [now, then] = [new Set(textsOf(news)), new Set(textsOf(olds))];
  return now.size !== then.size || [...now].some((text) => !then.has(text));
}

/** Each choice of keys with which the statement's conditions hold: the usual one, then one other value at a time. */
function satisfyingKeys(statement: PolicyStatement, keys: ReadonlyMap<string, Key>): readonly Keys[] {
  const choices = choicesOf(statement, keys, (answers) => answers.every((holds) => holds === true));
  const usual = Object.fromEntries(choices.map(({ name, values }) => [name, values[0]]));
  const others = choices
    .filter(({ changes }) => changes)
    .flatMap(({ name, values }) => values.slice(1).map((value) => ({ ...usual, [name]: value })));
  return [usual, ...others];
}

/** Each value of one key with which the statement does not apply. */
function evasionsOf(statement: PolicyStatement, keys: ReadonlyMap<string, Key>): readonly Keys[] {
  const choices = choicesOf(
    statement,
    keys,
    (answers) => answers.includes(false) && !answers.includes(undefined),
  );
  return choices
    .filter(({ changes }) => changes)
    .flatMap(({ name, values }) => values.map((value) => ({ [name]: value })));
}

function choicesOf(
  { Condition }: PolicyStatement,
  keys: ReadonlyMap<string, Key>,
  isWanted: (answers: readonly (boolean | undefined)[]) => boolean,
): readonly Key[] {
  const conditions = conditionsIn(Condition);
  return [...keys.values()].flatMap(({ name, values, changes }) => {
    const tests = conditions.filter(({ key }) => isSameKey(key, name)).map(conditionTest);
    if (tests.length === 0) return [];
    const wanted = values.filter((value) => isWanted(tests.map((test) => test(value)))).slice(0, MOST_VALUES);
    return wanted.length === 0 ? [] : [{ name, values: wanted, changes }];
  });
}

function isSameKey(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

function isSameValue(one: KeyValue, other: KeyValue): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

function distinct(found: readonly Keys[]): readonly Keys[] {
  // An absent key is part of what is asked, and JSON would leave it out.
  const textOf = (keys: Keys): string =>
    JSON.stringify(Object.entries(keys).map(([key, value]) => [key, value ?? null]));
  return [...new Map(found.map((keys) => [textOf(keys), keys])).values()];
}
