import fc from "fast-check";
import { amount } from "../../../modules/kernel";
import { jsonText, linesOf, oneLine, shellWord, styled, textOf, type Line } from "../../../tools/terminal";
import { hostileText, UNSAFE_OUTPUT } from "../../support/hostile";

it("amounts have a noun in the right number", () => {
  expect([0, 1, 2900].map((count) => amount(count, "event"))).toEqual([
    "0 events",
    "1 event",
    "2,900 events",
  ]);
});

describe("a text in a line", () => {
  it.each([
    ["plain text: a::b, #1 ## [x]", "plain text: a::b, #1 ## [x]"],
    ["a\nb\r\nc\td", "a b c d"],
    ["\u001b[2Ja\r\u009b日本\u202e", "?[2Ja??日本?"],
    ["a\u200bb\u00adc\u2060\u3164\u{e0061}d", "a?b?c???d"],
    ["⚠\ufe0f @\u200boctocat", "⚠\ufe0f @\u200boctocat"],
    ["::error::x", "\\::error::x"],
    [" \u00a0::add-mask::x", " \u00a0\\::add-mask::x"],
    ["x ##[error]y", "x #\\#[error]y"],
    ["##vso[task.setvariable variable=a]b", "#\\#vso[task.setvariable variable=a]b"],
    ["##teamcity[message]", "#\\#teamcity[message]"],
  ])("%j is printed as %j", (text, shown) => {
    expect(oneLine(text)).toBe(shown);
  });

  it("commands neither a terminal nor CI, whatever it is, and stays as it is when it is printed again", () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const line = oneLine(text);
        expect(line).not.toMatch(UNSAFE_OUTPUT);
        expect(line).not.toContain("\n");
        expect(oneLine(line)).toBe(line);
      }),
    );
  });
});

it("lines of a text are its lines, without the last line's end", () => {
  expect(linesOf("a\r\nb\n\nc\n")).toEqual(["a", "b", "", "c"]);
});

it("lines stay lines, and pieces of a line make no command together", () => {
  const line = fc.oneof(
    hostileText,
    fc.array(
      fc.oneof(
        hostileText,
        hostileText.map((text) => styled(text, "red")),
      ),
    ),
  );
  fc.assert(
    fc.property(fc.array(line, { minLength: 1 }), (lines: readonly Line[]) => {
      const text = textOf(lines);
      expect(text.split("\n")).toHaveLength(lines.length);
      expect(text).not.toMatch(UNSAFE_OUTPUT);
      const uncoloured = textOf(lines, true).replaceAll(/\p{Cc}\[(31|39)m/gu, "");
      expect(uncoloured).not.toMatch(/(?!\n)\p{Cc}/u);
    }),
  );
  expect(textOf([[":", styled(":error::x", "red")]])).toBe("\\::error::x");
});

it("JSON reads back as what it was, and commands nothing on the way", () => {
  fc.assert(
    fc.property(
      fc.oneof(hostileText, fc.dictionary(hostileText, hostileText)),
      fc.constantFrom(0, 2),
      (value, indent) => {
        const text = jsonText(value, indent);
        expect(JSON.parse(text)).toEqual(value);
        expect(text).not.toMatch(UNSAFE_OUTPUT);
      },
    ),
  );
});

it.each([
  ["origin/main", "origin/main"],
  ["$(touch x)", "'$(touch x)'"],
  ["it's", "'it'\\''s'"],
  ["", "''"],
])("%j is the word %s of a shell", (text, word) => {
  expect(shellWord(text)).toBe(word);
});
