import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import {
  S3BucketLifecycleConfiguration,
  type S3BucketLifecycleConfigurationRule,
} from "@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration";
import { S3BucketObjectLockConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-object-lock-configuration";
import { S3BucketServerSideEncryptionConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { BucketName } from "../organization";
import type { PolicyDocument } from "../policy";
import type { Immutability, ObjectLock } from "../immutability";
import { ABORT_UPLOADS_DAYS } from "./expiring-bucket";
import { logRequests, makePrivate, type AccessLogTarget } from "./private-bucket";

/** What a log bucket is made of. */
export interface LogBucketProps {
  readonly bucketName: BucketName;
  readonly existingBucket?: boolean;
  readonly policy: PolicyDocument;
  readonly keyArn: string;
  readonly immutability: Immutability;
  readonly accessLogs: AccessLogTarget;
  readonly destroyProtection: boolean;
  readonly bucketTags?: Readonly<Record<string, string>>;
}

/** The bucket that keeps log files. */
export class LogBucket extends Construct {
  /** The bucket's name, known once its policy lets CloudTrail deliver. */
  readonly bucketName: string;
  readonly versioning: ITerraformDependable;
  private readonly bucket: S3Bucket;

  constructor(scope: Construct, id: string, props: LogBucketProps) {
    super(scope, id);
    const { immutability } = props;
    this.bucket = new S3Bucket(this, "bucket", {
      bucket: props.bucketName,
      ...(props.bucketTags && { tags: { ...props.bucketTags } }),
      ...(immutability.kind === "object-lock" && { objectLockEnabled: true }),
      lifecycle: { preventDestroy: props.destroyProtection },
    });
    const parts = makePrivate(this, this.bucket, props.policy);
    // The policy too: a plan then shows whom the one before allowed, and orgtrail plan compares them.
    if (props.existingBucket === true)
      for (const there of [this.bucket, parts.policy]) there.importFrom(props.bucketName);
    new S3BucketServerSideEncryptionConfigurationA(this, "encryption", {
      bucket: this.bucket.id,
      rule: [
        {
          applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: props.keyArn },
          bucketKeyEnabled: true,
        },
      ],
    });
    logRequests(this, this.bucket, props.bucketName, props.accessLogs);
    if (immutability.kind === "object-lock") this.lock(immutability, parts.versioning);
    this.bucketName = parts.policy.bucket;
    this.versioning = parts.versioning;
  }

  /** Both need versioning: S3 locks versions, and the lifecycle expires noncurrent ones. */
  private lock(lock: ObjectLock, versioning: ITerraformDependable): void {
    new S3BucketObjectLockConfigurationA(this, "lock", {
      bucket: this.bucket.id,
      rule: { defaultRetention: { mode: lock.mode.toUpperCase(), days: lock.days } },
      dependsOn: [versioning],
    });
    new S3BucketLifecycleConfiguration(this, "lifecycle", {
      bucket: this.bucket.id,
      rule: [lifecycleRule(lock)],
      dependsOn: [versioning],
    });
  }
}

function lifecycleRule({ lifecycle = {} }: ObjectLock): S3BucketLifecycleConfigurationRule {
  const { transitions = [], expireAfterDays } = lifecycle;
  return {
    id: "logs",
    status: "Enabled",
    filter: [{ prefix: "" }],
    abortIncompleteMultipartUpload: [{ daysAfterInitiation: ABORT_UPLOADS_DAYS }],
    ...(transitions.length > 0 && {
      transition: transitions.map(({ afterDays, storageClass }) => ({ days: afterDays, storageClass })),
    }),
    ...(expireAfterDays !== undefined && {
      expiration: [{ days: expireAfterDays }],
      // A version turns noncurrent when it expires or is overwritten; its lock still keeps it to the end.
      noncurrentVersionExpiration: [{ noncurrentDays: 1 }],
    }),
  };
}
