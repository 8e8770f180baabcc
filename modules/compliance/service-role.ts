import { DataAwsIamRoles } from "@cdktf/provider-aws/lib/data-aws-iam-roles";
import { Fn, Token, type Precondition } from "cdktf";
import type { Construct } from "constructs";
import { serviceLinkedRolePath, type AccountId, type ServiceLinkedRole } from "../organization";

/**
 * Has Terraform stop when it plans, with the command to run, where the account has no such role yet: it has one for all Regions, and whatever
 * needs it first makes it.
 * @param does what the service does with it: "AWS Config records"
 */
export function serviceRoleIsThere(
  scope: Construct,
  account: AccountId,
  role: ServiceLinkedRole,
  does: string,
): Precondition {
  const roles = new DataAwsIamRoles(scope, "service-linked-roles", {
    pathPrefix: serviceLinkedRolePath(role),
  });
  return {
    condition: Token.asString(Fn.contains(roles.names, role.name)),
    errorMessage:
      `Account ${account} has no role ${role.name}, with which ${does}. Run with its credentials: ` +
      `aws iam create-service-linked-role --aws-service-name ${role.service}`,
  };
}
