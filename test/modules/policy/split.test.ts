import fc from "fast-check";
import {
  POLICY_LIMITS,
  policyDocument,
  renderPolicy,
  splitPolicy,
  valuesOf,
  type PolicyLimit,
  type PolicyStatement,
} from "../../../modules/policy";

const LIMIT = { ...POLICY_LIMITS.resourceControlPolicy, maximum: 600 } as const satisfies PolicyLimit;
const sizeOf = (...statements: readonly PolicyStatement[]): number =>
  renderPolicy(policyDocument(...statements)).length;

/** A statement of as many characters as asked, alone in a document. */
function statementOf(sid: string, size: number): PolicyStatement {
  const shortest: PolicyStatement = { Sid: sid, Effect: "Deny", Action: "s3:*", Resource: "" };
  return { ...shortest, Resource: "x".repeat(size - sizeOf(shortest)) };
}

const statements = fc
  .array(fc.integer({ min: 120, max: LIMIT.maximum }), { maxLength: 30 })
  .map((sizes) => sizes.map((size, index) => statementOf(`Number${index}`, size)));

it("keeps every statement once and in order, each document within the limit and none empty", () => {
  fc.assert(
    fc.property(statements, (given) => {
      const documents = splitPolicy(given, LIMIT);
      expect(documents.flatMap(({ Statement }) => Statement)).toEqual(given);
      for (const { Statement } of documents) {
        expect(Statement.length).toBeGreaterThan(0);
        expect(sizeOf(...Statement)).toBeLessThanOrEqual(LIMIT.maximum);
      }
    }),
  );
});

it("begins a document only where the last has no room", () => {
  fc.assert(
    fc.property(statements, (given) => {
      const documents = splitPolicy(given, LIMIT);
      documents.slice(1).forEach(({ Statement: [first] }, index) => {
        const before = documents[index]?.Statement ?? [];
        expect(sizeOf(...before, ...(first === undefined ? [] : [first]))).toBeGreaterThan(LIMIT.maximum);
      });
    }),
  );
});

it("cuts a statement that is too large by its resources, and keeps each of them once", () => {
  fc.assert(
    fc.property(
      fc.array(fc.string({ minLength: 1, maxLength: 60 }), { minLength: 1, maxLength: 80 }),
      (Resource) => {
        const documents = splitPolicy([{ Sid: "Deny", Effect: "Deny", Action: "s3:*", Resource }], LIMIT);
        const parts = documents.flatMap(({ Statement }) => Statement);
        expect(parts.flatMap((part) => valuesOf(part.Resource))).toEqual(Resource);
        expect(new Set(parts.map(({ Sid }) => Sid)).size).toBe(parts.length);
        expect(parts[0]?.Sid).toBe("Deny");
        for (const { Statement } of documents)
          expect(sizeOf(...Statement)).toBeLessThanOrEqual(LIMIT.maximum);
      },
    ),
  );
});

it("lets a statement be larger alone than several are together, where AWS does", () => {
  const larger = { ...LIMIT, maximum: 600, filled: 300 };
  const sizes = (...each: readonly number[]): readonly number[] =>
    splitPolicy(
      each.map((size, index) => statementOf(`S${index}`, size)),
      larger,
    ).map(({ Statement }) => Statement.length);
  expect(sizes(150, 150, 600, 130, 130)).toEqual([2, 1, 2]);
  expect(() => sizes(601)).toThrow("at most 600 characters");
});

describe("at the edge", () => {
  const first = statementOf("First", 300);
  // Joined, the second adds its own text and a comma, and not the document around it.
  const around = sizeOf();
  const second = (size: number): PolicyStatement => statementOf("Second", size + around - 1);

  it("joins two that fill the limit to the last character, and no two that have one more", () => {
    expect(sizeOf(first, second(300))).toBe(LIMIT.maximum);
    expect(splitPolicy([first, second(300)], LIMIT)).toHaveLength(1);
    expect(splitPolicy([first, second(301)], LIMIT)).toHaveLength(2);
  });

  it("takes a statement as large as the limit, and says which one is larger", () => {
    expect(splitPolicy([statementOf("Largest", LIMIT.maximum)], LIMIT)).toHaveLength(1);
    expect(() => splitPolicy([first, statementOf("TooLarge", LIMIT.maximum + 1)], LIMIT)).toThrow(
      "policy: TooLarge has 601 characters, 1 over what AWS takes for a resource control policy; " +
        "the largest statements are TooLarge 601; allowed: at most 600 characters; " +
        "its conditions are not split: name what they list by fewer patterns",
    );
  });

  it("makes no document of nothing", () => {
    expect(splitPolicy([], LIMIT)).toEqual([]);
  });
});
