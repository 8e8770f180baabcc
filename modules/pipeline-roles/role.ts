import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import type { Construct } from "constructs";
import type { RoleName } from "../organization";
import { policyArgument, type PolicyDocument } from "../policy";

/** Makes a role by its name, with its path before it where it has one: `ops/OrgTrailDeploy`. */
export function makeRole(
  scope: Construct,
  id: string,
  name: RoleName,
  description: string,
  trust: PolicyDocument,
): IamRole {
  const slash = name.lastIndexOf("/");
  return new IamRole(scope, id, {
    name: name.slice(slash + 1),
    ...(slash >= 0 && { path: `/${name.slice(0, slash)}/` }),
    description,
    assumeRolePolicy: policyArgument(trust),
  });
}
