import type { ValueShape, PropShapes } from "./shape";

/** Kinds of values that are called otherwise. */
const NAMES: Readonly<Record<string, string>> = {
  boolean: "true or false",
  number: "a number",
  anything: "anything",
  null: "null",
};

/** What a value of the kind is called: "a text". */
export function kindName(kind: string): string {
  return NAMES[kind] ?? `${/^[aeiou]/.test(kind) ? "an" : "a"} ${kind}`;
}

const joined = (texts: readonly string[]): string => [...new Set(texts)].join(" or ");

/** What a shape is called in "is a number, not a text". */
export function wordsOf(shape: ValueShape, types: PropShapes["types"]): string {
  if (typeof shape === "string") return kindName(shape);
  if ("type" in shape) return wordsOf(types[shape.type] ?? "anything", types);
  if ("either" in shape) return joined(shape.either.map((each) => wordsOf(each, types)));
  if ("one" in shape) return kindName(typeof shape.one[0] === "number" ? "number" : "text");
  return kindName("list" in shape ? "list" : "object");
}

/** The values that a shape allows: "an object with region, account". */
export function allowedValues(shape: ValueShape, types: PropShapes["types"]): string {
  const words = wordsOf(shape, types);
  if (typeof shape === "string") return shape === "number" ? "a whole number from 0" : words;
  if ("type" in shape) return allowedValues(types[shape.type] ?? "anything", types);
  if ("either" in shape) return joined(shape.either.map((each) => allowedValues(each, types)));
  if ("one" in shape) return shape.one.join(", ");
  // A value in it may be one like it.
  const within = (inner: ValueShape): string =>
    typeof inner === "object" && "one" in inner ? allowedValues(inner, types) : wordsOf(inner, types);
  if ("list" in shape) return `${words}, each ${within(shape.list)}`;
  if ("each" in shape) return `${words}, each value ${within(shape.each)}`;
  const needed = "by" in shape ? [shape.by] : Object.keys(shape.props).filter((name) => !name.endsWith("?"));
  return needed.length === 0 ? words : `${words} with ${needed.join(", ")}`;
}
