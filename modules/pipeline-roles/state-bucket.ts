import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { S3BucketPolicy } from "@cdktf/provider-aws/lib/s3-bucket-policy";
import { S3BucketPublicAccessBlock } from "@cdktf/provider-aws/lib/s3-bucket-public-access-block";
import { S3BucketServerSideEncryptionConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration";
import { S3BucketVersioningA } from "@cdktf/provider-aws/lib/s3-bucket-versioning";
import { Construct } from "constructs";
import type { BucketName, Partition } from "../organization";
import { policyArgument, stateBucketPolicy } from "../policy";
import { assertProps } from "../validation";

/** Where Terraform's states go. */
export interface StateBucketProps {
  readonly partition: Partition;
  readonly bucketName: BucketName;
  /** The ARN of the KMS key that encrypts what no key is named for. @default - S3's own keys do */
  readonly kmsKeyArn?: string;
}

/**
 * The bucket for Terraform's states: versioned, since a state may be written wrong; encrypted; private; and over TLS alone. Terraform
 * never destroys it.
 * @see https://developer.hashicorp.com/terraform/language/backend/s3
 */
export class StateBucket extends Construct {
  constructor(scope: Construct, id: string, props: StateBucketProps) {
    super(scope, id);
    assertProps(this, props, "StateBucket");
    const { partition, bucketName, kmsKeyArn } = props;
    const { bucket } = new S3Bucket(this, "bucket", {
      bucket: bucketName,
      lifecycle: { preventDestroy: true },
    });
    new S3BucketVersioningA(this, "versioning", {
      bucket,
      versioningConfiguration: { status: "Enabled" },
    });
    new S3BucketServerSideEncryptionConfigurationA(this, "encryption", {
      bucket,
      rule: [
        {
          applyServerSideEncryptionByDefault:
            kmsKeyArn === undefined
              ? { sseAlgorithm: "AES256" }
              : { sseAlgorithm: "aws:kms", kmsMasterKeyId: kmsKeyArn },
        },
      ],
    });
    const access = new S3BucketPublicAccessBlock(this, "public-access", {
      bucket,
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    });
    new S3BucketPolicy(this, "policy", {
      bucket,
      policy: policyArgument(stateBucketPolicy(partition, bucketName)),
      // S3 refuses one of two changes of who may reach a bucket that come at once.
      dependsOn: [access],
    });
  }
}
