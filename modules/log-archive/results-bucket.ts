import { Construct } from "constructs";
import {
  athenaResultsBucketPolicy,
  POLICY_LIMITS,
  policySizeProblem,
  type ResultsBucketPolicyProps,
} from "../policy";
import { assertNoProblems, assertProps, ofProperty } from "../validation";
import type { AccessLogTarget } from "./private-bucket";
import { expiryProblems, makeExpiringBucket } from "./expiring-bucket";
import { principalProblems } from "./principals";

/** Where Athena puts its answers, and who reads them. */
export interface ResultsBucketProps extends ResultsBucketPolicyProps {
  /** The ARN of the key that encrypts the answers. */
  readonly keyArn: string;
  /** Where S3's server access logs of the bucket go: an AccessLogBucket of the same account and Region. */
  readonly accessLogs: AccessLogTarget;
  /** Days after which an answer is deleted. @default 30 */
  readonly expireAfterDays?: number;
}

/** Whoever wants an answer for longer keeps it elsewhere, or asks again. */
const DEFAULT_EXPIRY_DAYS = 30;

/**
 * The bucket with the answers of Athena: private, encrypted with a key, emptied by its lifecycle. The logs are elsewhere, and answers
 * can be asked for again: nothing keeps Terraform from destroying it, once it is empty.
 * @see https://docs.aws.amazon.com/athena/latest/ug/querying.html
 */
export class ResultsBucket extends Construct {
  /** The bucket's name, known once its policy stands. */
  readonly bucketName: string;

  /** @throws ValidationError when AWS would refuse a value, or the policy is over its limit */
  constructor(scope: Construct, id: string, props: ResultsBucketProps) {
    super(scope, id);
    assertProps(this, props, "ResultsBucket");
    const { expireAfterDays = DEFAULT_EXPIRY_DAYS } = props;
    const policy = athenaResultsBucketPolicy(props);
    assertNoProblems(this, [
      ...principalProblems(props),
      ...expiryProblems(expireAfterDays),
      ...ofProperty("policy", policySizeProblem(policy, POLICY_LIMITS.bucketPolicy)),
    ]);
    this.bucketName = makeExpiringBucket(this, {
      bucketName: props.bucketName,
      policy,
      expireAfterDays,
      keyArn: props.keyArn,
      accessLogs: props.accessLogs,
      destroyProtection: false,
    });
  }
}
