import fc from "fast-check";
import type { ValueShape, PropShapes } from "../../modules/validation";

type Types = PropShapes["types"];

/** A place in the props of a construct, in props that have a value at each. */
export interface Place {
  /** `trails[0].name` */
  readonly path: string;
  readonly shape: ValueShape;
  readonly isOptional: boolean;
  readonly value: unknown;
  /** Whether a text there may be empty. */
  readonly mayBeEmpty: boolean;
  /** The props, with another value there. */
  readonly put: (value: unknown) => unknown;
}

export function isObject(shape: ValueShape): boolean {
  if (typeof shape === "string") return shape === "object";
  // Mostly a type with a name that is one.
  if ("either" in shape) return shape.either.some((each) => isObject(each));
  return "each" in shape || "props" in shape || "by" in shape || "type" in shape;
}

function resolved(shape: ValueShape, types: Types): ValueShape {
  if (typeof shape === "string") return shape;
  if ("type" in shape) return resolved(types[shape.type] ?? "anything", types);
  return shape;
}

/** How many types deep one that holds itself is followed. */
const DEEPEST = 10;

/** A value with everything in it, and where things stand in it. */
export function placesOf(shape: ValueShape, types: Types): readonly Place[] {
  const places: Place[] = [];
  const visit = (
    path: string,
    asked: ValueShape,
    isOptional: boolean,
    put: (value: unknown) => unknown,
    depth: number,
    isWithinNames = false,
  ): void => {
    const known = resolved(asked, types);
    if (depth > DEEPEST || known === "anything" || known === "nothing") return;
    const value = fullOf(known, types);
    if (path !== "") places.push({ path, shape: known, isOptional, value, mayBeEmpty: isWithinNames, put });
    if (typeof known === "string") return;
    const within = (name: string, inner: ValueShape, key: string | number, mayMiss: boolean): void => {
      const with_ = (each: unknown): unknown =>
        Array.isArray(value) ? [each] : { ...(value as object), [key]: each };
      visit(name, inner, mayMiss, (each) => put(with_(each)), depth + 1, isWithinNames || "each" in known);
    };
    const dot = path === "" ? "" : `${path}.`;
    if ("list" in known) within(`${path}[0]`, known.list, 0, false);
    if ("each" in known) within(`${dot}x`, known.each, "x", false);
    const chosen = "by" in known ? resolved(Object.values(known.cases)[0] ?? "anything", types) : known;
    if (typeof chosen === "object" && "props" in chosen) {
      for (const [key, inner] of Object.entries(chosen.props)) {
        const name = key.replace(/\?$/, "");
        within(`${dot}${name}`, inner, name, key.endsWith("?"));
      }
    }
    const [first] = "either" in known ? known.either : [];
    // Of several objects, one that is wrong may be meant as any of them.
    if (first !== undefined && path === "") visit(path, first, isOptional, put, depth);
  };
  visit("", shape, false, (value) => value, 0);
  return places;
}

/** A value with everything in it. */
function fullOf(shape: ValueShape, types: Types, depth = 0): unknown {
  const known = resolved(shape, types);
  if (typeof known === "string") {
    return { anything: "x", boolean: true, nothing: undefined, null: null, number: 1, object: {}, text: "x" }[
      known
    ];
  }
  const inner = (each: ValueShape = "anything"): unknown => fullOf(each, types, depth + 1);
  if ("one" in known) return known.one[0];
  if ("list" in known) return depth > DEEPEST ? [] : [inner(known.list)];
  if ("each" in known) return depth > DEEPEST ? {} : { x: inner(known.each) };
  if ("either" in known) return inner(known.either[0]);
  if ("by" in known) return inner(Object.values(known.cases)[0]);
  if ("type" in known) return undefined;
  return Object.fromEntries(
    Object.entries(known.props).flatMap(([key, each]) =>
      each === "nothing" || (depth > DEEPEST && key.endsWith("?"))
        ? []
        : [[key.replace(/\?$/, ""), inner(each)]],
    ),
  );
}

/** Texts that some prop takes, and texts that none does. */
const TEXTS = fc.oneof(
  fc.constantFrom(
    "x",
    "acme",
    "acme-audit-logs",
    "111122223333",
    "o-abcdefgh12",
    "eu-west-1",
    "us-east-1",
    "alias/acme",
    "arn:aws:iam::111122223333:role/Security",
    "arn:aws:kms:eu-west-1:111122223333:key/5d6c1fa2-0c5f-4d94-8f4c-1f3a0a8fb7b8",
    "arn:aws:sns:eu-west-1:111122223333:acme",
    "arn:aws:sqs:eu-west-1:111122223333:acme",
    "AWS::S3::Object",
    "s3.amazonaws.com",
    "__proto__",
    "constructor",
    "a/b",
    "*",
    "${x}",
    "(",
    " ",
  ),
  fc.string({ minLength: 1, maxLength: 12, unit: "grapheme" }),
);

/** Those in which no value of the same type stands, where there are any. */
function simplest(shapes: readonly ValueShape[]): readonly ValueShape[] {
  const simple = shapes.filter((shape) => typeof shape === "string" || "one" in shape);
  return simple.length > 0 ? simple : shapes.slice(-1);
}

/** Values of the shape, with and without what is optional. */
export function valuesOf(shape: ValueShape, types: Types, depth = 0): fc.Arbitrary<unknown> {
  const known = resolved(shape, types);
  const inner = (each: ValueShape): fc.Arbitrary<unknown> => valuesOf(each, types, depth + 1);
  if (known === "anything") return fc.anything();
  if (known === "boolean") return fc.boolean();
  if (known === "null") return fc.constant(null);
  if (known === "nothing") return fc.constant(undefined);
  if (known === "number") return fc.oneof(fc.constantFrom(0, 1, 7, 24, 365), fc.nat());
  if (known === "object") return fc.constant({});
  if (known === "text") return TEXTS;
  if ("one" in known) return fc.constantFrom(...known.one);
  if ("list" in known) {
    return depth > DEEPEST ? fc.constant([]) : fc.uniqueArray(inner(known.list), { maxLength: 3 });
  }
  if ("each" in known) {
    return depth > DEEPEST ? fc.constant({}) : fc.dictionary(TEXTS, inner(known.each), { maxKeys: 3 });
  }
  if ("either" in known)
    return fc.oneof(...(depth > DEEPEST ? simplest(known.either) : known.either).map(inner));
  if ("by" in known) return fc.oneof(...Object.values(known.cases).map(inner));
  if ("type" in known) return fc.constant(undefined);
  const keys = Object.keys(known.props).filter((key) => depth <= DEEPEST || !key.endsWith("?"));
  return fc.record(
    Object.fromEntries(keys.map((key) => [key.replace(/\?$/, ""), inner(known.props[key] ?? "anything")])),
    { requiredKeys: keys.filter((key) => !key.endsWith("?")) },
  );
}
