import type { PolicyDocument } from "../../../modules/policy";
import { servicePrincipal } from "../../../modules/policy-evaluation";
import {
  RequestSpace,
  decisionOn,
  type PoliciesInQuestion,
  type SpaceFacts,
} from "../../../modules/policy-proofs";

const OWNER = "555555555555";

/** What identity policies alone allow in the account that only the policy, or nothing but the scope, names. */
function openedTo(Statement: PolicyDocument["Statement"], facts: SpaceFacts): readonly string[] {
  const policies: PoliciesInQuestion = { identity: [{ Version: "2012-10-17", Statement }] };
  const space = new RequestSpace({ policies: [policies] }, facts);
  const allowed = space.allowed(policies);
  for (const { request } of allowed.describe()) {
    expect(decisionOn(request, policies).verdict).toBe("allowed");
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

test("a resource's policy opens it to whom an identity provider vouches for", () => {
  const policies: PoliciesInQuestion = {
    resource: {
      Version: "2012-10-17",
      Statement: [
        {
          ...{ Sid: "S", Effect: "Allow", Action: "sqs:SendMessage", Resource: "*" },
          Principal: { Federated: "cognito-identity.amazonaws.com" },
        },
      ],
    },
  };
  const space = new RequestSpace({ policies: [policies] }, { actions: ["sqs:SendMessage"] });
  const opened = space
    .allowed(policies)
    .describe()
    .find(({ request }) => request.principal.kind === "federated");
  expect(opened?.actions).toEqual(["sqs:SendMessage"]);
  expect(opened?.request.principal).toMatchObject({ provider: "cognito-identity.amazonaws.com" });
  expect(opened && decisionOn(opened.request, policies).verdict).toBe("allowed");
});

test.each([
  ["aws", "logs.us-east-1.amazonaws.com"],
  ["aws-cn", "logs.cn-north-1.amazonaws.com.cn"],
  ["aws-eusc", "logs.eusc-de-east-1.amazonaws.eu"],
] as const)("a service is asked that is named by a pattern alone, in %s", (partition, service) => {
  const resource: PolicyDocument = {
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "S",
        Effect: "Allow",
        Principal: "*",
        Action: "sqs:SendMessage",
        Resource: "*",
        Condition: { StringLike: { "aws:PrincipalServiceName": `logs.*${service.slice(-10)}` } },
      },
    ],
  };
  const policies: PoliciesInQuestion = { identity: [], resource };
  const space = new RequestSpace({ policies: [policies] }, { partition });
  expect(space.allowed(policies).describe()[0]?.request.principal).toMatchObject({ kind: "service" });
  const request = {
    principal: servicePrincipal(service),
    action: "sqs:SendMessage",
    resource: "*",
    resourceAccount: OWNER,
  };
  expect(space.allowed(policies).has(request)).toBe(true);
});
