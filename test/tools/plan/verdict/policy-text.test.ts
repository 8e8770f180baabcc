import { SENSITIVE, UNKNOWN } from "../../../../tools/plan/change";
import { isSameDocument, readPolicy } from "../../../../tools/plan/verdict/policy/policy-text";

const STATEMENT = {
  Sid: "A",
  Effect: "Allow",
  Principal: { AWS: ["111111111111"] },
  Action: ["s3:GetObject", "s3:ListBucket"],
  Resource: "*",
};

function document(...statements: readonly object[]): ReturnType<typeof documentOf> {
  return documentOf(JSON.stringify({ Version: "2012-10-17", Statement: statements }));
}

function documentOf(text: string) {
  const reading = readPolicy(text);
  if (reading.kind !== "document") throw new Error(`no document, but ${reading.kind}`);
  return reading.document;
}

describe("a policy attribute", () => {
  it.each([undefined, null, ""])("holds no policy when it is %j", (value) => {
    expect(readPolicy(value)).toEqual({ kind: "none" });
  });

  it.each<[string, Parameters<typeof readPolicy>[0], string]>([
    ["not known yet", UNKNOWN, "the policy is known only after apply"],
    ["no JSON", "{", "the policy is no JSON object"],
    ["a list", "[]", "the policy is no JSON object"],
    ["no text", 1, "the policy is no JSON object"],
    ["without statements", "{}", "the policy has no statements"],
    ["of statements that are none", '{"Statement":[1]}', "the policy has no statements"],
    ["with a list for conditions", '{"Statement":[{"Condition":[1]}]}', "a statement's conditions are none"],
    ...["Sid", "Effect", "Principal", "NotPrincipal", "Action", "NotAction", "Resource", "NotResource"].map(
      (name): [string, string, string] => [
        `with an object in its ${name}`,
        JSON.stringify({ Statement: [{ [name]: [{}] }] }),
        `a statement's ${name} is no text, nor a list of texts`,
      ],
    ),
    [
      "with nothing for a value of a condition",
      '{"Statement":[{"Condition":{"Bool":{"a":[null]}}}]}',
      "a statement's conditions are none",
    ],
    [
      "with a text for a condition",
      '{"Statement":[{"Condition":{"Bool":"x"}}]}',
      "a statement's conditions are none",
    ],
  ])("cannot be read when it is %s", (_, value, why) => {
    expect(readPolicy(value)).toEqual({ kind: "unreadable", why });
  });

  it("is hidden when it is kept secret: two of these may differ", () => {
    expect(readPolicy(SENSITIVE)).toEqual({ kind: "hidden", why: "the policy is sensitive, and hidden" });
  });

  it("may hold one statement without a list", () => {
    expect(documentOf(JSON.stringify({ Version: "2012-10-17", Statement: STATEMENT })).Statement).toEqual([
      STATEMENT,
    ]);
  });
});

describe("two documents", () => {
  it("are the same when AWS has written one of them anew", () => {
    const anew = {
      Resource: ["*"],
      Principal: { AWS: "111111111111" },
      Effect: "Allow",
      Action: ["s3:ListBucket", "s3:GetObject"],
      Sid: "A",
    };
    expect(
      isSameDocument(
        document(STATEMENT, { ...STATEMENT, Sid: "B" }),
        document({ ...STATEMENT, Sid: "B" }, anew),
      ),
    ).toBe(true);
  });

  it.each<[string, object]>([
    ["an action more", { ...STATEMENT, Action: [...STATEMENT.Action, "s3:PutObject"] }],
    ["another effect", { ...STATEMENT, Effect: "Deny" }],
    ["a condition", { ...STATEMENT, Condition: { Bool: { "aws:SecureTransport": "true" } } }],
  ])("differ by %s", (_, changed) => {
    expect(isSameDocument(document(STATEMENT), document(changed))).toBe(false);
  });

  it("differ by a statement, or by there being one", () => {
    expect(isSameDocument(document(STATEMENT), document())).toBe(false);
    expect(isSameDocument(document(STATEMENT), undefined)).toBe(false);
    expect(isSameDocument(undefined, undefined)).toBe(true);
  });

  it("differ by their version, under which variables mean something else", () => {
    const older = documentOf(JSON.stringify({ Version: "2008-10-17", Statement: [STATEMENT] }));
    expect(isSameDocument(document(STATEMENT), older)).toBe(false);
  });
});
