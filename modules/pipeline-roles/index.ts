export { AccountRoles, type AccountRolesProps } from "./account-roles";
export { PermissionsBoundary } from "./permissions-boundary";
export { PipelineRoles, type PipelineRolesProps } from "./pipeline-roles";
export { StateBucket, type StateBucketProps } from "./state-bucket";
