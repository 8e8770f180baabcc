import { ValidationError } from "../validation";
import { decisionOf, deniedBy, deniedSince, firstAllow, type Authorization } from "./authorization";
import { consult, type ConsultedPolicies, type ConsultedPolicy, type Policies } from "./consulted-policies";
import { decideByGrants } from "./grants";
import { isAccountPrincipal } from "./principals";
import { readRequest, type AccessRequest, type ReadRequest } from "./request";

/**
 * Whether AWS lets a request through: an explicit deny in any policy comes first; then each level of service
 * control policies must allow; then the resource's own policy, an identity policy, or both must.
 *
 * Not evaluated: VPC endpoint policies, ACLs, KMS grants, S3 Block Public Access and Object Lock.
 * @throws UnsupportedPolicyError when a policy has something that the evaluator does not know
 * @throws ValidationError when the request is incomplete
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html
 */
export function authorize(request: AccessRequest, policies: Policies): Authorization {
  const read = readRequest(request);
  requireOwner(read);
  const consulted = consult(read, policies);
  return explicitDeny(read, consulted) ?? serviceControlLimit(consulted) ?? decideByGrants(read, consulted);
}

function explicitDeny(request: ReadRequest, policies: ConsultedPolicies): Authorization | undefined {
  const { resource, identity, permissionsBoundary, session, serviceControl, resourceControl } = policies;
  const all = [
    ...serviceControl.flat(),
    ...resourceControl,
    keepsOwnerFromPolicy(request) ? undefined : resource,
    ...identity,
    permissionsBoundary,
    ...session,
  ].filter((policy): policy is ConsultedPolicy => policy !== undefined);
  const denial = all.flatMap((policy) => policy.denies.map((deny) => decisionOf(policy, deny)))[0];
  return denial && deniedBy(denial);
}

const OWN_BUCKET_POLICY_ACTIONS = ["s3:getbucketpolicy", "s3:putbucketpolicy", "s3:deletebucketpolicy"];

/**
 * S3 lets no bucket policy lock the root user of the bucket's account out of that policy.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketPolicy.html
 */
function keepsOwnerFromPolicy({ principal, owner, action }: ReadRequest): boolean {
  return (
    principal.kind === "account root" &&
    principal.account === owner &&
    OWN_BUCKET_POLICY_ACTIONS.includes(action.toLowerCase())
  );
}

/** @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_evaluation.html */
function serviceControlLimit({ serviceControl }: ConsultedPolicies): Authorization | undefined {
  const level = serviceControl.findIndex((policies) => firstAllow(policies) === undefined);
  return level < 0 ? undefined : deniedSince(`No service control policy of level ${level + 1} allows it`);
}

/** Whose policies must allow depends on whether both are of one account. */
function requireOwner({ principal, owner, resource }: ReadRequest): void {
  if (owner !== undefined || !isAccountPrincipal(principal)) return;
  throw new ValidationError("request", [
    {
      property: "resourceAccount",
      what: "is not known, since the resource's ARN has no account",
      received: resource,
      remedy: "give the account that owns the resource",
    },
  ]);
}
