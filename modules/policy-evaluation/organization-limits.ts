import { isAccountPrincipal, isServiceLinked } from "./principals";
import { assumesRole, isServiceLinkedRole, type ReadRequest } from "./request";

/** Which of an organization's policies have a say in a request. */

/**
 * Services whose resources RCPs control. AWS adds to them, so of any other it is not known.
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html#rcp-supported-services
 */
export const RCP_SERVICES: ReadonlySet<string> = new Set([
  "aoss",
  "ecr",
  "kms",
  "s3",
  "secretsmanager",
  "sqs",
  "sts",
]);

/**
 * SCPs limit the users and roles of member accounts, root users too. They do not apply to AWS services,
 * service-linked roles, the management account and whoever is in no account.
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html#scp-effects-on-permissions
 */
export function serviceControlApplies({ principal, principalInManagementAccount }: ReadRequest): boolean {
  return (
    isAccountPrincipal(principal) && !isServiceLinked(principal) && principalInManagementAccount !== true
  );
}

/**
 * RCPs limit what anybody does with resources of member accounts: principals inside and outside of the
 * organization, and AWS services in their own name. They do not apply to service-linked roles, to the
 * assuming of one, to resources of the management account, and to kms:RetireGrant.
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html#actions-not-restricted-by-rcps
 */
export function resourceControlReach(request: ReadRequest): "applies" | "does not apply" | "not known" {
  const exempt =
    request.action.toLowerCase() === "kms:retiregrant" ||
    request.resourceInManagementAccount === true ||
    isServiceLinked(request.principal) ||
    (assumesRole(request) && isServiceLinkedRole(request));
  if (exempt) return "does not apply";
  return RCP_SERVICES.has(request.service) ? "applies" : "not known";
}
