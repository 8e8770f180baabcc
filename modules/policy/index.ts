export { accessLogBucketPolicy, type AccessLogBucketPolicyProps } from "./access-log-bucket";
export { RECENT_MFA_SECONDS } from "./conditions";
export { deliveryTopicKeyPolicy, deliveryTopicPolicy } from "./delivery-topic";
export {
  policyDocument,
  valuesOf,
  type OneOrMore,
  type PolicyConditions,
  type PolicyDocument,
  type PolicyPrincipal,
  type PolicyStatement,
} from "./document";
export { POLICY_LIMITS, policySizeProblem, type PolicyLimit } from "./limits";
export { logBucketPolicy, type LogBucketPolicyProps } from "./log-bucket";
export { logKeyPolicy, type LogKeyPolicyProps } from "./log-key";
export { mfaDeleteStatements, type MfaDeleteProps } from "./mfa-delete";
export { PRINCIPAL_PATTERN_ALLOWED, principalPatternProblem, type MemberAccess } from "./readers";
export { policyArgument, renderPolicy } from "./render";
export { requireTls, TLS_VERSIONS, type TlsVersion } from "./tls";
export { eventBusPolicy, forwardingRolePolicy, forwardingRoleTrust } from "./event-bus";
export { eventLogRolePolicy, eventLogRoleTrust } from "./event-log";
export {
  alarmTopicPolicy,
  deadLetterQueuePolicy,
  monitoringKeyPolicy,
  type MonitoringPlace,
} from "./monitoring";
