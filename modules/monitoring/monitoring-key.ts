import { Construct } from "constructs";
import { makeKey } from "../keys-and-roles";
import { monitoringKeyPolicy, POLICY_LIMITS, policySizeProblem, type MonitoringPlace } from "../policy";
import { assertNoProblems, assertProps, ofProperty } from "../validation";

/** A key for log groups of events and topics of alarms. */
export interface MonitoringKeyProps {
  readonly place: MonitoringPlace;
  /** The key's alias, with its `alias/`. */
  readonly alias: string;
  /** The names of the log groups that it encrypts. @default - none: topics alone */
  readonly logGroups?: readonly string[];
  /** Whether Terraform refuses to destroy the key. @default true */
  readonly destroyProtection?: boolean;
}

/**
 * The key of monitoring in one account and Region, rotated every year. With it the log group keeps what the log bucket
 * keeps no more readable than there.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html
 */
export class MonitoringKey extends Construct {
  /** Known once the key's policy is set, which is part of the key. */
  readonly keyArn: string;

  /** @throws ValidationError when the key's policy is larger than KMS takes */
  constructor(scope: Construct, id: string, props: MonitoringKeyProps) {
    super(scope, id);
    assertProps(this, props, "MonitoringKey");
    const { place, logGroups = [], destroyProtection = true } = props;
    const policy = monitoringKeyPolicy(place, logGroups);
    assertNoProblems(this, ofProperty("policy", policySizeProblem(policy, POLICY_LIMITS.keyPolicy)));
    const description = "Encrypts CloudTrail events in CloudWatch Logs, and notifications of alarms";
    this.keyArn = makeKey(this, { alias: props.alias, description, policy, destroyProtection }).arn;
  }
}
