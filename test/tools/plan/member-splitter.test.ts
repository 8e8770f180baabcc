import fc from "fast-check";
import { MemberSplitter } from "../../../tools/plan/reading/member-splitter";

const LISTS = ["list", "other list"];
const DROPPED = ["dropped", "dropped list"];

/** What is taken of a text that comes in pieces of a size: undefined where it is no object of JSON. */
function taken(text: string, size = Infinity): unknown {
  const members: Record<string, unknown> = {};
  const elements: Record<string, unknown[]> = {};
  const splitter = new MemberSplitter({
    ...{ lists: new Set(LISTS), dropped: new Set(DROPPED) },
    member: (name, value) => {
      Object.defineProperty(members, name, { value, enumerable: true, configurable: true });
    },
    element: (list, value) => {
      elements[list] = [...(elements[list] ?? []), value];
    },
  });
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += size) splitter.push(bytes.subarray(at, at + size));
  return splitter.isWhole ? { members, elements } : undefined;
}

/** The same, of the value as a whole. */
function ofValue(value: Readonly<Record<string, unknown>>): unknown {
  const entries = Object.entries(value);
  const isList = ([name, inner]: [string, unknown]): boolean => LISTS.includes(name) && Array.isArray(inner);
  const isDropped = ([name, inner]: [string, unknown]): boolean =>
    DROPPED.includes(name) && typeof inner === "object" && inner !== null;
  return {
    members: Object.fromEntries(entries.filter((entry) => !isList(entry) && !isDropped(entry))),
    elements: Object.fromEntries(
      entries.filter((entry) => isList(entry) && (entry[1] as unknown[]).length > 0),
    ),
  };
}

const name = fc.oneof(fc.constantFrom(...LISTS, ...DROPPED), fc.string({ unit: "binary" }));
const value = fc.jsonValue({ maxDepth: 4, stringUnit: "binary" });
const object = fc.dictionary(name, value, { maxKeys: 6 });
const size = fc.integer({ min: 1, max: 40 });
const indent = fc.constantFrom(0, 1, "\t");

it("each member and each element is what the whole has, in whatever pieces it comes", () => {
  fc.assert(
    fc.property(object, size, indent, (whole, size, indent) => {
      const text = JSON.stringify(whole, null, indent);
      const read = JSON.parse(text) as typeof whole;
      expect(taken(`a warning, with a { in it\n${text}\nand another\n`, size)).toEqual(ofValue(read));
    }),
    { numRuns: 2_000 },
  );
});

it("a text that is cut off, or edited, is no object where the whole is none; what is dropped is not looked into", () => {
  const isJson = (text: string): boolean => {
    try {
      return typeof JSON.parse(text) === "object";
    } catch {
      return false;
    }
  };
  const plain = fc.dictionary(fc.oneof(fc.constantFrom(...LISTS), fc.string()), value, { maxKeys: 4 });
  const sign = fc.constantFrom("", "{", "}", "[", "]", ",", ":", '"', "\\", "1", " ");
  fc.assert(
    fc.property(plain, fc.nat(), sign, fc.nat(3), size, (whole, place, by, length, size) => {
      const text = JSON.stringify(whole);
      const at = 1 + (place % text.length);
      const edited = text.slice(0, at) + by + text.slice(at + length);
      expect(taken(edited, size) !== undefined).toBe(isJson(edited));
    }),
    { numRuns: 5_000 },
  );
});

it.each([
  "",
  "{",
  "no",
  "[]",
  '{"a":1}{',
  '{"dropped":[1]2}',
  '{"list":[1],}',
  '{"list":[1,]}',
  '{"list":[1}',
])("%s is none", (text) => {
  expect(taken(text)).toBeUndefined();
});

it("more levels than are read are none", () => {
  const levels = (count: number): string => `{"a":${"[".repeat(count)}${"]".repeat(count)}}`;
  expect(taken(levels(400))).toBeDefined();
  expect(taken(levels(5_000))).toBeUndefined();
});
