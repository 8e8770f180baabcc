import fc from "fast-check";
import { matchesWildcards, patternOf } from "../../../modules/kernel";
import { anyCase, glob, TEXT } from "../../../modules/policy-proofs/patterns";
import { textAtoms } from "../../../modules/policy-proofs/text-atoms";

const LETTERS = ["a", "b", ":", "x"];

/** Every text of so many of the letters, and of fewer. */
function textsOf(length: number): readonly string[] {
  if (length === 0) return [""];
  return textsOf(length - 1).flatMap((text) =>
    text.length === length - 1 ? [text, ...LETTERS.map((letter) => text + letter)] : [text],
  );
}

const TEXTS = textsOf(5);
const PATTERN = fc.string({ unit: fc.constantFrom("a", "b", ":", "*", "?"), maxLength: 6 });

/** Which of the patterns a text matches, as text; nothing where it is not of the language. */
function kindOf(
  text: string,
  patterns: readonly string[],
  language: string,
  anyCased: string,
): string | undefined {
  if (!matchesWildcards(language, text)) return undefined;
  const passed = patterns.map((pattern) => matchesWildcards(pattern, text));
  return [...passed, text.toLowerCase() === anyCased].join();
}

test("two texts are of one atom if they match the same patterns, and each atom has such texts", () => {
  const world = fc.tuple(
    fc.array(PATTERN, { maxLength: 5 }),
    fc.constantFrom("*", "a*", "*:?*", "??*b"),
    PATTERN,
  );
  fc.assert(
    fc.property(world, ([patterns, language, literal]) => {
      const anyCased = literal.replaceAll(/[*?]/g, "");
      const { atoms, locate } = textAtoms(
        [language === "*" ? TEXT : glob(patternOf(language))],
        [...patterns.map((pattern) => glob(patternOf(pattern))), anyCase(anyCased)],
      );
      const kind = (text: string): string | undefined => kindOf(text, patterns, language, anyCased);
      const found = new Map(atoms.map((text, atom) => [kind(text), atom]));
      expect(found.size).toBe(atoms.length);
      expect(found.has(undefined)).toBe(false);
      const wrong = TEXTS.filter((text) => locate(text) !== found.get(kind(text)));
      expect(wrong).toEqual([]);
    }),
    { numRuns: 300 },
  );
});
