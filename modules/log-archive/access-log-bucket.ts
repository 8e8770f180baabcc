import { Construct } from "constructs";
import {
  accessLogBucketPolicy,
  POLICY_LIMITS,
  policySizeProblem,
  type AccessLogBucketPolicyProps,
} from "../policy";
import { assertNoProblems, assertProps, ofProperty } from "../validation";
import { expiryProblems, makeExpiringBucket } from "./expiring-bucket";
import { ownStatementFaults } from "./own-statement-faults";
import { principalProblems } from "./principals";

/** Where and how server access logs are kept. */
export interface AccessLogBucketProps extends AccessLogBucketPolicyProps {
  /** Days after which access logs are deleted. @default 400 */
  readonly expireAfterDays?: number;
  /** Tags of the bucket, besides those of the provider: those by which AWS Config knows it. @default - none */
  readonly bucketTags?: Readonly<Record<string, string>>;
  /** Whether Terraform refuses to destroy the bucket, and the administrators too delete logs with MFA alone. @default true */
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
    assertProps(this, props, "AccessLogBucket");
    const { expireAfterDays = DEFAULT_EXPIRY_DAYS, destroyProtection = true } = props;
    const policy = accessLogBucketPolicy(props);
    assertNoProblems(this, [
      ...ownStatementFaults("bucket", "accessLogs", props.policyStatements?.accessLogs, policy, props),
      ...principalProblems(props),
      ...expiryProblems(expireAfterDays),
      ...ofProperty("policy", policySizeProblem(policy, POLICY_LIMITS.bucketPolicy)),
    ]);
    this.bucketName = makeExpiringBucket(this, {
      bucketName: props.bucketName,
      policy,
      expireAfterDays,
      destroyProtection,
      ...(props.bucketTags && { bucketTags: props.bucketTags }),
    });
  }
}
