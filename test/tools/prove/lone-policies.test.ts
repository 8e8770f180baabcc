import type { PolicyDocument, PolicyStatement } from "../../../modules/policy";
import { statementsOfAnyPolicy } from "../../../tools/prove/built-in";
import type { PolicyKind } from "../../../tools/prove/kinds";
import { proveAnyPolicy } from "../../../tools/prove/statements";

const { statements } = statementsOfAnyPolicy();

const document = (...Statement: readonly Partial<PolicyStatement>[]): PolicyDocument => ({
  Version: "2012-10-17",
  Statement: Statement.map((each, index) => ({ Sid: `S${index}`, Effect: "Allow", ...each })),
});

describe("statements of an organization's own policy", () => {
  const notProven = (kind: PolicyKind, policy: PolicyDocument): readonly string[] => {
    const { answers, faults } = proveAnyPolicy({ kind, document: policy }, "policy", statements);
    expect(faults).toEqual([]);
    expect(answers.length).toBeGreaterThan(0);
    return answers.filter(({ answer }) => answer !== "proven").map(({ placed }) => placed.statement.says);
  };
  const regions = { StringNotEquals: { "aws:RequestedRegion": ["eu-west-1", "eu-central-1"] } };
  const strangers = { StringNotEqualsIfExists: { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } };
  const deny = (statement: Partial<PolicyStatement>): Partial<PolicyStatement> => ({
    ...{ Effect: "Deny", Resource: "*" },
    ...statement,
  });
  const DELIVERS = "CloudTrail delivers log files for the organization, whatever the policy denies.";
  const MENDED = "Somebody still mends the policy of a bucket, a key, a queue and a secret.";
  const MANAGED = "Somebody of an account under the policy still manages roles, and takes one.";

  it.each<[string, PolicyKind, Partial<PolicyStatement>, readonly string[]]>([
    ["all Regions but two, IAM's too", "scp", deny({ Action: "*", Condition: regions }), [MANAGED]],
    [
      "the same in China",
      "scp",
      deny({
        Action: "*",
        Condition: { StringNotEquals: { "aws:RequestedRegion": "cn-north-1" } },
        Resource: ["arn:aws-cn:*", "*"],
      }),
      [],
    ],
    [
      "all Regions but two, without IAM",
      "scp",
      deny({ NotAction: ["iam:*", "sts:*"], Condition: regions }),
      [],
    ],
    ["everything, which service-linked roles do all the same", "scp", deny({ Action: "*" }), [MANAGED]],
    [
      "IAM to all but one role",
      "scp",
      deny({
        Action: "iam:*",
        Condition: { ArnNotLike: { "aws:PrincipalArn": "arn:aws:iam::*:role/BreakGlass" } },
      }),
      [],
    ],
    [
      "whoever is not of the organization, services too",
      "rcp",
      deny({ Principal: "*", Action: ["s3:*", "kms:*"], Condition: strangers }),
      [DELIVERS],
    ],
    [
      "whoever is not of the organization and no service",
      "rcp",
      deny({
        Principal: "*",
        Action: ["s3:*", "kms:*"],
        Condition: { ...strangers, BoolIfExists: { "aws:PrincipalIsAWSService": "false" } },
      }),
      [],
    ],
    [
      "services for other organizations",
      "rcp",
      deny({
        Principal: "*",
        Action: "s3:*",
        Condition: {
          StringNotEqualsIfExists: { "aws:SourceOrgID": "o-a1b2c3d4e5" },
          Bool: { "aws:PrincipalIsAWSService": "true" },
        },
      }),
      [],
    ],
    [
      "whoever mends the policies of keys",
      "rcp",
      deny({ Principal: "*", Action: "kms:PutKeyPolicy" }),
      [MENDED],
    ],
  ])("tell who is locked out by a denial of %s", (_, kind, statement, says) => {
    expect(notProven(kind, document(statement))).toEqual(says);
  });
});

describe("statements of a policy that nobody can read whole", () => {
  const bucket = { Resource: ["arn:aws:s3:::acme", "arn:aws:s3:::acme/*"], Action: "s3:GetObject" };
  const federatedUsers = "arn:aws:sts::444455556666:federated-user/*";

  it.each<[string, Partial<PolicyStatement>, string]>([
    [
      "a federated user",
      { ...bucket, Principal: { AWS: "arn:aws:sts::444455556666:federated-user/bob" } },
      "which federated users statement S0 is about",
    ],
    [
      "all but a federated user",
      { ...bucket, NotPrincipal: { AWS: "arn:aws:sts::444455556666:federated-user/bob" } },
      "which federated users statement S0 is about",
    ],
    [
      "federated users by their ARN",
      { ...bucket, Principal: "*", Condition: { ArnLike: { "aws:PrincipalArn": federatedUsers } } },
      "which federated users statement S0 is about",
    ],
    [
      "federated users by what they are",
      { ...bucket, Principal: "*", Condition: { StringEquals: { "aws:PrincipalType": "FederatedUser" } } },
      "StringEquals aws:PrincipalType FederatedUser",
    ],
    [
      "a canonical user",
      {
        ...bucket,
        Principal: { CanonicalUser: "79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be" },
      },
      "CanonicalUser names a principal in a way that is not known",
    ],
  ])("are not proven, with the reason, of a policy about %s", (_, statement, reason) => {
    const tls = { ...bucket, Effect: "Deny", Principal: "*", Action: "s3:*" } as const;
    const policy = document(statement, { ...tls, Condition: { Bool: { "aws:SecureTransport": "false" } } });
    const { answers, faults } = proveAnyPolicy({ kind: "bucket", document: policy }, "policy", statements);
    expect(faults).toEqual([]);
    const [unsigned] = answers;
    expect(unsigned?.answer).toBe("not proven");
    expect(unsigned?.answer === "not proven" && unsigned.because.join()).toContain(reason);
    expect(answers.map(({ answer }) => answer)).not.toContain("refuted");
  });
});
