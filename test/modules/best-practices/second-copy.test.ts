import { KmsKey, type KmsKeyConfig } from "@cdktf/provider-aws/lib/kms-key";
import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { S3BucketReplicationConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-replication-configuration";
import type { TerraformStack } from "cdktf";
import { judged, policyText, trailIn } from "./hand-made";

/** A bucket that is copied to another one of the tree. */
const copiedWith = (key: KmsKeyConfig) => (stack: TerraformStack) => {
  copied(stack, key);
};

function copied(stack: TerraformStack, key: KmsKeyConfig = {}): void {
  const logs = new S3Bucket(stack, "logs", { bucket: "logs" });
  trailIn(stack, { s3BucketName: logs.id });
  new S3Bucket(stack, "copy", { bucket: "copy" });
  const { arn } = new KmsKey(stack, "copy-key", { enableKeyRotation: true, ...key });
  new S3BucketReplicationConfigurationA(stack, "replication", {
    bucket: logs.id,
    role: "arn:aws:iam::222222222222:role/copies",
    rule: [
      {
        status: "Enabled",
        destination: {
          bucket: "arn:aws:s3:::copy",
          encryptionConfiguration: { replicaKmsKeyId: arn },
        },
      },
    ],
  });
}

const of = (rule: string, name: string, make: (stack: TerraformStack) => void) =>
  judged(rule, make)
    .filter(({ path }) => path.endsWith(name))
    .map(({ verdict, because }) => `${verdict}: ${because}`);

describe("a bucket to which logs are copied", () => {
  it.each(["log-bucket-access", "log-bucket-immutable"])("is judged as one of logs: %s", (rule) => {
    expect(of(rule, "/copy", copied)).toHaveLength(1);
    const alone = (stack: TerraformStack): void => {
      new S3Bucket(stack, "copy", { bucket: "copy" });
    };
    expect(of(rule, "/copy", alone)).toEqual([]);
  });
});

describe("the key of copies", () => {
  it("is rotated, and needs let no trail encrypt", () => {
    expect(of("log-key", "/copy-key", copied)).toEqual([
      "compliant: is rotated, and encrypts what S3 copies for named roles alone",
    ]);
  });

  it("is told where it is not", () => {
    expect(of("log-key", "/copy-key", copiedWith({ enableKeyRotation: false }))).toEqual([
      expect.stringContaining("is not rotated"),
    ]);
  });

  it("lets not everybody encrypt", () => {
    const policy = policyText({ Effect: "Allow", Principal: "*", Action: "kms:*", Resource: "*" });
    expect(of("log-key", "/copy-key", copiedWith({ policy }))).toEqual([
      expect.stringContaining("lets everybody encrypt"),
    ]);
  });
});
