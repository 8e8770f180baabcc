import type { PolicyDocument } from "../../../modules/policy";
import {
  accountRoot,
  authorize,
  evaluateDocument,
  iamUser,
  roleSession,
  UnsupportedPolicyError,
  type AccessRequest,
} from "../../../modules/policy-evaluation";
import { auditor, cloudTrail, document, HOME, naming, OTHER, request, ROLE } from "./fixtures";

const never: Partial<AccessRequest> = { action: "other:Action" };

describe("a policy with something unknown is an error, also when the statement does not apply", () => {
  it.each<readonly [string, Readonly<Record<string, unknown>>]>([
    [
      "Condition.StringEqual has an operator that is not known",
      { Condition: { StringEqual: { "a:b": "c" } } },
    ],
    [
      "Condition.stringEquals has an operator that is not known",
      { Condition: { stringEquals: { "a:b": "c" } } },
    ],
    [
      "Condition.ForSomeValues:StringEquals has an operator",
      { Condition: { "ForSomeValues:StringEquals": { "a:b": "c" } } },
    ],
    ["Condition.NullIfExists has an operator", { Condition: { NullIfExists: { "a:b": "true" } } }],
    ["Condition.ForAnyValue:Null has an operator", { Condition: { "ForAnyValue:Null": { "a:b": "true" } } }],
    ["Condition.StringFoo has an operator", { Condition: { StringFoo: {} } }],
    ["Condition is no object", { Condition: [] }],
    ["Condition is no object", { Condition: null }],
    ["Condition.StringEquals is no object", { Condition: { StringEquals: null } }],
    ["Condition.StringEquals is no object", { Condition: { StringEquals: "a:b" } }],
    ["Condition.Null.a:b is neither true nor false", { Condition: { Null: { "a:b": "yes" } } }],
    [
      "Condition.StringEquals.SourceArn is no condition key",
      { Condition: { StringEquals: { SourceArn: "c" } } },
    ],
    [
      "Condition.StringEquals.a:b is not a string or a list of strings",
      { Condition: { StringEquals: { "a:b": [] } } },
    ],
    ["Condition.Bool.a:b is not a string or a list of strings", { Condition: { Bool: { "a:b": true } } }],
    ["Condition.Bool.a:b is not true or false", { Condition: { Bool: { "a:b": "yes" } } }],
    ["Condition.NumericEquals.a:b is not a number", { Condition: { NumericEquals: { "a:b": "1e3" } } }],
    ["Condition.NumericEquals.a:b is not a number", { Condition: { NumericEquals: { "a:b": "${a:c}" } } }],
    ["Condition.DateEquals.a:b is not a date", { Condition: { DateEquals: { "a:b": "2026-02-29" } } }],
    ["Condition.DateEquals.a:b is not a date", { Condition: { DateEquals: { "a:b": "2026" } } }],
    ["Condition.BinaryEquals.a:b is not base64", { Condition: { BinaryEquals: { "a:b": "x" } } }],
    ["Condition.IpAddress.a:b is not an IP address", { Condition: { IpAddress: { "a:b": "10.0.0.0/33" } } }],
    ["Condition.IpAddress.a:b is not an IP address", { Condition: { IpAddress: { "a:b": "10.0.0.256" } } }],
    ["Condition.ArnLike.a:b is no ARN", { Condition: { ArnLike: { "a:b": "*" } } }],
    ["Condition.ArnEquals.a:b is no ARN", { Condition: { ArnEquals: { "a:b": "arn:aws:s3:logs" } } }],
    ["Condition.ArnLike.a:b is no ARN", { Condition: { ArnLike: { "a:b": "ARN:aws:s3:::logs" } } }],
    [
      "Condition.StringLike.a:b has something that is no policy variable",
      { Condition: { StringLike: { "a:b": "${a:c" } } },
    ],
    [
      "Condition.StringLike.a:b has something that is no policy variable",
      { Condition: { StringLike: { "a:b": "${a:c,d}" } } },
    ],
    ["Resource has something that is no policy variable", { Resource: "arn:aws:s3:::logs/${username}" }],
    [
      "Resource has a policy variable before the fifth colon",
      { Resource: "arn:aws:s3::${aws:PrincipalAccount}:logs" },
    ],
    ["Resource has no ARN", { Resource: "logs" }],
    ["Resource has no ARN", { Resource: ["arn:aws:s3:::logs", "arn:aws:s3:logs"] }],
    ["Resource is not a string", { Resource: [] }],
    ["NotResource stands beside Resource", { Resource: "*", NotResource: "*" }],
    ["Resource or NotResource is missing", { Resource: undefined }],
    ["Action has no action", { Action: "GetObject" }],
    ["Action has no action", { Action: "s3*:GetObject" }],
    ["NotAction stands beside Action", { Action: "*", NotAction: "s3:*" }],
    ["Action or NotAction is missing", { Action: undefined }],
    ["Actions is an element that is not known", { Actions: "*" }],
    ["Effect is not known", { Effect: "allow" }],
    ["Principal or NotPrincipal is missing", { Principal: undefined }],
    [
      "Principal.CanonicalUser names a principal in a way that is not known",
      { Principal: { CanonicalUser: "79a5" } },
    ],
    ["Principal.AWS names a principal in a way", { Principal: { AWS: `arn:aws:iam::${HOME}:role/*` } }],
    ["Principal.AWS names a principal in a way", { Principal: { AWS: "AROAEXAMPLE" } }],
    ["Principal.AWS names a principal in a way", { Principal: { AWS: `arn:aws:iam::${HOME}:group/ops` } }],
    [
      "Principal.AWS names a principal in a way",
      { Principal: { AWS: `arn:aws:iam:us-east-1:${HOME}:root` } },
    ],
    ["Principal.Service names a principal in a way", { Principal: { Service: "*" } }],
    ["Principal names a principal in a way", { Principal: {} }],
    ["Principal names a principal in a way", { Principal: "123456789012" }],
  ])("%s", (message, parts) => {
    const policy = naming("*", parts);
    expect(() => evaluateDocument(policy, request(never))).toThrow(UnsupportedPolicyError);
    expect(() => evaluateDocument(policy, request(never))).toThrow(`statement S1: ${message}`);
  });

  it.each([
    [{ Version: "2008-10-17", Statement: [] }],
    [{ Statement: [] }],
    [{ Version: "2012-10-17", Statement: {} }],
    [{ Version: "2012-10-17", Statement: null }],
    [{ Version: "2012-10-17", Statement: [], Statements: [] }],
  ])("as is a document such as %j", (policy) => {
    expect(() => evaluateDocument(policy as unknown as PolicyDocument, request())).toThrow(
      /^policy: \w+ makes a document of a kind that is not known/,
    );
  });

  it.each([[null], ["Allow"], [[]]])("as is a document with the statement %j", (statement) => {
    const policy = { Version: "2012-10-17", Statement: [...naming("*").Statement, statement] };
    expect(() => evaluateDocument(policy as unknown as PolicyDocument, request(never))).toThrow(
      "statement number 2: Statement is no object",
    );
  });

  it("blames the statements, and not the version, where they are no list", () => {
    const policy = { Version: "2012-10-17", Statement: {} };
    expect(() => evaluateDocument(policy as unknown as PolicyDocument, request())).toThrow(
      "policy: Statement makes a document",
    );
  });

  it("tells which statement, by position where it has no Sid", () => {
    const policy = {
      Version: "2012-10-17",
      Statement: [...naming("*").Statement, { Effect: "Allow", Principal: "*", Resource: "*" }],
    };
    expect(() => evaluateDocument(policy as unknown as PolicyDocument, request())).toThrow(
      "statement number 2: Action",
    );
  });

  it("keeps each element in the kind of document where AWS has it", () => {
    expect(() => authorize(request(), { identity: [naming("*")] })).toThrow(
      "Principal does not belong in an identity policy",
    );
    expect(() => authorize(request(), { serviceControl: [[naming("*")]] })).toThrow(
      "does not belong in an identity policy",
    );
    expect(() => authorize(request(), { resourceControl: [naming({ AWS: "*" })] })).toThrow(
      "Principal does not belong in a resource control policy",
    );
    expect(() => authorize(request(), { resourceControl: [naming("*", { Action: "s3:*" })] })).toThrow(
      'Effect does not belong in a resource control policy; received "Allow"',
    );
    expect(() =>
      authorize(request({ action: "sts:AssumeRole", resource: ROLE }), { resource: naming("*") }),
    ).toThrow("Resource does not belong in a trust policy");
  });
});

describe("what AWS leaves open is an error when the answer depends on it", () => {
  const conditioned = (operator: string, operand: string): PolicyDocument =>
    naming("*", { Condition: { [operator]: { "test:key": operand } } });

  it.each([
    [
      "a multivalued key without a set operator",
      conditioned("StringEquals", "a"),
      ["a"],
      "compares the multivalued key test:key without a set operator",
    ],
    [
      "a value that is no number",
      conditioned("NumericEquals", "1"),
      "one",
      "is compared with a value of the request that is not a number",
    ],
    ["a value that is no date", conditioned("DateEquals", "2026-01-01"), "now", "that is not a date"],
    [
      "a value that is no IP address",
      conditioned("NotIpAddress", "10.0.0.0/8"),
      "10.0.0.0/8",
      "that is not an IP address",
    ],
    ["a value that is no ARN", conditioned("ArnNotLike", "arn:aws:s3:::*"), "logs", "that is not an ARN"],
    ["a value that is no boolean", conditioned("Bool", "true"), "yes", "that is not true or false"],
    [
      "a variable of a multivalued key",
      conditioned("ForAnyValue:StringEquals", "${test:key}"),
      ["a"],
      "has a variable of the multivalued key test:key",
    ],
    [
      "a variable with a wildcard in its value",
      conditioned("StringLike", "${test:key}"),
      "a*",
      "whose value has a wildcard in it",
    ],
  ])("%s", (_, policy, value, message) => {
    expect(() => evaluateDocument(policy, request({ context: { "test:key": value } }))).toThrow(message);
    expect(() => evaluateDocument(policy, request({ context: { "test:key": value } }))).toThrow(
      UnsupportedPolicyError,
    );
  });

  it.each([
    ["*b.gz", "ab.gz", ":b.gz"],
    ["?b.gz", "ab.gz", ":b.gz"],
    ["file?", "file1", "file:"],
  ])("the wildcard in %s, which would have to go over a colon", (pattern, plain, withColon) => {
    const policy = naming("*", { Resource: `arn:aws:s3:::logs/${pattern}` });
    const asked = (key: string): AccessRequest => request({ resource: `arn:aws:s3:::logs/${key}` });
    expect(evaluateDocument(policy, asked(plain)).effect).toBe("Allow");
    expect(() => evaluateDocument(policy, asked(withColon))).toThrow(
      "goes over a colon; AWS documents no such match",
    );
  });

  it('{ "AWS": "*" } for a service, but only where the rest of the statement applies', () => {
    const policy = naming({ AWS: "*" }, { Action: "s3:PutObject" });
    expect(evaluateDocument(policy, request({ principal: cloudTrail })).effect).toBe("None");
    expect(() =>
      evaluateDocument(policy, request({ principal: cloudTrail, action: "s3:PutObject" })),
    ).toThrow('does not document whether it stands for a service principal too; write "*"');
  });
});

describe("a request that AWS could not get is an error", () => {
  const bucket = "arn:aws:s3:::logs";
  it.each<readonly [string, AccessRequest]>([
    ["request: action is no action", request({ action: "s3:Get*" })],
    ["request: action is no action", request({ action: "GetObject" })],
    ["request: resource is no ARN", request({ resource: "logs" })],
    ["request: resourceAccount is not a number of digits only", request({ resourceAccount: "home" })],
    [
      "request: resourceAccount differs from the account in",
      request({ resource: ROLE, resourceAccount: OTHER }),
    ],
    [
      "request: resourceAccount is not known",
      { principal: auditor, action: "s3:ListBucket", resource: bucket },
    ],
    ["request: context.A:B is given twice", request({ context: { "a:b": "1", "A:B": "2" } })],
  ])("%s", (message, asked) => {
    expect(() => authorize(asked, { identity: [document({})] })).toThrow(message);
  });

  it.each([
    ["account id", () => accountRoot({ account: "1" })],
    ["account id", () => iamUser({ account: "acme", user: "a" })],
    ["role name", () => roleSession({ account: HOME, role: `arn:aws:iam::${HOME}:role/x` })],
  ])("a principal with a wrong %s", (kind, make) => {
    expect(make).toThrow(kind);
  });
});
