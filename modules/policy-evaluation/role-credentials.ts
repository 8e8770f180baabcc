import { assumesRole, type ReadRequest } from "./request";

/** The calls in which an identity provider's assertion or token stands in for AWS credentials. */
const ASSERTION_CALLS: readonly string[] = ["sts:assumerolewithsaml", "sts:assumerolewithwebidentity"];

/**
 * Why STS gives such a principal no role's credentials, whatever the policies say.
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html
 */
export function credentialsRefusal(request: ReadRequest): string | undefined {
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
