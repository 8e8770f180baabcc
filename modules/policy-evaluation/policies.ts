import type { PolicyDocument } from "../policy";

/**
 * All policies that may have a say in a request. Those that do not apply to its principal or resource are
 * left out of account.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies.html#access_policy-types
 */
export interface Policies {
  /** The resource's own policy: of a bucket, key or topic, or the trust policy of a role. @default - none */
  readonly resource?: PolicyDocument;
  /** The policies of the user or role, with those of the user's groups. @default - none */
  readonly identity?: readonly PolicyDocument[];
  /** Limits what the identity policies grant. @default - no limit */
  readonly permissionsBoundary?: PolicyDocument;
  /** Passed when the role was assumed: limit the session. @default - no limit */
  readonly session?: readonly PolicyDocument[];
  /**
   * The service control policies of the principal's account, a list for each level from the root of the
   * organization down to the account. Each level must allow: see `FULL_AWS_ACCESS`.
   * @default - none apply
   */
  readonly serviceControl?: readonly (readonly PolicyDocument[])[];
  /**
   * The resource control policies of the resource's account, of all levels. RCPFullAWSAccess need not be among
   * them: it is always attached, so that only what denies is of weight.
   * @default - none apply
   */
  readonly resourceControl?: readonly PolicyDocument[];
}

/**
 * The service control policy that AWS attaches to each level, until somebody takes it away.
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_evaluation.html
 */
export const FULL_AWS_ACCESS: PolicyDocument = {
  Version: "2012-10-17",
  Statement: [{ Sid: "FullAWSAccess", Effect: "Allow", Action: "*", Resource: "*" }],
};
