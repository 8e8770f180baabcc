import { buildApp } from "../../stacks/app";
import { policiesOf } from "../../stacks/blueprint";
import type { Configuration } from "../../stacks/config";
import { addBestPractices } from "../../tools/app/summary";
import { builtInStatements, builtInTables } from "../../tools/prove/built-in";
import { prove } from "../../tools/prove/prove";
import { proveStatements } from "../../tools/prove/statements";
import { configurationOf, organizationWithMembers } from "../support/configurations";
import { addresses, inTemporaryFolder, synthesized, type TerraformJson } from "../support/synthesized";
import { planJson, readPlan } from "../tools/plan/plan-json";
import { edited, faults } from "./config/faults-of";

const key = (account: string, region = "us-east-1", id = "1234abcd-12ab-34cd-56ef-1234567890ab"): string =>
  `arn:aws:kms:${region}:${account}:key/${id}`;
const ARCHIVE_KEY = key("999999999999");
const CENTRAL_KEY = key("222222222222", "us-east-1", "mrk-1234abcd12ab34cd56ef1234567890ab");
const OWN_KEY = key("300000000001", "eu-west-1");

const ORGANIZATION = `${edited(
  "archive:\n",
  "archive:\n  readers: [arn:aws:iam::333333333333:role/Audit]\n  memberAccess: true\n  validation: {}\n",
  organizationWithMembers("payments", "data"),
)}monitoring: {}\nconfigRules: { remediation: { manual: [key-rotation, bucket-kms] } }\n`;
const team = (name: string, account: string, destination: string): string =>
  `team: ${name}\naccount: ${account}\nregion: eu-west-1\ndestination: ${destination}\nrecord: [{ preset: s3-read }]\n`;
const TEAMS = [team("payments", "payments", "central"), team("data", "data", "own")] as const;

const WITHOUT = configurationOf(ORGANIZATION, ...TEAMS);
const WITH = configurationOf(
  edited("archive:\n", `archive:\n  kmsKeyArn: ${ARCHIVE_KEY}\n`, ORGANIZATION),
  `${TEAMS[0]}kmsKeyArn: ${CENTRAL_KEY}\n`,
  `${TEAMS[1]}kmsKeyArn: ${OWN_KEY}\n`,
);

const at = (json: TerraformJson | undefined): readonly string[] =>
  json === undefined ? [] : addresses(json);
const KEY_TYPES = /^aws_kms_(?:key|alias)\.(?:organization|team-payments|logs)_key_/;

describe("logs that are encrypted with a key that is there already", () => {
  const before = synthesized(WITHOUT);
  const after = synthesized(WITH);

  it("have no key of orgtrail's, and bucket and trail name the other", () => {
    const keysOfBuckets = (stack: string) =>
      JSON.stringify(after[stack]?.resource?.["aws_s3_bucket_server_side_encryption_configuration"]);
    expect(keysOfBuckets("log-archive")).toContain(ARCHIVE_KEY);
    expect(keysOfBuckets("log-archive")).toContain(CENTRAL_KEY);
    expect(keysOfBuckets("team-data")).toContain(OWN_KEY);
    expect(JSON.stringify(after["team-data"]?.resource?.["aws_cloudtrail"])).toContain(OWN_KEY);
    expect(JSON.stringify(after["log-archive"]?.output)).toContain(ARCHIVE_KEY);
    expect(at(after["log-archive"]).filter((address) => KEY_TYPES.test(address))).toEqual([]);
  });

  it("have in their Terraform nothing that orgtrail plan does not know", () => {
    const told = Object.values(after).flatMap((terraform) => readPlan(planJson({}), { terraform }).asides);
    expect(told).toEqual([]);
  });

  it("keep in AWS the key with which older files are encrypted: it is in no plan but to leave the state", () => {
    for (const stack of ["log-archive", "team-data"]) {
      const gone = at(before[stack]).filter((each) => !at(after[stack]).includes(each));
      const { removed = [] } = after[stack] as unknown as {
        readonly removed?: readonly { readonly from: string; readonly lifecycle: unknown }[];
      };
      const [keys, others] = [true, false].map((isKey) =>
        gone.filter((each) => each.startsWith("aws_kms_") === isKey),
      );
      expect(removed.map(({ from }) => from).sort()).toEqual([...(keys ?? [])].sort());
      // What judged and mended the keys goes with them.
      for (const other of others ?? []) expect(other).toMatch(/key.rotat|key.delet|config.*key/i);
      expect(removed.length).toBeGreaterThan(0);
      for (const { lifecycle } of removed) expect(lifecycle).toEqual({ destroy: false });
      expect(before[stack]).not.toHaveProperty("removed");
    }
  });

  it("are proven by the policy that the owner is asked for", () => {
    const { failures, faults: wrong } = prove(WITH, builtInTables());
    expect([failures, wrong]).toEqual([[], []]);
    const { answers } = proveStatements(WITH, policiesOf(WITH), builtInStatements().statements);
    expect(answers.filter(({ answer }) => answer !== "proven")).toEqual([]);
    const asked = policiesOf(WITH).filter(({ askedOfOwner }) => askedOfOwner === true);
    expect(asked.map(({ arn, ownerAccount }) => [arn, ownerAccount])).toEqual([
      [ARCHIVE_KEY, "999999999999"],
      [OWN_KEY, "300000000001"],
      [CENTRAL_KEY, "222222222222"],
    ]);
    // Identity policies of the bucket's own account open any folder, wherever the key is.
    const members = asked[0]?.document.Statement.find(({ Sid }) => Sid === "AllowMembersDecryptThroughS3");
    expect(members?.Condition?.["StringNotEquals"]).toEqual({
      "aws:PrincipalAccount": ["222222222222", "999999999999"],
    });
    expect(policiesOf(WITHOUT).filter(({ askedOfOwner }) => askedOfOwner === true)).toEqual([]);
  });

  it("have no rule about their keys, and the bucket's rule names the key", () => {
    const rulesOf = (json: (typeof after)[string] | undefined) =>
      JSON.stringify(json?.resource?.["aws_config_config_rule"] ?? {});
    expect(rulesOf(before["log-archive"])).toContain("CMK_BACKING_KEY_ROTATION_ENABLED");
    expect(rulesOf(after["log-archive"])).not.toContain("CMK_BACKING_KEY_ROTATION_ENABLED");
    expect(rulesOf(after["log-archive"])).toContain(ARCHIVE_KEY);
  });

  it("are a practice that the gate says it cannot judge", () => {
    const found = (configuration: Configuration) =>
      inTemporaryFolder((outdir) => {
        const built = buildApp(configuration, { outdir });
        const gate = addBestPractices(built, true);
        built.app.synth();
        return gate.findings.filter(({ rule }) => rule === "log-key");
      });
    expect(found(WITH).map(({ verdict, because }) => `${verdict}: ${because}`)).toContain(
      "not applicable: encrypts with a key outside of the tree: its owner answers for rotation and policy",
    );
    expect(found(WITHOUT).every(({ verdict }) => verdict === "compliant")).toBe(true);
  });
});

describe("a key that is there already", () => {
  const archive = (arn: string, more = "", ...teams: readonly string[]): readonly string[] =>
    faults(edited("archive:\n", `archive:\n  kmsKeyArn: ${arn}\n${more}`, ORGANIZATION), ...teams);

  it.each<[string, string, RegExp]>([
    [
      "an alias",
      "arn:aws:kms:us-east-1:222222222222:alias/logs",
      /archive\.kmsKeyArn: is not the ARN of a KMS key; .*not that of an alias$/,
    ],
    ["an id", "1234abcd-12ab-34cd-56ef-1234567890ab", /archive\.kmsKeyArn: is not the ARN of a KMS key/],
    [
      "another partition",
      "arn:aws-cn:kms:us-east-1:222222222222:key/a",
      /is a key of partition aws-cn, not of aws/,
    ],
    [
      "another Region",
      key("222222222222", "eu-west-1"),
      /is a key in another Region than the bucket; .*; name a key of that Region/,
    ],
  ])("is a fault as %s", (_, arn, expected) => {
    expect(archive(arn)).toEqual([expect.stringMatching(expected)]);
  });

  it("is of one store alone, and of one account's file", () => {
    expect(archive(ARCHIVE_KEY, "", `${TEAMS[0]}kmsKeyArn: ${ARCHIVE_KEY}\n`)).toEqual([
      expect.stringMatching(/^teams\/1\.yaml.* kmsKeyArn: is the key of the logs of organization\.yaml too/),
    ]);
    const shared = edited("account: payments", "accounts: [payments, data]", TEAMS[0]);
    expect(faults(ORGANIZATION, `${shared}kmsKeyArn: ${CENTRAL_KEY}\n`)).toEqual([
      expect.stringMatching(
        /kmsKeyArn: names one key, and the logs of each account of the file have their own/,
      ),
    ]);
  });

  it("of a team's own bucket is in the team's Region", () => {
    expect(faults(ORGANIZATION, `${TEAMS[1]}kmsKeyArn: ${key("300000000001")}\n`)).toEqual([
      expect.stringMatching(/kmsKeyArn: is a key in another Region than the bucket/),
    ]);
  });

  it("takes no statements: its policy is its owner's", () => {
    const own =
      "  policyStatements:\n    key: [{ Sid: Own, Effect: Deny, Principal: '*', Action: 'kms:List*' }]\n";
    expect(archive(ARCHIVE_KEY, own)).toEqual([
      expect.stringMatching(/archive\.policyStatements\.key: stands beside kmsKeyArn/),
    ]);
  });
});
