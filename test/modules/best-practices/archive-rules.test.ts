import { DataAwsIamPolicyDocument } from "@cdktf/provider-aws/lib/data-aws-iam-policy-document";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { S3BucketObjectLockConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-object-lock-configuration";
import { S3BucketPolicy } from "@cdktf/provider-aws/lib/s3-bucket-policy";
import { S3BucketVersioningA } from "@cdktf/provider-aws/lib/s3-bucket-versioning";
import { DataTerraformRemoteStateS3, Fn, TerraformOutput, type App, type TerraformStack } from "cdktf";
import type { Compliance } from "../../../modules/best-practices";
import {
  ARCHIVE_ACCOUNT,
  CLOUDTRAIL_WRITES,
  judged,
  judgedTree,
  logBucketIn,
  logKeyIn,
  NO_DELETION_WITHOUT_MFA,
  policyText,
  stackIn,
  TRAIL_ARN,
  trailIn,
} from "./hand-made";

type Make = (stack: TerraformStack) => void;
type Case = readonly [rule: string, verdict: Compliance, name: string, make: Make, because: RegExp];

const bucket =
  (...statements: readonly object[]): Make =>
  (stack) => {
    logBucketIn(stack, ...statements);
  };

/** A bucket, to which a trail delivers, with versions in a state. */
const versions =
  (status: string, mfaDelete?: string): Make =>
  (stack) => {
    const made = new S3Bucket(stack, "bucket", { bucket: "logs" });
    trailIn(stack, { s3BucketName: made.id });
    new S3BucketVersioningA(stack, "versions", {
      bucket: "logs",
      versioningConfiguration: { status, ...(mfaDelete !== undefined && { mfaDelete }) },
    });
  };

const READ = { Effect: "Allow", Principal: "*", Action: "s3:GetObject", Resource: "*" };
const key =
  (condition: object | undefined, rotated = true): Make =>
  (stack) => {
    logKeyIn(stack, condition, rotated);
  };

const CASES: readonly Case[] = [
  ["log-bucket-access", "compliant", "for CloudTrail alone", bucket(), /named principals/],
  [
    "log-bucket-access",
    "compliant",
    "for the organization",
    bucket({ ...READ, Condition: { StringEquals: { "aws:PrincipalOrgID": "o-1" } } }),
    /named principals/,
  ],
  ["log-bucket-access", "not compliant", "for everybody", bucket(READ), /allows everybody/],
  [
    "log-bucket-access",
    "not compliant",
    "for all but one account",
    bucket({ ...READ, Condition: { StringNotEquals: { "aws:PrincipalAccount": "1" } } }),
    /allows everybody/,
  ],
  [
    "log-bucket-access",
    "not compliant",
    "for who has no organization",
    bucket({ ...READ, Condition: { StringEqualsIfExists: { "aws:PrincipalOrgID": "o-1" } } }),
    /allows everybody/,
  ],
  [
    "log-bucket-access",
    "not compliant",
    "for trails of any account",
    bucket({ ...CLOUDTRAIL_WRITES, Condition: {} }),
    /trails of any account/,
  ],
  [
    "log-bucket-access",
    "not compliant",
    "that may be public",
    versions("Enabled"),
    /block all public access/,
  ],
  [
    "log-bucket-access",
    "not applicable",
    "with a policy that Terraform computes",
    (stack) => {
      const made = logBucketIn(stack);
      trailIn(stack, { s3BucketName: made.id });
      stack.node.tryRemoveChild("policy");
      new S3BucketPolicy(stack, "later", { bucket: made.id, policy: Fn.jsonencode({ Statement: [] }) });
    },
    /when Terraform runs/,
  ],
  [
    "log-bucket-access",
    "not compliant",
    "with a policy of a data source",
    (stack) => {
      const made = logBucketIn(stack);
      trailIn(stack, { s3BucketName: made.id });
      stack.node.tryRemoveChild("policy");
      const document = new DataAwsIamPolicyDocument(stack, "document", {
        statement: [
          {
            actions: ["s3:Put*"],
            resources: ["*"],
            principals: [{ type: "Service", identifiers: ["cloudtrail.amazonaws.com"] }],
          },
        ],
      });
      new S3BucketPolicy(stack, "later", { bucket: made.id, policy: document.json });
    },
    /trails of any account/,
  ],
  [
    "log-bucket-immutable",
    "compliant",
    "with MFA in its policy",
    bucket(NO_DELETION_WITHOUT_MFA),
    /lets nobody delete one without MFA/,
  ],
  [
    "log-bucket-immutable",
    "not compliant",
    "with MFA that long-term keys pass by",
    bucket({ ...NO_DELETION_WITHOUT_MFA, Condition: { Bool: { "aws:MultiFactorAuthPresent": "false" } } }),
    /without MFA/,
  ],
  ["log-bucket-immutable", "compliant", "with MFA delete", versions("Enabled", "Enabled"), /with MFA delete/],
  ["log-bucket-immutable", "not compliant", "with versions alone", versions("Enabled"), /without MFA/],
  ["log-bucket-immutable", "not compliant", "without versions", versions("Suspended"), /no versions/],
  [
    "log-bucket-immutable",
    "not applicable",
    "of Terraform's choice",
    versions("${var.later}", "Enabled"),
    /when Terraform runs/,
  ],
  [
    "log-bucket-immutable",
    "not compliant",
    "without MFA, whatever Terraform chooses of its versions",
    versions("${var.later}"),
    /without MFA/,
  ],
  [
    "log-bucket-immutable",
    "compliant",
    "with a lock",
    (stack) => {
      versions("Enabled")(stack);
      new S3BucketObjectLockConfigurationA(stack, "lock", {
        bucket: "logs",
        rule: { defaultRetention: { mode: "COMPLIANCE", days: 1 } },
      });
    },
    /mode COMPLIANCE/,
  ],
  [
    "log-key",
    "compliant",
    "for named trails",
    key({ StringEquals: { "aws:SourceArn": TRAIL_ARN } }),
    /is rotated/,
  ],
  ["log-key", "not compliant", "for trails of any account", key(undefined), /trails of any account/],
  [
    "log-key",
    "not compliant",
    "without rotation",
    key({ StringEquals: { "aws:SourceArn": TRAIL_ARN } }, false),
    /not rotated/,
  ],
  [
    "log-key",
    "not compliant",
    "that a trail uses and may not",
    (stack) => {
      const made = logKeyIn(stack, undefined);
      made.policy = policyText();
      trailIn(stack, { kmsKeyId: made.arn });
    },
    /no trail encrypt/,
  ],
  [
    "log-key",
    "not applicable",
    "with a policy that Terraform computes",
    (stack) => {
      const made = logKeyIn(stack, undefined);
      made.policy = Fn.jsonencode({ Statement: [] });
      trailIn(stack, { kmsKeyId: made.arn });
    },
    /when Terraform runs/,
  ],
];

describe("a log bucket or key", () => {
  it.each(CASES)("by %s is %s %s", (rule, verdict, _name, make, because) => {
    expect(judged(rule, make)).toEqual([
      expect.objectContaining({ verdict, because: expect.stringMatching(because) as unknown }),
    ]);
  });

  it("is no bucket that CloudTrail has nothing to do with", () => {
    const findings = judged("log-bucket-access", (stack) => {
      new S3Bucket(stack, "website", { bucket: "website" });
    });
    expect(findings).toEqual([]);
  });
});

describe("the account of the logs", () => {
  const RULE = "log-archive-account";

  /** An archive in an account, and a trail that finds its bucket in some way. */
  const tree =
    (account: string, nameFrom: (app: App, trails: TerraformStack) => string) =>
    (app: App): void => {
      const archive = stackIn(app, "archive", account);
      const made = logBucketIn(archive);
      new TerraformOutput(archive, "store", { staticId: true, value: { bucket: { name: made.bucket } } });
      const trails = stackIn(app, "trails");
      trailIn(trails, { s3BucketName: nameFrom(app, trails) });
    };

  const ways: readonly (readonly [string, (app: App, trails: TerraformStack) => string])[] = [
    ["by its name", () => "logs"],
    [
      "by the state of another stack",
      (_app, trails) => {
        const state = new DataTerraformRemoteStateS3(trails, "state", {
          bucket: "states",
          key: "archive.tfstate",
          region: "us-east-1",
        });
        return Fn.lookupNested(state.get("store"), ["bucket", "name"]) as string;
      },
    ],
    [
      "by a reference across stacks",
      (app) => (app.node.findChild("archive").node.findChild("bucket") as S3Bucket).id,
    ],
  ];

  it.each(ways)("is another, found %s", (_way, nameFrom) => {
    expect(judgedTree(RULE, tree(ARCHIVE_ACCOUNT, nameFrom))).toEqual([
      expect.objectContaining({ verdict: "compliant", because: "delivers to account 222222222222" }),
    ]);
  });

  it.each(ways)("is the trail's own, found %s", (_way, nameFrom) => {
    expect(judgedTree(RULE, tree("111111111111", nameFrom))[0]?.verdict).toBe("not compliant");
  });

  it("is not known of a bucket outside of the tree", () => {
    expect(judged(RULE, (stack) => void trailIn(stack))).toEqual([
      expect.objectContaining({
        verdict: "not applicable",
        because: "uses a bucket outside of the tree",
      }),
    ]);
  });

  it("is that of the role that the provider assumes, or of the provider that the resource names", () => {
    const roleArn = "arn:aws:iam::333333333333:role/Deploy";
    const findings = judged(RULE, (stack) => {
      const archive = new AwsProvider(stack, "archive", { alias: "archive", assumeRole: [{ roleArn }] });
      const made = new S3Bucket(stack, "bucket", { bucket: "logs", provider: archive });
      trailIn(stack, { s3BucketName: made.id });
    });
    expect(findings).toEqual([
      expect.objectContaining({ verdict: "compliant", because: "delivers to account 333333333333" }),
    ]);
  });

  it("is not known of a provider that does not say it", () => {
    const findings = judged(RULE, (stack) => {
      const made = logBucketIn(stack);
      trailIn(stack, { s3BucketName: made.id });
      stack.node.tryRemoveChild("aws");
    });
    expect(findings).toEqual([
      expect.objectContaining({
        verdict: "not applicable",
        because: expect.stringContaining("allowed_account_ids") as unknown,
      }),
    ]);
  });
});
