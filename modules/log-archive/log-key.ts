import { KmsAlias } from "@cdktf/provider-aws/lib/kms-alias";
import { KmsKey } from "@cdktf/provider-aws/lib/kms-key";
import { Construct } from "constructs";
import { POLICY_LIMITS, policyArgument, policySizeProblem, type PolicyDocument } from "../policy";
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

/** The longest wait that KMS grants between the order to delete a key and its deletion, in days. */
const DELETION_WINDOW_DAYS = 30;

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
    const key = new KmsKey(this, "key", {
      description: props.description,
      enableKeyRotation: true,
      deletionWindowInDays: DELETION_WINDOW_DAYS,
      policy: policyArgument(policy),
      lifecycle: { preventDestroy: destroyProtection },
    });
    new KmsAlias(this, "alias", { name: props.alias, targetKeyId: key.keyId });
    this.keyArn = key.arn;
  }
}
