export type { Authorization, DecidingStatement, Verdict } from "./authorization";
export { authorize } from "./authorize";
export type { ContextValue } from "./context";
export { evaluateDocument, type DocumentEvaluation } from "./evaluate-document";
export { FULL_AWS_ACCESS, type Policies } from "./policies";
export {
  accountRoot,
  anonymous,
  federated,
  iamUser,
  roleSession,
  servicePrincipal,
  type AccountMemberProps,
  type AccountPrincipal,
  type AccountRoot,
  type Anonymous,
  type FederatedPrincipal,
  type IamUser,
  type IamUserProps,
  type RequestPrincipal,
  type RoleSession,
  type RoleSessionProps,
  type ServicePrincipal,
} from "./principals";
export type { AccessRequest } from "./request";
export { UnsupportedPolicyError, type Place } from "./unsupported-policy-error";
