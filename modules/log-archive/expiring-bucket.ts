import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { S3BucketLifecycleConfiguration } from "@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration";
import { S3BucketServerSideEncryptionConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration";
import type { Construct } from "constructs";
import type { BucketName } from "../organization";
import type { PolicyDocument } from "../policy";
import type { PropertyProblem } from "../validation";
import { logRequests, makePrivate, type AccessLogTarget } from "./private-bucket";

/** A bucket that a service fills, and that empties itself. */
export interface ExpiringBucketSettings {
  readonly bucketName: BucketName;
  readonly policy: PolicyDocument;
  /** Days after which what is delivered is deleted. */
  readonly expireAfterDays: number;
  /** The ARN of the key that encrypts. @default - S3's own keys do */
  readonly keyArn?: string;
  /** Where S3's server access logs of the bucket go. @default - nowhere: the bucket has those of others */
  readonly accessLogs?: AccessLogTarget;
  readonly destroyProtection: boolean;
  readonly bucketTags?: Readonly<Record<string, string>>;
}

/** Unfinished uploads are billed and are no logs. */
export const ABORT_UPLOADS_DAYS = 7;

/**
 * Makes a private bucket that deletes what is old.
 * @returns its name, known once the policy lets the service deliver
 */
export function makeExpiringBucket(scope: Construct, settings: ExpiringBucketSettings): string {
  const { keyArn, accessLogs } = settings;
  const bucket = new S3Bucket(scope, "bucket", {
    bucket: settings.bucketName,
    ...(settings.bucketTags && { tags: { ...settings.bucketTags } }),
    lifecycle: { preventDestroy: settings.destroyProtection },
  });
  const parts = makePrivate(scope, bucket, settings.policy);
  new S3BucketServerSideEncryptionConfigurationA(scope, "encryption", {
    bucket: bucket.id,
    rule: [
      keyArn === undefined
        ? { applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }
        : {
            applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: keyArn },
            bucketKeyEnabled: true,
          },
    ],
  });
  new S3BucketLifecycleConfiguration(scope, "lifecycle", {
    bucket: bucket.id,
    rule: [
      {
        id: "expire",
        status: "Enabled",
        filter: [{ prefix: "" }],
        expiration: [{ days: settings.expireAfterDays }],
        noncurrentVersionExpiration: [{ noncurrentDays: 1 }],
        abortIncompleteMultipartUpload: [{ daysAfterInitiation: ABORT_UPLOADS_DAYS }],
      },
    ],
    // Rules for noncurrent versions are valid on a versioned bucket alone.
    dependsOn: [parts.versioning],
  });
  if (accessLogs) logRequests(scope, bucket, settings.bucketName, accessLogs);
  return parts.policy.bucket;
}

/** Why S3 would refuse to delete after so many days. */
export function expiryProblems(days: number): readonly PropertyProblem[] {
  if (Number.isInteger(days) && days >= 1) return [];
  return [
    {
      property: "expireAfterDays",
      what: "is not a number of days",
      received: days,
      allowed: "a whole number of days from 1",
      remedy: "choose how long to keep what is delivered",
    },
  ];
}
