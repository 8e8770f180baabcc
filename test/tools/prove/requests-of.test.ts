import type { Configuration } from "../../../stacks/config";
import { policiesOf } from "../../../stacks/blueprint";
import type { Proof } from "../../../tools/prove/requests-of";
import { requestsOf, silentContext, whyIdle } from "../../../tools/prove/requests-of";
import type { SubjectSet } from "../../../tools/prove/subject";
import { variant } from "./configurations";
import { rowOf } from "./row-of";

const REFERENCE = variant();
const MENDED = variant({ mended: true });

function proofs(
  values: Readonly<Record<string, unknown>>,
  configuration: Configuration = REFERENCE,
): readonly Proof[] {
  return requestsOf(rowOf(values), configuration, policiesOf(configuration));
}

const contextsIn = (proof: Proof): readonly unknown[] => proof.asked.map(({ request }) => request.context);

describe("what people can do", () => {
  const delivery = { on: "organizationBucket", can: "read" };

  it("is asked in each context that a preset stands for, of bucket and key in the same", () => {
    const old = proofs({ ...delivery, context: "oldTls", principal: "anonymous" });
    expect(old.map(contextsIn)).toMatchObject(
      ["1.0", "1.1"].map((version) => {
        const travel = { "aws:SecureTransport": true, "s3:TlsVersion": version };
        return [travel, travel];
      }),
    );
  });

  it("is asked with MFA too where it is to be denied, of those who can show a device", () => {
    const asked = (values: Readonly<Record<string, unknown>>): readonly (readonly string[])[] =>
      proofs({ on: "organizationBucket", can: "delete", principal: "iamUser", ...values }).map(
        ({ context }) => context,
      );
    expect(asked({})).toEqual([[], ["recentMfa"]]);
    expect(asked({ expect: "explicitly denied", context: "plainHttp" })).toEqual([
      ["plainHttp"],
      ["plainHttp", "recentMfa"],
    ]);
    expect(asked({ expect: "allowed" })).toEqual([[]]);
    expect(asked({ principal: ["anonymous", "cloudTrail"] })).toEqual([[], []]);
  });

  it.each([
    { context: "withoutMfa" },
    { context: "recentMfa" },
    { context: "mfaNotShown" },
    { context: "staleMfa" },
    { keys: { "aws:multifactorauthpresent": true } },
    { keys: { "aws:MultiFactorAuthAge": 5 } },
  ])("is asked once where the row says when MFA was shown: %j", (says) => {
    expect(proofs({ on: "organizationBucket", can: "delete", principal: "iamUser", ...says })).toHaveLength(
      1,
    );
  });
});

describe("what a row names", () => {
  it("is asked only what its service asks of it", () => {
    const asked = proofs({
      on: ["organizationBucket", "organizationKey"],
      action: ["s3:ListBucket", "kms:DescribeKey"],
      principal: "anonymous",
    });
    expect(asked.map(({ subject, asked: [one] }) => [subject.kind, one?.request.action])).toEqual([
      ["log bucket", "s3:ListBucket"],
      ["log key", "kms:DescribeKey"],
    ]);
  });

  it.each<[SubjectSet, string, readonly string[]]>([
    ["remediationRolePermissions", "checkedLogBucket", ["organization", "team-payments", "team-platform"]],
    ["remediationRolePermissions", "checkedAccessLogBucket", ["access"]],
  ])("is each resource that a word stands for: %s %s", (on, resource, names) => {
    const values = { on, rule: "bucket-public-access", principal: "theRole", action: "s3:PutBucketPolicy" };
    expect(proofs({ ...values, resource }, MENDED).map(({ asked: [one] }) => one?.request.resource)).toEqual(
      names.map((name) => `arn:aws:s3:::acme-cloudtrail-222222222222-${name}`),
    );
  });

  it("is each key that a rule checks, of the account in which it stands", () => {
    const values = { on: "remediationRolePermissions", rule: "key-rotation", principal: "theRole" };
    const keys = proofs({ ...values, action: "kms:EnableKeyRotation", resource: "checkedKey" }, MENDED);
    const subjects = policiesOf(MENDED);
    expect(
      keys.map(({ asked: [one] }) => subjects.find(({ arn }) => arn === one?.request.resource)?.name),
    ).toEqual([
      "log key of the organization",
      "log key of team payments",
      "log key of team platform",
      "monitoring key of the management account",
    ]);
  });

  it("is the folder of the account for which a service acts", () => {
    const delivered = proofs(
      {
        on: "configBucket",
        principal: "config.amazonaws.com",
        action: "s3:PutObject",
        resource: "bucket/AWSLogs/{sourceAccount}/x",
        context: "fromEachRecorder",
      },
      MENDED,
    );
    expect(delivered.map(({ asked: [one] }) => one?.request.resource)).toEqual(
      ["111111111111", "222222222222", "333333333333"].map(
        (account) => `arn:aws:s3:::acme-cloudtrail-222222222222-config/AWSLogs/${account}/x`,
      ),
    );
  });
});

describe("a row that asks nothing", () => {
  it.each([
    ["when", { when: { memberAccess: false } }],
    ["on", { on: "deliveryTopic", action: "sns:Publish" }],
    ["on", { on: "teamBuckets", team: "payments" }],
    ["on", { on: "remediationRoles", action: "sts:AssumeRole" }],
    ["principal", { principal: "auditReader" }],
    ["principal", { principal: "member", except: "member" }],
  ])("says by what: %s %j", (because, values) => {
    const configuration = variant({ everything: false });
    const subjects = policiesOf(configuration);
    const row = rowOf({ action: "s3:ListBucket", ...values });
    expect(requestsOf(row, configuration, subjects)).toEqual([]);
    expect(whyIdle(row, configuration, subjects)).toBe(because);
  });

  it("says what none of its requests could carry, and of what", () => {
    const subjects = policiesOf(REFERENCE);
    const silent = (context: string, on = "monitoringKeys") =>
      silentContext(rowOf({ on, action: "kms:Decrypt", context }), REFERENCE, subjects);
    expect(silent("ofTheLogGroup")).toMatchObject({
      preset: "ofTheLogGroup",
      subject: { name: "monitoring key of the log archive" },
    });
    expect(silent("ofTheLogGroup", "logGroupKeys")).toBeUndefined();
    expect(silent("ofAnotherLogGroup")).toBeUndefined();
  });
});
