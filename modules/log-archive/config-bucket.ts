import { Construct } from "constructs";
import type { AccountId } from "../organization";
import {
  configBucketPolicy,
  POLICY_LIMITS,
  policySizeProblem,
  type ConfigBucketPolicyProps,
} from "../policy";
import { assertNoProblems, assertProps, ofProperty, type PropertyProblem } from "../validation";
import type { AccessLogTarget } from "./private-bucket";
import { expiryProblems, makeExpiringBucket } from "./expiring-bucket";
import { principalProblems } from "./principals";

/** Where AWS Config delivers, and whose. */
export interface ConfigBucketProps extends ConfigBucketPolicyProps {
  /** Where S3's server access logs of the bucket go: an AccessLogBucket of the same account and Region. */
  readonly accessLogs: AccessLogTarget;
  /** Days after which what is delivered is deleted. @default 2557 - seven years, as long as AWS Config itself keeps it */
  readonly expireAfterDays?: number;
  /** Whether Terraform refuses to destroy the bucket, and the administrators too delete with MFA alone. @default true */
  readonly destroyProtection?: boolean;
}

/** How long AWS Config keeps what it records, where nobody says otherwise. */
const DEFAULT_EXPIRY_DAYS = 2557;

/**
 * The bucket to which AWS Config delivers histories and snapshots of resources. It encrypts with S3's own keys: whoever reads
 * it learns how resources were configured, and no event.
 * @see https://docs.aws.amazon.com/config/latest/developerguide/manage-delivery-channel.html
 */
export class ConfigBucket extends Construct {
  /** The bucket's name, known once its policy lets AWS Config deliver: it tests this when a channel is made. */
  readonly bucketName: string;

  /** @throws ValidationError when AWS would refuse a value, or the policy is over its limit */
  constructor(scope: Construct, id: string, props: ConfigBucketProps) {
    super(scope, id);
    assertProps(this, props, "ConfigBucket");
    const { expireAfterDays = DEFAULT_EXPIRY_DAYS, destroyProtection = true } = props;
    const policy = configBucketPolicy(props);
    assertNoProblems(this, [
      ...recorderProblems(props.recorders),
      ...principalProblems(props),
      ...expiryProblems(expireAfterDays),
      ...ofProperty("policy", policySizeProblem(policy, POLICY_LIMITS.bucketPolicy)),
    ]);
    this.bucketName = makeExpiringBucket(this, {
      bucketName: props.bucketName,
      policy,
      expireAfterDays,
      accessLogs: props.accessLogs,
      destroyProtection,
    });
  }
}

function recorderProblems(recorders: readonly AccountId[]): readonly PropertyProblem[] {
  if (recorders.length > 0) return [];
  return [
    {
      property: "recorders",
      what: "names no account",
      received: recorders,
      allowed: "one or more",
      remedy: "name the accounts that have a recorder, or leave the bucket out",
    },
  ];
}
