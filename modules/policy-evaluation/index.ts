export type { Authorization, DecidingStatement, RequestVerdict } from "./authorization";
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
export { UnsupportedPolicyError, type PolicyPlace } from "./unsupported-policy-error";

// What policy-proofs reads policies with, so that both read them alike.
export { parseNumber } from "./condition-operators";
export { requestContext, type ContextEntry, type RequestContext } from "./context";
export type { KeyCondition } from "./conditions";
export { parseDate } from "./dates";
export { readDocument } from "./documents";
export { parseIpAddress, parseIpRange, type IpAddress, type IpRange } from "./ip-ranges";
export { RCP_SERVICES } from "./organization-limits";
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
  readStatement,
  type Application,
  type DocumentForm,
  type ElementTest,
  type ReadStatement,
} from "./statements";
export { componentsOf, withinSegments } from "./arn-patterns";
export { parseArn, type Arn } from "./arn";
