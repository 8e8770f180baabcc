import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { authorize } from "../../../modules/policy-evaluation";
import type { AnyPolicy } from "../../../tools/prove/any-policy";
import { statementsOfAnyPolicy } from "../../../tools/prove/built-in";
import { policyChange, type ChangedAccess } from "../../../tools/prove/comparison";
import type { PolicyKind } from "../../../tools/prove/kinds";
import { policyKindOf, readPolicyFile } from "../../../tools/prove/policy-file";
import { requestTold } from "../../../tools/prove/report";
import { proveAnyPolicy } from "../../../tools/prove/statements";

interface Known {
  readonly policy: string;
  readonly kind?: PolicyKind;
  readonly resource?: string;
  readonly document: unknown;
  readonly refuted: readonly {
    readonly says: string;
    readonly who?: string;
    readonly asks?: string;
    readonly by?: string;
  }[];
}

const POLICIES = parse(readFileSync(join(__dirname, "foreign-policies.yaml"), "utf8")) as readonly Known[];

/** The policy as the command reads it from a file. */
function policyOf(document: unknown, known: Pick<Known, "kind" | "resource"> = {}): AnyPolicy {
  const { document: read, faults } = readPolicyFile({ file: "policy.json", text: JSON.stringify(document) });
  if (read === undefined) throw new Error(JSON.stringify(faults));
  const kind = known.kind ?? policyKindOf([read], known.resource);
  if (kind === undefined) throw new Error("of no kind");
  const account = known.resource?.split(":")[4] ?? "";
  return {
    kind,
    document: read,
    ...(known.resource !== undefined && { arn: known.resource }),
    ...(account !== "" && { account }),
  };
}

describe("policies of others, and of AWS's documentation", () => {
  it("are more than twenty, of every kind that statements are about", () => {
    expect(POLICIES.length).toBeGreaterThan(20);
    const kinds = new Set(POLICIES.map(({ document, ...known }) => policyOf(document, known).kind));
    expect([...kinds].sort()).toEqual([
      "bucket",
      "bus",
      "function",
      "identity",
      "key",
      "queue",
      "role",
      "topic",
    ]);
  });

  it.each(POLICIES.map((known) => [known.policy, known] as const))("%s", (_, known) => {
    const policy = policyOf(known.document, known);
    const { answers, faults } = proveAnyPolicy(policy, "policy", statementsOfAnyPolicy().statements);
    expect(faults).toEqual([]);
    const told = answers.flatMap((answer): readonly object[] => {
      if (answer.answer === "proven") return [];
      const { says } = answer.placed.statement;
      if (answer.answer === "not proven") return [{ says, because: answer.because }];
      const { request, authorization } = answer;
      // By itself: what the statement supposes of other policies is of no matter to whether this one denies.
      if (policy.kind === "bucket") {
        const { verdict } = authorize(request, { resource: policy.document, identity: [] });
        expect(verdict === "explicitly denied").toBe(authorization.verdict === "explicitly denied");
      }
      const { principal: who, action: asks } = requestTold(request, authorization);
      return [{ says, who, asks, by: authorization.decidedBy?.statement.Sid ?? "none" }];
    });
    expect(told).toEqual(known.refuted);
  });
});

const BUCKET = ["arn:aws:s3:::example", "arn:aws:s3:::example/*"];
const allow = (statement: object) => ({ Sid: "S", Effect: "Allow", ...statement });
const deny = (statement: object) => ({ Sid: "D", Effect: "Deny", ...statement });
const document = (...Statement: readonly object[]) => ({ Version: "2012-10-17", Statement });

interface Pair {
  readonly before: object;
  readonly after: object;
  readonly kind?: PolicyKind;
  readonly resource?: string;
  readonly newly?: readonly string[];
  readonly gone?: readonly string[];
}

const TRAIL = {
  Principal: { Service: "cloudtrail.amazonaws.com" },
  Action: "s3:PutObject",
  Resource: BUCKET[1],
};
const OF_TRAIL = { StringEquals: { "aws:SourceArn": "arn:aws:cloudtrail:us-east-1:111122223333:trail/t" } };
const INBOX = "arn:aws:sqs:us-east-1:111122223333:inbox";
const SENDS = { Principal: "*", Action: "sqs:SendMessage", Resource: INBOX };
const TAGS = { "ForAllValues:StringEquals": { "aws:TagKeys": ["team"] } };
const ROLE = "arn:aws:iam::111122223333:role/Vendor";
const TAKES = { Principal: { AWS: "444455556666" }, Action: "sts:AssumeRole" };
const OUTSIDE = { StringNotEquals: { "aws:RequestedRegion": "eu-west-1" } };

const PAIRS: Readonly<Record<string, Pair>> = {
  "takes other trails by naming the source": {
    gone: ["cloudtrail.amazonaws.com: s3:PutObject"],
    resource: "arn:aws:s3:::example",
    before: document(allow(TRAIL)),
    after: document(allow({ ...TRAIL, Condition: OF_TRAIL })),
  },
  "takes who carries no tags by asking that there are some": {
    gone: [
      "any AWS service that neither policy names",
      "anybody, without a signature",
      "identities of any provider that neither policy names",
      "roles of account 111122223333",
      "roles of any account that neither policy names",
      "the root user of any account that neither policy names",
      "users of account 111122223333",
      "users of any account that neither policy names",
    ].map((who) => `${who}: sqs:SendMessage`),
    resource: INBOX,
    before: document(allow({ ...SENDS, Condition: TAGS })),
    after: document(allow({ ...SENDS, Condition: { ...TAGS, Null: { "aws:TagKeys": "false" } } })),
  },
  "opens the role to the vendor's other customers without the external id": {
    newly: ["roles of account 444455556666: sts:AssumeRole", "users of account 444455556666: sts:AssumeRole"],
    resource: ROLE,
    before: document(allow({ ...TAKES, Condition: { StringEquals: { "sts:ExternalId": "x" } } })),
    after: document(allow(TAKES)),
  },
  "is none where two denials become one": {
    resource: "arn:aws:s3:::example",
    before: document(
      allow({ Principal: "*", Action: "s3:*", Resource: BUCKET }),
      ...BUCKET.map((Resource) =>
        deny({
          Principal: "*",
          Action: "s3:*",
          Resource,
          Condition: { Bool: { "aws:SecureTransport": "false" } },
        }),
      ),
    ),
    after: document(
      deny({
        Principal: "*",
        Action: "s3:*",
        Resource: BUCKET,
        Condition: { BoolIfExists: { "aws:SecureTransport": false } },
      }),
      allow({ Principal: "*", Action: "s3:*", Resource: BUCKET }),
    ),
  },
  "of accounts lets another service out of the Region": {
    newly: ["roles", "the root user", "users"].map(
      (who) => `${who} of any account that neither policy names: cloudtrail:StopLogging`,
    ),
    kind: "scp",
    before: document(deny({ NotAction: ["iam:*", "sts:*"], Resource: "*", Condition: OUTSIDE })),
    after: document(
      deny({ NotAction: ["iam:*", "sts:*", "cloudtrail:StopLogging"], Resource: "*", Condition: OUTSIDE }),
    ),
  },
  "of permissions adds and takes what a NotAction turns round": {
    kind: "identity",
    newly: ["whoever has the policy: sns:Publish"],
    gone: ["whoever has the policy: sns:Subscribe"],
    before: document(allow({ Action: "sns:Subscribe", Resource: "*" })),
    after: document(
      allow({ NotAction: "sns:Subscribe", Resource: "*" }),
      deny({ NotAction: "sns:Publish", Resource: "*" }),
    ),
  },
  "of home folders is a wildcard in place of the user's name": {
    newly: ["roles", "the root user", "users"].map((who) => `${who} of account 111122223333: s3:GetObject`),
    resource: "arn:aws:s3:::example",
    before: document(
      allow({
        Principal: { AWS: "111122223333" },
        Action: "s3:GetObject",
        Resource: "arn:aws:s3:::example/${aws:username}/*",
      }),
    ),
    after: document(
      allow({
        Principal: { AWS: "111122223333" },
        Action: "s3:GetObject",
        Resource: "arn:aws:s3:::example/*/*",
      }),
    ),
  },
};

const told = (parts: readonly ChangedAccess[]) =>
  parts.map(({ who, actions }) => `${who}: ${[...actions].sort().join(", ")}`).sort();

describe("a change of such a policy", () => {
  it.each(Object.entries(PAIRS))("%s", (_, { before, after, newly = [], gone = [], ...known }) => {
    const change = policyChange(policyOf(before, known), policyOf(after, known));
    for (const { authorization } of change.newlyAllowed) expect(authorization.verdict).toBe("allowed");
    for (const { authorization } of change.noLongerAllowed) expect(authorization.verdict).not.toBe("allowed");
    expect({
      newly: told(change.newlyAllowed),
      gone: told(change.noLongerAllowed),
      notProven: change.notProven,
    }).toEqual({ newly, gone, notProven: [] });
  });
});
