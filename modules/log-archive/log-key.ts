import { Construct } from "constructs";
import { makeKey } from "../keys-and-roles";
import { POLICY_LIMITS, policySizeProblem, type PolicyDocument } from "../policy";
import { assertNoProblems, ofProperty } from "../validation";

/** A key for log files. */
export interface LogKeyProps {
  /** The key's alias, with its `alias/`. */
  readonly alias: string;
  readonly description: string;
  /** Who may use it. */
  readonly policy: PolicyDocument;
  /** Whether Terraform refuses to destroy the key. @default true */
  readonly destroyProtection?: boolean;
}

/**
 * The symmetric KMS key that encrypts log files and digests, rotated every year. Its policy is part of the key,
 * so that whatever depends on the key comes after its policy.
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/encrypting-cloudtrail-log-files-with-aws-kms.html
 */
export class LogKey extends Construct {
  readonly keyArn: string;

  /** @throws ValidationError when the key's policy is larger than KMS takes */
  constructor(scope: Construct, id: string, props: LogKeyProps) {
    super(scope, id);
    const { destroyProtection = true, policy } = props;
    assertNoProblems(this, ofProperty("policy", policySizeProblem(policy, POLICY_LIMITS.keyPolicy)));
    this.keyArn = makeKey(this, { ...props, destroyProtection }).arn;
  }
}
