export { AccountRoles, type AccountRolesProps } from "./account-roles";
export { PipelineRoles, type PipelineRolesProps } from "./pipeline-roles";
