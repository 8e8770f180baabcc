import { KmsAlias } from "@cdktf/provider-aws/lib/kms-alias";
import { KmsKey } from "@cdktf/provider-aws/lib/kms-key";
import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { S3BucketLifecycleConfiguration } from "@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration";
import { S3BucketLoggingA } from "@cdktf/provider-aws/lib/s3-bucket-logging";
import { S3BucketObjectLockConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-object-lock-configuration";
import { S3BucketOwnershipControls } from "@cdktf/provider-aws/lib/s3-bucket-ownership-controls";
import { S3BucketPolicy } from "@cdktf/provider-aws/lib/s3-bucket-policy";
import { S3BucketPublicAccessBlock } from "@cdktf/provider-aws/lib/s3-bucket-public-access-block";
import { S3BucketServerSideEncryptionConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration";
import { S3BucketVersioningA } from "@cdktf/provider-aws/lib/s3-bucket-versioning";
import type { TerraformStack } from "cdktf";
import type { LogStore } from "../log-store";

interface PrivateBucket {
  readonly bucket: S3Bucket;
  readonly versioning: S3BucketVersioningA;
  /** The bucket's name, as an attribute of its policy. */
  readonly name: string;
}

function privateBucket(
  stack: TerraformStack,
  id: string,
  name: string,
  policy: string,
  locked: boolean,
): PrivateBucket {
  const bucket = new S3Bucket(stack, `${id}-bucket`, {
    bucket: name,
    ...(locked && { objectLockEnabled: true }),
    lifecycle: { preventDestroy: true },
  });
  const ownership = new S3BucketOwnershipControls(stack, `${id}-ownership`, {
    bucket: bucket.id,
    rule: { objectOwnership: "BucketOwnerEnforced" },
  });
  const publicAccess = new S3BucketPublicAccessBlock(stack, `${id}-public-access`, {
    bucket: bucket.id,
    blockPublicAcls: true,
    blockPublicPolicy: true,
    ignorePublicAcls: true,
    restrictPublicBuckets: true,
    dependsOn: [ownership],
  });
  const versioning = new S3BucketVersioningA(stack, `${id}-versioning`, {
    bucket: bucket.id,
    versioningConfiguration: { status: "Enabled" },
  });
  const bucketPolicy = new S3BucketPolicy(stack, `${id}-policy`, {
    bucket: bucket.id,
    policy,
    dependsOn: [publicAccess],
  });
  return { bucket, versioning, name: bucketPolicy.bucket };
}

/** An access-log bucket. Returns its name. */
export function accessLogs(stack: TerraformStack, bucketName: string, policy: string): string {
  const { bucket, versioning, name } = privateBucket(stack, "access-logs", bucketName, policy, false);
  new S3BucketServerSideEncryptionConfigurationA(stack, "access-logs-encryption", {
    bucket: bucket.id,
    rule: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }],
  });
  new S3BucketLifecycleConfiguration(stack, "access-logs-lifecycle", {
    bucket: bucket.id,
    rule: [
      {
        id: "expire",
        status: "Enabled",
        filter: [{ prefix: "" }],
        expiration: [{ days: 400 }],
        noncurrentVersionExpiration: [{ noncurrentDays: 1 }],
        abortIncompleteMultipartUpload: [{ daysAfterInitiation: 7 }],
      },
    ],
    dependsOn: [versioning],
  });
  return name;
}

/** Where a trail delivers. */
export interface Destination {
  readonly bucketName: string;
  readonly keyArn: string;
}

/** A log bucket and its key. */
export function logStore(
  stack: TerraformStack,
  id: string,
  store: LogStore,
  accessLogBucket: string,
): Destination {
  const key = new KmsKey(stack, `${id}-key`, {
    description: `Encrypts the CloudTrail logs in ${store.bucket}`,
    enableKeyRotation: true,
    deletionWindowInDays: 30,
    policy: store.keyPolicy(),
    lifecycle: { preventDestroy: true },
  });
  new KmsAlias(stack, `${id}-alias`, { name: store.alias, targetKeyId: key.keyId });
  const { bucket, versioning, name } = privateBucket(
    stack,
    id,
    store.bucket,
    store.bucketPolicy(),
    store.locked,
  );
  new S3BucketServerSideEncryptionConfigurationA(stack, `${id}-encryption`, {
    bucket: bucket.id,
    rule: [
      {
        applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: key.arn },
        bucketKeyEnabled: true,
      },
    ],
  });
  new S3BucketLoggingA(stack, `${id}-logging`, {
    bucket: bucket.id,
    targetBucket: accessLogBucket,
    targetPrefix: `${store.bucket}/`,
  });
  if (store.locked) lockForAYear(stack, id, bucket, versioning);
  return { bucketName: name, keyArn: key.arn };
}

function lockForAYear(
  stack: TerraformStack,
  id: string,
  bucket: S3Bucket,
  versioning: S3BucketVersioningA,
): void {
  new S3BucketObjectLockConfigurationA(stack, `${id}-lock`, {
    bucket: bucket.id,
    rule: { defaultRetention: { mode: "GOVERNANCE", days: 365 } },
    dependsOn: [versioning],
  });
  new S3BucketLifecycleConfiguration(stack, `${id}-lifecycle`, {
    bucket: bucket.id,
    rule: [
      {
        id: "logs",
        status: "Enabled",
        filter: [{ prefix: "" }],
        abortIncompleteMultipartUpload: [{ daysAfterInitiation: 7 }],
        transition: [{ days: 90, storageClass: "GLACIER_IR" }],
        expiration: [{ days: 730 }],
        noncurrentVersionExpiration: [{ noncurrentDays: 1 }],
      },
    ],
    dependsOn: [versioning],
  });
}
