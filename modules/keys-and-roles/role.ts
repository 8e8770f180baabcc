import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import type { Construct } from "constructs";
import type { RoleName } from "../organization";
import { policyArgument, type PolicyDocument } from "../policy";

/** A role with one policy, inline. */
export interface RoleProps {
  /** The role's id in its scope. @default role */
  readonly id?: string;
  /** The id of its policy. @default - the role's, and `-policy` */
  readonly policyId?: string;
  /** Its name, with its path before it where it has one: `ops/OrgTrailDeploy`. */
  readonly name: RoleName;
  readonly description: string;
  /** Who may take it. */
  readonly trust: PolicyDocument;
  /** What its policy is called, and allows. */
  readonly policyName: string;
  readonly permissions: PolicyDocument;
}

/** Makes a role, and the policy without which it can do nothing: what asks with the role comes after that. */
export function makeRole(
  scope: Construct,
  props: RoleProps,
): { readonly role: IamRole; readonly policy: IamRolePolicy } {
  const { id = "role", policyId = `${id}-policy`, name } = props;
  const slash = name.lastIndexOf("/");
  const role = new IamRole(scope, id, {
    name: name.slice(slash + 1),
    ...(slash >= 0 && { path: `/${name.slice(0, slash)}/` }),
    description: props.description,
    assumeRolePolicy: policyArgument(props.trust),
  });
  const policy = new IamRolePolicy(scope, policyId, {
    name: props.policyName,
    role: role.name,
    policy: policyArgument(props.permissions),
  });
  return { role, policy };
}
