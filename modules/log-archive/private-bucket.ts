import type { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { S3BucketLoggingA } from "@cdktf/provider-aws/lib/s3-bucket-logging";
import { S3BucketOwnershipControls } from "@cdktf/provider-aws/lib/s3-bucket-ownership-controls";
import { S3BucketPolicy } from "@cdktf/provider-aws/lib/s3-bucket-policy";
import { S3BucketPublicAccessBlock } from "@cdktf/provider-aws/lib/s3-bucket-public-access-block";
import { S3BucketVersioningA } from "@cdktf/provider-aws/lib/s3-bucket-versioning";
import type { Construct } from "constructs";
import type { BucketName } from "../organization";
import { policyArgument, type PolicyDocument } from "../policy";

/** Where server access logs go: an AccessLogBucket, of this stack or another. */
export interface AccessLogTarget {
  readonly bucketName: string;
}

/** What every bucket that holds logs has. */
export interface PrivateBucketParts {
  readonly versioning: S3BucketVersioningA;
  readonly policy: S3BucketPolicy;
}

/**
 * Makes a bucket private: its owner owns all objects and ACLs are off, nothing is public, versions are kept,
 * and it has the one policy given.
 *
 * S3 refuses changes of policy, ownership and public access made at the same moment, so they follow each other.
 */
export function makePrivate(scope: Construct, bucket: S3Bucket, policy: PolicyDocument): PrivateBucketParts {
  const ownership = new S3BucketOwnershipControls(scope, "ownership", {
    bucket: bucket.id,
    rule: { objectOwnership: "BucketOwnerEnforced" },
  });
  const publicAccess = new S3BucketPublicAccessBlock(scope, "public-access", {
    bucket: bucket.id,
    blockPublicAcls: true,
    blockPublicPolicy: true,
    ignorePublicAcls: true,
    restrictPublicBuckets: true,
    dependsOn: [ownership],
  });
  // `mfa_delete` stays unset: Terraform then neither reports nor reverts what root has enabled.
  const versioning = new S3BucketVersioningA(scope, "versioning", {
    bucket: bucket.id,
    versioningConfiguration: { status: "Enabled" },
  });
  const bucketPolicy = new S3BucketPolicy(scope, "policy", {
    bucket: bucket.id,
    policy: policyArgument(policy),
    dependsOn: [publicAccess],
  });
  return { versioning, policy: bucketPolicy };
}

/** Logs who asks for what in a bucket, below the bucket's name. */
export function logRequests(scope: Construct, bucket: S3Bucket, name: BucketName, to: AccessLogTarget): void {
  new S3BucketLoggingA(scope, "logging", {
    bucket: bucket.id,
    targetBucket: to.bucketName,
    targetPrefix: `${name}/`,
  });
}
