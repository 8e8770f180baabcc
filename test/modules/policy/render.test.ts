import fc from "fast-check";
import {
  policyArgument,
  policyDocument,
  POLICY_LIMITS,
  policySizeProblem,
  principalPatternProblem,
  renderPolicy,
  type PolicyStatement,
} from "../../../modules/policy";

const STATEMENT: PolicyStatement = { Sid: "S", Effect: "Allow", Action: "s3:GetObject", Resource: "*" };

describe("a rendered policy", () => {
  it("has no white space, and its elements in the order of AWS's reference", () => {
    const turned: PolicyStatement = {
      Resource: "*",
      Condition: { Bool: { "aws:SecureTransport": "true" } },
      Action: "s3:GetObject",
      Effect: "Allow",
      Sid: "S",
    };
    expect(renderPolicy(policyDocument(turned))).toBe(
      '{"Version":"2012-10-17","Statement":[{"Sid":"S","Effect":"Allow","Action":"s3:GetObject","Resource":"*",' +
        '"Condition":{"Bool":{"aws:SecureTransport":"true"}}}]}',
    );
  });

  it("has a list of one as a text, as AWS returns it, at every depth", () => {
    const listed = {
      ...STATEMENT,
      Principal: { AWS: ["111122223333"] },
      Action: ["s3:GetObject"],
      Condition: { StringEquals: { "aws:SourceArn": ["a"], "aws:SourceAccount": ["b", "c"] } },
    };
    expect(JSON.parse(renderPolicy(policyDocument(listed)))).toMatchObject({
      Statement: [
        {
          Principal: { AWS: "111122223333" },
          Action: "s3:GetObject",
          Condition: { StringEquals: { "aws:SourceArn": "a", "aws:SourceAccount": ["b", "c"] } },
        },
      ],
    });
  });

  it("escapes for Terraform what IAM is to replace, and nothing else", () => {
    const resource = (Resource: string): string => policyArgument(policyDocument({ ...STATEMENT, Resource }));
    expect(resource("arn:aws:s3:::b/${aws:PrincipalAccount}/*")).toContain("b/$${aws:PrincipalAccount}/*");
    expect(resource("arn:aws:s3:::b/${*}${$}")).toContain("b/$${*}$${$}");
    expect(resource("${TfToken[TOKEN.1]}")).toContain('"${TfToken[TOKEN.1]}"');
  });

  it("reads back as the document, whatever its texts", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), fc.array(fc.string(), { minLength: 2 }), (Sid, Action) => {
        const document = policyDocument({ ...STATEMENT, Sid, Action });
        expect(JSON.parse(renderPolicy(document))).toEqual(document);
      }),
    );
  });
});

describe("the size of a policy", () => {
  const { keyPolicy, bucketPolicy, serviceControlPolicy } = POLICY_LIMITS;
  const room = (maximum: number): number =>
    maximum - renderPolicy(policyDocument({ ...STATEMENT, Resource: "" })).length;
  const sized = (length: number, unit = "x") =>
    policyDocument({ ...STATEMENT, Resource: unit.repeat(length) });

  it.each([
    ["a bucket policy", bucketPolicy],
    ["a key policy", keyPolicy],
    ["a service control policy", serviceControlPolicy],
  ])("may be the limit of %s, and not one more", (_, limit) => {
    expect(policySizeProblem(sized(room(limit.maximum)), limit)).toBeUndefined();
    expect(policySizeProblem(sized(room(limit.maximum) + 1), limit)).toMatchObject({
      what: `has ${limit.maximum + 1} ${limit.unit}, 1 over what AWS takes for ${limit.title}; the largest statements are S ${limit.maximum + 1}`,
      remedy: limit.remedy,
    });
  });

  it("counts bytes where AWS does, and characters where AWS does", () => {
    const half = Math.floor(room(bucketPolicy.maximum) / 2);
    expect(policySizeProblem(sized(half, "é"), bucketPolicy)).toBeUndefined();
    expect(policySizeProblem(sized(half + 1, "é"), bucketPolicy)).toBeDefined();
    expect(
      policySizeProblem(sized(room(serviceControlPolicy.maximum), "é"), serviceControlPolicy),
    ).toBeUndefined();
    const third = Math.floor(room(bucketPolicy.maximum) / 3);
    expect(policySizeProblem(sized(third, "語"), bucketPolicy)).toBeUndefined();
    expect(policySizeProblem(sized(third + 1, "語"), bucketPolicy)).toBeDefined();
    const quarter = Math.floor(room(bucketPolicy.maximum) / 4);
    expect(policySizeProblem(sized(quarter, "😀"), bucketPolicy)).toBeUndefined();
    expect(policySizeProblem(sized(quarter + 1, "😀"), bucketPolicy)).toBeDefined();
  });
});

describe("the ARN of a reader or administrator", () => {
  it.each([
    "arn:aws:iam::111122223333:role/Audit",
    "arn:aws:iam::111122223333:role/team/path/Audit*",
    "arn:aws:iam::111122223333:user/Ann+@acme.example",
    "arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com/*",
    `arn:aws:iam::111122223333:role/${"x".repeat(64)}*`,
    `arn:aws:iam::111122223333:role/${"x".repeat(65)}*`,
  ])("may be %s", (arn) => {
    expect(principalPatternProblem("aws", arn)).toBeUndefined();
  });

  it.each([
    ["arn:aws:iam::111122223333:root", "is not the ARN of an IAM role or user"],
    ["arn:aws:iam::*:role/Audit", "is not the ARN of an IAM role or user"],
    ["arn:aws:iam::11112222333:role/Audit", "is not the ARN of an IAM role or user"],
    ["arn:aws:sts::111122223333:assumed-role/Audit/ann", "is not the ARN of an IAM role or user"],
    ["arn:aws:iam::111122223333:role/${aws:username}", "is not the ARN of an IAM role or user"],
    ["*", "is not the ARN of an IAM role or user"],
    ["arn:aws-cn:iam::111122223333:role/Audit", "is of partition aws-cn"],
    ["arn:aws:iam::111122223333:role/Audit/", "is nobody's: IAM has no such name"],
    ["arn:aws:iam::111122223333:role//Audit", "is nobody's: IAM has no such name"],
    ["arn:aws:iam::111122223333:role/*/", "is nobody's: IAM has no such name"],
    [`arn:aws:iam::111122223333:user/${"x".repeat(65)}`, "is nobody's: IAM has no such name"],
  ])("may not be %s", (arn, what) => {
    expect(principalPatternProblem("aws", arn)).toMatchObject({ what, received: arn });
  });
});
