import { KmsAlias } from "@cdktf/provider-aws/lib/kms-alias";
import { KmsKey } from "@cdktf/provider-aws/lib/kms-key";
import type { Construct } from "constructs";
import { policyArgument, type PolicyDocument } from "../policy";

/** A key with an alias. */
export interface KeyProps {
  /** The key's alias, with its `alias/`. */
  readonly alias: string;
  readonly description: string;
  /** Who may use and manage it. */
  readonly policy: PolicyDocument;
  /** Whether Terraform refuses to destroy the key. @default false */
  readonly destroyProtection?: boolean;
  /** The id of the alias in its scope. @default alias */
  readonly aliasId?: string;
}

/** The longest wait that KMS grants between the order to delete a key and its deletion, in days. */
const DELETION_WINDOW_DAYS = 30;

/**
 * Makes a symmetric KMS key, rotated every year, as `key` in its scope. Its policy is part of the key, so that whatever depends on
 * the key comes after its policy.
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/rotate-keys.html
 */
export function makeKey(scope: Construct, props: KeyProps): KmsKey {
  const { alias, description, policy, destroyProtection, aliasId = "alias" } = props;
  const key = new KmsKey(scope, "key", {
    description,
    enableKeyRotation: true,
    deletionWindowInDays: DELETION_WINDOW_DAYS,
    policy: policyArgument(policy),
    ...(destroyProtection !== undefined && { lifecycle: { preventDestroy: destroyProtection } }),
  });
  new KmsAlias(scope, aliasId, { name: alias, targetKeyId: key.keyId });
  return key;
}
