import fc from "fast-check";
import type { PolicyConditions, PolicyDocument, PolicyStatement } from "../../../modules/policy";
import {
  accountRoot,
  anonymous,
  FULL_AWS_ACCESS,
  iamUser,
  roleSession,
  servicePrincipal,
  type AccessRequest,
  type ContextValue,
} from "../../../modules/policy-evaluation";
import type { PoliciesInQuestion } from "../../../modules/policy-proofs";

export const HOME = "111111111111";
export const OTHER = "222222222222";
export const STRANGER = "999999999999";
export const ORGANIZATION = "o-a1b2c3d4e5";
export const BUCKET = "arn:aws:s3:::logs";
const KEY = `arn:aws:kms:us-east-1:${HOME}:key/1234`;

/** One of the items, or several. */
const oneOrMore = (...items: readonly string[]): fc.Arbitrary<string | string[]> =>
  fc.oneof(
    fc.constantFrom(...items),
    fc.uniqueArray(fc.constantFrom(...items), { minLength: 1, maxLength: 3 }),
  );

const actions = oneOrMore(
  "*",
  "s3:*",
  "s3:Get*",
  "s3:GetObject",
  "s3:DeleteObject*",
  "s3:?etObject",
  "kms:*",
  "kms:Decrypt",
  "s3:*BucketPolicy",
);
const resources = oneOrMore(
  "*",
  BUCKET,
  `${BUCKET}/*`,
  `${BUCKET}*`,
  `${BUCKET}/AWSLogs/*`,
  `${BUCKET}/*/CloudTrail/*`,
  `${BUCKET}/home/\${aws:username}/*`,
  `${BUCKET}/\${aws:PrincipalAccount}/*`,
  "arn:aws:s3:::*",
  "arn:*:kms:*:*:key/*",
  KEY,
);

/** Operators with the prefixes and suffixes that they can have. */
const operator = (...names: readonly string[]): fc.Arbitrary<string> =>
  fc
    .tuple(fc.constantFrom(...names), fc.constantFrom("", "", "IfExists"))
    .map(([name, suffix]) => (name === "Null" ? name : `${name}${suffix}`));
const setOperator = (...names: readonly string[]): fc.Arbitrary<string> =>
  fc
    .tuple(fc.constantFrom("ForAnyValue:", "ForAllValues:"), operator(...names))
    .map((parts) => parts.join(""));

const condition = (
  operators: fc.Arbitrary<string>,
  keys: readonly string[],
  values: fc.Arbitrary<string | string[]>,
) =>
  fc
    .tuple(operators, fc.constantFrom(...keys), values)
    .map(([name, key, operands]): PolicyConditions => ({ [name]: { [key]: operands } }));

const STRINGS = [
  "StringEquals",
  "StringNotEquals",
  "StringLike",
  "StringNotLike",
  "StringEqualsIgnoreCase",
  "StringNotEqualsIgnoreCase",
];
const ARNS = ["ArnEquals", "ArnLike", "ArnNotEquals", "ArnNotLike"];

const conditions: fc.Arbitrary<PolicyConditions> = fc.oneof(
  fc.constant({}),
  condition(
    operator(...STRINGS),
    ["test:key", "s3:prefix"],
    oneOrMore("a", "A", "a*", "*b", "?", "ab?", "${aws:username}", "x${*}"),
  ),
  condition(
    operator("StringEquals", "StringNotEquals", "StringLike"),
    ["aws:SourceAccount"],
    oneOrMore(HOME, OTHER, "${aws:PrincipalAccount}", "${aws:ResourceAccount}"),
  ),
  condition(
    operator("StringEquals", "StringNotEquals"),
    ["aws:PrincipalAccount"],
    oneOrMore(HOME, OTHER, "${aws:ResourceAccount}"),
  ),
  condition(
    operator("StringEquals", "StringNotEquals", "StringLike"),
    ["aws:PrincipalOrgID"],
    oneOrMore(ORGANIZATION, "o-*", "o-zzzzzzzzzz"),
  ),
  condition(
    operator(...ARNS, "StringLike", "StringNotLike"),
    ["aws:PrincipalArn"],
    oneOrMore(
      "arn:aws:iam::*:role/*",
      `arn:aws:iam::${HOME}:role/ops/*`,
      `arn:aws:iam::${HOME}:user/alice`,
      "arn:*:iam::*:root",
      "arn:aws:iam::*:role/Aud*",
    ),
  ),
  condition(
    operator(...ARNS),
    ["aws:SourceArn"],
    oneOrMore(
      "arn:aws:cloudtrail:*:*:trail/*",
      `arn:aws:cloudtrail:us-east-1:${HOME}:trail/t`,
      "arn:aws:s3:::*",
    ),
  ),
  condition(
    operator("Bool"),
    ["aws:SecureTransport", "aws:MultiFactorAuthPresent", "aws:PrincipalIsAWSService"],
    oneOrMore("true", "false"),
  ),
  condition(
    operator(
      "NumericLessThan",
      "NumericLessThanEquals",
      "NumericGreaterThan",
      "NumericGreaterThanEquals",
      "NumericEquals",
      "NumericNotEquals",
    ),
    ["aws:MultiFactorAuthAge", "s3:TlsVersion"],
    oneOrMore("3600", "1.2", "1.3", "0"),
  ),
  condition(
    operator("DateLessThan", "DateGreaterThan", "DateEquals", "DateGreaterThanEquals"),
    ["aws:CurrentTime"],
    oneOrMore("2026-01-01", "2027-06-30T12:00:00Z"),
  ),
  condition(
    operator("IpAddress", "NotIpAddress"),
    ["aws:SourceIp"],
    oneOrMore("10.0.0.0/8", "10.1.0.0/16", "203.0.113.7", "2001:db8::/32"),
  ),
  condition(
    operator("StringEquals", "StringNotEquals", "Null"),
    ["aws:PrincipalServiceName", "aws:username", "aws:PrincipalType"],
    oneOrMore("true", "false"),
  ),
  condition(
    operator("StringEquals", "StringLike"),
    ["aws:PrincipalServiceName", "aws:username", "aws:PrincipalType"],
    oneOrMore("cloudtrail.amazonaws.com", "alice", "al*", "User", "Account"),
  ),
  condition(
    fc.constant("Null"),
    ["aws:SecureTransport", "test:key", "aws:TagKeys", "aws:PrincipalArn"],
    fc.constantFrom("true", "false"),
  ),
  condition(setOperator(...STRINGS), ["aws:TagKeys", "test:set"], oneOrMore("a", "b*", "c", "*", "")),
);

const parts = fc.record({
  Effect: fc.constantFrom("Allow" as const, "Deny" as const),
  action: fc.tuple(fc.constantFrom("Action", "Action", "NotAction"), actions),
  resource: fc.tuple(fc.constantFrom("Resource", "Resource", "NotResource"), resources),
  conditions: fc.array(conditions, { maxLength: 2 }),
});

const principals = fc.tuple(
  fc.constantFrom("Principal", "Principal", "Principal", "NotPrincipal"),
  fc.constantFrom<unknown>(
    "*",
    { AWS: "*" },
    { AWS: HOME },
    { AWS: [OTHER, `arn:aws:iam::${HOME}:user/alice`] },
    { AWS: `arn:aws:iam::${HOME}:role/ops/Auditor`, Service: "cloudtrail.amazonaws.com" },
    { AWS: `arn:aws:sts::${HOME}:assumed-role/Auditor/ann` },
    { AWS: [`arn:aws:sts::${HOME}:assumed-role/Auditor/ann`, `arn:aws:iam::${HOME}:role/ops/Auditor`, HOME] },
    { Service: ["config.amazonaws.com", "cloudtrail.amazonaws.com"] },
  ),
);

type Parts = typeof parts extends fc.Arbitrary<infer T> ? T : never;

function statementOf(
  { Effect, action, resource, conditions: found }: Parts,
  index: number,
  more: object = {},
): PolicyStatement {
  const Condition: Record<string, Record<string, string | readonly string[]>> = {};
  for (const each of found) {
    for (const [name, keys] of Object.entries(each)) Condition[name] = { ...Condition[name], ...keys };
  }
  return {
    Sid: `S${index}`,
    Effect,
    ...Object.fromEntries([action, resource]),
    ...(Object.keys(Condition).length > 0 && { Condition }),
    ...more,
  };
}

const identityDocument: fc.Arbitrary<PolicyDocument> = fc
  .array(parts, { minLength: 1, maxLength: 3 })
  .map((list) => ({ Version: "2012-10-17", Statement: list.map((each, index) => statementOf(each, index)) }));

export const resourceDocument: fc.Arbitrary<PolicyDocument> = fc
  .array(fc.tuple(parts, principals), { minLength: 1, maxLength: 4 })
  .map((list) => ({
    Version: "2012-10-17",
    Statement: list.map(([each, who], index) => statementOf(each, index, Object.fromEntries([who]))),
  }));

const resourceControlDocument: fc.Arbitrary<PolicyDocument> = fc
  .array(parts, { minLength: 1, maxLength: 2 })
  .map((list) => ({
    Version: "2012-10-17",
    Statement: list.map((each, index) => statementOf({ ...each, Effect: "Deny" }, index, { Principal: "*" })),
  }));

/** Policies of all types. */
export const anyPolicies: fc.Arbitrary<PoliciesInQuestion> = fc.record(
  {
    resource: resourceDocument,
    identity: fc.oneof(
      fc.array(identityDocument, { maxLength: 2 }),
      fc.constantFrom("everything" as const, "everything in the own account" as const),
    ),
    permissionsBoundary: identityDocument,
    session: fc.array(identityDocument, { maxLength: 2 }),
    serviceControl: fc.array(
      identityDocument.map((document) => [FULL_AWS_ACCESS, document]),
      { maxLength: 2 },
    ),
    resourceControl: fc.array(resourceControlDocument, { maxLength: 1 }),
  },
  { requiredKeys: ["resource"] },
);

const principal = fc.constantFrom(
  iamUser({ account: HOME, user: "alice", organization: ORGANIZATION }),
  iamUser({ account: HOME, user: "dept/bob", organization: ORGANIZATION }),
  iamUser({ account: OTHER, user: "alice", organization: ORGANIZATION }),
  roleSession({ account: HOME, role: "ops/Auditor", session: "ann", organization: ORGANIZATION }),
  roleSession({ account: HOME, role: "ops/Auditor", session: "bea", organization: ORGANIZATION }),
  roleSession({ account: HOME, role: "Auditor", session: "ann", organization: ORGANIZATION }),
  roleSession({ account: STRANGER, role: "aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig" }),
  roleSession({ account: STRANGER, role: "Deploy" }),
  roleSession({ account: STRANGER, role: "Deploy", organization: "o-zzzzzzzzzz" }),
  accountRoot({ account: HOME, organization: ORGANIZATION }),
  accountRoot({ account: STRANGER, organization: "o-elsewhere00" }),
  servicePrincipal("cloudtrail.amazonaws.com"),
  servicePrincipal("some.amazonaws.com"),
  anonymous(),
);

/** Values of keys that policies name, others of the same type, and none. */
const context = fc
  .record(
    {
      "test:key": fc.constantFrom("a", "A", "ab", "abc", "bb", "alice", "x*", "zz", ""),
      "s3:prefix": fc.constantFrom("a", "b", "ab", "q"),
      "aws:SourceAccount": fc.constantFrom(HOME, OTHER, STRANGER),
      "aws:SourceArn": fc.constantFrom(
        `arn:aws:cloudtrail:us-east-1:${HOME}:trail/t`,
        "arn:aws:cloudtrail:eu-west-1:333333333333:trail/u",
        "arn:aws:s3:::b",
        "arn:aws:sns:us-east-1:1:t",
      ),
      "aws:SecureTransport": fc.boolean(),
      "aws:MultiFactorAuthPresent": fc.boolean(),
      "aws:MultiFactorAuthAge": fc.constantFrom(0, 1, 600, 3600, 3601),
      "s3:TlsVersion": fc.constantFrom("1.0", "1.2", "1.25", "1.3", "2"),
      "aws:CurrentTime": fc.constantFrom(
        "2025-01-01T00:00:00Z",
        "2026-01-01T00:00:00Z",
        "2026-12-01T00:00:00Z",
        "2030-01-01T00:00:00Z",
      ),
      "aws:SourceIp": fc.constantFrom(
        "10.0.0.1",
        "10.1.2.3",
        "203.0.113.7",
        "8.8.8.8",
        "2001:db8::1",
        "fe80::1",
      ),
      "aws:TagKeys": fc.uniqueArray(fc.constantFrom("a", "b", "bb", "c", "d", ""), { maxLength: 3 }),
      "test:set": fc.uniqueArray(fc.constantFrom("a", "b", "bb", "c", "d", ""), { maxLength: 3 }),
    },
    { requiredKeys: [] },
  )
  .map((keys) => keys as Readonly<Record<string, ContextValue>>);

/** Requests, with values that policies name and values that they do not. */
export const anyRequest: fc.Arbitrary<AccessRequest> = fc
  .record({
    principal,
    action: fc.constantFrom(
      "s3:GetObject",
      "s3:DeleteObject",
      "s3:PutObject",
      "s3:GetBucketPolicy",
      "s3:PutBucketPolicy",
      "kms:Decrypt",
      "kms:RetireGrant",
      "sns:Publish",
    ),
    resource: fc.constantFrom(
      BUCKET,
      `${BUCKET}/AWSLogs/file.gz`,
      `${BUCKET}/a/CloudTrail/b`,
      `${BUCKET}/a:b/CloudTrail/c`,
      `${BUCKET}/home/alice/x`,
      `${BUCKET}/${HOME}/x`,
      "arn:aws:s3:::other",
      KEY,
      `arn:aws:kms:us-east-1:${OTHER}:key/5678`,
    ),
    context,
  })
  .map((request) =>
    request.resource.startsWith("arn:aws:s3") ? { ...request, resourceAccount: HOME } : request,
  );

/** The facts that go with the requests. */
export const FACTS = {
  organization: ORGANIZATION,
  members: [HOME, OTHER],
  resources: [{ arn: "arn:aws:s3:::*", account: HOME }, { arn: "arn:aws:kms:*:*:key/*" }],
};
