import { IamPolicy } from "@cdktf/provider-aws/lib/iam-policy";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import { Construct } from "constructs";
import {
  permissionsBoundaryName,
  pipelineDeployRoleName,
  pipelinePlanRoleName,
  roleArn,
  type AccountId,
  type RoleName,
} from "../organization";
import {
  accountRoleTrust,
  deployRolePolicies,
  permissionsBoundaryArn,
  permissionsBoundaryPolicy,
  planRoleStatements,
  ATTACHED_TO_ROLE,
  POLICY_LIMITS,
  policyArgument,
  policyDocument,
  policySizeProblem,
  type ManagedOrganization,
  type NameFamilies,
} from "../policy";
import { assertNoProblems, assertProps, ofProperty, type Problem } from "../validation";
import { makeRole } from "../keys-and-roles";

/** Which account, and what Terraform makes there. */
export interface AccountRolesProps {
  /** What orgtrail makes, by name. */
  readonly names: NameFamilies;
  /** The account of these roles. */
  readonly account: AccountId;
  /** The account of `PipelineRoles`. */
  readonly pipelineAccount: AccountId;
  /** The role with which Terraform plans: `organization.planRole`. */
  readonly planRole: RoleName;
  /** The role with which Terraform deploys: `organization.deployRole`. */
  readonly deployRole: RoleName;
  /**
   * The organization and its delegated administrators, in the management account, which alone manages them.
   * @default - it is another account
   */
  readonly organization?: ManagedOrganization;
  /**
   * The account in which events of all accounts come together on a bus: the security account, with `monitoring.rules.forwardToSecurity`.
   * There the deploy role makes the bus, and in each account roles may put events on it.
   * @default - events are not forwarded
   */
  readonly eventBusAccount?: AccountId;
  /** ARNs of the functions that rules of the account call: of `monitoring.rules.targets`. @default - none */
  readonly functions?: readonly string[];
}

/**
 * The roles that Terraform takes in an account: the plan role reads settings and no logs, the deploy role makes and changes
 * what orgtrail makes, by the families of its names. The pipeline's roles alone take them.
 *
 * With them stands the permissions boundary, without which the deploy role makes and changes no role: give it to roles by
 * `PermissionsBoundary`, as the stacks do for `organization.permissionsBoundary`.
 */
export class AccountRoles extends Construct {
  readonly planRoleArn: string;
  readonly deployRoleArn: string;
  /** The policy that bounds the roles that the deploy role makes. */
  readonly permissionsBoundaryArn: string;

  /** @throws ValidationError when the names, or the functions, take more or larger policies than IAM does */
  constructor(scope: Construct, id: string, props: AccountRolesProps) {
    super(scope, id);
    assertProps(this, props, "AccountRoles");
    const { names, account, pipelineAccount, planRole, deployRole } = props;
    const { partition, name } = names;
    this.planRoleArn = roleArn(partition, account, planRole);
    this.deployRoleArn = roleArn(partition, account, deployRole);
    makeRole(this, {
      id: "plan-role",
      policyId: "plan-policy",
      name: planRole,
      description: "Lets Terraform read the settings of the audit log, and no logs",
      trust: accountRoleTrust(partition, [roleArn(partition, pipelineAccount, pipelinePlanRoleName(name))]),
      policyName: "plan",
      permissions: policyDocument(...planRoleStatements(names, account)),
    });
    this.permissionsBoundaryArn = this.makeBoundary(props);
    const { inline, managed } = deployRolePolicies({
      ...props,
      pipelineRoles: [this.planRoleArn, this.deployRoleArn],
    });
    assertNoProblems(this, [
      ...ofProperty("names", policySizeProblem(inline, POLICY_LIMITS.inlineRolePolicy)),
      ...ofProperty("functions", attachedProblem(managed.length)),
    ]);
    const { role: deploy } = makeRole(this, {
      id: "deploy-role",
      policyId: "deploy-limits",
      name: deployRole,
      description: "Lets Terraform make and change what keeps and watches over the audit log",
      trust: accountRoleTrust(partition, [roleArn(partition, pipelineAccount, pipelineDeployRoleName(name))]),
      policyName: "limits",
      permissions: inline,
    });
    managed.forEach((document, index) => {
      const number = index + 1;
      const policy = new IamPolicy(this, `deploy-policy-${number}`, {
        name: `${pipelineDeployRoleName(name)}-${number}`,
        description: `What ${deployRole} may make and change (${number} of ${managed.length})`,
        policy: policyArgument(document),
      });
      new IamRolePolicyAttachment(this, `deploy-attachment-${number}`, {
        role: deploy.name,
        policyArn: policy.arn,
      });
    });
  }

  private makeBoundary(props: AccountRolesProps): string {
    const { names, account } = props;
    const document = permissionsBoundaryPolicy(props);
    assertNoProblems(this, ofProperty("names", policySizeProblem(document, POLICY_LIMITS.managedPolicy)));
    new IamPolicy(this, "permissions-boundary", {
      name: permissionsBoundaryName(names.name),
      description: "The most that the roles of the audit log may do, whatever their policies say",
      policy: policyArgument(document),
    });
    return permissionsBoundaryArn(names, account);
  }
}

/** Why the policies of the deploy role are too many. What it makes has names in few families; functions have one each. */
function attachedProblem(count: number): Problem | undefined {
  if (count <= ATTACHED_TO_ROLE) return undefined;
  return {
    what: `take ${count} policies of the deploy role, ${count - ATTACHED_TO_ROLE} over what IAM attaches to a role`,
    allowed: `as many as fit into ${ATTACHED_TO_ROLE} policies`,
    remedy: "name several functions by one pattern of their names",
  };
}
