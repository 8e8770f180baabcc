import { Construct } from "constructs";
import { POLICY_LIMITS, policySizeProblem, searchBucketPolicy, type FailedRecords } from "../policy";
import { assertNoProblems, assertProps, ofProperty } from "../validation";
import { expiryProblems, makeExpiringBucket } from "./expiring-bucket";
import { principalProblems } from "./principals";
import type { AccessLogTarget } from "./private-bucket";

/** Which records failed, and for how long they are kept. */
export interface FailedRecordsBucketProps extends FailedRecords {
  /** The ARN of the key that encrypts them. */
  readonly keyArn: string;
  /** Where S3's server access logs of the bucket go: an AccessLogBucket of the same account and Region. @default - nowhere */
  readonly accessLogs?: AccessLogTarget;
  /** Days after which a record is deleted. @default 90 */
  readonly failedRecordsExpireAfterDays?: number;
}

/** Who mends what failed has a quarter of a year for it; the log files have the events for as long as they are kept. */
const DEFAULT_EXPIRY_DAYS = 90;

/** The bucket of records that did not reach OpenSearch: private, encrypted with a key, emptied by its lifecycle. */
export class FailedRecordsBucket extends Construct {
  /** The bucket's name, known once its policy stands. */
  readonly bucketName: string;

  /** @throws ValidationError when AWS would refuse a value, or the policy is over its limit */
  constructor(scope: Construct, id: string, props: FailedRecordsBucketProps) {
    super(scope, id);
    assertProps(this, props, "FailedRecordsBucket");
    const { failedRecordsExpireAfterDays: days = DEFAULT_EXPIRY_DAYS, accessLogs } = props;
    const policy = searchBucketPolicy(props);
    assertNoProblems(this, [
      ...principalProblems(props),
      ...expiryProblems(days),
      ...ofProperty("policy", policySizeProblem(policy, POLICY_LIMITS.bucketPolicy)),
    ]);
    this.bucketName = makeExpiringBucket(this, {
      bucketName: props.bucketName,
      policy,
      expireAfterDays: days,
      keyArn: props.keyArn,
      ...(accessLogs && { accessLogs }),
      destroyProtection: false,
    });
  }
}
