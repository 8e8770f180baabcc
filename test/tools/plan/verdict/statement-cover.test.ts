import fc from "fast-check";
import type { PolicyDocument, PolicyStatement } from "../../../../modules/policy";
import {
  authorize,
  FULL_AWS_ACCESS,
  roleSession,
  servicePrincipal,
  type AccessRequest,
  type ContextValue,
} from "../../../../modules/policy-evaluation";
import { loosenedStatements } from "../../../../tools/plan/verdict/policy/statement-cover";

const ARN = "arn:aws:s3:::logs";
const ALLOW: PolicyStatement = {
  Sid: "A",
  Effect: "Allow",
  Principal: { AWS: ["111111111111", "arn:aws:iam::222222222222:role/R"] },
  Action: ["s3:GetObject", "s3:List*"],
  Resource: [ARN, `${ARN}/a/*`],
  Condition: { StringEquals: { "aws:PrincipalTag/team": ["a", "b"] } },
};
const DENY: PolicyStatement = {
  Sid: "D",
  Effect: "Deny",
  Principal: "*",
  Action: "s3:*",
  Resource: "*",
  Condition: {
    NumericGreaterThanIfExists: { "aws:MultiFactorAuthAge": "3600" },
    ArnNotLike: { "aws:PrincipalArn": ["arn:aws:iam::*:role/A", "arn:aws:iam::*:role/B"] },
  },
};

function document(...statements: readonly object[]): PolicyDocument {
  // As it is read: without what is not set.
  return JSON.parse(JSON.stringify({ Version: "2012-10-17", Statement: statements })) as PolicyDocument;
}

function loosened(before: readonly object[], after: readonly object[]): readonly string[] {
  return loosenedStatements(document(...before), document(...after)).map(({ Sid }) => Sid);
}

describe("a statement that allows", () => {
  it.each<[string, object]>([
    ["an action less", { Action: "s3:GetObject" }],
    ["one action in place of a pattern", { Action: ["s3:GetObject", "s3:ListBucket"] }],
    ["the same in another case", { Action: ["S3:getobject", "s3:list*"] }],
    ["a resource less", { Resource: ARN }],
    ["a part of the resources", { Resource: [ARN, `${ARN}/a/b/*`] }],
    ["a principal less", { Principal: { AWS: "111111111111" } }],
    ["the account by its ARN", { Principal: { AWS: "arn:aws:iam::111111111111:root" } }],
    ["a value less", { Condition: { StringEquals: { "aws:PrincipalTag/team": "a" } } }],
    ["the key in another case", { Condition: { StringEquals: { "aws:principaltag/TEAM": ["b", "a"] } } }],
    ["a condition more", { Condition: { ...ALLOW.Condition, Bool: { "aws:SecureTransport": "true" } } }],
    ["another name", { Sid: "Other" }],
  ])("is covered with %s", (_, changes) => {
    expect(loosened([ALLOW], [{ ...ALLOW, ...changes }])).toEqual([]);
  });

  it.each<[string, object]>([
    ["an action more", { Action: ["s3:GetObject", "s3:List*", "s3:PutObject"] }],
    ["a pattern in place of an action", { Action: ["s3:Get*", "s3:List*"] }],
    ["all actions but one", { Action: undefined, NotAction: "s3:PutObject" }],
    ["a resource more", { Resource: [ARN, `${ARN}/a/*`, `${ARN}/b`] }],
    ["a wider resource", { Resource: [ARN, `${ARN}/*`] }],
    ["a resource with a variable", { Resource: [ARN, `${ARN}/\${aws:username}/*`] }],
    ["all resources but one", { Resource: undefined, NotResource: ARN }],
    ["a principal more", { Principal: { AWS: ["111111111111", "333333333333"] } }],
    ["everybody", { Principal: "*" }],
    ["everybody in AWS", { Principal: { AWS: "*" } }],
    ["everybody but one", { Principal: undefined, NotPrincipal: { AWS: "111111111111" } }],
    ["a principal of another type", { Principal: { Federated: "111111111111" } }],
    ["a value more", { Condition: { StringEquals: { "aws:PrincipalTag/team": ["a", "c"] } } }],
    ["another operator", { Condition: { StringLike: { "aws:PrincipalTag/team": ["a", "b"] } } }],
    ["the key if it exists", { Condition: { StringEqualsIfExists: { "aws:PrincipalTag/team": "a" } } }],
    ["another key", { Condition: { StringEquals: { "aws:PrincipalTag/role": "a" } } }],
    ["no condition", { Condition: undefined }],
  ])("is not covered with %s", (_, changes) => {
    expect(loosened([ALLOW], [{ ...ALLOW, ...changes }])).toEqual(["A"]);
  });

  it("is covered by several that say it together", () => {
    const one = { ...ALLOW, Sid: "1", Action: "s3:GetObject" };
    const other = { ...ALLOW, Sid: "2", Action: "s3:List*" };
    expect(loosened([one, other], [ALLOW])).toEqual([]);
    expect(loosened([one], [ALLOW])).toEqual(["A"]);
  });

  it("may go, and a denial may come", () => {
    expect(loosened([ALLOW, DENY], [DENY, { ...DENY, Sid: "E", Condition: {} }])).toEqual([]);
  });

  it("is covered by no denial", () => {
    expect(loosened([{ ...ALLOW, Effect: "Deny" }], [{ ...ALLOW, Effect: "Deny" }, ALLOW])).toEqual(["A"]);
  });
});

describe("a statement that denied", () => {
  const conditions = (changes: object): object => ({ Condition: { ...DENY.Condition, ...changes } });

  it.each<[string, object]>([
    ["a lower number", conditions({ NumericGreaterThanIfExists: { "aws:MultiFactorAuthAge": "1800" } })],
    ["an exception less", conditions({ ArnNotLike: { "aws:PrincipalArn": "arn:aws:iam::*:role/A" } })],
    [
      "a narrower exception",
      conditions({ ArnNotLike: { "aws:PrincipalArn": ["arn:aws:iam::*:role/A", "arn:aws:iam::1:role/B"] } }),
    ],
    ["no condition", { Condition: undefined }],
    ["all actions", { Action: "*" }],
  ])("is covered with %s", (_, changes) => {
    expect(loosened([DENY], [{ ...DENY, ...changes }])).toEqual([]);
  });

  it.each<[string, object]>([
    ["a higher number", conditions({ NumericGreaterThanIfExists: { "aws:MultiFactorAuthAge": "7200" } })],
    [
      "a number that must be there",
      conditions({
        NumericGreaterThanIfExists: {},
        NumericGreaterThan: { "aws:MultiFactorAuthAge": "3600" },
      }),
    ],
    ["no number", conditions({ NumericGreaterThanIfExists: { "aws:MultiFactorAuthAge": "" } })],
    ["a wider exception", conditions({ ArnNotLike: { "aws:PrincipalArn": ["arn:aws:iam::*:role/*"] } })],
    ["another exception", conditions({ StringNotEquals: { "aws:PrincipalTag/a": "b" } })],
    ["all actions but one", { Action: undefined, NotAction: "s3:GetObject" }],
    ["some actions", { Action: ["s3:Get*", "s3:Put*"] }],
    ["a resource", { Resource: `${ARN}/*` }],
    ["everybody but one", { Principal: undefined, NotPrincipal: { AWS: "111111111111" } }],
    ["a principal", { Principal: { AWS: "111111111111" } }],
  ])("is not covered with %s", (_, changes) => {
    expect(loosened([DENY], [{ ...DENY, ...changes }])).toEqual(["D"]);
  });

  it.each<[string, readonly string[], readonly string[], boolean]>([
    ["fewer are excepted", ["s3:Get*", "s3:Put*"], ["s3:Get*"], true],
    ["more are excepted", ["s3:Get*"], ["s3:Get*", "s3:Put*"], false],
    ["one of those is excepted", ["s3:Get*"], ["s3:GetObject"], true],
    ["others are excepted", ["s3:GetObject"], ["s3:Get*"], false],
  ])("of all actions but some is covered or not: %s", (_, before, after, covered) => {
    const but = (actions: readonly string[]): object => ({ ...DENY, Action: undefined, NotAction: actions });
    expect(loosened([but(before)], [but(after)])).toEqual(covered ? [] : ["D"]);
  });

  it("of some actions is covered by one of all others but these", () => {
    const but = (...actions: readonly string[]): object => ({
      ...DENY,
      Sid: "N",
      Action: undefined,
      NotAction: actions,
    });
    const some = { ...DENY, Action: ["s3:GetObject", "s3:PutObject"] };
    expect(loosened([some], [but("s3:List*")])).toEqual([]);
    expect(loosened([some], [but("s3:Put*")])).toEqual(["D"]);
    expect(loosened([{ ...some, Action: "s3:*" }], [but("s3:List*")])).toEqual(["D"]);
  });
});

const PRINCIPALS = [
  roleSession({ account: "111111111111", role: "A", organization: "o-a1b2c3d4e5" }),
  roleSession({ account: "222222222222", role: "B" }),
  servicePrincipal("cloudtrail.amazonaws.com"),
];

const anyStatement: fc.Arbitrary<object> = fc
  .record({
    Effect: fc.constantFrom("Allow", "Deny"),
    principal: fc.constantFrom<object>(
      { Principal: "*" },
      { Principal: { AWS: ["111111111111", "arn:aws:iam::222222222222:role/B"] } },
      { Principal: { AWS: "arn:aws:iam::111111111111:root" } },
      { Principal: { Service: "cloudtrail.amazonaws.com" } },
      { NotPrincipal: { Service: "cloudtrail.amazonaws.com" } },
    ),
    action: fc.record({
      negated: fc.boolean(),
      names: fc.uniqueArray(fc.constantFrom("s3:GetObject", "s3:Get*", "s3:PutObject", "s3:?utObject", "*"), {
        minLength: 1,
        maxLength: 2,
      }),
    }),
    resource: fc.record({
      negated: fc.boolean(),
      names: fc.uniqueArray(
        fc.constantFrom(`${ARN}/a/*`, `${ARN}/*`, `${ARN}/a/b`, `${ARN}/\${aws:PrincipalAccount}`, "*"),
        {
          minLength: 1,
          maxLength: 2,
        },
      ),
    }),
    Condition: fc.dictionary(
      fc.constantFrom(
        "StringEquals",
        "StringNotEquals",
        "StringLike",
        "StringNotLikeIfExists",
        "ForAllValues:StringLike",
      ),
      fc.record({
        "aws:PrincipalTag/t": fc.uniqueArray(fc.constantFrom("a", "ab", "a*", "?b"), {
          minLength: 1,
          maxLength: 2,
        }),
      }),
      { maxKeys: 2 },
    ),
    number: fc.option(
      fc.tuple(
        fc.constantFrom("NumericLessThan", "NumericGreaterThanIfExists", "NumericLessThanEquals"),
        fc.constantFrom("1", "2"),
      ),
      { nil: undefined },
    ),
  })
  .map(({ Effect, principal, action, resource, Condition, number }) => ({
    Sid: "S",
    Effect,
    ...principal,
    [action.negated ? "NotAction" : "Action"]: action.names,
    [resource.negated ? "NotResource" : "Resource"]: resource.names,
    Condition: {
      ...Condition,
      ...(number !== undefined && { [number[0]]: { "aws:MultiFactorAuthAge": number[1] } }),
    },
  }));

const REQUESTS: readonly AccessRequest[] = PRINCIPALS.flatMap((principal) =>
  ["s3:GetObject", "s3:GetBucketAcl", "s3:PutObject", "s3:DeleteObject"].flatMap((action) =>
    [`${ARN}/a/b`, `${ARN}/c`, `${ARN}/111111111111`].flatMap((resource) =>
      [{}, ...["a", "ab", "b"].map((tag) => ({ "aws:PrincipalTag/t": tag }))].flatMap((tags) =>
        [{}, { "aws:MultiFactorAuthAge": 1 }, { "aws:MultiFactorAuthAge": 2 }].map(
          (age: Readonly<Record<string, ContextValue>>): AccessRequest => ({
            principal,
            action,
            resource,
            resourceAccount: "111111111111",
            context: {
              ...tags,
              ...age,
              // Of a service it does not follow, and AWS sends some account.
              ...(principal.kind === "service" && { "aws:PrincipalAccount": "444444444444" }),
            },
          }),
        ),
      ),
    ),
  ),
);

it("lets nobody do more where it finds no statement, by the evaluator", () => {
  const isAllowed = (request: AccessRequest, resource: PolicyDocument): boolean =>
    authorize(request, { identity: [FULL_AWS_ACCESS], resource }).verdict === "allowed";
  let covered = 0;
  fc.assert(
    fc.property(
      fc.array(anyStatement, { minLength: 1, maxLength: 2 }),
      fc.array(anyStatement, { minLength: 1, maxLength: 2 }),
      (olds, news) => {
        const [before, after] = [document(...olds), document(...news)];
        if (loosenedStatements(before, after).length > 0) return;
        covered += 1;
        const wider = REQUESTS.filter((request) => isAllowed(request, after) && !isAllowed(request, before));
        expect(wider).toEqual([]);
      },
    ),
    { numRuns: 2000 },
  );
  expect(covered).toBeGreaterThan(100);
});
