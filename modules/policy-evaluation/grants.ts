import {
  allowedBy,
  type Authorization,
  type DecidingStatement,
  decisionOf,
  deniedSince,
  firstAllow,
  titleOf,
} from "./authorization";
import type { ConsultedPolicies } from "./consulted-policies";
import type { Naming } from "./principal-elements";
import { type AccountPrincipal, isAccountPrincipal } from "./principals";
import { assumesRole, isKey, type ReadRequest } from "./request";

/** The calls in which an identity provider's assertion or token stands in for AWS credentials. */
const ASSERTION_CALLS: readonly string[] = ["sts:assumerolewithsaml", "sts:assumerolewithwebidentity"];

/**
 * Why STS gives such a principal no role's credentials, whatever the policies say.
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html
 */
function credentialsRefusal(request: ReadRequest): string | undefined {
  if (!assumesRole(request)) return undefined;
  const { kind } = request.principal;
  const byAssertion = ASSERTION_CALLS.includes(request.action.toLowerCase());
  if (kind === "anonymous") return "Nobody assumes a role without a signature or an assertion";
  if (kind === "account root") return "A root user cannot assume a role";
  if (kind === "federated" && request.action.toLowerCase() === "sts:assumerole") {
    return "sts:AssumeRole needs AWS credentials, which a federated principal does not have yet";
  }
  if (kind !== "federated" && byAssertion) {
    return "The request is made with an identity provider's assertion, and not by this principal";
  }
  return undefined;
}

/** Who must allow a request that nobody denies and that no organization's policy limits. */

/** Naming a user or session, or everyone, opens a resource of the same account by itself. */
const DIRECT: readonly string[] = ["everyone", "user", "session"] satisfies Naming[];

/** Decides by resource, identity and session policies, and the permissions boundary. */
export function decideByGrants(request: ReadRequest, policies: ConsultedPolicies): Authorization {
  const { principal } = request;
  const refusal = credentialsRefusal(request);
  if (refusal !== undefined) return deniedSince(refusal);
  if (!isAccountPrincipal(principal)) return outsideOfAccounts(policies);
  return request.owner === principal.account
    ? withinAccount(request, principal, policies)
    : acrossAccounts(principal, policies);
}

/** Services, federated principals and the anonymous have no identity policies: the resource's alone counts. */
function outsideOfAccounts({ resource }: ConsultedPolicies): Authorization {
  const allow = resourceAllow(resource);
  return allow === undefined ? deniedSince("The resource's policy does not allow it") : allowedBy(allow);
}

/**
 * Either side suffices, except for keys and roles: these need their own policy, which may name the account
 * and so leave it to identity policies. A grant to a role is limited as the role is; one to a user, a session
 * or everyone is not.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html
 */
function withinAccount(
  request: ReadRequest,
  principal: AccountPrincipal,
  policies: ConsultedPolicies,
): Authorization {
  const { resource } = policies;
  const direct = resourceAllow(resource, DIRECT);
  if (direct !== undefined) return allowedBy(direct);
  const limit = limitOf(policies);
  const toRole = resourceAllow(resource, ["role"]);
  if (toRole !== undefined) return limit === undefined ? allowedBy(toRole) : deniedSince(limit);
  const toAccount = resourceAllow(resource, ["account"]);
  if (toAccount === undefined && (isKey(request) || assumesRole(request))) {
    return deniedSince(
      "The resource's policy neither allows it nor leaves it to the account's identity policies",
    );
  }
  if (principal.kind === "account root") return rootAllowed(toAccount);
  const byIdentity = firstAllow(policies.identity);
  if (byIdentity === undefined)
    return deniedSince("Neither the resource's policy nor an identity policy allows it");
  return limit === undefined ? allowedBy(byIdentity) : deniedSince(limit);
}

/**
 * Both accounts must allow: the resource's policy, and on the principal's side all that it needs at home.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic-cross-account.html
 */
function acrossAccounts(principal: AccountPrincipal, policies: ConsultedPolicies): Authorization {
  const allow = resourceAllow(policies.resource);
  if (allow === undefined) {
    return deniedSince("The resource is another account's, and its policy does not allow it");
  }
  if (principal.kind === "account root") return allowedBy(allow);
  const byIdentity = firstAllow(policies.identity);
  if (byIdentity === undefined) {
    return deniedSince(
      "The resource is another account's, and no identity policy of the principal allows it",
    );
  }
  const limit = limitOf(policies);
  if (limit !== undefined) return deniedSince(limit);
  return allowedBy(allow, `, and so does ${titleOf(byIdentity)}`);
}

/** The root user may do what its account may, without any policy that says so. */
function rootAllowed(toAccount: DecidingStatement | undefined): Authorization {
  return toAccount === undefined
    ? { verdict: "allowed", reason: "The root user of the resource's account needs no policy" }
    : allowedBy(toAccount);
}

/** Why the principal's permissions boundary or session policies do not let it through. */
function limitOf({ permissionsBoundary, session }: ConsultedPolicies): string | undefined {
  if (permissionsBoundary?.allows.length === 0) return "The permissions boundary does not allow it";
  if (session.length > 0 && firstAllow(session) === undefined) return "No session policy allows it";
  return undefined;
}

/** The first statement of the resource's policy that allows the request, naming the principal in such a way. */
function resourceAllow(
  policy: ConsultedPolicies["resource"],
  namings?: readonly string[],
): DecidingStatement | undefined {
  const allow = policy?.allows.find(({ as }) => namings?.includes(as) ?? true);
  return policy === undefined || allow === undefined ? undefined : decisionOf(policy, allow);
}
