import { DataAwsIamPolicyDocument } from "@cdktf/provider-aws/lib/data-aws-iam-policy-document";
import { S3BucketPolicy } from "@cdktf/provider-aws/lib/s3-bucket-policy";
import type { TerraformStack } from "cdktf";
import type { Compliance } from "../../../modules/best-practices";
import { judged, logBucketIn, NO_DELETION_WITHOUT_MFA, TRAIL_ARN, trailIn } from "./hand-made";

const LATER = "${var.later}";

/** What a rule says of a bucket with these statements besides that for CloudTrail. */
function verdictOf(rule: string, ...statements: readonly object[]): readonly [Compliance, string] {
  return judgedIn(rule, (stack) => {
    logBucketIn(stack, ...statements);
  });
}

function judgedIn(rule: string, make: (stack: TerraformStack) => void): readonly [Compliance, string] {
  const [finding] = judged(rule, make);
  if (finding === undefined) throw new Error("the rule found nothing");
  return [finding.verdict, finding.because];
}

const OPEN = ["not compliant", /allows everybody something/] as const;
const NAMED = ["compliant", /named principals/] as const;
const KNOWN_LATER = ["not applicable", /when Terraform runs/] as const;

type Case = readonly [name: string, statement: object, verdict: Compliance, because: RegExp];

describe("whoever reads a log bucket", () => {
  const READ = { Effect: "Allow", Principal: "*", Action: "s3:GetObject", Resource: "*" };
  const when = (operator: string, key: string, value: string | readonly string[]): object => ({
    ...READ,
    Condition: { [operator]: { [key]: value } },
  });

  it.each<Case>([
    ["is everybody", READ, ...OPEN],
    ["is any principal of AWS", { ...READ, Principal: { AWS: ["*"] } }, ...OPEN],
    ["is an account", { ...READ, Principal: { AWS: "arn:aws:iam::222222222222:root" } }, ...NAMED],
    [
      "is an account that a variable names",
      { ...READ, Principal: { AWS: "arn:aws:iam::${var.account}:root" } },
      ...NAMED,
    ],
    ["is a role by reference", { ...READ, Principal: { AWS: "${aws_iam_role.reader.arn}" } }, ...NAMED],
    ["is whom a variable names", { ...READ, Principal: { AWS: LATER } }, ...KNOWN_LATER],
    [
      "is everybody but one",
      { ...READ, Principal: undefined, NotPrincipal: { AWS: "arn:aws:iam::222222222222:root" } },
      ...OPEN,
    ],
    [
      "may do all but some",
      {
        Effect: "Allow",
        Principal: { AWS: "arn:aws:iam::222222222222:root" },
        NotAction: "s3:DeleteObject",
        Resource: "*",
      },
      "not compliant",
      /allows all that a NotAction does not name/,
    ],
    ["is refused all but some", { Effect: "Deny", Principal: "*", NotAction: "s3:GetObject" }, ...NAMED],
    ["is every role in the world", when("ArnLike", "aws:PrincipalArn", "arn:aws:iam::*:role/*"), ...OPEN],
    [
      "is every role of a name in the world",
      when("StringLike", "aws:PrincipalArn", "arn:aws:iam::*:role/Audit"),
      ...OPEN,
    ],
    [
      "is every role of an account",
      when("ArnLike", "aws:PrincipalArn", "arn:aws:iam::222222222222:role/*"),
      ...NAMED,
    ],
    [
      "is a role of two accounts, one of them any",
      when("ArnLike", "aws:PrincipalArn", ["arn:aws:iam::222222222222:role/A", "arn:aws:iam::*:role/A"]),
      ...OPEN,
    ],
    [
      "is a role of the account of a variable",
      when("ArnLike", "aws:PrincipalArn", "arn:aws:iam::${var.account}:role/*"),
      ...KNOWN_LATER,
    ],
    [
      "is a role of this account",
      when("ArnLike", "aws:PrincipalArn", "arn:aws:iam::${data.aws_caller_identity.me.account_id}:role/*"),
      ...NAMED,
    ],
    ["is like a variable", when("ArnLike", "aws:PrincipalArn", LATER), ...KNOWN_LATER],
    ["equals a variable", when("StringEquals", "aws:PrincipalArn", LATER), ...NAMED],
    ["is of the organization", when("StringEquals", "aws:PrincipalOrgID", "o-a1b2c3d4e5"), ...NAMED],
    ["is of any organization", when("StringLike", "aws:PrincipalOrgID", "o-*"), ...OPEN],
    [
      "is of a unit of the organization",
      when("ForAnyValue:StringLike", "aws:PrincipalOrgPaths", "o-a1b2c3d4e5/*"),
      ...NAMED,
    ],
    ["is of a unit of any", when("ForAnyValue:StringLike", "aws:PrincipalOrgPaths", "*/r-ab12/*"), ...OPEN],
    [
      "is of no organization at all",
      when("ForAllValues:StringLike", "aws:PrincipalOrgPaths", "o-1/*"),
      ...OPEN,
    ],
    ["is of an account", when("StringLike", "aws:PrincipalAccount", "222222222222"), ...NAMED],
    ["is of accounts that start so", when("StringLike", "aws:PrincipalAccount", "2222*"), ...OPEN],
    ["is a session of a role", when("StringLike", "aws:userId", "AROAEXAMPLE:*"), ...NAMED],
    ["is any session", when("StringLike", "aws:userId", "*:audit"), ...OPEN],
    ["comes from a bucket", when("ArnLike", "aws:SourceArn", "arn:aws:s3:::acme-*"), ...NAMED],
    ["comes from any bucket", when("ArnLike", "aws:SourceArn", "arn:aws:s3:::*"), ...OPEN],
    ["is nobody", when("StringEquals", "aws:PrincipalOrgID", []), ...OPEN],
  ])("%s", (_name, statement, verdict, because) => {
    expect(verdictOf("log-bucket-access", statement)).toEqual([verdict, expect.stringMatching(because)]);
  });
});

describe("whoever deletes a version without MFA", () => {
  const REFUSED = ["compliant", /lets nobody delete one without MFA/] as const;
  const ALLOWED = ["not compliant", /can be deleted without MFA/] as const;
  const deny = (changes: object): object => ({ ...NO_DELETION_WITHOUT_MFA, ...changes });
  const when = (Condition: object): object => deny({ Condition });
  const ABSENT = { NumericGreaterThanIfExists: { "aws:MultiFactorAuthAge": "3600" } };

  it.each<Case>([
    ["is refused", NO_DELETION_WITHOUT_MFA, ...REFUSED],
    ["is refused, like all others", when({}), ...REFUSED],
    ["is refused by age", when(ABSENT), ...REFUSED],
    ["is refused without an age", when({ Null: { "aws:MultiFactorAuthAge": "true" } }), ...REFUSED],
    [
      "is refused, but for AWS services",
      when({ ...ABSENT, BoolIfExists: { "aws:PrincipalIsAWSService": "false" } }),
      ...REFUSED,
    ],
    [
      "is an administrator",
      when({ ...ABSENT, ArnNotLikeIfExists: { "aws:PrincipalArn": "arn:aws:iam::222222222222:role/Admin" } }),
      ...ALLOWED,
    ],
    [
      "is of any account but one",
      when({ ...ABSENT, StringEquals: { "aws:PrincipalAccount": "222222222222" } }),
      ...ALLOWED,
    ],
    ["is any but one", deny({ Principal: { AWS: "arn:aws:iam::222222222222:root" } }), ...ALLOWED],
    [
      "is one",
      deny({ Principal: undefined, NotPrincipal: { AWS: "arn:aws:iam::222222222222:root" } }),
      ...ALLOWED,
    ],
    ["is whom a variable names", deny({ Principal: { AWS: LATER } }), ...KNOWN_LATER],
    ["deletes elsewhere", deny({ Resource: "arn:aws:s3:::logs/never/*" }), ...ALLOWED],
    ["deletes in another bucket", deny({ Resource: "arn:aws:s3:::others/*" }), ...ALLOWED],
    ["deletes the bucket alone", deny({ Resource: "arn:aws:s3:::logs" }), ...ALLOWED],
    ["deletes in all but", deny({ Resource: undefined, NotResource: "arn:aws:s3:::logs/x/*" }), ...ALLOWED],
    ["is refused in the bucket", deny({ Resource: "arn:aws:s3:::logs/*" }), ...REFUSED],
    ["is refused in buckets that start so", deny({ Resource: "arn:aws:s3:::lo*" }), ...REFUSED],
    ["is refused in any bucket", deny({ Resource: "arn:aws:s3:::*/*" }), ...REFUSED],
    [
      "is refused in the bucket by reference",
      deny({ Resource: "${aws_s3_bucket.bucket.arn}/*" }),
      ...REFUSED,
    ],
    ["is refused where a variable says", deny({ Resource: LATER }), ...KNOWN_LATER],
    ["has another action", deny({ Action: "s3:DeleteObject" }), ...ALLOWED],
    ["has an action between wildcards", deny({ Action: "s3:*Object*ers?on" }), ...REFUSED],
    ["has another action between wildcards", deny({ Action: "s3:*Tagging*Version" }), ...ALLOWED],
    ["is refused all but", deny({ Action: undefined, NotAction: "s3:GetObject" }), ...REFUSED],
    ["may do this alone", deny({ Action: undefined, NotAction: "s3:Delete*" }), ...ALLOWED],
    ["is refused what a variable says", deny({ Action: LATER }), ...KNOWN_LATER],
    ["has long-term keys", when({ Bool: { "aws:MultiFactorAuthPresent": "false" } }), ...ALLOWED],
    ["has a session", when({ Null: { "aws:MultiFactorAuthPresent": "true" } }), ...ALLOWED],
    ["has shown MFA", when({ BoolIfExists: { "aws:MultiFactorAuthPresent": "true" } }), ...ALLOWED],
    ["has shown MFA long ago", when({ NumericGreaterThan: { "aws:MultiFactorAuthAge": "1" } }), ...ALLOWED],
    [
      "has shown MFA lately",
      when({ NumericLessThanIfExists: { "aws:MultiFactorAuthAge": "1" } }),
      ...ALLOWED,
    ],
    [
      "is as a variable says",
      when({ BoolIfExists: { "aws:MultiFactorAuthPresent": LATER } }),
      ...KNOWN_LATER,
    ],
  ])("%s", (_name, statement, verdict, because) => {
    expect(verdictOf("log-bucket-immutable", statement)).toEqual([verdict, expect.stringMatching(because)]);
  });

  it("is refused by two statements together", () => {
    expect(
      verdictOf(
        "log-bucket-immutable",
        when({ Bool: { "aws:MultiFactorAuthPresent": "false" } }),
        when({ Null: { "aws:MultiFactorAuthPresent": "true" } }),
      )[0],
    ).toBe("compliant");
  });
});

describe("a policy that cannot be read to its end", () => {
  const OPEN_TO_ALL = {
    actions: ["s3:GetObject"],
    resources: ["*"],
    principals: [{ type: "*", identifiers: ["*"] }],
  };
  const TRAIL = {
    sid: "Trail",
    actions: ["s3:PutObject"],
    resources: ["*"],
    principals: [{ type: "Service", identifiers: ["cloudtrail.amazonaws.com"] }],
    condition: [{ test: "StringEquals", variable: "aws:SourceArn", values: [TRAIL_ARN] }],
  };

  /** What is said of a bucket whose policy is a data source. */
  const ofDocument = (
    make: (stack: TerraformStack) => DataAwsIamPolicyDocument,
  ): readonly [Compliance, string] =>
    judgedIn("log-bucket-access", (stack) => {
      const bucket = logBucketIn(stack);
      trailIn(stack, { s3BucketName: bucket.id });
      stack.node.tryRemoveChild("policy");
      new S3BucketPolicy(stack, "later", { bucket: bucket.id, policy: make(stack).json });
    });

  it.each<readonly [string, Compliance, (stack: TerraformStack) => DataAwsIamPolicyDocument]>([
    [
      "with nothing else",
      "compliant",
      (stack) => new DataAwsIamPolicyDocument(stack, "d", { statement: [TRAIL] }),
    ],
    [
      "with a source that can be read",
      "not compliant",
      (stack) => {
        const source = new DataAwsIamPolicyDocument(stack, "source", { statement: [OPEN_TO_ALL] });
        return new DataAwsIamPolicyDocument(stack, "d", {
          statement: [TRAIL],
          sourcePolicyDocuments: [source.json],
        });
      },
    ],
    [
      "with a source that a variable names",
      "not applicable",
      (stack) =>
        new DataAwsIamPolicyDocument(stack, "d", { statement: [TRAIL], sourcePolicyDocuments: [LATER] }),
    ],
    [
      "with a source that a variable names, and open already",
      "not compliant",
      (stack) =>
        new DataAwsIamPolicyDocument(stack, "d", {
          statement: [OPEN_TO_ALL],
          sourcePolicyDocuments: [LATER],
        }),
    ],
    [
      "with an open statement that another replaces",
      "compliant",
      (stack) => {
        const over = new DataAwsIamPolicyDocument(stack, "over", { statement: [TRAIL] });
        return new DataAwsIamPolicyDocument(stack, "d", {
          statement: [{ ...OPEN_TO_ALL, sid: "Trail" }],
          overridePolicyDocuments: [over.json],
        });
      },
    ],
    [
      "with an open statement that a variable may replace",
      "not applicable",
      (stack) =>
        new DataAwsIamPolicyDocument(stack, "d", {
          statement: [{ ...OPEN_TO_ALL, sid: "Open" }],
          overridePolicyDocuments: [LATER],
        }),
    ],
    [
      "with principals that are excepted",
      "not compliant",
      (stack) =>
        new DataAwsIamPolicyDocument(stack, "d", {
          statement: [
            {
              actions: ["s3:GetObject"],
              resources: ["*"],
              notPrincipals: [{ type: "AWS", identifiers: ["1"] }],
            },
          ],
        }),
    ],
    [
      "with actions that are excepted",
      "not compliant",
      (stack) =>
        new DataAwsIamPolicyDocument(stack, "d", {
          statement: [
            {
              notActions: ["s3:GetObject"],
              resources: ["*"],
              principals: [{ type: "AWS", identifiers: ["1"] }],
            },
          ],
        }),
    ],
    [
      "with principals that Terraform makes",
      "not applicable",
      (stack) => {
        const document = new DataAwsIamPolicyDocument(stack, "d", {});
        document.addOverride("statement", [
          { actions: ["s3:GetObject"], dynamic: { principals: { for_each: LATER, content: {} } } },
        ]);
        return document;
      },
    ],
  ])("%s is %s", (_name, verdict, make) => {
    expect(ofDocument(make)[0]).toBe(verdict);
  });

  it.each<readonly [string, string, Compliance]>([
    ["with statements of a variable", `{"Statement":"${LATER}"}`, "not applicable"],
    [
      "with an effect of a variable",
      `{"Statement":[{"Effect":"${LATER}","Principal":"*"}]}`,
      "not applicable",
    ],
    [
      "with conditions of a variable",
      `{"Statement":[{"Effect":"Allow","Principal":"*","Condition":"${LATER}"}]}`,
      "not applicable",
    ],
    [
      "with one statement of a variable, and one open",
      `{"Statement":["${LATER}",{"Effect":"Allow","Principal":"*","Action":"s3:*"}]}`,
      "not compliant",
    ],
    [
      "with a single statement",
      `{"Statement":{"Effect":"Allow","Principal":"*","Action":"s3:*"}}`,
      "not compliant",
    ],
    ["that is no JSON", `{"Statement":[${LATER}]}`, "not applicable"],
  ])("%s is %s", (_name, policy, verdict) => {
    const [made] = judgedIn("log-bucket-access", (stack) => {
      const bucket = logBucketIn(stack);
      trailIn(stack, { s3BucketName: bucket.id });
      (stack.node.findChild("policy") as S3BucketPolicy).policy = policy;
    });
    expect(made).toBe(verdict);
  });
});
