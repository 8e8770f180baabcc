import type { PropertyProblem } from "./problem";
import type { ValueShape, PropShapes } from "./shape";
import { allowedValues, kindName, wordsOf } from "./shape-words";

/** Of whom the values are asked. */
interface Asking {
  readonly types: PropShapes["types"];
  /** The construct's name. */
  readonly owner: string;
}

/** Where a value stands. Its path is written out where something is wrong: nearly all is right. */
interface Place {
  /** @default - all props */
  readonly within?: { readonly place: Place; readonly step: string | number };
  /** How what is wrong with it can be mended. */
  readonly remedy: (asking: Asking) => string;
  /** Whether a text may be empty: a prefix that is none, and values in what has any names. */
  readonly mayBeEmpty?: boolean;
}

type Problems = readonly PropertyProblem[];

/** All that makes a value of another kind than its type says. */
export function shapeProblems(value: unknown, shape: ValueShape, asking: Asking): Problems {
  return problemsAt({ remedy: neededBy }, value, shape, asking);
}

const neededBy = ({ owner }: Asking): string => `give it to ${owner}, which needs it`;
const optionalOf = ({ owner }: Asking): string => `give ${owner} such a value, or leave it out`;
const anyNameOf = (): string => "mend it, or leave it out";
const oneOfList = (): string => "mend it, or leave it out of the list";

/** `controls[0].rule`; "" for all props. */
function pathTo({ within }: Place): string {
  if (within === undefined) return "";
  const { place, step } = within;
  const path = pathTo(place);
  if (typeof step === "number") return `${path}[${step}]`;
  return path === "" ? step : `${path}.${step}`;
}

function problemsAt(place: Place, value: unknown, shape: ValueShape, asking: Asking): Problems {
  const known = resolved(shape, asking.types);
  if (known === "anything") return [];
  const found = kindOf(value);
  if (found === undefined) return [problemOf(place, "is missing", known, asking)];
  let fewest: Problems | undefined;
  for (const each of alternativesOf(known, asking.types)) {
    if (kindAsked(each) !== found) continue;
    const problems = problemsWithin(place, value, each, asking);
    if (problems.length === 0) return problems;
    if (fewest === undefined || problems.length < fewest.length) fewest = problems;
  }
  if (fewest !== undefined) return fewest;
  if (value === null) return [problemOf(place, "is null", known, asking)];
  return [problemOf(place, `is ${kindName(found)}, not ${wordsOf(known, asking.types)}`, known, asking)];
}

function problemOf(place: Place, what: string, shape: ValueShape, asking: Asking): PropertyProblem {
  const path = pathTo(place);
  return {
    property: path === "" ? "props" : path,
    what,
    allowed: allowedValues(shape, asking.types),
    remedy: place.remedy(asking),
  };
}

/** The problems of a value that is of the right kind. */
function problemsWithin(place: Place, value: unknown, shape: ValueShape, asking: Asking): Problems {
  if (shape === "text") {
    const isEmpty = value === "" && place.mayBeEmpty !== true;
    return isEmpty ? [problemOf(place, "is empty", shape, asking)] : [];
  }
  if (shape === "number") {
    const isCount = isNumberToken(value) || (Number.isSafeInteger(value) && Number(value) >= 0);
    return isCount ? [] : [{ ...problemOf(place, "is no such number", shape, asking), received: value }];
  }
  if (typeof shape === "string") return [];
  if ("one" in shape) {
    const isKnown = shape.one.some((each) => each === value);
    return isKnown ? [] : [{ ...problemOf(place, "is unknown", shape, asking), received: value }];
  }
  if ("list" in shape) return problemsOfList(place, value as readonly unknown[], shape.list, asking);
  const object = Object(value) as Readonly<Record<string, unknown>>;
  if ("each" in shape) {
    return Object.keys(object).flatMap((name) =>
      problemsAt(
        { within: { place, step: name }, remedy: anyNameOf, mayBeEmpty: true },
        object[name],
        shape.each,
        asking,
      ),
    );
  }
  if ("by" in shape) return problemsByCase(place, object, shape, asking);
  return "props" in shape ? problemsOfProps(place, object, shape.props, asking) : [];
}

function problemsOfProps(
  place: Place,
  object: Readonly<Record<string, unknown>>,
  props: Readonly<Record<string, ValueShape>>,
  asking: Asking,
): Problems {
  return Object.entries(props).flatMap(([key, shape]) => {
    const isOptional = key.endsWith("?");
    const name = isOptional ? key.slice(0, -1) : key;
    const value = object[name];
    if (isOptional && value === undefined) return [];
    const within = { place, step: name };
    const remedy = isOptional ? optionalOf : neededBy;
    if (shape === "nothing") {
      const what = "stands beside another prop that says the same";
      return [{ property: pathTo({ within, remedy }), what, remedy: "leave out one of them" }];
    }
    const mayBeEmpty = place.mayBeEmpty === true || name === "namePrefix";
    return problemsAt({ within, remedy, mayBeEmpty }, value, shape, asking);
  });
}

function problemsByCase(
  place: Place,
  object: Readonly<Record<string, unknown>>,
  { by, cases }: Extract<ValueShape, { by: string }>,
  asking: Asking,
): Problems {
  const told = object[by];
  const shape = typeof told === "string" && Object.hasOwn(cases, told) ? cases[told] : undefined;
  if (shape !== undefined) return problemsAt(place, object, shape, asking);
  return problemsAt(
    { within: { place, step: by }, remedy: neededBy },
    told,
    { one: Object.keys(cases) },
    asking,
  );
}

function problemsOfList(
  place: Place,
  values: readonly unknown[],
  shape: ValueShape,
  asking: Asking,
): Problems {
  // A list with holes has no value there, and says nothing to map or flatMap.
  return Array.from(values).flatMap((value, index) =>
    problemsAt({ ...place, within: { place, step: index }, remedy: oneOfList }, value, shape, asking),
  );
}

function resolved(shape: ValueShape, types: PropShapes["types"]): ValueShape {
  return typeof shape === "object" && "type" in shape
    ? resolved(types[shape.type] ?? "anything", types)
    : shape;
}

function alternativesOf(shape: ValueShape, types: PropShapes["types"]): readonly ValueShape[] {
  return typeof shape === "object" && "either" in shape
    ? shape.either.map((each) => resolved(each, types))
    : [shape];
}

/** The kind of a value that such a shape takes. */
function kindAsked(shape: ValueShape): string {
  if (typeof shape === "string") return shape;
  if ("one" in shape) return typeof shape.one[0] === "number" ? "number" : "text";
  return "list" in shape ? "list" : "object";
}

/** @returns undefined for what is not there */
function kindOf(value: unknown): string | undefined {
  if (value === undefined) return undefined;
  if (value === null) return "null";
  if (Array.isArray(value)) return "list";
  return typeof value === "string" ? "text" : typeof value;
}

/** How CDKTF writes a number that Terraform knows later: one that no count is. */
const NUMBER_TOKENS_BELOW = -1e288;

function isNumberToken(value: unknown): boolean {
  return typeof value === "number" && value < NUMBER_TOKENS_BELOW && value !== -Infinity;
}
