import fc from "fast-check";
import {
  hasWildcard,
  matchesPattern,
  matchesWildcards,
  patternOf,
  wildcardTest,
} from "../../../modules/kernel";

/** Few letters, so that patterns and texts often meet. */
const text = fc.string({ unit: fc.constantFrom("a", "b", ":"), maxLength: 12 });
const pattern = fc.string({ unit: fc.constantFrom("a", "b", ":", "*", "?"), maxLength: 8 });

/** What the wildcards mean, as a regular expression: slow for some patterns, and right. */
const expressionOf = (source: string): RegExp =>
  new RegExp(`^${source.replaceAll("*", "[^]*").replaceAll("?", "[^]")}$`);

test("matches as the regular expression of the same meaning does", () => {
  fc.assert(
    fc.property(pattern, text, (source, subject) => {
      expect(matchesWildcards(source, subject)).toBe(expressionOf(source).test(subject));
    }),
    { numRuns: 5_000 },
  );
});

test("matches, where some wildcards stop at a colon, as the regular expression does in which they do", () => {
  const stops = fc.array(fc.boolean(), { minLength: 8, maxLength: 8 });
  fc.assert(
    fc.property(pattern, text, stops, (source, subject, stop) => {
      const pieces = patternOf(source);
      const expression = pieces.map((piece, index) => {
        if ("literal" in piece) return piece.literal;
        const any = stop[index] === true ? "[^:]" : "[^]";
        return piece.wildcard === "*" ? `${any}*` : any;
      });
      const matches = matchesPattern(pieces, subject, (_, index) => stop[index] !== true);
      expect(matches).toBe(new RegExp(`^${expression.join("")}$`).test(subject));
    }),
    { numRuns: 5_000 },
  );
});

test("takes pieces without text, as a variable without a value leaves them", () => {
  expect(matchesPattern([{ wildcard: "*" }, { literal: "" }, { literal: "b" }], "ab")).toBe(true);
  expect(matchesPattern([{ wildcard: "*" }, { literal: "" }, { literal: "b" }], "ac")).toBe(false);
});

test.each([
  ["a?c", "a?c", "*" as const, true],
  ["a?c", "abc", "*" as const, false],
  ["a?c", "abc", "*?" as const, true],
  ["a*c", "a\nb\u2028c", "*" as const, true],
  ["A*", "ab", "*" as const, false],
  ["a.c", "abc", "*" as const, false],
])("%j, of %j, with %s for wildcards", (source, subject, wildcards, expected) => {
  expect(wildcardTest(source, wildcards)(subject)).toBe(expected);
});

test("a wildcard is * or ?", () => {
  expect(["a", "a*", "?"].map(hasWildcard)).toEqual([false, true, true]);
});
