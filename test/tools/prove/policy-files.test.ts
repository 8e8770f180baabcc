import type { PolicyDocument, PolicyStatement } from "../../../modules/policy";
import { loadConfiguration } from "../../../stacks/config";
import { policiesOf } from "../../../stacks/blueprint";
import type { AnyPolicy } from "../../../tools/prove/any-policy";
import { statementsOfAnyPolicy } from "../../../tools/prove/built-in";
import { policyChange } from "../../../tools/prove/comparison";
import type { PolicyKind } from "../../../tools/prove/kinds";
import { policyKindOf, readPolicyFile } from "../../../tools/prove/policy-file";
import { readStatementFiles } from "../../../tools/prove/statement-file";
import { proveAnyPolicy } from "../../../tools/prove/statements";

const OWNER = "111122223333";
const OTHER = "444455556666";

const document = (...Statement: readonly Partial<PolicyStatement>[]): PolicyDocument => ({
  Version: "2012-10-17",
  Statement: Statement.map((each, index) => ({ Sid: `S${index}`, Effect: "Allow", ...each })),
});

const change = (kind: PolicyKind, before: PolicyDocument, after: PolicyDocument, arn?: string) => {
  const [was, is] = [before, after].map((each): AnyPolicy => ({
    kind,
    document: each,
    ...(arn !== undefined && { arn }),
  })) as [AnyPolicy, AnyPolicy];
  const { newlyAllowed, noLongerAllowed, notProven } = policyChange(was, is);
  const told = (parts: typeof newlyAllowed) =>
    parts.map(({ who, actions }) => [who, [...actions].sort()] as const).sort();
  for (const { authorization } of newlyAllowed) expect(authorization.verdict).toBe("allowed");
  for (const { authorization } of noLongerAllowed) expect(authorization.verdict).not.toBe("allowed");
  return { newly: told(newlyAllowed), gone: told(noLongerAllowed), notProven };
};

const NOTHING = { newly: [], gone: [], notProven: [] };

describe("what a policy newly allows, and no longer allows", () => {
  const bucket = { Resource: ["arn:aws:s3:::acme", "arn:aws:s3:::acme/*"] };
  const root = `arn:aws:iam::${OTHER}:root`;

  it.each<[string, PolicyKind, PolicyDocument, PolicyDocument, object]>([
    [
      "of a bucket, where another account's own policies allow it too",
      "bucket",
      document({ ...bucket, Principal: { AWS: root }, Action: "s3:ListBucket" }),
      document({ ...bucket, Principal: { AWS: root }, Action: ["s3:ListBucket", "s3:GetObject"] }),
      {
        newly: ["roles", "the root user", "users"].map((who) => [
          `${who} of account ${OTHER}`,
          ["s3:GetObject"],
        ]),
      },
    ],
    [
      "of a key, for a service",
      "key",
      document({ Principal: { AWS: `arn:aws:iam::${OWNER}:root` }, Action: "kms:*", Resource: "*" }),
      document(
        { Principal: { AWS: `arn:aws:iam::${OWNER}:root` }, Action: "kms:*", Resource: "*" },
        { Principal: { Service: "sns.amazonaws.com" }, Action: "kms:Decrypt", Resource: "*" },
      ),
      { newly: [["sns.amazonaws.com", ["kms:Decrypt"]]] },
    ],
    [
      "of whoever asks, a role to take and a key too",
      "identity",
      document({ Action: "logs:*", Resource: "*" }),
      document({ Action: ["logs:*", "sts:AssumeRole", "kms:Decrypt"], Resource: "*" }),
      { newly: [["whoever has the policy", ["kms:Decrypt", "sts:AssumeRole"]]] },
    ],
    [
      "of a role, for everybody whom its account's policies let",
      "role",
      document({ Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" }),
      document({ Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" }),
      {
        newly: [["lambda.amazonaws.com", ["sts:AssumeRole"]]],
        gone: [["ec2.amazonaws.com", ["sts:AssumeRole"]]],
      },
    ],
    [
      "of accounts, a role to take too",
      "scp",
      document({ Effect: "Deny", Action: "sts:AssumeRole", Resource: "*" }),
      document({ Effect: "Deny", Action: "sts:AssumeRole", Resource: "arn:aws:iam::*:role/Admin" }),
      {
        newly: ["roles", "the root user", "users"].map((who) => [
          `${who} of any account that neither policy names`,
          ["sts:AssumeRole"],
        ]),
      },
    ],
    [
      "of resources, less than before",
      "rcp",
      document({ Effect: "Deny", Principal: "*", Action: "s3:GetObject", Resource: "arn:aws:s3:::a/*" }),
      document({ Effect: "Deny", Principal: "*", Action: "s3:GetObject", Resource: "*" }),
      { gone: expect.arrayContaining([["anybody, without a signature", ["s3:GetObject"]]]) as unknown },
    ],
  ])("%s", (_, kind, before, after, expected) => {
    expect(change(kind, before, after)).toEqual({ ...NOTHING, ...expected });
    expect(change(kind, after, after)).toEqual(NOTHING);
  });

  it("is nothing where the words differ alone", () => {
    const statement = { ...bucket, Principal: "*", Action: ["s3:GetObject", "s3:GetObjectVersion"] } as const;
    const parts = statement.Action.map((Action) => ({ ...statement, Action }));
    expect(change("bucket", document(statement), document(...parts))).toEqual(NOTHING);
  });

  it("is not guessed where an operator is unknown", () => {
    const strange = document({
      ...bucket,
      Principal: "*",
      Action: "s3:GetObject",
      Condition: { StringSounds: { "aws:UserAgent": "x" } },
    });
    const { newly, gone, notProven } = change(
      "bucket",
      document({ ...bucket, Principal: "*", Action: "s3:PutObject", Effect: "Deny" }),
      strange,
    );
    // Whatever the operator means, it is about another action.
    expect(newly.map(([, actions]) => actions)).toEqual(newly.map(() => ["s3:PutObject"]));
    expect([newly.length, gone]).toEqual([3, []]);
    expect(notProven).toEqual([expect.stringContaining("StringSounds")]);
    const denial = document({ ...strange.Statement[0], Effect: "Deny" });
    expect(change("bucket", denial, document())).toMatchObject({ newly: [], gone: [] });
  });
});

describe("statements of any policy", () => {
  const { statements, faults } = statementsOfAnyPolicy();
  const refuted = (policy: AnyPolicy, of = statements) => {
    const { answers, faults: wrong } = proveAnyPolicy(policy, "policy", of);
    expect(wrong).toEqual([]);
    return answers.filter(({ answer }) => answer !== "proven").map(({ placed }) => placed.statement.says);
  };

  it("are proven of orgtrail's own log buckets", () => {
    expect(faults).toEqual([]);
    const own = policiesOf(loadConfiguration("config")).filter(({ kind }) => kind === "log bucket");
    expect(own.length).toBeGreaterThan(1);
    const policies = own.map(({ document: each, arn, ownerAccount: account }): AnyPolicy => ({
      kind: "bucket",
      document: each,
      arn,
      account,
    }));
    expect(policies.flatMap((each) => refuted(each))).toEqual([]);
  });

  it.each<[string, PolicyKind, Partial<PolicyStatement>]>([
    [
      "Nobody does anything without a signature.",
      "topic",
      { Principal: "*", Action: "sns:Publish", Resource: "*" },
    ],
    [
      "A service acts only for the resource, account or organization that the policy names.",
      "queue",
      { Principal: { Service: "events.amazonaws.com" }, Action: "sqs:SendMessage", Resource: "*" },
    ],
    [
      "The policy denies whatever is asked of the bucket without TLS, whoever allows it.",
      "bucket",
      { Principal: { AWS: OTHER }, Action: "s3:*", Resource: "*" },
    ],
    [
      "Nobody of another account takes the role, unless the policy asks for an external id or an organization.",
      "role",
      { Principal: { AWS: OTHER }, Action: "sts:AssumeRole" },
    ],
    [
      "A service acts only for the resource, account or organization that the policy names.",
      "function",
      { Principal: { Service: "s3.amazonaws.com" }, Action: "lambda:InvokeFunction", Resource: "*" },
    ],
    [
      "Nobody of another account changes a function, or lets somebody else do so.",
      "function",
      { Principal: { AWS: OTHER }, Action: "lambda:Update*", Resource: "*" },
    ],
    [
      "By the organization's policy, no account changes, detaches or deletes what guards accounts and resources.",
      "organization",
      { Principal: { AWS: OTHER }, Action: "organizations:DetachPolicy", Resource: "*" },
    ],
    ["It stops, deletes and weakens no trail.", "identity", { Action: "cloudtrail:*", Resource: "*" }],
    ["It changes nobody's policies or credentials.", "identity", { NotAction: "s3:*", Resource: "*" }],
  ])("are refuted: %s", (says, kind, statement) => {
    const arn = {
      role: `arn:aws:iam::${OWNER}:role/Deploy`,
      function: `arn:aws:lambda:us-east-1:${OWNER}:function:respond`,
      organization: `arn:aws:organizations::${OWNER}:organization/o-exampleorgid`,
    }[kind as string];
    expect(refuted({ kind, document: document(statement), ...(arn !== undefined && { arn }) })).toContain(
      says,
    );
  });

  it("let the organization's policy delegate all but guardrails", () => {
    const statement = {
      Principal: { AWS: OTHER },
      Action: "organizations:*Policy",
      Resource: "*",
      Condition: { StringEquals: { "organizations:PolicyType": "TAG_POLICY" } },
    };
    const arn = `arn:aws:organizations::${OWNER}:organization/o-exampleorgid`;
    expect(refuted({ kind: "organization", document: document(statement), arn })).toEqual([]);
  });

  it("do not take an identity provider's users for somebody without a signature", () => {
    const Principal = { Federated: "cognito-identity.amazonaws.com" };
    const policy = document({ Principal, Action: "sns:Publish", Resource: "*" });
    const { answers } = proveAnyPolicy({ kind: "topic", document: policy }, "policy", statements);
    const answer = answers.find(({ placed }) => placed.statement.says.includes("without a signature"));
    expect(answer?.answer).toBe("not proven");
  });

  it("say that a role is taken, of an identity policy, whatever its trust says", () => {
    const { statements: own } = readStatementFiles({
      file: "own.yaml",
      text: [
        "about: Own.",
        "statements:",
        "  - says: It takes no role.",
        "    on: anyIdentityPolicy",
        "    nobody: { Action: sts:AssumeRole }",
        "    why: So.",
      ].join("\n"),
    });
    const taking = document({ Action: "sts:AssumeRole", Resource: "*" });
    expect(refuted({ kind: "identity", document: taking }, own)).toEqual(["It takes no role."]);
    expect(refuted({ kind: "identity", document: document({ Action: "s3:*", Resource: "*" }) }, own)).toEqual(
      [],
    );
  });

  it("are not proven where the account that they speak of is not known", () => {
    const key = document({ Principal: { AWS: OWNER }, Action: "kms:*", Resource: "*" });
    const says = "Root of the owning account is never locked out of the key's policy.";
    expect(refuted({ kind: "key", document: key })).toEqual([says]);
    expect(refuted({ kind: "key", document: key, arn: `arn:aws:kms:us-east-1:${OWNER}:key/1` })).toEqual([]);
  });
});

describe("a file with a policy", () => {
  it("is taken as AWS takes it", () => {
    const { document: read } = readPolicyFile({
      file: "p.json",
      text: '{"Version":"2008-10-17","Statement":{"Effect":"Deny","Action":"s3:*","Resource":"*","Condition":{"Bool":{"aws:SecureTransport":false}}}}',
    });
    expect(read?.Statement).toMatchObject([
      { Sid: "statement 1", Condition: { Bool: { "aws:SecureTransport": "false" } } },
    ]);
  });

  it.each<[string, number, number]>([
    ['{"Version":"2012-10-17",\n"Statement":[{"Effect":"Allowed","Action":"s3:*"}]}', 1, 2],
    ["{", 1, 1],
    ["[]", 1, 1],
    [
      '{"Version":"2008-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"arn:aws:s3:::a/${aws:username}"}]}',
      1,
      1,
    ],
    ['{"Version":"2009-10-17",\n"Statement":[]}', 1, 1],
  ])("has faults with their lines: %s", (text, count, line) => {
    const { faults } = readPolicyFile({ file: "p.json", text });
    expect(faults.length).toBeGreaterThanOrEqual(count);
    expect(faults[0]).toMatchObject({ file: "p.json", line });
  });

  it.each<[PolicyKind | undefined, Partial<PolicyStatement>]>([
    ["bucket", { Principal: "*", Action: "S3:GetObject" }],
    ["role", { Principal: "*", Action: "sts:AssumeRole" }],
    ["function", { Principal: "*", Action: "lambda:InvokeFunction" }],
    ["organization", { Principal: "*", Action: "organizations:ListPolicies" }],
    [undefined, { Action: "s3:GetObject" }],
    [undefined, { Principal: "*", Action: ["s3:GetObject", "kms:Decrypt"] }],
    [undefined, { Principal: "*", Action: "s3:GetObject", Effect: "Deny" }],
  ])("is of kind %s", (kind, statement) => {
    expect(policyKindOf([document(statement)])).toBe(kind);
  });
});
