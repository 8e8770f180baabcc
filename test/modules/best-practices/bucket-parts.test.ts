import { KmsKey } from "@cdktf/provider-aws/lib/kms-key";
import { KmsKeyPolicy } from "@cdktf/provider-aws/lib/kms-key-policy";
import { S3Bucket, type S3BucketConfig } from "@cdktf/provider-aws/lib/s3-bucket";
import { S3BucketObjectLockConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-object-lock-configuration";
import { S3BucketPolicy } from "@cdktf/provider-aws/lib/s3-bucket-policy";
import { S3BucketPublicAccessBlock } from "@cdktf/provider-aws/lib/s3-bucket-public-access-block";
import { S3BucketVersioningA } from "@cdktf/provider-aws/lib/s3-bucket-versioning";
import type { TerraformStack } from "cdktf";
import type { Compliance } from "../../../modules/best-practices";
import {
  ARCHIVE_ACCOUNT,
  CLOUDTRAIL_WRITES,
  judged,
  judgedTree,
  NO_DELETION_WITHOUT_MFA,
  policyText,
  stackIn,
  trailIn,
} from "./hand-made";

const LATER = "${var.later}";
const OWN = "${var.bucket}";
const ALL_BLOCKED = {
  blockPublicAcls: true,
  blockPublicPolicy: true,
  ignorePublicAcls: true,
  restrictPublicBuckets: true,
};

type Make = (stack: TerraformStack) => void;

/** A bucket to which a trail delivers. */
function bucketIn(stack: TerraformStack, config: S3BucketConfig = {}): S3Bucket {
  const bucket = new S3Bucket(stack, "bucket", { bucket: "logs", ...config });
  trailIn(stack, { s3BucketName: bucket.id });
  return bucket;
}

/** The same, and something beside it. */
const beside =
  (make: Make, config?: S3BucketConfig): Make =>
  (stack) => {
    bucketIn(stack, config);
    make(stack);
  };

const versions =
  (bucket: string, mfaDelete = "Enabled"): Make =>
  (stack) => {
    new S3BucketVersioningA(stack, "versions", {
      bucket,
      versioningConfiguration: { status: "Enabled", mfaDelete },
    });
  };
const lock =
  (bucket: string, mode: string): Make =>
  (stack) => {
    new S3BucketObjectLockConfigurationA(stack, "lock", {
      bucket,
      rule: { defaultRetention: { mode, days: 1 } },
    });
  };

function verdictOf(rule: string, make: Make): readonly [Compliance, string] {
  const [finding] = judged(rule, make);
  if (finding === undefined) throw new Error("the rule found nothing");
  return [finding.verdict, finding.because];
}

describe("the versions of a bucket", () => {
  it.each<readonly [string, Compliance, Make]>([
    ["of a resource that names it", "compliant", beside(versions("logs"))],
    ["of a resource that names another", "not compliant", beside(versions("others"))],
    ["of a resource that names a variable", "not applicable", beside(versions(LATER))],
    [
      "of a resource that names the variable that names the bucket",
      "compliant",
      beside(versions(OWN), { bucket: OWN }),
    ],
    [
      "of a resource that names another variable than that which names the bucket",
      "not applicable",
      beside(versions(LATER), { bucket: OWN }),
    ],
    [
      "of a resource with a name, where a variable names the bucket",
      "not applicable",
      beside(versions("logs"), { bucket: OWN }),
    ],
    [
      "of the bucket itself",
      "compliant",
      (stack) => void bucketIn(stack, { versioning: { enabled: true, mfaDelete: true } }),
    ],
    [
      "of the bucket itself, without MFA delete",
      "not compliant",
      (stack) => void bucketIn(stack, { versioning: { enabled: true } }),
    ],
    [
      "of the bucket itself, if a variable says so",
      "not applicable",
      (stack) =>
        void bucketIn(stack, { versioning: { enabled: LATER as unknown as boolean, mfaDelete: true } }),
    ],
    ["of none", "not compliant", (stack) => void bucketIn(stack)],
    [
      "of a resource that is made if a variable says so",
      "not applicable",
      (stack) => {
        bucketIn(stack);
        versions("logs")(stack);
        (stack.node.findChild("versions") as S3BucketVersioningA).addOverride("count", LATER);
      },
    ],
    [
      "of a resource that is not made",
      "not compliant",
      (stack) => {
        bucketIn(stack);
        versions("logs")(stack);
        (stack.node.findChild("versions") as S3BucketVersioningA).addOverride("count", 0);
      },
    ],
    [
      "of blocks that Terraform makes",
      "not applicable",
      (stack) => {
        bucketIn(stack);
        versions("logs")(stack);
        (stack.node.findChild("versions") as S3BucketVersioningA).addOverride(
          "versioning_configuration",
          LATER,
        );
      },
    ],
  ])("%s are %s", (_name, verdict, make) => {
    expect(verdictOf("log-bucket-immutable", make)[0]).toBe(verdict);
  });

  it.each([
    [ARCHIVE_ACCOUNT, "not compliant"],
    ["111111111111", "not applicable"],
  ])("of a resource in account %s, which names a variable, are %s", (account, verdict) => {
    const [finding] = judgedTree("log-bucket-immutable", (app) => {
      bucketIn(stackIn(app, "logs"));
      versions(LATER)(stackIn(app, "others", account));
    });
    expect(finding?.verdict).toBe(verdict);
  });
});

describe("the lock of a bucket", () => {
  it.each<readonly [string, Compliance, RegExp, Make]>([
    ["of a resource", "compliant", /mode GOVERNANCE/, beside(lock("logs", "GOVERNANCE"))],
    ["of a mode that a variable says", "not applicable", /when Terraform runs/, beside(lock("logs", LATER))],
    [
      "of a resource that names a variable",
      "not applicable",
      /when Terraform runs/,
      beside(lock(LATER, "GOVERNANCE")),
    ],
    [
      "of the bucket itself",
      "compliant",
      /mode COMPLIANCE/,
      (stack) =>
        void bucketIn(stack, {
          objectLockConfiguration: {
            objectLockEnabled: "Enabled",
            rule: { defaultRetention: { mode: "COMPLIANCE", days: 1 } },
          },
        }),
    ],
    [
      "without a rule",
      "not compliant",
      /no versions/,
      (stack) => void bucketIn(stack, { objectLockConfiguration: { objectLockEnabled: "Enabled" } }),
    ],
  ])("%s is %s", (_name, verdict, because, make) => {
    expect(verdictOf("log-bucket-immutable", make)).toEqual([verdict, expect.stringMatching(because)]);
  });

  it("of a mode that a variable says does not matter beside MFA delete", () => {
    const [verdict] = verdictOf("log-bucket-immutable", (stack) => {
      bucketIn(stack);
      lock("logs", LATER)(stack);
      versions("logs")(stack);
    });
    expect(verdict).toBe("compliant");
  });
});

describe("the access to a bucket", () => {
  it.each<readonly [string, Compliance, Make]>([
    [
      "blocked by a resource that names a variable",
      "not applicable",
      (stack) => {
        bucketIn(stack);
        new S3BucketPublicAccessBlock(stack, "public", { bucket: LATER, ...ALL_BLOCKED });
      },
    ],
    [
      "blocked by a resource that names the variable that names the bucket",
      "compliant",
      (stack) => {
        bucketIn(stack, { bucket: OWN });
        new S3BucketPublicAccessBlock(stack, "public", { bucket: OWN, ...ALL_BLOCKED });
      },
    ],
    [
      "blocked in part",
      "not compliant",
      (stack) => {
        bucketIn(stack);
        new S3BucketPublicAccessBlock(stack, "public", {
          bucket: "logs",
          ...ALL_BLOCKED,
          blockPublicAcls: false,
        });
      },
    ],
    [
      "with a policy of a resource that names a variable",
      "not applicable",
      (stack) => {
        bucketIn(stack);
        new S3BucketPublicAccessBlock(stack, "public", { bucket: "logs", ...ALL_BLOCKED });
        new S3BucketPolicy(stack, "policy", { bucket: LATER, policy: policyText(CLOUDTRAIL_WRITES) });
      },
    ],
  ])("%s is %s", (_name, verdict, make) => {
    expect(verdictOf("log-bucket-access", make)[0]).toBe(verdict);
  });
});

describe("the policy of a bucket that a variable names", () => {
  it.each([
    ["arn:aws:s3:::${var.bucket}/*", "compliant"],
    ["arn:${data.aws_partition.p.partition}:s3:::${var.bucket}/*", "compliant"],
    ["${aws_s3_bucket.bucket.arn}/*", "compliant"],
    ["arn:aws:s3:::*/*", "not applicable"],
    ["*", "compliant"],
    ["arn:aws:s3:::${var.later}/*", "not applicable"],
    ["arn:aws:s3:::others/*", "not compliant"],
  ])("about %s is %s", (resource, verdict) => {
    const made = verdictOf("log-bucket-immutable", (stack) => {
      bucketIn(stack, { bucket: OWN });
      versions(OWN, "Disabled")(stack);
      new S3BucketPolicy(stack, "policy", {
        bucket: OWN,
        policy: policyText({ ...NO_DELETION_WITHOUT_MFA, Resource: resource }),
      });
    });
    expect(made[0]).toBe(verdict);
  });
});

describe("the policy of a key", () => {
  const WRITES = {
    Effect: "Allow",
    Principal: { Service: "cloudtrail.amazonaws.com" },
    Action: "kms:GenerateDataKey*",
    Resource: "*",
    Condition: { StringEquals: { "aws:SourceAccount": "111111111111" } },
  };

  it.each([
    ["the key", (key: KmsKey) => key.id, "compliant"],
    ["a variable", () => LATER, "not applicable"],
    ["another key", () => "11111111-2222-3333-4444-555555555555", "not compliant"],
  ])("of a resource that names %s", (_name, keyId, verdict) => {
    const [made] = verdictOf("log-key", (stack) => {
      const key = new KmsKey(stack, "key", { enableKeyRotation: true });
      trailIn(stack, { kmsKeyId: key.arn });
      new KmsKeyPolicy(stack, "policy", { keyId: keyId(key), policy: policyText(WRITES) });
    });
    expect(made).toBe(verdict);
  });

  it.each<readonly [string, object, Compliance, RegExp]>([
    ["for named trails", WRITES, "compliant", /is rotated/],
    [
      "for everybody",
      { ...WRITES, Principal: "*", Condition: {} },
      "not compliant",
      /lets everybody encrypt/,
    ],
    [
      "for all but some",
      { ...WRITES, Principal: undefined, NotPrincipal: { AWS: "*" }, Condition: {} },
      "not compliant",
      /lets everybody encrypt/,
    ],
    [
      "for everybody, who only decrypts",
      { ...WRITES, Principal: "*", Action: "kms:Decrypt", Condition: {} },
      "compliant",
      /is rotated/,
    ],
    [
      "for whom a variable names",
      { ...WRITES, Principal: { AWS: LATER }, Condition: {} },
      "not applicable",
      /when Terraform runs/,
    ],
  ])("%s", (_name, statement, verdict, because) => {
    const made = verdictOf("log-key", (stack) => {
      const policy = policyText(WRITES, statement);
      const key = new KmsKey(stack, "key", { enableKeyRotation: true, policy });
      trailIn(stack, { kmsKeyId: key.arn });
    });
    expect(made).toEqual([verdict, expect.stringMatching(because)]);
  });

  it("is that of a symmetric key, as far as is known", () => {
    const of = (customerMasterKeySpec: string): Compliance =>
      verdictOf("log-key", (stack) => {
        new KmsKey(stack, "key", {
          enableKeyRotation: true,
          customerMasterKeySpec,
          policy: policyText(WRITES),
        });
      })[0];
    expect(of("SYMMETRIC_DEFAULT")).toBe("compliant");
    expect(of("RSA_2048")).toBe("not compliant");
    expect(of(LATER)).toBe("not applicable");
  });
});
