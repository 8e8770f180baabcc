export type { Authorization, DecidingStatement, RequestVerdict } from "./authorization";
export { authorize } from "./authorize";
export type { ContextValue } from "./context";
export { type DocumentEvaluation, evaluateDocument, readDocument } from "./documents";
export { FULL_AWS_ACCESS, type Policies, RCP_SERVICES } from "./consulted-policies";
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
export { type PolicyPlace, UnsupportedPolicyError } from "./unsupported-policy-error";

// What policy-proofs reads policies with, so that both read them alike.
export {
  type IpAddress,
  type IpRange,
  parseDate,
  parseIpAddress,
  parseIpRange,
  parseNumber,
} from "./condition-operators";
export { requestContext, type ContextEntry, type RequestContext } from "./context";
export type { KeyCondition } from "./conditions";
export { bindPattern, bindText, parseTemplate, type Template } from "./policy-variables";
export type { Naming } from "./principal-elements";
export {
  identityArn,
  isAccountPrincipal,
  isServiceLinked,
  lastSegment,
  sessionArn,
  SERVICE_LINKED_PATH,
} from "./principals";
export {
  type Application,
  type DocumentForm,
  type ElementTest,
  readStatement,
  type ReadStatement,
} from "./statements";
export { type Arn, componentsOf, parseArn, withinSegments } from "./arn";
