import { SENSITIVE, UNKNOWN, type JsonObject, type ResourceChange } from "../../../../../tools/plan/change";
import { created, destroyed, replaced, updated } from "../plans";
import type { Row } from "./row";

const rolePolicy = (...actions: readonly string[]): string =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "Deliver",
        Effect: "Allow",
        Action: actions,
        Resource: "arn:aws:logs:us-east-1:222222222222:log-group:acme:log-stream:*",
      },
    ],
  });
const ROLE_POLICY: JsonObject = {
  role: "acme-log-role",
  policy: rolePolicy("logs:CreateLogStream", "logs:PutLogEvents"),
};

const statements = (...all: readonly object[]): string =>
  JSON.stringify({ Version: "2012-10-17", Statement: all });
const EVERYTHING = { Sid: "All", Effect: "Allow", Action: "*", Resource: "*" };
const [DELIVER] = (
  JSON.parse(rolePolicy("logs:CreateLogStream", "logs:PutLogEvents")) as { Statement: object[] }
).Statement;

/** The role's policy gets another statement. */
const plus = (statement: object): ResourceChange =>
  updated("aws_iam_role_policy", ROLE_POLICY, { policy: statements(DELIVER ?? {}, statement) });

const ROLE: JsonObject = { name: "acme-log-role" };

/** A statement that no evaluator reads, and that stays: what it says of anything is not known. */
const UNREADABLE = {
  ...{ Sid: "Old", Action: "s3:GetObject", Resource: "*" },
  Condition: { StringSounds: { "aws:PrincipalTag/a": "b" } },
};
const beside = (effect: "Allow" | "Deny", action: string): ResourceChange => {
  const old = { ...UNREADABLE, Effect: effect };
  const more = { Sid: "More", Effect: "Allow", Action: action, Resource: "*" };
  return updated(
    "aws_iam_role_policy",
    { ...ROLE_POLICY, policy: statements(old) },
    { policy: statements(old, more) },
  );
};
const besideUnreadable = (["Allow", "Deny"] as const).map((effect): Row => ({
  rule: "policy-not-judged",
  when: `the role may do more beside an ${effect} that is not known`,
  change: beside(effect, "s3:GetObject"),
  says: ["StringSounds"],
}));

/** What nobody misses where it is denied is more where it is allowed: other organizations' buckets, tags, machines, Regions. */
const ONLY_OF_OURS = Object.entries({
  "other organizations' resources": { StringEquals: { "aws:ResourceOrgID": "o-a1b2c3d4e5" } },
  "what it tags": { Null: { "aws:TagKeys": "true" } },
  "keys of whoever uploads": { Null: { "s3:x-amz-server-side-encryption-customer-algorithm": "true" } },
  "what machines ask": { Null: { "ec2:SourceInstanceARN": "true" } },
  "other Regions": { StringEquals: { "aws:RequestedRegion": "us-east-1" } },
}).map(([what, Condition]): Row => {
  const writes = {
    ...{ Sid: "Writes", Effect: "Allow", Action: "s3:PutObject" },
    Resource: ["arn:aws:s3:::*", "arn:aws:s3:us-east-1:222222222222:accesspoint/*"],
  };
  return {
    rule: "access-widened",
    when: `the role may write to ${what}, too`,
    change: updated(
      "aws_iam_role_policy",
      { ...ROLE_POLICY, policy: statements(DELIVER ?? {}, { ...writes, Condition }) },
      { policy: statements(DELIVER ?? {}, writes) },
    ),
    says: ["s3:PutObject on"],
  };
});

const MORE_ROWS: readonly Row[] = [
  {
    rule: "access-widened",
    when: "the role may do everything",
    change: plus(EVERYTHING),
    says: ["this is newly allowed: * on * for role acme-log-role"],
  },
  ...besideUnreadable,
  {
    rule: "access-widened",
    when: "the role may do all but something",
    change: plus({ Sid: "Most", Effect: "Allow", NotAction: "iam:*", Resource: "*" }),
    says: ["all but iam:* on * for role acme-log-role"],
  },
  {
    rule: "access-widened",
    when: "the role may do more than a denial said",
    change: updated(
      "aws_iam_role_policy",
      {
        ...ROLE_POLICY,
        policy: statements(EVERYTHING, { Sid: "Not", Effect: "Deny", Action: "iam:*", Resource: "*" }),
      },
      {
        policy: statements(EVERYTHING, {
          Sid: "Not",
          Effect: "Deny",
          Action: "iam:*",
          Resource: "*",
          Condition: { StringNotEquals: { "aws:RequestedRegion": "us-east-1" } },
        }),
      },
    ),
    says: ["iam:* on *"],
  },
  ...ONLY_OF_OURS,
  {
    rule: "access-widened",
    when: "the role may do everything where two of its tags are the same",
    change: plus({
      ...EVERYTHING,
      Condition: { StringEquals: { "aws:PrincipalTag/a": "${aws:PrincipalTag/b}" } },
    }),
    says: ["this is newly allowed: * on * for role acme-log-role"],
  },
  {
    rule: "delivery-refused",
    when: "the role's deliveries are denied",
    change: plus({ Sid: "Not", Effect: "Deny", Action: "logs:*", Resource: "*" }),
    says: [
      "this is no longer allowed: logs:* on arn:aws:logs:us-east-1:222222222222:log-group:acme:log-stream:*",
    ],
  },
  {
    rule: "delivery-refused",
    when: "the role's deliveries are denied from a day on",
    change: plus({
      Sid: "Not",
      Effect: "Deny",
      Action: "logs:PutLogEvents",
      Resource: "*",
      Condition: { DateGreaterThan: { "aws:CurrentTime": "2027-01-01T00:00:00Z" } },
    }),
    says: ["logs:PutLogEvents on"],
  },
  {
    rule: "delivery-refused",
    when: "what the role never did is denied",
    change: plus({ Sid: "Not", Effect: "Deny", Action: "iam:*", Resource: "*" }),
    says: [],
  },
  {
    rule: "access-widened",
    when: "a role that stands gets one more policy",
    change: created("aws_iam_role_policy", { ...ROLE_POLICY, name: "more", policy: statements(EVERYTHING) }),
    says: ["* on * for role acme-log-role"],
  },
  {
    rule: "access-widened",
    when: "a new role gets its policy",
    change: created("aws_iam_role_policy", { ...ROLE_POLICY, policy: statements(EVERYTHING) }),
    beside: [created("aws_iam_role", ROLE)],
    says: ["* on * for role acme-log-role"],
  },
  {
    rule: "access-widened",
    when: "a new role, whose name is known only after apply, gets its policy",
    change: created("aws_iam_role_policy", { role: UNKNOWN, policy: statements(EVERYTHING) }),
    beside: [created("aws_iam_role", { ...ROLE, name: UNKNOWN })],
    says: ["* on * for a role that is known only after apply"],
  },
  {
    rule: "access-widened",
    when: "it is known only after apply which role gets a policy, and the plan makes none",
    change: created("aws_iam_role_policy", { role: UNKNOWN, policy: statements(EVERYTHING) }),
    says: ["* on * for a role that is known only after apply"],
  },
  {
    rule: "delivery-refused",
    when: "the role's policy goes to another role",
    change: replaced("aws_iam_role_policy", ROLE_POLICY, { role: "another" }),
    says: ["logs:CreateLogStream on"],
  },
  {
    rule: "access-widened",
    when: "the role's policy goes to another role",
    change: replaced("aws_iam_role_policy", ROLE_POLICY, { role: "another" }),
    says: ["for role another"],
  },
  {
    rule: "policy-not-judged",
    when: "a role's policy is hidden",
    change: updated("aws_iam_role_policy", { ...ROLE_POLICY, policy: SENSITIVE }, { name: "b" }),
    says: ["the policy is sensitive, and hidden"],
  },
  {
    rule: "access-widened",
    when: "a managed policy permits more",
    change: updated(
      "aws_iam_policy",
      { name: "deploy-1", policy: rolePolicy("logs:CreateLogStream") },
      { policy: statements(EVERYTHING) },
    ),
    says: ["* on * for whoever has the policy deploy-1"],
  },
  {
    rule: "access-lost",
    when: "a managed policy permits less",
    change: updated(
      "aws_iam_policy",
      { name: "deploy-1", policy: rolePolicy("logs:CreateLogStream", "logs:PutLogEvents") },
      { policy: rolePolicy("logs:CreateLogStream") },
    ),
    says: ["logs:PutLogEvents on"],
  },
  {
    rule: "access-widened",
    when: "a managed policy is made, which nobody has",
    change: created("aws_iam_policy", { name: "deploy-1", policy: statements(EVERYTHING) }),
    says: [],
  },
];

/** What roles may do, and who may assume them. */
export const ROLE_ROWS: readonly Row[] = [
  {
    rule: "delivery-refused",
    when: "the role of the log group may not write events",
    change: updated("aws_iam_role_policy", ROLE_POLICY, { policy: rolePolicy("logs:CreateLogStream") }),
    says: [
      "logs:PutLogEvents on arn:aws:logs:us-east-1:222222222222:log-group:acme:log-stream:* for role acme-log-role",
    ],
  },
  {
    rule: "delivery-refused",
    when: "the role of the log group has no policy any more",
    change: destroyed("aws_iam_role_policy", ROLE_POLICY),
    says: ["logs:CreateLogStream"],
  },
  {
    rule: "delivery-refused",
    when: "the role's actions are written as a pattern",
    change: updated("aws_iam_role_policy", ROLE_POLICY, {
      policy: rolePolicy("logs:Create*", "logs:Put*"),
    }),
    says: [],
  },
  {
    rule: "access-widened",
    when: "the role may do more",
    change: updated("aws_iam_role_policy", ROLE_POLICY, {
      policy: rolePolicy("logs:CreateLogStream", "logs:PutLogEvents", "logs:DeleteLogStream"),
    }),
    says: ["this is newly allowed: logs:DeleteLogStream"],
  },
  {
    rule: "policy-not-judged",
    when: "a role's policy is known only after apply",
    change: updated("aws_iam_role_policy", ROLE_POLICY, { policy: UNKNOWN }),
    says: ["the policy is known only after apply"],
  },
  {
    rule: "delivery-refused",
    when: "a service may no longer assume a role",
    change: updated(
      "aws_iam_role",
      {
        name: "acme-log-role",
        assume_role_policy: JSON.stringify({
          Version: "2012-10-17",
          Statement: [
            {
              Sid: "A",
              Effect: "Allow",
              Principal: { Service: "cloudtrail.amazonaws.com" },
              Action: "sts:AssumeRole",
            },
          ],
        }),
      },
      { assume_role_policy: JSON.stringify({ Version: "2012-10-17", Statement: [] }) },
    ),
    says: ["cloudtrail.amazonaws.com: sts:AssumeRole on arn:aws:iam::222222222222:role/acme-log-role"],
  },
  ...MORE_ROWS,
];
