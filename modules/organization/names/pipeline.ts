import { type NamePrefix, PolicyName, RoleName } from "../ids";

/** The session name under which Terraform assumes the deploy role, as it stands in the log. */
export function deploySessionName(stack: string): string {
  // STS allows 2 to 64 characters.
  return `orgtrail-${stack}`.slice(0, 64);
}

/** The role with which a pipeline plans: it takes the plan role of each account. */
export function pipelinePlanRoleName(prefix: NamePrefix): RoleName {
  return RoleName.of(`${prefix}-pipeline-plan`);
}

/** The role with which a pipeline deploys: it takes the deploy role of each account. */
export function pipelineDeployRoleName(prefix: NamePrefix): RoleName {
  return RoleName.of(`${prefix}-pipeline-deploy`);
}

/** The policy that bounds the roles that the pipeline makes. Named as the deploy role's own policies, so that what guards them guards it. */
export function permissionsBoundaryName(prefix: NamePrefix): PolicyName {
  return PolicyName.of(`${pipelineDeployRoleName(prefix)}-boundary`);
}
