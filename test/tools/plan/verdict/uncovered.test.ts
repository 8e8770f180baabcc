import fc from "fast-check";
import { isUncovered } from "../../../../tools/plan/verdict/selectors/uncovered";

const anyFields = fc.array(fc.array(fc.bigInt({ min: 0n, max: 15n }), { maxLength: 5 }), { maxLength: 4 });

it("says whether some choice of each field suits no other, as trying them all does", () => {
  fc.assert(
    fc.property(anyFields, (fields) => {
      const all = fields.reduce<readonly bigint[]>(
        (sets, choices) => sets.flatMap((set) => choices.map((choice) => set & choice)),
        [15n],
      );
      expect(isUncovered(fields, 4)).toBe(all.includes(0n));
    }),
    { numRuns: 1000 },
  );
});

it("finds everything in a selector that stands alone", () => {
  expect(isUncovered([[0n], [0n]], 0)).toBe(true);
});

describe("beyond what it keeps in mind", () => {
  // Each choice suits all but one: what two fields leave out are pairs, and so on.
  const allBut = (count: number): readonly bigint[] => {
    const all = (1n << BigInt(count)) - 1n;
    return Array.from({ length: count }, (_, index) => all ^ (1n << BigInt(index)));
  };

  it.each([
    [63, false],
    [64, undefined],
  ])("says that it cannot tell: pairs of %i", (count, expected) => {
    // 63 choose 2 and one more field is below 2,000 pairs; 64 choose 2 is above.
    expect(isUncovered([allBut(count), allBut(count)], count)).toBe(expected);
  });
});
