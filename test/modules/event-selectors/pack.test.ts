import fc from "fast-check";
import {
  compileSelectors,
  countValues,
  fitSelectors,
  MAX_VALUES,
  packSelectors,
  selectorProblems,
  type AdvancedEventSelector,
} from "../../../modules/event-selectors";
import { event, selectors } from "./arbitraries";

const S3 = { category: "Data", resourceType: "AWS::S3::Object" } as const;
const functionArn = (n: number): string => `arn:aws:lambda:eu-west-1:111122223333:function:f${n}`;

describe("packing", () => {
  it("never changes what is recorded", () => {
    fc.assert(
      fc.property(selectors, fc.array(event, { minLength: 10, maxLength: 40 }), (list, events) => {
        const before = compileSelectors({ kind: "advanced", selectors: list });
        const after = compileSelectors({ kind: "advanced", selectors: packSelectors(list) });
        for (const each of events) expect(after(each) !== undefined).toBe(before(each) !== undefined);
      }),
      { numRuns: 2000 },
    );
  });

  it("never adds values, and packing twice is packing once", () => {
    fc.assert(
      fc.property(selectors, (list) => {
        const packed = packSelectors(list);
        expect(countValues(packed)).toBeLessThanOrEqual(countValues(list));
        expect(packSelectors(packed)).toEqual(packed);
      }),
      { numRuns: 500 },
    );
  });

  it.each<[string, readonly AdvancedEventSelector[], readonly AdvancedEventSelector[]]>([
    [
      "merges selectors that differ in what one field selects",
      [
        { ...S3, name: "a", resourceArn: { startsWith: ["arn:aws:s3:::a/"] } },
        { ...S3, name: "b", resourceArn: { startsWith: ["arn:aws:s3:::b/"] } },
      ],
      [{ ...S3, name: "a + b", resourceArn: { startsWith: ["arn:aws:s3:::a/", "arn:aws:s3:::b/"] } }],
    ],
    [
      "makes everything of reads and writes",
      [
        { ...S3, readOnly: true },
        { ...S3, readOnly: false },
      ],
      [S3],
    ],
    [
      "drops values that a prefix covers",
      [
        {
          ...S3,
          resourceArn: { equals: ["arn:aws:s3:::a/x"], startsWith: ["arn:aws:s3:::a/", "arn:aws:s3:::a/b"] },
        },
      ],
      [{ ...S3, resourceArn: { startsWith: ["arn:aws:s3:::a/"] } }],
    ],
    [
      "drops exclusions of what is not selected",
      [
        {
          ...S3,
          resourceArn: {
            startsWith: ["arn:aws:s3:::a/"],
            notStartsWith: ["arn:aws:s3:::b/", "arn:aws:s3:::a/logs/"],
          },
        },
      ],
      [{ ...S3, resourceArn: { startsWith: ["arn:aws:s3:::a/"], notStartsWith: ["arn:aws:s3:::a/logs/"] } }],
    ],
    [
      "drops a selector that excludes all that it selects",
      [
        { category: "Management" },
        { ...S3, resourceArn: { equals: ["arn:aws:s3:::a/x"], notStartsWith: ["arn:aws:s3:::a/"] } },
      ],
      [{ category: "Management" }],
    ],
    ["drops a selector that another covers", [{ ...S3, eventName: { equals: ["PutObject"] } }, S3], [S3]],
    [
      "keeps network selectors to one event source each",
      [
        { category: "NetworkActivity", eventSource: "s3.amazonaws.com" },
        { category: "NetworkActivity", eventSource: "kms.amazonaws.com" },
      ],
      [
        { category: "NetworkActivity", eventSource: "s3.amazonaws.com" },
        { category: "NetworkActivity", eventSource: "kms.amazonaws.com" },
      ],
    ],
    [
      "merges over exclusions that do not meet",
      [
        { ...S3, resourceArn: { startsWith: ["arn:aws:s3:::a/"], notStartsWith: ["arn:aws:s3:::a/logs/"] } },
        { ...S3, resourceArn: { startsWith: ["arn:aws:s3:::b/"] } },
      ],
      [
        {
          ...S3,
          resourceArn: {
            startsWith: ["arn:aws:s3:::a/", "arn:aws:s3:::b/"],
            notStartsWith: ["arn:aws:s3:::a/logs/"],
          },
        },
      ],
    ],
    [
      "does not merge over an exclusion that would take from the other",
      [
        { ...S3, resourceArn: { endsWith: [".csv"], notStartsWith: ["arn:aws:s3:::b/"] } },
        { ...S3, resourceArn: { startsWith: ["arn:aws:s3:::b/"] } },
      ],
      [
        { ...S3, resourceArn: { endsWith: [".csv"], notStartsWith: ["arn:aws:s3:::b/"] } },
        { ...S3, resourceArn: { startsWith: ["arn:aws:s3:::b/"] } },
      ],
    ],
  ])("%s", (_, list, packed) => {
    expect(packSelectors(list)).toEqual(packed);
  });

  it("keeps a merged name within CloudTrail's 1,000 characters", () => {
    const list = Array.from({ length: 30 }, (_, n) => ({
      ...S3,
      name: `${"x".repeat(60)}${n}`,
      eventName: { equals: [`E${n}`] },
    }));
    const [packed] = packSelectors(list);
    expect(packed?.name?.length).toBeLessThanOrEqual(1000);
    expect(packed?.name).toMatch(/ \+ 29 more$/);
  });

  it("makes 200 selectors of one function each fit, which cost 600 values apart", () => {
    const list = Array.from({ length: 200 }, (_, n): AdvancedEventSelector => ({
      category: "Data",
      resourceType: "AWS::Lambda::Function",
      resourceArn: { equals: [functionArn(n)] },
    }));
    expect(countValues(list)).toBe(600);
    expect(countValues(fitSelectors(list))).toBe(202);
  });

  it("leaves selectors that fit as they are, and refuses what does not fit packed either", () => {
    const arns = (count: number): AdvancedEventSelector[] => [
      {
        category: "Data",
        resourceType: "AWS::Lambda::Function",
        resourceArn: { equals: Array.from({ length: count }, (_, n) => functionArn(n)) },
      },
    ];
    const fitting = arns(MAX_VALUES - 2);
    expect(fitSelectors(fitting)).toBe(fitting);
    expect(selectorProblems({ kind: "advanced", selectors: fitting })).toEqual([]);
    const problems = selectorProblems({ kind: "advanced", selectors: fitSelectors(arns(MAX_VALUES - 1)) });
    expect(problems.map(({ what }) => what)).toEqual([
      "has 501 values over all conditions, eventCategory and resources.type included",
    ]);
  });
});
