import { parseDate, parseIpRange, parseNumber, type ContextValue } from "../policy-evaluation";
import { ValidationError } from "../validation";
import { addressAtoms, dateAtoms, numberAtoms, type Dimension } from "./dimension";
import { ARN_KEYS, BOOLEAN_KEYS, MULTIVALUED } from "./keys";
import { ARN, literal, TEXT, type Steps } from "./patterns";
import { ProofLimitError } from "./boxes";
import { familyOf, settled, variablesIn, type Bindings, type Family, type KeyTests } from "./tests";
import { textAtoms } from "./text-atoms";

/** The values of a key, or its absence: a dimension of its own. */
export interface KeyValues extends Dimension<ContextValue | undefined> {
  readonly name: string;
  /** Why what policies ask of the key cannot be decided. @default - it can */
  readonly undecided?: string;
}

/** The first atom of every key. */
const ABSENT = undefined;

/** Set operators tell an empty text, which is no value to them, from all others. */
const EMPTY = "";

/** The values of a key that the tests tell apart. @param bindings of the variables in them */
export function keyValues(tests: KeyTests, bindings: Bindings): KeyValues {
  const key = tests.name.toLowerCase();
  const families = new Set(tests.conditions.map(({ operator }) => familyOf(operator)));
  const comparesSets = tests.conditions.some(({ operator }) => operator.startsWith("For"));
  const values = valuesOf(key, tests, families, comparesSets ? [literal(EMPTY)] : []);
  if (values === undefined) {
    return {
      name: tests.name,
      atoms: [ABSENT],
      locate: () => 0,
      undecided: `${tests.name} is compared as values of several types (${[...families].join(", ")})`,
    };
  }
  const isSet = MULTIVALUED.has(key) || (!key.startsWith("aws:") && comparesSets);
  return { name: tests.name, ...(isSet ? sets(tests, values, bindings) : singles(values)) };
}

/** The values of one type; none where tests compare them as several. @param apart texts that are told apart besides */
function valuesOf(
  key: string,
  { conditions, texts }: KeyTests,
  families: ReadonlySet<Family>,
  apart: readonly Steps[],
): Dimension<string> | undefined {
  const compared = [...families].filter((family) => family !== "presence");
  const is = (...known: readonly Family[]): boolean => compared.every((family) => known.includes(family));
  const operandsOf = (wanted: Family): readonly string[] =>
    conditions.flatMap(({ operator, operands }) => (familyOf(operator) === wanted ? operands : []));
  if (compared.length > 0) {
    if (is("number")) return numberAtoms(operandsOf("number").flatMap((text) => parseNumber(text) ?? []));
    if (is("date")) return dateAtoms(operandsOf("date").flatMap((text) => parseDate(text) ?? []));
    if (is("address")) return addressAtoms(operandsOf("address").flatMap((text) => parseIpRange(text) ?? []));
  }
  if (!is("text", "ARN", "true or false", "binary")) return undefined;
  const literals = [...operandsOf("binary"), ...(families.has("true or false") ? ["true", "false"] : [])];
  return textAtoms(languagesOf(key, compared), [
    ...texts,
    ...apart,
    ...literals.map(literal),
    ...(families.has("ARN") ? [ARN] : []),
  ]);
}

function languagesOf(key: string, compared: readonly Family[]): readonly Steps[] {
  const boolean =
    BOOLEAN_KEYS.has(key) || (compared.length > 0 && compared.every((family) => family === "true or false"));
  if (boolean) return [literal("true"), literal("false")];
  return ARN_KEYS.has(key) ? [ARN] : [TEXT];
}

function singles({ atoms, locate }: Dimension<string>): Dimension<ContextValue | undefined> {
  return {
    atoms: [ABSENT, ...atoms],
    locate: (value) => {
      if (value === ABSENT) return 0;
      if (typeof value === "object") return undefined;
      const atom = locate(String(value));
      return atom === undefined ? undefined : atom + 1;
    },
  };
}

const MOST_SETS = 256;

/**
 * Several values at once. A test of a set holds if some value passes, or if all do: sets of which the same tests are passed by
 * some value, and the same by all, are one atom. These are closed under union, so all are found by adding values one by one. Empty texts
 * alone are an atom; what they come to beside others AWS does not say, and no request of the space has that.
 */
function sets(
  tests: KeyTests,
  values: Dimension<string>,
  bindings: Bindings,
): Dimension<ContextValue | undefined> {
  const texts = values.atoms.filter((value) => value !== EMPTY);
  const passed = new Map(texts.map((value) => [value, passedBy(value, tests, bindings)]));
  const found = new Map<
    string,
    { readonly value: readonly string[]; readonly some: bigint; readonly all: bigint }
  >();
  const add = (value: readonly string[], some: bigint, all: bigint): void => {
    const name = `${some} ${all}`;
    if (found.has(name)) return;
    if (found.size >= MOST_SETS) {
      throw new ProofLimitError(
        `sets of values of ${tests.name}`,
        MOST_SETS,
        "compare the key with fewer values",
      );
    }
    found.set(name, { value, some, all });
    for (const [text, each] of passed) add([...value, text], some | each, all & each);
  };
  for (const [text, each] of passed) add([text], each, each);
  const numbers = new Map([...found.keys()].map((name, index) => [name, index + 1]));
  return {
    atoms: [ABSENT, ...[...found.values()].map(({ value }) => [...new Set(value)]), [EMPTY]],
    locate: (value) => {
      const list = value === ABSENT ? [] : typeof value === "object" ? value : undefined;
      if (list === undefined) return undefined;
      if (list.length === 0) return 0;
      if (list.every((text) => text === EMPTY)) return numbers.size + 1;
      const each = list.map((text) => passed.get(values.atoms[values.locate(text) ?? -1] ?? EMPTY));
      if (!each.every((tests) => tests !== undefined)) return undefined;
      const some = each.reduce((a, b) => a | b);
      const all = each.reduce((a, b) => a & b);
      return numbers.get(`${some} ${all}`);
    },
  };
}

/** Which tests a value passes alone, as bits. */
function passedBy(value: string, tests: KeyTests, bindings: Bindings): bigint {
  const own = { values: [value], multivalued: true };
  const outcomes = tests.conditions.flatMap(({ key, operands, holds }) =>
    bindings(variablesIn(operands)).map((context) =>
      settled(() =>
        holds({
          lookup: (name) => (name.toLowerCase() === key.toLowerCase() ? own : context.lookup(name)),
        }),
      ),
    ),
  );
  return outcomes.reduce<bigint>(
    (bits, outcome) => (bits << 2n) | (outcome instanceof ValidationError ? 2n : outcome ? 1n : 0n),
    0n,
  );
}
