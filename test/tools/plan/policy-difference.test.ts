import fc from "fast-check";
import type { JsonObject } from "../../../tools/plan/change";
import { policyDifference } from "../../../tools/plan/policy-difference";

const document = (...Statement: readonly JsonObject[]): JsonObject => ({ Version: "2012-10-17", Statement });

const UNNAMED: JsonObject = {
  Effect: "Allow",
  Principal: { Service: "cloudtrail.amazonaws.com" },
  Action: "s3:PutObject",
  Resource: "arn:aws:s3:::logs/*",
  Condition: { StringEquals: { "aws:SourceArn": ["trail/a", "trail/b"] } },
};
const DENY: JsonObject = {
  Sid: "DenyInsecure",
  Effect: "Deny",
  Principal: "*",
  Action: "s3:*",
  Resource: ["arn:aws:s3:::logs", "arn:aws:s3:::logs/*"],
};
const DELIVER: JsonObject = { Sid: "AllowDelivery", ...UNNAMED };

describe("two policies", () => {
  it("differ by statement, and a statement by its lists", () => {
    const Condition = {
      StringEquals: { "aws:SourceArn": "trail/a" },
      Bool: { "aws:SecureTransport": "true" },
    };
    const wider = { ...DELIVER, Action: ["s3:PutObject", "s3:DeleteObject"], Condition };
    expect(policyDifference(document(DELIVER, DENY), document(wider, DENY))).toEqual([
      {
        statement: "AllowDelivery",
        change: "changed",
        effect: "Allow",
        parts: [
          { part: "Action", added: ["s3:DeleteObject"], removed: [] },
          { part: "Condition StringEquals aws:SourceArn", added: [], removed: ["trail/b"] },
          { part: "Condition Bool aws:SecureTransport", added: ["true"], removed: [] },
        ],
      },
    ]);
  });

  it("tell which statements come and go, with all that they say", () => {
    expect(policyDifference(document(DENY), document())).toEqual([
      {
        statement: "DenyInsecure",
        change: "removed",
        effect: "Deny",
        parts: [
          { part: "Principal", added: [], removed: ["*"] },
          { part: "Action", added: [], removed: ["s3:*"] },
          { part: "Resource", added: [], removed: ["arn:aws:s3:::logs", "arn:aws:s3:::logs/*"] },
        ],
      },
    ]);
    expect(policyDifference(undefined, document(DENY))).toMatchObject([{ change: "added", effect: "Deny" }]);
    expect(policyDifference(document(DENY), undefined)).toMatchObject([{ change: "removed" }]);
  });

  it("match statements without a Sid by what they share", () => {
    const others = { ...UNNAMED, Action: ["s3:PutObject", "s3:PutObjectAcl"] };
    const deny = { Effect: "Deny", Principal: "*", Action: "s3:*", Resource: "*" };
    expect(policyDifference(document(UNNAMED, deny), document(deny, others))).toEqual([
      {
        statement: "statement 2",
        change: "changed",
        effect: "Allow",
        parts: [{ part: "Action", added: ["s3:PutObjectAcl"], removed: [] }],
      },
    ]);
    // What has nothing in common is another statement.
    expect(policyDifference(document(UNNAMED), document(deny)).map(({ change }) => change)).toEqual([
      "added",
      "removed",
    ]);
  });

  it("tell a new name, a new effect and a new version", () => {
    expect(policyDifference(document(DENY), document({ ...DENY, Sid: "Deny" }))).toMatchObject([
      {
        statement: "Deny",
        change: "changed",
        parts: [{ part: "Sid", added: ["Deny"], removed: ["DenyInsecure"] }],
      },
    ]);
    expect(policyDifference(document(DENY), document({ ...DENY, Effect: "Allow" }))).toMatchObject([
      { effect: "Allow", parts: [{ part: "Effect", added: ["Allow"], removed: ["Deny"] }] },
    ]);
    expect(policyDifference(document(DENY), { Version: "2008-10-17", Statement: [DENY] })).toMatchObject([
      {
        statement: "the document",
        parts: [{ part: "Version", added: ["2008-10-17"], removed: ["2012-10-17"] }],
      },
    ]);
  });

  it("are the same in another order, and with one text for a list of one", () => {
    const other = { ...DENY, Action: ["s3:*"], Resource: ["arn:aws:s3:::logs/*", "arn:aws:s3:::logs"] };
    expect(policyDifference(document(DELIVER, DENY), document(other, DELIVER))).toEqual([]);
    expect(
      policyDifference({ ...document(), Statement: DENY }, { ...document(), Statement: [DENY] }),
    ).toEqual([]);
  });
});

const texts = fc.uniqueArray(fc.constantFrom("a", "b", "c", "d"), { minLength: 1 });
const statement = fc.record(
  {
    Sid: fc.constantFrom("One", "Two", "Three", "Four"),
    Effect: fc.constantFrom("Allow", "Deny"),
    Principal: fc.oneof(fc.constant("*"), fc.record({ AWS: texts, Service: texts }, { requiredKeys: [] })),
    Action: texts,
    Resource: texts,
    Condition: fc.record(
      { StringEquals: fc.record({ x: texts, y: texts }, { requiredKeys: [] }) },
      { requiredKeys: [] },
    ),
  },
  { requiredKeys: ["Effect", "Action"] },
) as fc.Arbitrary<JsonObject>;
const documents = fc
  .uniqueArray(statement, { selector: ({ Sid }) => Sid ?? Symbol("none"), maxLength: 5 })
  .map((statements) => document(...statements));

/** All that a document says: each value with its place, counted. */
function said({ Statement }: JsonObject): readonly string[] {
  return (Statement as readonly JsonObject[])
    .flatMap((each) =>
      policyDifference(undefined, document(each)).flatMap(({ effect, parts }) =>
        parts.flatMap(({ part, added }) => added.map((text) => `${effect} ${part} ${text}`)),
      ),
    )
    .sort();
}

describe("the difference", () => {
  it("of a policy to itself is none, in whatever order", () => {
    fc.assert(
      fc.property(documents, (policy) => {
        const reversed = document(...[...(policy["Statement"] as readonly JsonObject[])].reverse());
        expect(policyDifference(policy, policy)).toEqual([]);
        expect(policyDifference(policy, reversed)).toEqual([]);
      }),
    );
  });

  it("tells all that one has and the other has not", () => {
    fc.assert(
      fc.property(documents, documents, (before, after) => {
        const told = policyDifference(before, after);
        const [was, is] = [new Set(said(before)), new Set(said(after))];
        const come = new Set(
          told.flatMap(({ parts }) =>
            parts.flatMap(({ part, added }) => added.map((text) => `${part} ${text}`)),
          ),
        );
        const gone = new Set(
          told.flatMap(({ parts }) =>
            parts.flatMap(({ part, removed }) => removed.map((text) => `${part} ${text}`)),
          ),
        );
        const effectsChanged = told.some(({ parts }) => parts.some(({ part }) => part === "Effect"));
        const withoutEffect = (text: string): string => text.slice(text.indexOf(" ") + 1);
        const [wasBare, isBare] = [[...was].map(withoutEffect), [...is].map(withoutEffect)];
        for (const text of isBare) if (!wasBare.includes(text)) expect(come).toContain(text);
        for (const text of wasBare) if (!isBare.includes(text)) expect(gone).toContain(text);
        if (told.length === 0) expect(said(after)).toEqual(said(before));
        if (!effectsChanged && told.length === 0) expect(was).toEqual(is);
      }),
    );
  });
});
