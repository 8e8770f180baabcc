import type { PropertyProblem } from "./problem";
import type { ValueShape, PropShapes } from "./shape";
import { allowedValues, kindName, wordsOf } from "./shape-words";

/** Of whom the values are asked. */
interface Asking {
  readonly types: PropShapes["types"];
  /** The construct's name. */
  readonly owner: string;
}

/** Where a value stands. */
interface Place {
  /** "" for all props. */
  readonly property: string;
  /** What is wrong with it can be mended so. */
  readonly remedy: string;
  /** Whether a text may be empty: a prefix that is none, and values in what has any names. */
  readonly mayBeEmpty?: boolean;
}

type Problems = readonly PropertyProblem[];

/** All that makes a value of another kind than its type says. */
export function shapeProblems(value: unknown, shape: ValueShape, asking: Asking): Problems {
  return problemsAt({ property: "", remedy: neededBy(asking) }, value, shape, asking);
}

const neededBy = ({ owner }: Asking): string => `give it to ${owner}, which needs it`;
const optionalOf = ({ owner }: Asking): string => `give ${owner} such a value, or leave it out`;

function problemsAt(place: Place, value: unknown, shape: ValueShape, asking: Asking): Problems {
  const known = resolved(shape, asking.types);
  if (known === "anything") return [];
  const found = kindOf(value);
  if (found === undefined) return [problemOf(place, "is missing", known, asking)];
  const alternatives = alternativesOf(known, asking.types).filter((each) => kindAsked(each) === found);
  const [problems = []] = alternatives
    .map((each) => problemsWithin(place, value, each, asking))
    .sort((one, other) => one.length - other.length);
  if (alternatives.length > 0) return problems;
  if (value === null) return [problemOf(place, "is null", known, asking)];
  return [problemOf(place, `is ${kindName(found)}, not ${wordsOf(known, asking.types)}`, known, asking)];
}

function problemOf(place: Place, what: string, shape: ValueShape, { types }: Asking): PropertyProblem {
  const property = place.property === "" ? "props" : place.property;
  return { property, what, allowed: allowedValues(shape, types), remedy: place.remedy };
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
        { property: pathOf(place, name), remedy: "mend it, or leave it out", mayBeEmpty: true },
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
    const property = pathOf(place, name);
    if (shape === "nothing") {
      const what = "stands beside another prop that says the same";
      return [{ property, what, remedy: "leave out one of them" }];
    }
    const mayBeEmpty = place.mayBeEmpty === true || name === "namePrefix";
    const remedy = isOptional ? optionalOf(asking) : neededBy(asking);
    return problemsAt({ property, remedy, mayBeEmpty }, value, shape, asking);
  });
}

function problemsByCase(
  place: Place,
  object: Readonly<Record<string, unknown>>,
  { by, cases }: Extract<ValueShape, { by: string }>,
  asking: Asking,
): Problems {
  const told = object[by];
  const property = pathOf(place, by);
  const shape = typeof told === "string" && Object.hasOwn(cases, told) ? cases[told] : undefined;
  if (shape !== undefined) return problemsAt(place, object, shape, asking);
  return problemsAt({ property, remedy: neededBy(asking) }, told, { one: Object.keys(cases) }, asking);
}

function problemsOfList(
  place: Place,
  values: readonly unknown[],
  shape: ValueShape,
  asking: Asking,
): Problems {
  // A list with holes has no value there, and says nothing to map or flatMap.
  return Array.from(values).flatMap((value, index) =>
    problemsAt(
      {
        ...place,
        property: `${place.property}[${index}]`,
        remedy: "mend it, or leave it out of the list",
      },
      value,
      shape,
      asking,
    ),
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

function pathOf({ property }: Place, name: string): string {
  return property === "" ? name : `${property}.${name}`;
}

/** How CDKTF writes a number that Terraform knows later: one that no count is. */
const NUMBER_TOKENS_BELOW = -1e288;

function isNumberToken(value: unknown): boolean {
  return typeof value === "number" && value < NUMBER_TOKENS_BELOW && value !== -Infinity;
}
