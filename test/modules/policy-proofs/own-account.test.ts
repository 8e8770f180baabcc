import type { PolicyDocument } from "../../../modules/policy";
import { RequestSpace, type PoliciesInQuestion, type SpaceFacts } from "../../../modules/policy-proofs";

const OWNER = "555555555555";

/** What identity policies alone allow in the account that only the policy, or nothing but the scope, names. */
function openedTo(Statement: PolicyDocument["Statement"], facts: SpaceFacts): readonly string[] {
  const policies: PoliciesInQuestion = { identity: [{ Version: "2012-10-17", Statement }] };
  const space = new RequestSpace({ policies: [policies] }, facts);
  const allowed = space.allowed(policies);
  for (const { request } of allowed.describe()) {
    expect(space.decision(request, policies).verdict).toBe("allowed");
  }
  return allowed.describe().map(({ who }) => who);
}

describe("principals of an account that is named only as the owner of a resource", () => {
  const whole = { Sid: "S", Effect: "Allow", Action: "sqs:SendMessage" } as const;
  const own = [`roles of account ${OWNER}`, `users of account ${OWNER}`];

  it.each<[string, PolicyDocument["Statement"], SpaceFacts]>([
    ["by its ARN", [{ ...whole, Resource: `arn:aws:sqs:us-east-1:${OWNER}:queue` }], {}],
    ["by an ARN with wildcards", [{ ...whole, Resource: `arn:aws:sqs:*:${OWNER}:*` }], {}],
    ["by a wildcard over components", [{ ...whole, Resource: `arn:*:${OWNER}:queue` }], {}],
    [
      "by a condition",
      [{ ...whole, Resource: "*", Condition: { StringEquals: { "aws:ResourceAccount": OWNER } } }],
      {},
    ],
    ["by the scope", [{ ...whole, Resource: "*" }], { resources: [{ arn: `arn:aws:sqs:*:${OWNER}:*` }] }],
  ])("are asked: %s", (_, statements, facts) => {
    expect(openedTo(statements, facts)).toEqual(expect.arrayContaining(own));
  });

  it("are asked of each account of which a pattern tells others apart", () => {
    const who = openedTo([{ ...whole, Resource: "arn:aws:sqs:*:5555*:queue" }], {});
    expect(who.filter((each) => each.startsWith("roles of account 5555"))).toHaveLength(1);
  });
});

test("who has an identity provider's assertion alone asks for nothing but a role's credentials", () => {
  const resource: PolicyDocument = {
    Version: "2012-10-17",
    Statement: [{ Sid: "S", Effect: "Allow", Principal: "*", Action: "sqs:*", Resource: "*" }],
  };
  const space = new RequestSpace({ policies: [{ resource }] }, { actions: ["sqs:SendMessage"] });
  const who = space.everything.describe().filter(({ who: one }) => one.startsWith("identities of"));
  expect(who.flatMap(({ actions }) => actions).filter((action) => !action.startsWith("sts:"))).toEqual([]);
  expect(who).toHaveLength(1);
});
