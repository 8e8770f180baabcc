import { pipelineDeployRoleName, pipelinePlanRoleName, roleArn } from "../../../modules/organization";
import { permissionsBoundaryArn } from "../../../modules/policy";
import { unlike, type Vocabulary } from "./word";

/** Words of what Terraform makes with the roles of an account. */
export const TERRAFORM_WORDS = {
  planTaker: ({ configuration: { partition }, subject: { terraform } }) =>
    terraform && roleArn(partition, terraform.pipelineAccount, pipelinePlanRoleName(terraform.names.name)),
  deployTaker: ({ configuration: { partition }, subject: { terraform } }) =>
    terraform && roleArn(partition, terraform.pipelineAccount, pipelineDeployRoleName(terraform.names.name)),
  accountRoles: ({ configuration: { partition }, subject: { terraform } }) =>
    terraform &&
    [terraform.planRole, terraform.deployRole].map((role) => roleArn(partition, terraform.account, role)),
  boundary: ({ subject: { terraform } }) =>
    terraform && permissionsBoundaryArn(terraform.names, terraform.account),
  ownTrails: ({ configuration: { name }, subject: { terraform } }) => [
    `${name}-organization-trail`,
    `${name}-team-*`,
    ...unlike(terraform?.names.trails, `${name}-organization-trail`, `${name}-team-`),
  ],
  ownBuckets: ({ configuration: { name }, subject: { terraform } }) => [
    `${name}-cloudtrail-*`,
    ...unlike(terraform?.names.buckets, `${name}-cloudtrail-`),
  ],
  ownLogGroups: ({ configuration: { name }, subject: { terraform } }) => [
    `/orgtrail/${name}/*`,
    ...unlike(terraform?.names.logGroups, `/orgtrail/${name}/`),
  ],
  ownBus: ({ configuration: { name }, subject: { terraform } }) =>
    terraform?.eventBusAccount === terraform?.account && terraform !== undefined
      ? `${name}-orgtrail`
      : undefined,
  busHere: ({ subject: { terraform } }) =>
    terraform?.eventBusAccount === terraform?.account ? terraform?.account : undefined,
  busOfAll: ({ configuration: { name, partition }, subject: { terraform } }) =>
    terraform?.eventBusAccount &&
    `arn:${partition}:events:*:${terraform.eventBusAccount}:event-bus/${name}-orgtrail`,
  ownFunctions: ({ subject: { terraform } }) => terraform?.functions,
  managedOrganization: ({ subject: { terraform } }) => terraform?.organization?.id,
  delegatingOrganization: ({ subject: { terraform } }) =>
    (terraform?.organization?.delegates ?? []).length > 0 ? terraform?.organization?.id : undefined,
  delegates: ({ subject: { terraform } }) => terraform?.organization?.delegates,
} as const satisfies Vocabulary;
