import { Construct } from "constructs";
import type { AccountId, BucketName, Partition } from "../organization";
import { accessLogBucketPolicy, POLICY_LIMITS, policySizeProblem, type TlsVersion } from "../policy";
import { assertNoProblems, ofProperty } from "../validation";
import { expiryProblems, makeExpiringBucket } from "./expiring-bucket";
import { principalProblems } from "./principals";

/** Where and how server access logs are kept. */
export interface AccessLogBucketProps {
  readonly partition: Partition;
  /** The account that owns this bucket and those that it logs. */
  readonly account: AccountId;
  readonly bucketName: BucketName;
  /** Names, or patterns of names with `*`, of the buckets whose access is logged. */
  readonly sources: readonly string[];
  /** ARNs, or patterns of ARNs, of those who may read the access logs. @default - nobody */
  readonly readers?: readonly string[];
  /** ARNs, or patterns of ARNs, of the roles that manage the bucket's configuration. */
  readonly administrators: readonly string[];
  /**
   * ARNs of the roles that restore the bucket's settings, as those of AWS Config's remediation: they reconfigure the bucket
   * without MFA, as far as their own policies let them, and delete nothing.
   * @default - nobody
   */
  readonly menders?: readonly string[];
  /** Days after which access logs are deleted. @default 400 */
  readonly expireAfterDays?: number;
  /** @default "1.2" */
  readonly minimumTlsVersion?: TlsVersion;
  /** Whether Terraform refuses to destroy the bucket. @default true */
  readonly destroyProtection?: boolean;
}

/** A year and a month: an auditor who comes once a year finds the whole year. */
const DEFAULT_EXPIRY_DAYS = 400;

/**
 * The bucket that receives the server access logs of the log buckets in its account. It is a bucket of its own
 * because S3 delivers access logs to no bucket with Object Lock, and encrypts with S3's own keys because it
 * delivers to no bucket that encrypts with KMS.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html
 */
export class AccessLogBucket extends Construct {
  /** The bucket's name, known once its policy lets S3 deliver: S3 tests it when logging is switched on. */
  readonly bucketName: string;

  /** @throws ValidationError when AWS would refuse a value, or the policy is over its limit */
  constructor(scope: Construct, id: string, props: AccessLogBucketProps) {
    super(scope, id);
    const { expireAfterDays = DEFAULT_EXPIRY_DAYS, destroyProtection = true } = props;
    const policy = accessLogBucketPolicy(props);
    assertNoProblems(this, [
      ...principalProblems(props),
      ...expiryProblems(expireAfterDays),
      ...ofProperty("policy", policySizeProblem(policy, POLICY_LIMITS.bucketPolicy)),
    ]);
    const { bucketName } = makeExpiringBucket(this, {
      bucketName: props.bucketName,
      policy,
      expireAfterDays,
      destroyProtection,
    });
    this.bucketName = bucketName;
  }
}
