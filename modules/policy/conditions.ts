import type { PolicyConditions } from "./document";

/** Conditions that several statements share. Each says for whom the statement holds. */

/** How long ago, in seconds, somebody may have shown an MFA device and still count as present. */
export const RECENT_MFA_SECONDS = 3600;

/**
 * Whoever is no AWS service. `IfExists` keeps anonymous requests in, which carry no such key.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principalisawsservice
 */
export const NOT_A_SERVICE = { BoolIfExists: { "aws:PrincipalIsAWSService": "false" } } as const;

/**
 * Whoever has not shown an MFA device lately. `IfExists` makes an absent key count as "never shown": long-term
 * keys and most role sessions carry none, and a plain operator would let them pass.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-multifactorauthage
 */
export const WITHOUT_RECENT_MFA = {
  NumericGreaterThanIfExists: { "aws:MultiFactorAuthAge": String(RECENT_MFA_SECONDS) },
} as const;

/** Whoever is none of the principals. An empty list excepts nobody. */
export function exceptPrincipals(arns: readonly string[]): PolicyConditions {
  return arns.length === 0 ? {} : { ArnNotLikeIfExists: { "aws:PrincipalArn": arns } };
}
